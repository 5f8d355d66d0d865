"""A municipality's theme: thinned by `manage.py maak_thema`, and loaded after our own stylesheet."""

import re
from pathlib import Path

import pytest

from django.contrib.staticfiles.finders import find
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import RequestFactory

from cms import look, theme
from tests.cms.full_theme import full_theme

OURS = Path(find("cms/wijkplein.css")).read_text()
NAMES = theme.wanted(OURS)


def values(css: str, *names: str, selector: str = "") -> list[str | None]:
    """What these tokens come to."""
    found = theme.thin(css, names, selector=selector)
    return [found.tokens.get(name) for name in names]


def test_all_our_own_rules_stand_in_layers_so_that_an_unlayered_file_wins() -> None:
    bare = re.sub(r"/\*.*?\*/", "", OURS, flags=re.S)
    depth, top, start = 0, [], 0
    for at, char in enumerate(bare):
        if char == "{":
            if depth == 0:
                top.append(bare[start:at].strip())
            depth += 1
        elif char == "}":
            depth -= 1
            start = at + 1

    assert top[0].startswith("@layer reset, tokens, base")
    assert [prelude for prelude in top[1:] if not prelude.startswith("@layer ")] == []


def test_we_read_38_tokens() -> None:
    assert len(NAMES) == 38
    assert "--basis-color-action-1-inverse-bg-default" in NAMES


def test_a_full_theme_comes_down_to_what_we_read() -> None:
    source = full_theme()
    found = theme.thin(source, NAMES)

    assert len(source) > 100_000
    assert found.missing == []
    assert list(found.tokens) == NAMES
    assert len(found.css()) < 3_000
    assert found.tokens["--basis-color-action-1-inverse-bg-default"] == "#1b696e"
    assert found.tokens["--basis-color-default-bg-document"] == "#ffffff"
    assert found.tokens["--basis-text-font-family-default"] == '"Zeedorp Sans; book", Georgia, serif'
    assert found.tokens["--basis-text-font-size-lg"] == "calc(1.125rem * 1.2)"
    assert found.tokens["--basis-border-radius-md"] == "14px"
    assert theme.too_faint(found.tokens) == []


@pytest.mark.parametrize(
    ("css", "value"),
    [
        (":root { --basis-a: red }", "red"),
        ("html{--basis-a:red;}", "red"),
        (".x-theme{--basis-a: red !important;}", "red"),
        ("@layer thema { @supports (color: red) { .x { --basis-a: red } } }", "red"),
        ("@media (prefers-color-scheme: dark) { .x { --basis-a: black } } .x { --basis-a: red }", "red"),
        (".x { --basis-a: blue } .x { --basis-a: red }", "red"),
        (":root { --basis-a: blue } .x { --basis-a: red }", "red"),
        (".x { --basis-a: red } .y { --basis-a: red }", "red"),
        (".x { --basis-a: var(--b); --b: var( --c ); --c: red }", "red"),
        (".x { --basis-a: var(--nergens, var(--c)); --c: red }", "red"),
        (".x { --basis-a: var(--a, red); --a: var(--basis-a) }", "red"),
        (".x { --basis-a: VAR(--c); --c: red }", "red"),
        (".x { --basis-a: calc(var(--b) + var(--b)); --b: 1px }", "calc(1px + 1px)"),
        ('.x { --basis-a: \'a;b}c\', "d\\"e"; }', '\'a;b}c\', "d\\"e"'),
        (".x { --basis-a: '/* geen commentaar */' /* wel */ }", "'/* geen commentaar */'"),
        (".x { &.donker { --basis-a: black; --basis-b: black } --basis-a: red; }", "red"),
        (".x { --basis-a: url(data:font/woff2;base64,AA==) }", "url(data:font/woff2;base64,AA==)"),
        ("@import url(x.css); @charset 'utf-8'; .x { color: blue; --basis-a: red; }", "red"),
        (".x { --basis-a: red", "red"),
        (":is(.x, .y) { --basis-a: red }", "red"),
    ],
)
def test_custom_properties_are_read_as_browsers_read_them(css: str, value: str) -> None:
    assert values(css, "--basis-a") == [value]


@pytest.mark.parametrize(
    "value",
    [
        "var(--nergens)",
        "var(--basis-a)",
        "var(--lus)",
        "initial",
        "",
        "{ color: red }",
        "var(--verdubbel-1)",
    ],
)
def test_a_token_that_comes_to_nothing_is_missing(value: str) -> None:
    loop = "--lus: var(--lus-2); --lus-2: var(--lus);"
    doubling = "".join(f"--verdubbel-{n}: var(--verdubbel-{n + 1}) var(--verdubbel-{n + 1});" for n in range(1, 30))

    found = theme.thin(f".x {{ --basis-a: {value}; {loop} {doubling} --verdubbel-30: red }}", ["--basis-a"])

    assert found.missing == ["--basis-a"]


def test_variants_that_contradict_each_other_ask_for_a_choice() -> None:
    css = ":root { --basis-b: blue } .licht { --basis-a: white } .donker { --basis-a: black }"

    with pytest.raises(theme.ThemeError, match=r"meer dan één variant van het thema: \.donker, \.licht"):
        theme.thin(css, ["--basis-a"])
    assert values(css, "--basis-a", "--basis-b", selector=".licht") == ["white", "blue"]
    with pytest.raises(theme.ThemeError, match=r"\.grijs staat niet in dit bestand\. Wel: \.donker, \.licht, :root"):
        theme.thin(css, ["--basis-a"], selector=".grijs")


def test_colours_that_are_too_close_are_named() -> None:
    tokens = {"--basis-focus-color": "#777", "--basis-focus-background-color": "#888888"}

    assert theme.too_faint(tokens) == [
        "--basis-focus-color op --basis-focus-background-color: contrast 1,3, nodig is 3"
    ]


def test_the_command_writes_the_file_and_says_what_to_do(tmp_path, settings, capsys) -> None:
    settings.THEME_DIR = tmp_path / "thema"
    (tmp_path / "zeedorp.css").write_text(full_theme())

    call_command("maak_thema", str(tmp_path / "zeedorp.css"))

    written = (tmp_path / "thema" / "zeedorp.css").read_text()
    assert written == theme.thin(full_theme(), NAMES).css()
    assert re.fullmatch(r"/\*.*\*/\n:root\{(--basis-[\w-]+:[^;{}]+(;(?= book)[^;]+)?;){38}\}\n", written)
    said = capsys.readouterr()
    assert "Klaar: 38 tokens" in said.out
    assert "THEME_CSS=thema/zeedorp.css" in said.out
    assert said.err == ""


def test_the_command_refuses_what_is_no_theme(tmp_path) -> None:
    file = tmp_path / "x.css"
    with pytest.raises(CommandError, match="Ik kan .*x.css niet lezen"):
        call_command("maak_thema", str(file))
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CommandError, match="geen tekst in UTF-8"):
        call_command("maak_thema", str(file))
    file.write_text("body { color: red } :root { --utrecht-button-color: red }")
    with pytest.raises(CommandError, match="staan geen tokens die met --basis- beginnen"):
        call_command("maak_thema", str(file))


def test_the_command_names_what_is_missing_unless_told_that_it_may_be(tmp_path, capsys) -> None:
    file, target = tmp_path / "x.css", tmp_path / "uit" / "y.css"
    file.write_text(":root { --basis-heading-color: #eeeeee; --basis-color-default-bg-subtle: #ffffff }")

    with pytest.raises(CommandError, match="ontbreken 36 tokens:\n  --basis-border-radius-md\n"):
        call_command("maak_thema", str(file), naar=target)
    assert not target.exists()

    call_command("maak_thema", str(file), naar=target, onvolledig=True)

    assert ":root{--basis-color-default-bg-subtle:#ffffff;--basis-heading-color:#eeeeee;}" in target.read_text()
    said = capsys.readouterr()
    assert "Let op, dit is slecht te lezen: --basis-heading-color op" in said.err
    assert "THEME_CSS" not in said.out


def test_the_command_says_that_it_cannot_write(tmp_path) -> None:
    file = tmp_path / "x.css"
    file.write_text(full_theme())
    with pytest.raises(CommandError, match="niet schrijven"):
        call_command("maak_thema", str(file), naar=tmp_path)


def head(settings, name: str) -> list[str]:
    """The stylesheets of a page, in order."""
    settings.THEME_CSS = name
    html = render_to_string("404.html", request=RequestFactory().get("/"))
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', html)


def test_the_theme_comes_after_our_stylesheet(settings) -> None:
    assert head(settings, "thema/zeedorp.css") == ["/static/cms/wijkplein.css", "/static/thema/zeedorp.css"]
    assert head(settings, "") == ["/static/cms/wijkplein.css"]


def test_a_theme_that_was_not_collected_costs_the_site_its_colours_alone(settings, monkeypatch, caplog) -> None:
    def refuse(name: str) -> str:
        raise ValueError(name)

    settings.THEME_CSS = "thema/weg.css"
    monkeypatch.setattr(look.staticfiles_storage, "url", refuse)

    assert look.theme_url() == ""
    assert "THEME_CSS=thema/weg.css" in caplog.text


def test_the_system_check_refuses_a_theme_that_does_not_exist(settings) -> None:
    settings.THEME_CSS = "cms/wijkplein.css"
    assert look.check_theme() == []
    settings.THEME_CSS = ""
    assert look.check_theme() == []
    settings.THEME_CSS = "thema/weg.css"
    assert [error.id for error in look.check_theme()] == ["cms.E001"]
