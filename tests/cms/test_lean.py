"""Our styles and scripts go over the line without comments; nothing that counts is lost."""

import gzip
from pathlib import Path

import pytest

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.files.base import ContentFile
from django.test import override_settings

from cms.lean import LeanStaticFilesStorage, lean_css, lean_js
from cms.settings import STORAGES


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("a { color: red; }\n", "a{color: red}\n"),
        ("/* x { */ a,\n  b > c { margin: 0 1px; }", "a,b > c{margin: 0 1px}\n"),
        ("a { width: calc(1px + 2px) }", "a{width: calc(1px + 2px)}\n"),
        ('a::after { content: " ( /* { ; , } */  "; }', 'a::after{content: " ( /* { ; , } */  "}\n'),
        ("a { b: 'c\\' ;  d' }", "a{b: 'c\\' ;  d'}\n"),
        ("a/* x */b { c: d }", "a b{c: d}\n"),
        ("@layer a, b;\n\n@media (min-width: 1rem) and (x) { .a :is(.b, .c) { d: e } }", None),
    ],
)
def test_a_style_loses_comments_and_space_only(text: str, lean: str | None) -> None:
    assert lean_css(text) == (lean or "@layer a,b;@media (min-width: 1rem) and (x){.a :is(.b,.c){d: e}}\n")


@pytest.mark.parametrize(
    ("text", "lean"),
    [
        ("/* kop */\n  // regel\n  f(); // blijft\n\n  g();\n", "f(); // blijft\ng();\n"),
        ("const a = 'https://x'; /* b */\n", "const a = 'https://x'; /* b */\n"),
        ("const a = `x`;\n  b();\n", "const a = `x`;\nb();\n"),
        ("const a = `x\n  y`;\n", "const a = `x\n  y`;\n"),
    ],
)
def test_a_script_loses_lines_of_comment_and_indentation_only(text: str, lean: str) -> None:
    assert lean_js(text) == lean


def test_only_our_own_files_are_touched(tmp_path) -> None:
    storage = LeanStaticFilesStorage(location=tmp_path)
    for name in ("cms/a.css", "cms/a.js", "cms/a.svg", "wagtailadmin/a.css"):
        storage.save(name, ContentFile(b"/* a */\n"))

    sizes = {path.relative_to(tmp_path).as_posix(): path.stat().st_size for path in tmp_path.rglob("a.*")}
    assert sizes == {"cms/a.css": 1, "cms/a.js": 0, "cms/a.svg": 8, "wagtailadmin/a.css": 8}


def test_the_product_uses_it() -> None:
    assert STORAGES["staticfiles"]["BACKEND"] == "cms.lean.LeanStaticFilesStorage"
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": STORAGES["staticfiles"]}):
        from django.core.files.storage import storages

        assert isinstance(storages["staticfiles"], LeanStaticFilesStorage)


def test_style_and_script_of_a_page_stay_within_the_budget() -> None:
    """What a page with blocks loads: the most that a page to read may have (performance: 13 kB compressed)."""
    styles = [lean_css(Path(find(f"cms/{name}.css")).read_text()) for name in ("wijkplein", "blocks")]
    script = lean_js(Path(find("cms/wijkplein.js")).read_text())

    assert sum(len(gzip.compress(text.encode())) for text in (*styles, script)) <= 13_000
