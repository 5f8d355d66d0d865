"""Templates: they all parse, and none holds inline script or style (docs/architecture.md, rule 14)."""

import re
from pathlib import Path

import pytest

from django.template import engines
from django.template.exceptions import TemplateSyntaxError

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
INLINE = re.compile(
    r"<style\b|<script\b(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))|\bstyle=|\son[a-z]+=|javascript:",
    re.IGNORECASE,
)


def own_templates() -> list[Path]:
    """All templates, of pages and mails alike."""
    return [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in {".html", ".txt", ".xml", ".svg"}]


def inline(text: str) -> list[str]:
    """What in a template a strict content security policy would refuse. Comments of Django do not count."""
    text = re.sub(r"\{#.*?#\}|\{% comment .*?endcomment %\}", "", text, flags=re.DOTALL)
    return [found.group() for found in INLINE.finditer(text)]


def test_every_template_parses() -> None:
    broken = []
    for path in own_templates():
        try:
            engines["django"].get_template(path.relative_to(TEMPLATES).as_posix())
        except TemplateSyntaxError as error:
            broken.append(f"{path.relative_to(TEMPLATES)}: {error}")

    assert own_templates()
    assert broken == []


def test_no_page_holds_inline_script_or_style() -> None:
    # A letter is kept as a file that needs nothing else; as a page of the site it stands in another one.
    letter = TEMPLATES / "participation" / "letters" / "letter.html"
    pages = [path for path in own_templates() if "emails" not in path.parts and path != letter]

    assert {
        str(path.relative_to(TEMPLATES)): inline(path.read_text()) for path in pages if inline(path.read_text())
    } == {}


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
        "<style>p {}</style>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_inline_script_and_style_are_found(text: str) -> None:
    assert inline(text) != []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static "cms/site.js" %}" defer></script>',
        "{# never style= here #}",
        "<p>Doe mee op dinsdag</p>",
    ],
)
def test_what_the_policy_allows_is_not_found(text: str) -> None:
    assert inline(text) == []
