"""Asking others to join in with a plan, and what each link opens (faults 19 and 25)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cms.models import OutgoingMail, Purpose, Role, Token
from cms.retention import erase_person
from cms.tokens import TokenError, TokenExpired, TokenUnknown, TokenUsed, text_of
from participation.models import Applicant, Event, Submission, SupportCampaign
from participation.services import co_initiators, submit
from participation.services.errors import Forbidden, Refused
from tests.factories.cms import link_text, make_wijk, staff
from tests.factories.participation import (
    INITIATOR,
    confirm_support,
    confirmed,
    gathering,
    give,
    in_review,
    make_house,
    make_submission,
)

pytestmark = pytest.mark.django_db
BRAM = "bram@example.org"
DAY = timedelta(days=1)


@pytest.fixture
def case() -> Submission:
    """A plan of somebody who confirmed the address."""
    return confirmed(in_review(make_house()))


def invite(case: Submission, *emails: str, now: datetime) -> list[Applicant]:
    """The first initiator asks these people."""
    by = case.applicants.get(is_main=True)
    return co_initiators.invite(submission=case, by=by, emails=emails, now=now)


def link_of(person: Applicant) -> str:
    """The newest link in the mail."""
    found = Token.objects.filter(purpose=Purpose.CO_INITIATOR, subject=f"applicant:{person.pk}")
    return text_of(found.latest("pk"))


def joined(case: Submission, email: str = BRAM, *, now: datetime) -> Applicant:
    """Somebody who was asked and said yes."""
    (person,) = invite(case, email, now=now)
    return co_initiators.accept(token_text=link_of(person), name="Bram", now=now)


def test_who_is_asked_gets_a_mail_and_is_nobody_yet(case: Submission, now: datetime) -> None:
    (person,) = invite(case, " Bram@example.org ", now=now)

    assert (person.is_main, person.name, person.email_confirmed_at, person.invited_at) == (False, "", None, now)
    assert OutgoingMail.objects.get(template="plan_invited").to_hash
    assert list(case.applicants.taking_part()) == [case.applicants.get(is_main=True)]
    assert Event.objects.get(action=Event.Action.CO_INITIATOR_INVITED).data == {"applicant": person.pk}


def test_saying_yes_confirms_the_address_and_opens_an_own_page(case: Submission, now: datetime) -> None:
    person = joined(case, now=now)

    assert (person.name, person.email_confirmed_at) == ("Bram", now)
    assert OutgoingMail.objects.filter(template="plan_joined").count() == 1
    token = submit.my_plan_token(applicant=person, now=now)
    assert submit.applicant_of(token_text=token, now=now) == person
    assert Event.objects.filter(action=Event.Action.CO_INITIATOR_JOINED).count() == 1


def test_own_support_of_before_counts_no_more_and_of_an_invited_one_it_does(now: datetime) -> None:
    case = gathering(make_house())
    confirm_support(give(case, BRAM))
    (person,) = invite(case, BRAM, now=now)
    assert SupportCampaign.objects.get().inside_count == 1

    co_initiators.accept(token_text=link_of(person), name="Bram", now=now)

    assert SupportCampaign.objects.get().inside_count == 0
    voice = give(case, BRAM, now=now + DAY)
    assert voice.withdrawn_at is not None
    assert OutgoingMail.objects.latest("pk").template == "support_own_plan"


def test_two_invitations_to_one_address_are_one_with_the_newest_link(case: Submission, now: datetime) -> None:
    (first,) = invite(case, BRAM, now=now)
    old = link_of(first)
    (second,) = invite(case, "BRAM@EXAMPLE.ORG", now=now + timedelta(hours=1))

    assert first == second
    assert case.applicants.count() == 2
    with pytest.raises(TokenExpired):
        co_initiators.accept(token_text=old, name="Bram", now=now + timedelta(hours=1))
    assert co_initiators.accept(token_text=link_of(second), name="Bram", now=now + timedelta(hours=1))


def test_nothing_happens_to_who_takes_part_already(case: Submission, now: datetime) -> None:
    joined(case, now=now)
    mails = OutgoingMail.objects.count()
    assert invite(case, INITIATOR, BRAM, now=now) == []
    assert OutgoingMail.objects.count() == mails


def test_one_address_gets_five_mails_an_hour(case: Submission, now: datetime) -> None:
    for _turn in range(8):
        invite(case, BRAM, now=now)
    assert OutgoingMail.objects.filter(template="plan_invited").count() == 5


def test_five_people_and_no_more(case: Submission, now: datetime) -> None:
    emails = [f"{number}@example.org" for number in range(5)]
    assert len(invite(case, *emails, now=now)) == 5
    with pytest.raises(Refused, match="hoogstens 5 mensen"):
        invite(case, BRAM, now=now)
    assert len(invite(case, *emails[:2], now=now)) == 2


def test_only_the_first_initiator_and_who_handles_the_case_may_ask(case: Submission, now: datetime) -> None:
    bram = joined(case, now=now)
    other = make_submission(email="ander@example.org").applicants.get()
    outsider = staff(Role.WIJKREGISSEUR, make_wijk("oost"))
    for by in (bram, other, outsider):
        with pytest.raises(Forbidden):
            co_initiators.invite(submission=case, by=by, emails=["x@example.org"], now=now)
    assert co_initiators.invite(submission=case, by=case.assignee, emails=["x@example.org"], now=now)


def test_a_link_is_used_once_and_ends_with_what_it_is_about(case: Submission, now: datetime) -> None:
    (person,) = invite(case, BRAM, now=now)
    text = link_of(person)
    number, _dash, signature = text.partition("-")
    mine = link_text(Purpose.CONFIRM_EMAIL, f"applicant:{case.applicants.get(is_main=True).pk}")
    for wrong in (text[:-1], text.swapcase(), number, f"{int(number) + 1}-{signature}", "", "x", mine):
        with pytest.raises(TokenUnknown):
            co_initiators.accept(token_text=wrong, name="Bram", now=now)
    with pytest.raises(TokenExpired):
        co_initiators.accept(token_text=text, name="Bram", now=now + 14 * DAY)
    with pytest.raises(Refused):
        co_initiators.accept(token_text=text, name=" ", now=now)
    co_initiators.accept(token_text=text, name="Bram", now=now)
    for act in ({"name": "Bram"}, {}):
        with pytest.raises(TokenUsed):
            (co_initiators.accept if act else co_initiators.decline)(token_text=text, now=now, **act)
    assert case.applicants.count() == 2


@pytest.mark.parametrize("end", ["declined", "taken back", "purged", "erased"])
def test_what_ended_leaves_nothing_and_its_link_is_unknown(case: Submission, now: datetime, end: str) -> None:
    (person,) = invite(case, BRAM, now=now)
    text, main = link_of(person), case.applicants.get(is_main=True)
    if end == "declined":
        co_initiators.decline(token_text=text, now=now)
    elif end == "taken back":
        co_initiators.take_invitation_back(submission=case, by=main, invited=person.pk, now=now)
    elif end == "purged":
        assert co_initiators.purge_invitations(now + 14 * DAY, False) == 0
        assert co_initiators.purge_invitations(now + 14 * DAY + timedelta(seconds=1), True) == 1
        assert co_initiators.purge_invitations(now + 14 * DAY + timedelta(seconds=1), False) == 1
    else:
        erase_person(BRAM, now)

    assert list(case.applicants.all()) == [main]
    assert not Token.objects.filter(subject=f"applicant:{person.pk}").exists()
    with pytest.raises(TokenError):
        co_initiators.accept(token_text=text, name="Bram", now=now)


def test_who_joined_can_leave_and_the_first_initiator_cannot(case: Submission, now: datetime) -> None:
    person = joined(case, now=now)
    token = submit.my_plan_token(applicant=person, now=now)
    with pytest.raises(Refused):
        co_initiators.leave(applicant=case.applicants.get(is_main=True), now=now)
    co_initiators.take_invitation_back(
        submission=case, by=case.applicants.get(is_main=True), invited=person.pk, now=now
    )
    assert case.applicants.count() == 2, "who said yes is not put out"

    co_initiators.leave(applicant=person, now=now)

    assert case.applicants.count() == 1
    with pytest.raises(TokenUnknown):
        submit.applicant_of(token_text=token, now=now)


def test_erasing_the_first_initiator_keeps_the_words_for_who_joined_alone(case: Submission, now: datetime) -> None:
    invite(case, BRAM, now=now)
    erase_person(INITIATOR, now)
    case.initiative.refresh_from_db()
    assert case.initiative.what == ""
    assert not case.applicants.invited().exists()


def test_a_plan_is_sent_with_its_invitations_unless_a_robot_sent_it(now: datetime) -> None:
    house = make_house()
    case = make_submission(house, co_emails=[BRAM, INITIATOR])
    assert [person.email for person in case.applicants.invited()] == [BRAM]
    odd = make_submission(house, email="robot@example.org", co_emails=["x@example.org"], is_suspicious=True)
    assert not odd.applicants.invited().exists()
