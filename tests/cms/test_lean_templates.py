"""The lean tags in the place of Django's (settings: TEMPLATES): what comes out is the same, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from django.template import Context, Engine, TemplateDoesNotExist, engines
from django.utils import translation

from cms.templatetags.lean_i18n import FixedMessageNode, FixedTextNode
from cms.templatetags.lean_include import FixedIncludeNode

LOADERS = "django.template.loaders.locmem.Loader"
PARTS = {
    "parts/name.html": "<b>{{ name }}</b>{{ other }}",
    "parts/row.html": '{% include "./name.html" %}',
    "parts/down.html": '{{ left }}{% if left %}{% include "./down.html" with left=left|slice:"1:" %}{% endif %}',
}
VALUES = {"name": "Ans & Bo", "other": "!", "count": 1234, "half": "a %", "part": "parts/name.html", "left": "abc"}
TEXTS = (
    '{% translate "Zoeken" %}',
    '{% trans "Zoeken" %}',
    '{% translate "Zoeken" as text %}[{{ text }}]',
    '{% translate "50% van <b>alles</b> & meer" %}',
    '{% translate "Zoeken" noop %}',
    '{% translate "Zoeken"|upper %}',
    '{% translate "j F" context "datum kort" %}',
    "{% translate name %}",
    '{% translate "" %}',
    "{% blocktranslate %}Zoeken{% endblocktranslate %}",
    "{% blocktrans %}Zoeken{% endblocktrans %}",
    "{% blocktranslate %}Heel {{ name }}{% endblocktranslate %}",
    "{% blocktranslate with name=count %}gemeente {{ name }}{% endblocktranslate %}, {{ name }}",
    "{% blocktranslate %}50% van {{ half }} {{ count }}{% endblocktranslate %}",
    "{% blocktranslate asvar text %}Heel {{ name }}{% endblocktranslate %}[{{ text }}]",
    "{% blocktranslate %}Heel {{ nowhere }}.{% endblocktranslate %}",
    "{% blocktranslate trimmed %}\n  Heel\n  {{ name }}\n{% endblocktranslate %}",
    "{% blocktranslate count number=count %}{{ number }} plan{% plural %}{{ number }} plannen{% endblocktranslate %}",
    '{% blocktranslate context "plaats" %}Heel {{ name }}{% endblocktranslate %}',
    "{% autoescape off %}{% blocktranslate %}Heel {{ name }}{% endblocktranslate %}{% endautoescape %}",
)
INCLUDES = (
    '{% include "parts/name.html" %}',
    '{% include "parts/name.html" with name=count %}{{ name }}',
    '{% include "parts/name.html" with name=count only %}',
    '{% include "parts/name.html" only %}',
    '{% include "parts/row.html" with other="?" %}',
    '{% include "parts/down.html" %}',
    "{% include part %}",
    "{% for name in left %}{% include 'parts/name.html' %}{% endfor %}",
)


def engine(*, is_lean: bool, string_if_invalid: str = "") -> Engine:
    """An engine with these parts, and the tags of ours or Django's own."""
    ours = engines["django"].engine
    return Engine(
        loaders=[(LOADERS, PARTS)],
        string_if_invalid=string_if_invalid,
        builtins=["cms.templatetags.lean_include"] if is_lean else [],
        libraries=ours.libraries if is_lean else {**ours.libraries, "i18n": "django.templatetags.i18n"},
    )


def rendered(engine: Engine, source: str) -> str:
    return engine.from_string("{% load i18n %}" + source).render(Context(VALUES))


@pytest.mark.parametrize("string_if_invalid", ["", "no %s here"])
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize("source", [*TEXTS, *INCLUDES])
def test_what_comes_out_is_what_django_makes_of_it(source: str, language: str, string_if_invalid: str) -> None:
    lean = engine(is_lean=True, string_if_invalid=string_if_invalid)
    stock = engine(is_lean=False, string_if_invalid=string_if_invalid)

    with translation.override(language):
        expected = rendered(stock, source)
        assert rendered(lean, source) == expected


def test_one_template_follows_the_language_of_each_answer() -> None:
    source = '{% translate "Zoeken" %} {% blocktranslate with town="Oost" %}Heel {{ town }}{% endblocktranslate %}'
    template = engines["django"].from_string("{% load i18n %}" + source)
    shown = {}
    for language in ("nl", "en", "nl"):
        with translation.override(language):
            assert shown.setdefault(language, template.render({})) == template.render({})

    assert shown["nl"] == "Zoeken Heel Oost"
    assert shown["en"] != shown["nl"]


def test_our_templates_get_the_lean_tags() -> None:
    footer = engines["django"].get_template("components/footer.html").template
    contacts = engines["django"].get_template("pages/panels/contacts.html").template

    assert footer.nodelist.get_nodes_by_type(FixedTextNode)
    assert contacts.nodelist.get_nodes_by_type(FixedIncludeNode)
    assert (
        engines["django"]
        .get_template("components/phone_sentence.html")
        .template.nodelist.get_nodes_by_type(FixedMessageNode)
    )


def test_a_translation_that_cannot_be_filled_falls_back_on_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {"Heel %(name)s": "All of %(town)s"}
    monkeypatch.setattr("cms.templatetags.lean_i18n.gettext", lambda text: broken.get(text, text))

    shown = rendered(engine(is_lean=True), "{% blocktranslate %}Heel {{ name }}{% endblocktranslate %}")

    assert shown == "Heel Ans &amp; Bo"


def test_a_part_that_is_not_there_is_an_error_each_time() -> None:
    template = engine(is_lean=True).from_string('{% include "parts/none.html" %}')

    for _ in range(2):
        with pytest.raises(TemplateDoesNotExist):
            template.render(Context({}))


def test_a_part_that_changed_is_read_again_where_files_are_watched(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text('{% include "part.html" %}')
    (tmp_path / "part.html").write_text("old")
    watched = Engine(dirs=[str(tmp_path)], builtins=["cms.templatetags.lean_include"])
    assert watched.get_template("page.html").render(Context({})) == "old"

    (tmp_path / "part.html").write_text("new")
    for loader in watched.template_loaders:
        loader.reset()  # as django.template.autoreload does
    assert watched.get_template("page.html").render(Context({})) == "new"
