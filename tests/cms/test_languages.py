"""The English catalogue is complete and up to date; money, dates and mails are in the language of who reads them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import polib
import pytest

from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.utils import translation
from django.utils.translation import trans_real

from cms import money
from cms.languages import address, bare_path, direction, interface_language, marks, use_texts
from cms.mail import outbox
from cms.mail.links import absolute
from cms.mail.rendering import render as render_mail
from cms.page_languages import alternates
from cms.templatetags import notation
from cms.templatetags.languages import dutch
from tests.conftest import Mailbox

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SOURCES = ("cms", "pages", "participation", "polls", "templates")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|</?\w+>")

# English texts that may be the same as the Dutch ones.
SAME_WORD = "the same word in both languages"
DUTCH_WORD = "a Dutch word that stays, with a gloss on the home page"
A_NAME = "the name of a place or a role that stays Dutch"
A_FORM = "a form of notation, not a text"
MAY_BE_THE_SAME = {
    "‘%(name)s’: %(problem)s": A_FORM,
    "Download PDF %(number)s": SAME_WORD,
    "Flyer": SAME_WORD,
    "mail": SAME_WORD,
    "post": SAME_WORD,
    "regietafel buurten": A_NAME,
    "CSV": SAME_WORD,
    "Excel (xlsx)": SAME_WORD,
    "JSON": SAME_WORD,
    "%(who)s, %(when)s": SAME_WORD,
    "Label": SAME_WORD,
    "Labels": SAME_WORD,
    "compact": SAME_WORD,
    "filters": SAME_WORD,
    "label": SAME_WORD,
    "labels": SAME_WORD,
    "PDF": SAME_WORD,
    "Per wijk": DUTCH_WORD,
    "Poster": SAME_WORD,
    "in %(wijk)s": SAME_WORD,
    "route": SAME_WORD,
    "Budget": SAME_WORD,
    "Budget %(year)s": SAME_WORD,
    "Budget per wijk": DUTCH_WORD,
    "Cluster": SAME_WORD,
    "Clusters": SAME_WORD,
    "Contact": SAME_WORD,
    "Contact in %(wijk)s": SAME_WORD,
    "Download %(title)s": SAME_WORD,
    "F Y": A_FORM,
    "Film": SAME_WORD,
    "Filter": SAME_WORD,
    "Home": SAME_WORD,
    "Link": SAME_WORD,
    "Menu": SAME_WORD,
    "Per pot": SAME_WORD,
    "Plan": SAME_WORD,
    "Plan:": SAME_WORD,
    "Postcode": SAME_WORD,
    "Postcodes": SAME_WORD,
    "Postcodes:": SAME_WORD,
    "Pot": SAME_WORD,
    "Privacy": SAME_WORD,
    "Status": SAME_WORD,
    "Status: %(state)s": SAME_WORD,
    "Wijk": DUTCH_WORD,
    "Wijk:": DUTCH_WORD,
    "Wijken": DUTCH_WORD,
    "Wijkregisseur": A_NAME,
    "Wijkregisseur %(wijk)s": A_NAME,
    "Wijkregisseurs": A_NAME,
    "account": SAME_WORD,
    "auditor": SAME_WORD,
    "cluster": SAME_WORD,
    "clusters": SAME_WORD,
    "j F": A_FORM,
    "j F Y": A_FORM,
    "l j F": A_FORM,
    "l j F Y": A_FORM,
    "link": SAME_WORD,
    "links": SAME_WORD,
    "maker": SAME_WORD,
    "postcode": SAME_WORD,
    "pot": SAME_WORD,
    "school": SAME_WORD,
    "status": SAME_WORD,
    "website": SAME_WORD,
    "wijk": DUTCH_WORD,
    "wijken": DUTCH_WORD,
    "wijkregisseur": A_NAME,
    "wijkwethouder": A_NAME,
}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    """The English texts."""
    return polib.pofile(str(CATALOGUE))


def texts_of(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Dutch and English of an entry, in each of its numbers."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    return [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]


def test_every_text_has_an_english_one(catalogue: polib.POFile) -> None:
    assert [entry.msgid for entry in catalogue if entry.fuzzy or not entry.translated()] == []
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == []


def test_english_keeps_the_placeholders_and_tags_of_the_dutch(catalogue: polib.POFile) -> None:
    for entry in catalogue:
        for source, english in texts_of(entry):
            assert sorted(_PLACEHOLDER.findall(english)) == sorted(_PLACEHOLDER.findall(source)), source


def test_english_keeps_the_spaces_and_lines_around_the_dutch(catalogue: polib.POFile) -> None:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    for entry in catalogue:
        for source, english in texts_of(entry):
            assert edges(english) == edges(source), source


def test_english_that_is_the_same_as_dutch_has_a_reason(catalogue: polib.POFile) -> None:
    same = {source for entry in catalogue for source, english in texts_of(entry) if source == english}

    assert same - set(MAY_BE_THE_SAME) == set()


def test_no_dutch_is_left_in_the_english(catalogue: polib.POFile) -> None:
    words = re.compile(r"\b(de|het|een|je|jouw|niet|voor|van|wordt|deze|naar|geen|vul|kies)\b", re.IGNORECASE)
    found = [english for entry in catalogue for _dutch, english in texts_of(entry) if words.search(english)]

    assert [text for text in found if "Wijkplein" not in text] == []


def test_what_django_reads_is_made_from_what_translators_write(catalogue: polib.POFile) -> None:
    def read(entries: list[polib.POEntry]) -> dict[tuple[str | None, str], object]:
        return {(entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr for entry in entries if entry.msgid}

    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))

    assert read(compiled) == read(catalogue), "run `make messages`"


@pytest.mark.skipif(shutil.which("xgettext") is None and os.environ.get("CI") != "true", reason="needs gettext")
def test_the_catalogue_holds_every_text_of_the_source(catalogue: polib.POFile, tmp_path: Path) -> None:
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / "locale").mkdir()
    command = [sys.executable, "manage.py", "makemessages", "--locale", "en", "--no-wrap"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 (our own command)

    gathered = polib.pofile(str(tmp_path / "locale/en/LC_MESSAGES/django.po"))
    here, there = ({(entry.msgctxt, entry.msgid) for entry in found} for found in (catalogue, gathered))
    assert here ^ there == set(), "run `make messages`"


# The language of an address, and of our own texts under it.


@pytest.mark.parametrize(
    ("language", "ours", "way"),
    [("nl", "nl", "ltr"), ("en", "en", "ltr"), ("en-gb", "en", "ltr"), ("ar", "en", "rtl"), ("tr", "en", "ltr")],
)
def test_our_own_texts_are_dutch_or_english(language: str, ours: str, way: str) -> None:
    assert (interface_language(language), direction(language)) == (ours, way)


@pytest.fixture
def _django_texts() -> Iterator[None]:
    """Texts as Django has them, before and after."""
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()


@pytest.mark.usefixtures("_django_texts")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_texts_that_are_looked_up_once_are_djangos(language: str) -> None:
    messages = ["Zoeken", "datum kort\x04j F", "Monday", "staat nergens", ""]
    with translation.override(language):
        expected = [translation.gettext(message) for message in messages]
        plural = translation.ngettext("%(count)s boeking", "%(count)s boekingen", 2)

    use_texts(language)
    with translation.override(language):
        assert translation.get_language() == language
        for _ in range(2):
            assert [translation.gettext(message) for message in messages] == expected
        assert translation.ngettext("%(count)s boeking", "%(count)s boekingen", 2) == plural


@pytest.mark.usefixtures("_django_texts")
def test_under_another_language_our_texts_are_english() -> None:
    use_texts("en")
    use_texts("ar")
    with translation.override("en"):
        english = translation.gettext("Zoeken")
    with translation.override("ar"):
        assert translation.get_language() == "ar"
        assert translation.gettext("Zoeken") == translation.gettext("Zoeken") == english != "Zoeken"


@pytest.mark.usefixtures("_django_texts")
def test_a_text_from_outside_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.languages._MOST_TEXTS", 2)
    use_texts("nl")
    with translation.override("nl"):
        assert [translation.gettext(f"tekst {number}") for number in range(5)] == [f"tekst {n}" for n in range(5)]

    assert len(trans_real._translations["nl"]._known) == 2


def test_an_address_has_the_prefix_of_its_language_and_loses_it_again() -> None:
    assert [address("/wijken/", code) for code in ("nl", "en", "ar")] == ["/wijken/", "/en/wijken/", "/ar/wijken/"]
    assert [bare_path("/en/wijken/", "en"), bare_path("/wijken/", "nl"), bare_path("/en/", "en")] == [
        "/wijken/",
        "/wijken/",
        "/",
    ]


def test_text_in_another_language_is_marked_and_turned_where_it_runs_the_other_way() -> None:
    assert marks("nl", within="nl") == ""
    assert marks("nl", within="en") == ' lang="nl"'
    assert marks("en", within="ar") == ' lang="en" dir="ltr"'


def test_dutch_names_are_marked_on_an_english_page_alone() -> None:
    with translation.override("en"):
        assert dutch() == ' lang="nl"'
    with translation.override("nl"):
        assert dutch() == ""


def test_one_language_has_no_alternates() -> None:
    assert alternates("/wijken/", {"nl"}) == ()
    assert alternates("/wijken/", {"nl", "en"}) == (
        ("nl", "https://wijkplein.example.org/wijken/"),
        ("en", "https://wijkplein.example.org/en/wijken/"),
        ("x-default", "https://wijkplein.example.org/wijken/"),
    )


# Notation.


@pytest.mark.parametrize(
    ("write", "value", "in_dutch", "in_english"),
    [
        (notation.euro, 840_000, "€\u00a08.400", "€8,400"),
        (notation.euro, 184_995, "€\u00a01.849,95", "€1,849.95"),
        (notation.euro, -15_000, "−\u00a0€\u00a0150", "−€150"),
        (notation.datum, date(2026, 12, 10), "donderdag 10 december 2026", "Thursday 10 December 2026"),
        (notation.datum_jaar, date(2026, 3, 1), "1 maart 2026", "1 March 2026"),
        (notation.datum_kort, date(2026, 12, 10), "10 december", "10 December"),
        (notation.tijd, time(17, 30), "17.30 uur", "17:30"),
        (notation.tijd, time(9, 5), "9.05 uur", "9:05"),
        (
            notation.datum_tijd,
            datetime(2026, 11, 20, 13, 32, tzinfo=UTC),
            "vrijdag 20 november 2026, 14.32 uur",
            "Friday 20 November 2026, 14:32",
        ),
    ],
)
def test_money_dates_and_times_follow_the_language(
    write: Callable[[object], str], value: object, in_dutch: str, in_english: str
) -> None:
    for language, written in (("nl", in_dutch), ("en", in_english)):
        with translation.override(language):
            assert write(value) == written


def test_an_amount_in_a_sentence_is_in_the_language_of_the_sentence() -> None:
    with translation.override("en"), pytest.raises(money.AmountError, match=r"^Do you mean €5,000\?"):
        money.parse_euro("5k")
    with translation.override("nl"), pytest.raises(money.AmountError, match="^Bedoel je €\u00a05.000"):
        money.parse_euro("5k")


# Mail.


@pytest.mark.parametrize(
    ("language", "hello", "privacy"),
    [("nl", "Hallo,", "/privacy/"), ("en", "Hello,", "/en/privacy/"), ("ar", "Hello,", "/en/privacy/")],
)
def test_a_mail_is_in_the_language_of_its_reader(language: str, hello: str, privacy: str) -> None:
    made = render_mail("password_reset", {"link": absolute("/beheer/")}, language=language)

    assert hello in made.text and hello in made.html
    assert f"https://wijkplein.example.org{privacy}\n" in made.text
    assert f'<html lang="{interface_language(language)}">' in made.html


@pytest.mark.django_db
@override_settings(MAIL_ALLOW_LIST=["*"])
def test_what_a_mail_tells_is_looked_up_in_its_language(
    mailbox: Mailbox, now: datetime, mail_template: Callable[..., None]
) -> None:
    seen = []

    def builder(context: dict[str, object], moment: datetime) -> dict[str, object]:
        seen.append(address("/wijken/"))
        return {"link": absolute("/beheer/")}

    mail_template("password_reset", builder)
    for language in ("nl", "en", "ar"):
        outbox.queue(
            template="password_reset",
            to="fatima@example.org",
            context={},
            dedupe_key=language,
            now=now,
            language=language,
        )
    mailbox.deliver()

    assert seen == ["/wijken/", "/en/wijken/", "/en/wijken/"]
    assert [message.body.count("Hello,") for message in mail.outbox] == [0, 1, 1]
