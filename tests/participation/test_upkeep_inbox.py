"""Something small in the inbox, its retention and its erasure (inbox.md sections 2, 3 and 12)."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from django.test import Client

from participation.admin.listing import rows_of
from participation.codes import Reason, State
from participation.inbox import Filters, listing
from participation.models import Applicant, Message, Submission, Upkeep
from participation.services import erasure, moderate, purging
from tests.conftest import NOW
from tests.factories.residents import EMAIL, Town
from tests.factories.upkeep import PROMISE, lay_out_routes, signed

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WORDS = {"remarks": "Er staat een lantaarnpaal.", "place_text": "Naast de voordeur"}


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum with the first mini-routes."""
    return lay_out_routes()


def party(town: Town) -> Submission:
    """A street party on Friday 1 January 2027."""
    title = {"route": "straatfeest", "route_title": "Een straatfeest houden"}
    return signed(town, **title, happens_on=NOW.date().replace(year=2027, month=1, day=1), **WORDS)


def words(text: str) -> str:
    """The text of a screen without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_what_waits_for_a_person_is_in_the_list_and_what_is_done_is_not(town: Town) -> None:
    waits, done = party(town), signed(town)

    found = listing(town.wijkregisseur, Filters())
    assert [case.pk for case in found.cases] == [waits.pk]
    (row,) = rows_of(found.cases, today=NOW.date())
    assert (row.title, row.amount_cents, row.badge) == ("Een straatfeest houden", None, "")
    assert [case.pk for case in listing(town.wijkregisseur, Filters(group=("afgerond",))).cases] == [done.pk]


@pytest.mark.parametrize("query", ["straatfeest", "Een straatf", "STRAATFEEST"])
def test_it_is_found_by_its_route(town: Town, query: str) -> None:
    case = party(town)
    signed(town)

    assert [found.pk for found in listing(town.wijkregisseur, Filters(search=query)).cases] == [case.pk]


def test_the_list_says_what_kind_it_is_and_that_there_is_no_money(client: Client, town: Town) -> None:
    party(town)
    client.force_login(town.wijkregisseur)
    text = words(client.get("/beheer/te-behandelen/").text)

    assert "Een straatfeest houden" in text and "iets kleins" in text and "geen geld" in text
    assert "Fatima" not in text and "1221" not in text


def test_the_screen_shows_the_promise_and_nothing_of_plans(client: Client, town: Town) -> None:
    case = party(town)
    client.force_login(town.wijkregisseur)
    page = client.get(f"/beheer/te-behandelen/{case.pk}/")
    text = words(page.text)

    assert page.status_code == 200
    for expected in (
        "Een straatfeest houden (straatfeest)",
        "1221 AB 12",
        "Naast de voordeur",
        "1 januari 2027",
        PROMISE,
        "Er staat een lantaarnpaal.",
        "Neem in behandeling",
        "Kijk of het op deze dag kan.",
    ):
        assert expected in text, expected
    for absent in ("Openbare tekst", "Voldoet het plan?", "Draagvlak", "Het geld", "Wie beslist", "aanvraag om geld"):
        assert absent not in text, absent
    assert "Fatima" not in text


def test_a_case_that_is_done_says_what_to_do_where_it_cannot_be(client: Client, town: Town) -> None:
    case = signed(town)
    client.force_login(town.wijkregisseur)

    assert "Heropen dan de zaak en leg uit waarom." in words(client.get(f"/beheer/te-behandelen/{case.pk}/").text)


def test_forms_of_plans_do_nothing(client: Client, town: Town) -> None:
    case = party(town)
    client.force_login(town.wijkregisseur)
    answer = client.post(
        f"/beheer/te-behandelen/{case.pk}/aanvraag/", {"version": case.version, "seen": 0, "asked_cents": "4800"}
    )

    assert answer.status_code == 422
    case.refresh_from_db()
    assert case.applied_at is None


def held(case: Submission) -> tuple[object, ...]:
    """What is kept of a person in the agreement."""
    return Upkeep.objects.values_list("place_text", "postcode", "house_number", "happens_on", "remarks").get(
        pk=case.pk
    )


def test_where_and_what_go_a_year_after_it_was_done(town: Town) -> None:
    case = signed(town, **WORDS)
    moderate.send_message(submission=case, by=town.wijkregisseur, text="Mooi!", now=NOW)

    assert purging.purge_words(NOW + 365 * DAY, False) == 0
    late = NOW + 365 * DAY + SECOND
    assert purging.purge_words(late, True) == 1
    assert purging.purge_words(late, False) == 1
    assert purging.purge_words(late, True) == 0
    assert held(case) == ("", "", "", None, "")
    assert Upkeep.objects.get().promise == PROMISE
    assert not Message.objects.exists()
    assert purging.purge_contacts(late, False) == 1
    assert Applicant.objects.get().email == ""


def test_an_open_party_keeps_its_words_and_spam_loses_them_after_30_days(town: Town) -> None:
    case = party(town)
    assert purging.purge_words(NOW + 3000 * DAY, False) == 0
    moderate.move(submission=case, to=State.SPAM, by=town.wijkregisseur, expected_version=case.version, now=NOW)
    assert purging.purge_words(NOW + 30 * DAY, False) == 0
    assert purging.purge_words(NOW + 30 * DAY + SECOND, False) == 1
    assert held(case) == ("", "", "", None, "")
    assert Applicant.objects.get().name == ""


def test_a_person_sees_what_is_kept_and_can_have_it_removed(town: Town) -> None:
    case = party(town)
    (found,) = erasure.inspect_initiator(EMAIL)
    assert found["plan"]["place_text"] == "Naast de voordeur"
    assert found["plan"]["happens_on"] == "2027-01-01"
    assert json.dumps(found)

    assert erasure.erase_initiator(EMAIL, NOW) == 1
    assert held(case) == ("", "", "", None, "")
    assert erasure.inspect_initiator(EMAIL) == []


def test_a_step_back_needs_a_reason(town: Town) -> None:
    case = signed(town)
    moderate.move(
        submission=case,
        to=State.REOPENED,
        by=town.wijkregisseur,
        expected_version=case.version,
        reason=Reason.OTHER,
        text="Hier ligt een gasleiding.",
        now=NOW,
    )
    # The promise was kept by the receipt: reopening makes nothing late.
    (row,) = rows_of(listing(town.wijkregisseur, Filters()).cases, today=NOW.date())
    assert (row.state, row.deadline.tone) == ("Heropend", "none")
