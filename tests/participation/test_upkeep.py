"""Signing for something small: done at once, or looked at by a person first (participation.md, the path, 1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from cms.models import MailStatus, OutgoingMail
from participation import notice
from participation.codes import Kind, Reason, State
from participation.models import Applicant, Event, Submission, Upkeep
from participation.selectors import recent_public
from participation.services import moderate
from participation.services.apply import apply_for_money
from participation.services.errors import Refused
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, Town
from tests.factories.upkeep import PROMISE, lay_out_routes, signed

PARTY = {"route": "straatfeest", "route_title": "Een straatfeest houden", "notice_days": 21}
# Three weeks after Friday 20 November 2026.
FIRST = date(2026, 12, 11)


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum with the first mini-routes."""
    return lay_out_routes()


def actions(case: Submission) -> list[tuple[str, str, str, str]]:
    """The history as action, from, to and who."""
    return list(case.events.values_list("action", "from_state", "to_state", "origin"))


def test_a_garden_is_done_at_once(town: Town) -> None:
    case = signed(town, remarks="Er staat een lantaarnpaal.")

    case.refresh_from_db()
    assert (case.kind, case.state, case.wijk.slug) == (Kind.UPKEEP, State.COMPLETED, "oost")
    assert case.reference.startswith("WP-2026-")
    # The promise is five working days: Friday 27 November. The receipt is the answer. No term of the law runs.
    assert (case.answer_due_on, case.answered_at) == (date(2026, 11, 27), NOW)
    assert (case.applied_at, case.decide_due_on, case.asked_cents) == (None, None, None)
    assert case.assignee == town.wijkregisseur
    assert actions(case) == [
        ("submitted", "", "received", "resident"),
        ("transition", "received", "completed", "system"),
    ]
    agreement = Upkeep.objects.get(submission=case)
    assert (agreement.route, agreement.route_title, agreement.promise) == (
        "geveltuin",
        "Een geveltuin maken",
        PROMISE,
    )
    assert (agreement.postcode, agreement.house_number, agreement.happens_on) == ("1221AB", "12", None)
    person = Applicant.objects.get(submission=case)
    assert (person.name, person.email, person.is_main) == ("Fatima El Idrissi", EMAIL, True)
    assert "Fatima" not in str(agreement)


def test_a_party_waits_for_a_person_with_the_promise_of_five_working_days(town: Town) -> None:
    case = signed(town, **PARTY, happens_on=FIRST)

    assert (case.state, case.answered_at, case.answer_due_on) == (State.RECEIVED, None, date(2026, 11, 27))
    assert actions(case) == [("submitted", "", "received", "resident")]


@pytest.mark.parametrize(
    "changes",
    [{"wijk": None, "postcode": "3511AB"}, {"wijk": None, "postcode": "", "place_text": "Bij de molen"}],
    ids=["elsewhere", "in words"],
)
def test_without_a_wijk_a_person_finds_out_first(town: Town, changes: dict[str, Any]) -> None:
    case = signed(town, **changes)

    assert (case.state, case.wijk, case.assignee) == (State.RECEIVED, None, None)
    assert Submission.objects.visible_to(town.wijkregisseur).filter(pk=case.pk).exists()


def test_what_looks_like_a_robot_is_taken_in_and_set_apart(town: Town) -> None:
    case = signed(town, is_suspicious=True)

    assert (case.state, case.is_suspicious) == (State.RECEIVED, True)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 20), "Kies een dag vanaf vrijdag 11 december 2026. Zoveel tijd hebben we nodig."),
        (date(2026, 12, 10), "Kies een dag vanaf vrijdag 11 december 2026. Zoveel tijd hebben we nodig."),
        (date(2027, 11, 21), "Kies een dag tot en met zaterdag 20 november 2027. Verder vooruit kan nog niet."),
    ],
)
def test_a_day_too_soon_or_too_far_is_refused(town: Town, day: date, words: str) -> None:
    with pytest.raises(Refused) as refused:
        signed(town, **PARTY, happens_on=day)

    assert refused.value.reasons == [words]
    assert not Submission.objects.exists()


def test_without_notice_the_first_day_is_tomorrow() -> None:
    today = date(2026, 12, 31)
    assert notice.first_day(today, 0) == date(2027, 1, 1)
    assert notice.first_day(today, 1) == date(2027, 1, 1)
    assert notice.why_not(date(2027, 1, 1), today=today, notice_days=0) == ""
    assert notice.why_not(date(2027, 12, 31), today=today, notice_days=0) == ""
    assert notice.why_not(today, today=today, notice_days=0) != ""


def test_a_page_that_asks_more_than_a_year_ahead_still_leaves_a_day() -> None:
    today = date(2026, 11, 20)
    assert notice.first_day(today, 400) == notice.last_day(today, 400) == date(2027, 12, 25)


def test_somebody_must_be_reached_and_it_must_be_somewhere(town: Town) -> None:
    with pytest.raises(Refused) as refused:
        signed(town, email="", phone="", postcode="", place_text="")

    assert len(refused.value.reasons) == 2


def test_the_same_form_ten_times_is_one_case_and_one_mail(town: Town) -> None:
    key = uuid4()
    cases = {signed(town, idempotency_key=key).pk for _turn in range(10)}

    assert len(cases) == 1
    assert OutgoingMail.objects.filter(template="upkeep_received").count() == 1
    assert Event.objects.filter(submission_id=cases.pop()).count() == 2


def test_by_telephone_or_after_too_many_mails_none_goes_out(town: Town) -> None:
    signed(town, email="", phone="0612345678")
    signed(town, sends_receipt=False)

    assert not OutgoingMail.objects.exists()


def test_the_mail_says_what_was_promised_and_what_goes(town: Town, mailbox: Mailbox) -> None:
    case = signed(town)
    message = mailbox.deliver()[0]
    text = " ".join(message.body.split())

    assert message.to == [EMAIL]
    assert message.subject == f"Afgesproken: nummer {case.reference}"
    for words in (
        "Je mag beginnen",
        "Een geveltuin maken",
        PROMISE,
        "- Een strook tot 45 centimeter vanaf je gevel",
        "- Minder dan 1,80 meter stoep overlaten",
        "Samira Verhoef",
        "/bevestig/",
    ):
        assert words in text, words
    assert "1221" not in text and "None" not in text
    assert "Een strook tot 45 centimeter" in str(message.alternatives[0][0])


def test_the_mail_of_a_party_says_to_wait(town: Town, mailbox: Mailbox) -> None:
    case = signed(town, **PARTY, happens_on=FIRST)
    message = mailbox.deliver()[0]
    text = " ".join(message.body.split())

    assert message.subject == f"We kijken of het kan: nummer {case.reference}"
    assert "Je hoort uiterlijk vrijdag 27 november 2026 of het kan. Wacht daarop met beginnen." in text
    assert "Op welke dag: vrijdag 11 december 2026" in text
    assert "Je mag beginnen" not in text


def test_a_mail_about_a_page_that_is_gone_leaves_the_rules_out(town: Town, mailbox: Mailbox) -> None:
    signed(town, route="bestaat-niet-meer")

    assert "Dit mag" not in mailbox.deliver()[0].body


def test_a_party_is_agreed_by_the_wijkregisseur_and_the_resident_hears(town: Town, mailbox: Mailbox) -> None:
    case = signed(town, **PARTY, happens_on=FIRST)
    mailbox.deliver()
    by = town.wijkregisseur
    for target in (State.IN_REVIEW, State.COMPLETED):
        case.refresh_from_db()
        moderate.move(submission=case, to=target, by=by, expected_version=case.version, now=NOW)

    assert (case.state, case.answered_at) == (State.COMPLETED, NOW)
    message = mailbox.deliver()[0]
    assert "Zo staat je plan er nu voor: Afgesproken." in message.body


def test_where_it_cannot_be_the_wijkregisseur_reopens_and_says_no(town: Town, mailbox: Mailbox) -> None:
    case = signed(town)
    by, why = town.wijkregisseur, {"reason": Reason.OTHER, "text": "Hier ligt een gasleiding."}
    moderate.move(submission=case, to=State.REOPENED, by=by, expected_version=case.version, now=NOW, **why)
    moderate.move(submission=case, to=State.IN_REVIEW, by=by, expected_version=case.version, now=NOW)
    moderate.move(submission=case, to=State.STOPPED, by=by, expected_version=case.version, now=NOW, **why)

    assert case.state == State.STOPPED
    assert OutgoingMail.objects.filter(template="plan_moved", status=MailStatus.QUEUED).count() == 2


def test_it_is_never_public_and_never_asks_for_money_or_support(town: Town) -> None:
    case = signed(town, wijk=town.wijken["oost"])
    by = town.wijkregisseur
    moderate.save_public_text(
        submission=case, by=by, expected_version=case.version, title="Tuin", summary="Klein.", body="", now=NOW
    )
    with pytest.raises(Refused):
        moderate.publish(submission=case, by=by, expected_version=case.version, now=NOW)
    with pytest.raises(Refused):
        apply_for_money(submission=case, by=by, asked_cents=10_000, now=NOW)
    with pytest.raises(Refused):
        moderate.move(submission=case, to=State.GATHERING_SUPPORT, by=by, expected_version=case.version, now=NOW)
    assert recent_public() == []


def test_it_goes_to_the_wijkregisseur_of_its_new_wijk(town: Town) -> None:
    case = signed(town, wijk=None, postcode="", place_text="Bij de molen", now=NOW - timedelta(days=1))
    moderate.change_facts(
        submission=case,
        by=town.wijkregisseur,
        expected_version=case.version,
        wijk=town.wijken["zuid"],
        now=datetime.now(tz=NOW.tzinfo),
    )

    assert (case.wijk.slug, case.assignee) == ("zuid", town.wijkregisseur)
