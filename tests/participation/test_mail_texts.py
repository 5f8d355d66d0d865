"""What the mails of participation say: plain text and HTML, with concrete dates, and no link but our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
import time_machine

from django.core.mail import EmailMultiAlternatives
from django.test import Client

from cms.registries import mail_templates
from participation.models import Applicant, Submission
from participation.services import moderate
from participation.services.apply import apply_for_money
from participation.services.submit import mail_confirmation
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, SUPPORT, Town, lay_out_town, seeking_plan, sent_plan

OURS = "https://wijkplein.example.org/"
HOSTILE = "Gratis geld op https://kwaad.example.com/ en kwaad․com <b>nu</b>\r\nBcc: x@example.org"


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def friday(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


def html(message: EmailMultiAlternatives) -> str:
    """The HTML half."""
    return str(message.alternatives[0][0])


def links(message: EmailMultiAlternatives) -> set[str]:
    """Every address in either half."""
    return set(re.findall(r'https?://[^\s"<]+', message.body + " " + unescape(html(message))))


def check_form(message: EmailMultiAlternatives) -> None:
    """What holds for every mail."""
    assert message.to and not message.cc and not message.bcc
    assert "\n" not in message.subject and len(message.subject) < 250
    assert {link for link in links(message) if not link.startswith(OURS)} == set()
    for part in (message.body, html(message)):
        assert "Hallo," in part
        assert "Bel 14 035." in part
        assert f"{OURS}privacy/" in part
        assert "{{" not in part and "{%" not in part and "None" not in part
    assert "<img" not in html(message) and "<script" not in html(message)


def test_the_receipt_has_number_dates_and_link(town: Town, mailbox: Mailbox) -> None:
    case = sent_plan(town)

    message = mailbox.deliver()[0]

    check_form(message)
    assert message.to == [EMAIL]
    assert message.subject == f"We hebben je plan: nummer {case.reference}"
    for part in (message.body, html(message)):
        text = " ".join(part.split())
        for words in (
            case.reference,
            "vrijdag 20 november 2026, 14.32 uur",
            "vrijdag 27 november 2026",
            "vrijdag 15 januari 2027",
            "Samira Verhoef",
            "Geveltuinen in de Swammerdamstraat",
            "Heb jij dit niet gedaan?",
        ):
            assert words in text, words
    assert any(link.startswith(f"{OURS}bevestig/") for link in links(message))


def test_words_of_residents_never_become_links_or_headers(town: Town, mailbox: Mailbox) -> None:
    sent_plan(town, title=HOSTILE[:150], what=HOSTILE, name=HOSTILE[:100])

    message = mailbox.deliver()[0]

    check_form(message)
    assert "<b>nu</b>" not in html(message)
    assert "kwaad.example.com" not in message.body + html(message)
    assert list(message.message().get_all("Bcc") or []) == []


def test_the_mail_to_a_neighbour_has_two_links_and_an_end(client: Client, town: Town, mailbox: Mailbox) -> None:
    case = seeking_plan(town)
    mailbox.deliver()
    client.post(f"/wijken/oost/initiatieven/{case.reference.lower()}-x/steunen/", SUPPORT)

    message = mailbox.deliver()[0]

    check_form(message)
    assert message.subject == "Bevestig je steun: Geveltuinen in de straat"
    for part in (message.body, html(message)):
        text = " ".join(part.split())
        assert "zaterdag 21 november 2026, 14.32 uur" in text
        assert "Doe dan niets. Dan telt er niets en verwijderen we je adres na 7 dagen." in text
        assert "We bewaren je mailadres versleuteld tot één jaar na het definitieve besluit." in text
    assert {link.split("/")[4] for link in links(message) if "/steun/" in link} == {"bevestig", "intrekken"}
    assert "1221" not in message.body


def test_a_concern_is_called_a_concern(client: Client, town: Town, mailbox: Mailbox) -> None:
    case = seeking_plan(town)
    mailbox.deliver()
    path = f"/wijken/oost/initiatieven/{case.reference.lower()}-x/zorg/"
    client.post(path, SUPPORT | {"zorg": "Te smal voor mijn rolstoel."})

    message = mailbox.deliver()[0]

    check_form(message)
    assert message.subject == "Bevestig je zorg: Geveltuinen in de straat"
    assert "rolstoel" not in message.body + html(message)


def test_every_step_of_a_plan_has_its_mail(client: Client, town: Town, mailbox: Mailbox) -> None:
    case = seeking_plan(town)
    Submission.objects.update(applied_at=None, decide_due_on=None)
    case.refresh_from_db()
    apply_for_money(submission=case, applicant=Applicant.objects.get(), asked_cents=480_000, now=NOW)
    case.refresh_from_db()
    moderate.send_message(submission=case, by=town.wijkregisseur, text="Bel me op <maandag>.", now=NOW)

    found = {queued.template: message for queued, message in zip(mailbox.queued, mailbox.deliver(), strict=True)}

    for message in found.values():
        check_form(message)
    assert {"plan_received", "plan_published", "plan_seeks_support", "plan_applied", "plan_message"} <= set(found)
    assert "Over geld is nog niet besloten." in found["plan_published"].body
    assert "vrijdag 1 januari 2027" in " ".join(found["plan_seeks_support"].body.split())
    assert "vrijdag 15 januari 2027" in " ".join(found["plan_applied"].body.split())
    assert "Bel me op &lt;maandag&gt;." in html(found["plan_message"])
    assert "Bel me op <maandag>." in found["plan_message"].body
    assert f"{OURS}mijn-plan/" in found["plan_message"].body


def test_an_address_that_is_not_confirmed_gets_no_link_to_the_own_page(town: Town, mailbox: Mailbox) -> None:
    case = sent_plan(town)
    moderate.send_message(submission=case, by=town.wijkregisseur, text="Wanneer komt het uit?", now=NOW)
    mail_confirmation(applicant=Applicant.objects.get(), now=NOW)

    for message in mailbox.deliver()[1:]:
        check_form(message)
        assert f"{OURS}mijn-plan/" not in message.body
        assert f"{OURS}bevestig/" in message.body


FULL = {
    "title": "Geveltuinen",
    "reference": "WP-2026-7K3QF2",
    "wijk": "Oost",
    "is_confirmed": True,
    "own_link": "",
    "plan_link": "",
    "supporters": 17,
    "norm": 25,
    "percent": 66,
    "closes_on": NOW.date(),
    "decide_due_on": NOW.date(),
    "amount_cents": 840_000,
    "outcome": "grant",
    "outcome_words": "Toekennen",
    "letter": "U krijgt € 8.400.",
    "has_objection": True,
    "status": "We kijken ernaar",
    "text": "Er komt een gesprek.",
}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("plan_milestone", "Nu steunen 17 buren je plan. Nodig zijn er 25."),
        ("plan_support_week", "Steunen kan nog tot en met vrijdag 20 november 2026."),
        ("plan_support_closed", "In totaal steunen 17 buren je plan. Nodig waren er 25."),
        ("plan_moved", "Zo staat je plan er nu voor: We kijken ernaar."),
        ("plan_decided", "De gemeente geeft €\xa08.400 voor je plan."),
        ("decision_to_sign", "Toekennen, €\xa08.400"),
        ("support_already", "Er is niets veranderd: je telt één keer mee."),
        ("support_own_plan", "Initiatiefnemers tellen niet mee als steuner."),
    ],
)
def test_the_other_mails_say_what_they_are_for(template: str, words: str) -> None:
    from cms.mail.rendering import render

    made = render(template, FULL)

    assert words in " ".join(made.text.replace("\xa0", "\x00").split()).replace("\x00", "\xa0")
    assert words in unescape(made.html)
    assert made.subject


def test_every_registered_mail_has_both_halves() -> None:
    from cms.mail.rendering import render

    for name in mail_templates.names():
        if name.startswith(("plan_", "support_", "draft_", "decision_", "confirm_", "upkeep_")):
            assert render(name, FULL).text and render(name, FULL).html


def test_sentences_are_short_enough_for_everyone() -> None:
    from cms.mail.rendering import render

    long = []
    for name in mail_templates.names():
        if name.startswith(("plan_", "support_", "draft_", "decision_", "confirm_", "upkeep_")):
            text = " ".join(render(name, FULL).text.split())
            long += [line for line in re.split(r"[.!?:](?:\s|$)", text) if len(line.split()) > 22]

    assert long == []
