"""Every mail in one look: HTML and plain text, in light and in dark, without anything from elsewhere."""

import re
from datetime import UTC, date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from django.conf import settings

from cms.contrast import ratio
from cms.mail.links import absolute
from cms.mail.rendering import Rendered, render

FOLDER = Path(settings.BASE_DIR) / "templates" / "emails"
LAYOUTS = {"base", "plan_base", "vote_told"}
TEMPLATES = sorted({path.stem for path in FOLDER.glob("*.*")} - LAYOUTS)
LONG = "Een plan met een heel lange naam die toch gewoon in een mail moet passen, ook op een telefoon"
LINK = absolute("/bevestig/" + "q7m2x9pd4htk" * 6 + "/")
DAY, MOMENT = date(2026, 12, 17), datetime(2026, 12, 17, 13, 32, tzinfo=UTC)
NUMBERS = dict.fromkeys(("amount_cents", "count", "more", "norm", "people", "percent", "supporters"), 12)
DATES = dict.fromkeys(("answer_by", "answer_due_on", "closes_on", "decide_due_on", "expires_on", "penalty_from"), DAY)
LINKS = dict.fromkeys(
    (
        *("activity_link", "cancel_link", "case_link", "change_link", "confirm_link", "invite_link", "link"),
        *("inbox_link", "own_link", "plan_link", "poll_link", "report_link", "withdraw_link"),
    ),
    LINK,
)
WORDS = dict.fromkeys(("author", "by", "letter", "outcome_words", "regisseur", "text", "title"), LONG)
FLAGS = ("has_objection", "is_application", "is_approved", "is_concern", "is_confirmed", "is_reached", "is_waiting")
OTHERS = {
    "confirm_until": MOMENT,
    "received_at": MOMENT,
    "status": "Gaat door",
    "reference": "WP-2026-ABCDE",
    "wijk": "Hilversumse Meent",
    "pages": [{"title": LONG, "link": LINK}],
    "found": [(LONG, LONG)],
    "lines": [{"reference": "WP-2026-ABCDE", "wijk": "Centrum", "what": LONG, "link": LINK}],
}


def sample(template: str, *, flags: bool, language: str = "nl") -> Rendered:
    """A mail with everything long, and all its questions answered alike."""
    variables = NUMBERS | DATES | LINKS | WORDS | OTHERS | dict.fromkeys(FLAGS, flags)
    if template == "plan_reminder":
        variables |= {"lines": [LONG, LONG]}
    return render(template, variables, language=language)


class Tags(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one."""
        self.found.append((tag, dict(attrs)))


def test_every_mail_has_two_forms() -> None:
    for template in TEMPLATES:
        assert {path.suffix for path in FOLDER.glob(f"{template}.*")} == {".html", ".txt"}, template


@pytest.mark.parametrize("flags", [True, False])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_mail_is_one_sheet_that_asks_nothing_of_elsewhere(template: str, flags: bool) -> None:
    mail = sample(template, flags=flags)
    tags = Tags(mail.html).found
    names = [tag for tag, _ in tags]

    assert names.count("h1") == 1
    assert names.count("style") == 1
    assert {"img", "script", "link", "table", "iframe", "form", "svg"}.isdisjoint(names)
    assert [attributes for _, attributes in tags if {"style", "src", "background"} & set(attributes)] == []
    assert "url(" not in mail.html and "@import" not in mail.html
    assert ("html", {"lang": "nl"}) in tags
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert links
    assert [link for link in links if not link.startswith(f"{settings.BASE_URL}/")] == []
    assert "Wijkplein" in mail.html and "gemeente Hilversum" in mail.html


@pytest.mark.parametrize("flags", [True, False])
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_text_wraps_at_70_and_keeps_links_whole(template: str, flags: bool) -> None:
    mail = sample(template, flags=flags)
    lines = mail.text.splitlines()

    assert [line for line in lines if len(line) > 70 and "https://" not in line] == []
    assert set(lines[1]) == {"="}
    assert len(lines[1]) == len(lines[0])
    assert "\n\n\n" not in mail.text
    assert [line for line in lines if line != line.rstrip()] == []
    assert "<" not in mail.text and "&amp;" not in mail.text
    assert mail.text.rstrip().endswith("Wijkplein, gemeente Hilversum")
    for link in re.findall(r'href="([^"]+)"', mail.html):
        if link == LINK:
            assert link in mail.text


@pytest.mark.parametrize("template", TEMPLATES)
def test_both_forms_say_the_same_heading(template: str) -> None:
    mail = sample(template, flags=True)
    heading = re.search(r"<h1>(.*?)</h1>", mail.html, re.S)[1]

    assert " ".join(heading.split()) == mail.text.splitlines()[0]
    assert f"<title>{mail.subject}</title>" in unescape(mail.html)


def test_a_fact_that_does_not_fit_goes_on_below_itself() -> None:
    assert (
        "  Plan: Een plan met een heel lange naam die toch gewoon in een mail\n    moet passen, ook op een telefoon\n"
    ) in sample("support_confirm", flags=False).text


def test_a_mail_in_english_says_so() -> None:
    assert '<html lang="en">' in sample("support_confirm", flags=True, language="en").html


def palette(html: str, scheme: str) -> dict[str, dict[str, str]]:
    """The colours of each rule: of the sheet itself, or with those of the dark one over them."""
    style = re.search(r"<style>(.*?)</style>", html, re.S)[1]
    dark = re.search(r"@media \(prefers-color-scheme: dark\) {(.*?})\s*}", style, re.S)[1]
    light = re.sub(r"@media[^{]*{(.*?})\s*}", "", style, flags=re.S)
    found: dict[str, dict[str, str]] = {}
    for text in (light, dark) if scheme == "dark" else (light,):
        for selector, rule in re.findall(r"([\w. ]+) {([^}]*)}", text):
            colours = dict(re.findall(r"(?:^|[\s;])(background|color): (#[0-9a-f]{6})", rule))
            found.setdefault(selector.strip(), {}).update(colours)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mail_can_be_read_in_light_and_in_dark(scheme: str) -> None:
    html = sample("support_confirm", flags=True).html
    known = palette(html, scheme)
    sheet, text = known[".vel"]["background"], known["body"]["color"]
    pairs = [
        (text, sheet),
        (text, known["body"]["background"]),
        (known["h1"]["color"], sheet),
        (known["a"]["color"], sheet),
        (known[".klein"]["color"], sheet),
        (known[".kop"]["color"], known[".kop"]["background"]),
        (known[".knop"]["color"], known[".knop"]["background"]),
        (known[".feiten dt"]["color"], known[".feiten"]["background"]),
        (text, known[".feiten"]["background"]),
        (text, known[".voet"]["background"]),
        (known[".voet a"]["color"], known[".voet"]["background"]),
    ]

    assert '<meta name="color-scheme" content="light dark">' in html
    assert [(front, back) for front, back in pairs if ratio(front, back) < 4.5] == []
    assert (ratio(text, "#ffffff") < 4.5) is (scheme == "dark")
