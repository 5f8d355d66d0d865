"""Keeping no longer than needed, and answering one person (inbox.md section 12; faults 51 and 52)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from django.apps import apps
from django.core.management import call_command

from cms import retention
from cms.models import Token
from cms.registries import data_classes
from cms.uploads import CleanImage
from participation.codes import Reason, State, Verdict
from participation.models import Applicant, Attachment, Draft, Message, Note, Support, SupportCampaign, SupportContact
from participation.services import account, drafts, moderate
from participation.services import support as support_services
from tests.factories.participation import (
    INITIATOR,
    confirm_support,
    gathering,
    give,
    granted,
    in_review,
    judged,
    make_house,
    make_submission,
    move,
    propose,
    published,
    supported,
    to_decide,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def purge(name: str, now: datetime) -> int:
    """The dry run must count what the run removes."""
    data_class = data_classes.get(name)
    counted = data_class.purge(now, True)
    assert data_class.purge(now, False) == counted
    assert data_class.purge(now, True) == 0
    return counted


def test_every_model_of_the_app_stands_in_one_class() -> None:
    found = {
        label: names for label, names in retention.classes_of_models().items() if label.startswith("participation.")
    }
    assert {label: len(names) for label, names in found.items()} == dict.fromkeys(found, 1)


def test_a_draft_goes_30_days_after_its_last_change(now: datetime) -> None:
    drafts.save(draft=None, data={}, now=now)
    assert purge("concepten van plannen", now + 30 * DAY) == 0
    assert purge("concepten van plannen", now + 30 * DAY + SECOND) == 1
    assert not Draft.objects.exists()


def test_unwanted_words_and_people_go_after_30_days(now: datetime, django_capture_on_commit_callbacks: Any) -> None:
    house = make_house()
    case = make_submission(house, files=[CleanImage(b"\xff\xd8\xff", 1, 1, "jpg")])
    stored = case.attachments.get().file
    move(case, State.SPAM, house.wijkregisseur)
    name = "plannen zoals ze zijn gestuurd"
    assert purge(name, now + 30 * DAY) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(name, now + 30 * DAY + SECOND) == 1

    case.refresh_from_db()
    assert (case.initiative.title, case.initiative.what, case.initiative.postcode) == ("", "", "")
    assert (case.applicants.get().email, case.applicants.get().name) == ("", "")
    assert not Attachment.objects.exists()
    assert not stored.storage.exists(stored.name)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.STOPPED])
def test_words_of_a_plan_without_grant_go_a_year_after_closing(state: str, now: datetime) -> None:
    house = make_house()
    case = published(house, asked_cents=100_000)
    moderate.add_note(submission=case, by=house.wijkregisseur, text="Gebeld", now=now)
    moderate.send_message(submission=case, by=house.wijkregisseur, text="Dag", now=now)
    closed_at = now + 100 * DAY
    move(case, state, house.wijkregisseur, reason=Reason.OTHER, text="Helaas.", now=closed_at)
    name = "plannen zoals ze zijn gestuurd"
    assert purge(name, closed_at + 365 * DAY) == 0
    assert purge(name, closed_at + 365 * DAY + SECOND) == 1
    assert not Message.objects.exists()
    assert not Note.objects.exists()
    case.refresh_from_db()
    assert case.initiative.what == ""
    assert case.public_version.title == "Geveltuinen"


def test_words_of_a_granted_plan_stay(now: datetime) -> None:
    house = make_house()
    case = granted(house).submission
    assert purge("plannen zoals ze zijn gestuurd", now + 3000 * DAY) == 0
    assert case.initiative.what


def test_initiators_are_anonymous_a_year_after_the_last_of_closing_and_payment(now: datetime) -> None:
    house = make_house()
    decision = granted(house)
    case = decision.submission
    case.refresh_from_db()
    move(case, State.EXECUTING, house.wijkregisseur, now=now)
    move(case, State.COMPLETED, house.wijkregisseur, text="Mooi geworden.", now=now + DAY)
    assert purge("indieners", now + 365 * DAY) == 0
    account.pay(decision=decision, amount_cents=100, by=house.wijkregisseur, now=now + 200 * DAY)
    assert purge("indieners", now + 400 * DAY) == 0
    assert purge("indieners", now + 565 * DAY + SECOND) == 1
    applicant = Applicant.objects.get()
    assert (applicant.name, applicant.email, applicant.email_hash, applicant.phone) == ("", "", "", "")
    assert applicant.email_confirmed_at is None
    assert not Token.objects.filter(subject=f"applicant:{applicant.pk}").exists()


def test_initiators_of_an_open_plan_stay(now: datetime) -> None:
    in_review(make_house())
    assert purge("indieners", now + 3000 * DAY) == 0


def test_unconfirmed_support_goes_after_7_days(now: datetime) -> None:
    case = gathering(make_house())
    give(case, "buur@example.org")
    confirm_support(give(case, "ander@example.org"))
    name = "steun en zorgen"
    assert purge(name, now + 7 * DAY) == 0
    assert purge(name, now + 7 * DAY + SECOND) == 1
    assert Support.objects.count() == SupportContact.objects.count() == 1


def test_a_year_after_the_decision_is_final_only_counts_are_left(now: datetime) -> None:
    house = make_house()
    case = supported(gathering(house, asked_cents=150_000), 3)
    confirm_support(give(case, "zorg@example.org", stance="concern", text="Hm"))
    report = support_services.report(submission=case)
    judged(case, house.wijkregisseur)
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    propose(case, house.wijkregisseur)

    final_at = now + timedelta(weeks=6)
    assert purge("steun en zorgen", final_at + 365 * DAY) == 0
    assert purge("steun en zorgen", final_at + 365 * DAY + SECOND) == 4
    assert not SupportContact.objects.exists()
    assert not Message.objects.filter(sort="concern").exists()
    assert all(row.person_hash == f"weg:{row.pk}" for row in Support.objects.all())
    assert support_services.report(submission=case) == report
    assert retention.inspect_person("support0@example.org")["steun en zorgen"] == []


def test_without_a_decision_support_goes_a_year_after_closing(now: datetime) -> None:
    house = make_house()
    case = supported(gathering(house), 2)
    move(case, State.WITHDRAWN, house.wijkregisseur, now=now + DAY)
    assert purge("steun en zorgen", now + 366 * DAY) == 0
    assert purge("steun en zorgen", now + 366 * DAY + SECOND) == 2


def test_open_plans_keep_their_support(now: datetime) -> None:
    supported(gathering(make_house()), 2)
    assert purge("steun en zorgen", now + 3000 * DAY) == 0


# One person (fault 51)

CANARY = "Kanarie Vogelaar"
PHONE = "06 55501234"


def rows_with(text: str) -> list[str]:
    """Tables of the house in which the text stands somewhere."""
    models = [model for app in retention.HOUSE for model in apps.get_app_config(app).get_models()]
    return [
        model._meta.label
        for model in models
        for row in model._default_manager.values()
        if text.lower() in str(row).lower()
    ]


def test_a_person_is_found_everywhere_and_gone_everywhere(now: datetime) -> None:
    house = make_house()
    case = published(house, name=CANARY, phone=PHONE, what=f"{CANARY} wil een bankje.", asked_cents=100_000)
    moderate.receive_message(applicant=case.applicants.get(), text=f"Groet, {CANARY}", now=now)
    moderate.add_note(submission=case, by=house.wijkregisseur, text=f"{CANARY} gebeld op {PHONE}", now=now)
    case.refresh_from_db()
    moderate.judge(
        submission=case,
        criterion=1,
        verdict=Verdict.YES,
        note=f"{CANARY} woont er.",
        by=house.wijkregisseur,
        expected_version=case.version,
        now=now,
    )
    other = gathering(house, email="wim@example.org", name="Wim")
    confirm_support(give(other, INITIATOR, stance="concern", text=f"Ik ben {CANARY}"))
    drafts.save(draft=None, data={"jij": {"email": INITIATOR.upper(), "naam": CANARY}}, now=now)

    found = retention.inspect_person(INITIATOR)
    assert found["indieners"][0]["naam"] == CANARY
    assert found["indieners"][0]["berichten"][0]["tekst"] == f"Groet, {CANARY}"
    assert found["steun en zorgen"][0]["tekst"] == f"Ik ben {CANARY}"
    assert found["concepten van plannen"][0]["antwoorden"]["jij"]["naam"] == CANARY
    assert rows_with(CANARY)

    retention.erase_person(INITIATOR, now)
    for text in (CANARY, PHONE, INITIATOR):
        assert rows_with(text) == []
    assert not Draft.objects.exists()
    campaign = SupportCampaign.objects.get(submission=other)
    assert (campaign.concern_count, other.supports.count()) == (0, 0)
    found = retention.inspect_person(INITIATOR)
    assert not any(rows for name, rows in found.items() if name != "logboek")


def test_a_decision_keeps_what_was_decided_and_loses_the_name(now: datetime) -> None:
    house = make_house()
    decision = propose(
        to_decide(house, asked_cents=100_000, name=CANARY),
        house.wijkregisseur,
        public_text=f"Het plan van {CANARY} gaat door.",
    )
    retention.erase_person(INITIATOR, now)
    decision.refresh_from_db()
    assert decision.public_text == "Het plan van [verwijderd] gaat door."
    assert decision.amount_cents == 100_000


def test_with_a_co_initiator_the_plan_keeps_its_words(now: datetime) -> None:
    house = make_house()
    case = in_review(house)
    case.applicants.create(is_main=False, name="Bram", email="bram@example.org")
    retention.erase_person(INITIATOR, now)
    case.initiative.refresh_from_db()
    assert case.initiative.what
    assert [person.name for person in case.applicants.order_by("pk")] == ["", "Bram"]


def test_the_nightly_run_takes_every_class(now: datetime) -> None:
    drafts.save(draft=None, data={}, now=datetime(2020, 1, 1, tzinfo=UTC))
    call_command("retention")
    assert not Draft.objects.exists()
