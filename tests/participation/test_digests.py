"""The digest of a day: who hears of which case, once, however often it is made (inbox.md section 8, fault 47)."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest

from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.mail import outbox
from cms.models import OutgoingMail, Role, WijkRole
from participation import jobs
from participation.codes import Scope, State
from participation.models import Milestone, Reminder, Submission
from participation.services import reminders
from tests.conftest import NOW, Mailbox
from tests.factories.after import granted_with_deal
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import (
    House,
    confirmed,
    in_review,
    make_house,
    make_submission,
    move,
    propose,
    to_decide,
)

pytestmark = pytest.mark.django_db
# Received on Friday 20 November: a first answer is promised by Friday the 27th.
MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)
FRIDAY, NEXT_MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def at(day: date) -> datetime:
    """Nine in the morning, local."""
    return datetime(day.year, day.month, day.day, 8, tzinfo=UTC)


def send(day: date) -> reminders.Sent:
    return reminders.send_digests(today=day, now=at(day))


def told() -> Counter[tuple[str, str]]:
    """Which mark was told to whom, how often."""
    rows = Reminder.objects.exclude(user=None).values_list("mark", "user__email")
    return Counter(rows)


def promised(house: House, **changes: object) -> Submission:
    """A plan without a term of the law: the municipality owes it a first answer."""
    return in_review(house, **{"asked_cents": 150_000} | changes)


@pytest.fixture
def house(db: None) -> House:
    return make_house("zuid")


def test_each_mark_of_a_term_is_told_once(house: House) -> None:
    case = promised(house)
    assert case.answer_due_on == FRIDAY
    for turn in range(8):
        send(MONDAY + timedelta(days=turn - 2))
    who = house.wijkregisseur.email
    assert told() == {(mark, who): 1 for mark in ("term_half", "term_75", "term_90", "term_soon", "term_end")}
    assert OutgoingMail.objects.filter(template="staff_digest").count() == 5


def test_twice_on_a_day_is_as_once_and_three_days_missed_are_caught_up_without_doubles(house: House) -> None:
    promised(house)
    assert send(TUESDAY).digests == 1
    assert send(TUESDAY).digests == 0
    before = told()
    assert send(FRIDAY).digests == 1
    assert told() - before == Counter(
        {(mark, house.wijkregisseur.email): 1 for mark in ("term_75", "term_90", "term_end")}
    )
    assert set(told().values()) == {1}


def test_on_a_day_off_staff_hear_nothing_and_on_the_next_working_day_all_of_it(house: House) -> None:
    # In the fast lane, so half way is Sunday the 22nd.
    promised(house, scope=Scope.STRAAT)
    assert send(date(2026, 11, 22)).digests == 0
    assert send(MONDAY).digests == 1
    assert ("term_half", house.wijkregisseur.email) in told()


def test_many_cases_are_one_mail(house: House, now: datetime) -> None:
    cases = [promised(house, email=f"plan{number}@example.org") for number in range(3)]
    assert send(FRIDAY).digests == 1
    box = Mailbox(now)
    box.deliver(at(FRIDAY))
    sent = box.to(house.wijkregisseur.email)
    digest = next(message for message in sent if "aandacht" in message.subject)
    assert digest.subject == "3 zaken vragen je aandacht"
    assert all(case.reference in digest.body for case in cases)
    assert "eerste antwoord: vandaag" in digest.body
    assert "fatima" not in digest.body.lower()


def test_what_is_late_goes_to_the_team_lead_each_day(house: House) -> None:
    lead = staff(Role.TEAMMANAGER)
    promised(house)
    send(FRIDAY)
    assert ("late", lead.email) not in told()
    send(NEXT_MONDAY)
    send(NEXT_MONDAY)
    send(NEXT_MONDAY + timedelta(days=1))
    assert told()[("late", lead.email)] == 2
    assert ("late", house.wijkregisseur.email) not in told()


def test_a_colleague_of_another_wijk_hears_nothing_and_a_deputy_only_on_his_dates(house: House) -> None:
    other = staff(Role.WIJKREGISSEUR, make_wijk("noord", "1218"))
    role = WijkRole.objects.get(user=house.wijkregisseur)
    deputy = staff(
        Role.WIJKREGISSEUR,
        house.wijk,
        deputy_for=role,
        valid_from=WEDNESDAY,
        valid_until=WEDNESDAY,
        email="v@example.org",
    )
    case = promised(house)
    Submission.objects.filter(pk=case.pk).update(assignee=house.wijkregisseur)
    send(TUESDAY)
    assert deputy.email not in {who for _mark, who in told()}
    send(WEDNESDAY)
    assert ("term_75", deputy.email) in told()
    before = {pair for pair in told() if pair[1] == deputy.email}
    send(FRIDAY)
    assert {pair for pair in told() if pair[1] == deputy.email} == before
    assert other.email not in {who for _mark, who in told()}


def test_who_signs_next_is_reminded_too(house: House, now: datetime) -> None:
    case = to_decide(house, asked_cents=480_000)
    propose(case, house.wijkregisseur)
    case.refresh_from_db()
    send(case.decide_due_on)
    assert {who for mark, who in told() if mark == "term_end"} == {
        house.wijkregisseur.email,
        house.wijkwethouder.email,
    }


def test_a_case_without_a_wijk_is_every_wijkregisseurs(house: House) -> None:
    other = staff(Role.WIJKREGISSEUR, make_wijk("noord", "1218"))
    make_submission(house, asked_cents=None, wijk=None, postcode="", house_number="")
    send(FRIDAY)
    assert {who for _mark, who in told()} == {house.wijkregisseur.email, other.email}


def test_what_was_done_meanwhile_is_left_out_of_the_mail(house: House, now: datetime) -> None:
    case = promised(house)
    send(FRIDAY)
    move(case, State.STOPPED, house.wijkregisseur, reason="anders", text="Het stopt.")
    mail = OutgoingMail.objects.get(template="staff_digest")
    assert outbox.deliver(mail.pk, now=at(FRIDAY)) is False
    mail.refresh_from_db()
    assert mail.last_error == "subject_is_gone"


def test_the_number_of_queries_hangs_on_people_and_not_on_cases(house: House) -> None:
    promised(house)
    with CaptureQueriesContext(connection) as one:
        send(TUESDAY)
    first = Submission.objects.get()
    for number in range(30):
        first.pk, first.uuid, first.reference = None, uuid.uuid4(), f"WP-2026-{number:05d}"
        first.idempotency_key = None
        first._state.adding = True
        first.save()
    Reminder.objects.all().delete()
    OutgoingMail.objects.filter(template="staff_digest").delete()
    with CaptureQueriesContext(connection) as many:
        send(TUESDAY)
    assert Reminder.objects.count() > 30
    assert len(many) == len(one)


def test_the_worker_waits_for_the_morning(house: House) -> None:
    promised(house)
    jobs.remind(datetime(2026, 11, 27, 5, 59, tzinfo=UTC))
    assert not Reminder.objects.exists()
    jobs.remind(datetime(2026, 11, 27, 6, 0, tzinfo=UTC))
    assert Reminder.objects.exists()


def test_the_command_takes_a_day_and_refuses_what_is_none(house: House) -> None:
    promised(house)
    said = StringIO()
    call_command("send_digests", "--date", "2026-11-27", stdout=said)
    assert said.getvalue() == "Overzichten voor medewerkers: 1. Mails aan indieners: 0.\n"
    with pytest.raises(CommandError, match="is geen datum"):
        call_command("send_digests", "--date", "morgen")


def test_reminders_go_after_ninety_days(house: House) -> None:
    promised(house)
    send(FRIDAY)
    count = Reminder.objects.count()
    assert reminders.purge(at(FRIDAY) + timedelta(days=90), False) == 0
    assert reminders.purge(at(FRIDAY) + timedelta(days=91), True) == count
    assert reminders.purge(at(FRIDAY) + timedelta(days=91), False) == count
    assert not Reminder.objects.exists()


def test_an_initiator_is_reminded_of_account_and_promises_in_one_mail_a_day(house: House) -> None:
    case = granted_with_deal(house).submission
    due_on = case.grant_account.due_on
    for who in ("neighbours", "municipality"):
        Milestone.objects.create(submission=case, title=f"Werk van {who}", who=who, due_on=due_on)
    day = due_on - timedelta(days=14)
    assert send(day).mails == 1
    assert send(day).mails == 0
    assert send(day + timedelta(days=3)).mails == 0
    queued = OutgoingMail.objects.get(template="plan_reminder")
    assert outbox.deliver(queued.pk, now=at(day))
    body = mail.outbox[-1].body
    assert "Lever de verantwoording van je plan uiterlijk" in body
    assert "Werk van neighbours" in body and "Werk van municipality" not in body
    marks = set(Reminder.objects.exclude(applicant=None).values_list("mark", flat=True))
    assert marks == {"account_before", "commitment_before"}


def test_what_was_ticked_off_or_handed_in_is_not_told(house: House) -> None:
    case = granted_with_deal(house).submission
    due_on = case.grant_account.due_on
    made = Milestone.objects.create(submission=case, title="Planten", who="neighbours", due_on=due_on)
    send(due_on - timedelta(days=14))
    case.grant_account.handed_in_at = NOW
    case.grant_account.save()
    made.state, made.done_on = "done", NOW.date()
    made.save()
    queued = OutgoingMail.objects.get(template="plan_reminder")
    assert outbox.deliver(queued.pk, now=at(due_on)) is False
    assert send(due_on).mails == 0


def test_staff_hear_of_an_account_on_its_day_and_when_it_is_late(house: House) -> None:
    case = granted_with_deal(house).submission
    due_on = case.grant_account.due_on
    for turn in range(-14, 20):
        send(due_on + timedelta(days=turn))
    staff_marks = [mark for mark, who in told() if who == house.wijkregisseur.email and "account" in mark]
    assert sorted(staff_marks) == ["account_day", "account_late"]
    asked = Reminder.objects.exclude(applicant=None).values_list("mark", flat=True)
    assert sorted(asked) == ["account_before", "account_day", "account_late"]


def test_who_is_asked_something_hears_half_way_and_two_days_before_the_end(house: House) -> None:
    case = confirmed(promised(house))
    asked = {"reason": "incompleet", "text": "Stuur ons een tekening.", "until": date(2026, 12, 4)}
    move(case, State.WAITING_INITIATOR, house.wijkregisseur, **asked)
    # From Friday 20 November to Friday 4 December: half way is the 27th, two days before the end the 2nd.
    for turn in range(16):
        send(NOW.date() + timedelta(days=turn))
    rows = Reminder.objects.exclude(applicant=None).values_list("mark", "told_on")
    assert list(rows) == [("answer_half", date(2026, 11, 27)), ("answer_soon", date(2026, 12, 2))]
    first, second = OutgoingMail.objects.filter(template="plan_reminder").order_by("pk")
    assert outbox.deliver(first.pk, now=at(FRIDAY))
    assert "Dat kan tot en met vrijdag 4 december" in mail.outbox[-1].body
    move(case, State.IN_REVIEW, house.wijkregisseur)
    assert outbox.deliver(second.pk, now=at(date(2026, 12, 2))) is False
