"""Offers of help and followers: one a person, confirmed, taken back, kept no longer than needed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from cms import follow, tokens
from cms.models import Follow, OutgoingMail, Purpose, Token
from cms.registries import data_classes
from participation.codes import State
from participation.models import HelpOffer, Question, Submission
from participation.services import help as services
from participation.services import neighbours_data, questions
from participation.services.errors import Refused
from tests.conftest import Mailbox
from tests.factories.cms import link_text
from tests.factories.participation import INITIATOR, House, gathering, make_house, move

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=366)


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def plan(house: House) -> Submission:
    case = gathering(house)
    OutgoingMail.objects.all().delete()
    return case


def offered(plan: Submission, now: datetime, **changes: object) -> HelpOffer:
    words = {"sort": "hands", "name": "Nadia", "email": "nadia@example.org", "phone": "0612345678", "language": "nl"}
    return services.offer(submission=plan, now=now, **words | changes)


def confirm(made: HelpOffer, now: datetime) -> HelpOffer:
    return services.confirm(token_text=link_text(Purpose.CONFIRM_HELP, f"help:{made.pk}"), now=now)


def templates() -> list[str]:
    return list(OutgoingMail.objects.order_by("pk").values_list("template", flat=True))


def test_an_offer_reaches_the_initiator_without_contact_data(plan: Submission, now: datetime) -> None:
    made = confirm(offered(plan, now, text="Ik heb een schep."), now)
    assert made.confirmed_at == now
    assert [event.data for event in plan.events.filter(action="help_offered")] == [{"offer": made.pk}]
    mail = Mailbox(now).deliver()[-1]
    assert mail.to == [INITIATOR]
    assert "meehelpen" in mail.body
    for personal in ("Nadia", "nadia@", "0612345678", "schep"):
        assert personal not in mail.body + mail.alternatives[0][0]


def test_one_offer_per_person_and_only_the_mail_differs(plan: Submission, now: datetime) -> None:
    offered(plan, now)
    offered(plan, now, name="Nadia B.")  # a double click: no second mail
    assert templates() == ["help_confirm"]
    made = confirm(offered(plan, now + timedelta(minutes=2), name="Nadia C."), now + timedelta(minutes=2))
    assert made.name == "Nadia C."
    offered(plan, now + timedelta(hours=1), name="Iemand anders")
    assert templates() == ["help_confirm", "help_confirm", "plan_help", "help_already"]
    assert HelpOffer.objects.get().name == "Nadia C."


def test_taking_back_empties_it_and_it_can_be_offered_again(plan: Submission, now: datetime) -> None:
    made = confirm(offered(plan, now), now)
    link = link_text(Purpose.WITHDRAW_HELP, f"help:{made.pk}")
    for _turn in range(2):
        made = services.withdraw(token_text=link, now=now)
    assert (made.name, made.email_encrypted, made.phone_encrypted, made.withdrawn_at) == ("", "", "", now)
    again = confirm(offered(plan, now + timedelta(hours=1)), now + timedelta(hours=1))
    assert (again.pk, again.name, again.withdrawn_at) == (made.pk, "Nadia", None)


def test_no_help_for_a_plan_that_is_over(house: House, plan: Submission, now: datetime) -> None:
    made = offered(plan, now)
    move(plan, State.WITHDRAWN, house.wijkregisseur)
    plan.refresh_from_db()
    with pytest.raises(Refused, match="zoekt geen hulp meer"):
        offered(plan, now, email="ander@example.org")
    with pytest.raises(Refused, match="zoekt geen hulp meer"):
        confirm(made, now)


@pytest.mark.parametrize("wrong", [{"sort": "geld"}, {"name": " "}, {"text": "x" * 501}])
def test_what_is_missing_is_refused(plan: Submission, now: datetime, wrong: dict[str, str]) -> None:
    with pytest.raises(Refused):
        offered(plan, now, **wrong)
    assert not HelpOffer.objects.exists()


def test_links_of_another_person_purpose_or_day_open_nothing(plan: Submission, now: datetime) -> None:
    """Fault 19, for the kinds of link of help and following."""
    made = offered(plan, now)
    row = follow.ask(subject=f"initiative:{plan.pk}", email="a@example.org", language="nl", now=now)
    helps, follows = (
        link_text(Purpose.CONFIRM_HELP, f"help:{made.pk}"),
        link_text(Purpose.CONFIRM_FOLLOW, f"follow:{row.pk}"),
    )
    for act, wrong in ((services.confirm, follows), (follow.confirm, helps), (services.withdraw, helps)):
        with pytest.raises(tokens.TokenUnknown):
            act(token_text=wrong, now=now)
    for act, link in ((services.confirm, helps), (follow.confirm, follows)):
        with pytest.raises(tokens.TokenExpired):
            act(token_text=link, now=now + timedelta(hours=24))
        act(token_text=link, now=now)
        with pytest.raises(tokens.TokenUsed):
            act(token_text=link, now=now)


def test_a_follower_gets_one_row_and_one_stop_link(plan: Submission, now: datetime) -> None:
    subject = f"initiative:{plan.pk}"
    for minute in (0, 0, 2):
        row = follow.ask(
            subject=subject, email="Volger@example.org ", language="nl", now=now + timedelta(minutes=minute)
        )
    assert templates() == ["follow_confirm", "follow_confirm"]
    follow.confirm(token_text=link_text(Purpose.CONFIRM_FOLLOW, f"follow:{row.pk}"), now=now)
    follow.ask(subject=subject, email="volger@EXAMPLE.org", language="nl", now=now + timedelta(hours=1))
    assert templates()[-1] == "follow_already"
    assert Follow.objects.count() == 1
    assert Token.objects.filter(purpose=Purpose.STOP_FOLLOW).count() == 1
    with pytest.raises(LookupError):
        follow.ask(subject="initiative:999999", email="a@example.org", language="nl", now=now)


def test_what_is_kept_of_neighbours_goes_in_time(house: House, plan: Submission, now: datetime) -> None:
    confirm(offered(plan, now), now)
    offered(plan, now, email="b@example.org")
    asked = questions.ask(submission=plan, text="Ik ben Nadia", email="nadia@example.org", language="nl", now=now)
    words = {"public_text": "Blijft het?", "public_answer": "Ja."}
    questions.answer_as_municipality(question=asked, by=house.wijkregisseur, **words, now=now)
    row = follow.ask(subject=f"initiative:{plan.pk}", email="v@example.org", language="nl", now=now)
    follow.confirm(token_text=link_text(Purpose.CONFIRM_FOLLOW, f"follow:{row.pk}"), now=now)

    assert neighbours_data.purge(now + timedelta(days=8), True) == 1
    assert neighbours_data.purge(now + timedelta(days=8), False) == 1
    assert neighbours_data.purge(now + YEAR, False) == 0
    move(plan, State.WITHDRAWN, house.wijkregisseur)
    assert follow.purge(now + YEAR - timedelta(days=2), False) == 0
    assert neighbours_data.purge(now + YEAR, False) == 2
    assert neighbours_data.purge(now + YEAR, False) == 0
    assert follow.purge(now + YEAR, False) == 1
    kept, question = HelpOffer.objects.get(), Question.objects.get()
    assert (kept.name, kept.email_encrypted, kept.person_hash) == ("", "", f"weg:{kept.pk}")
    assert (question.text, question.person_hash, question.public_text) == ("", "", "Blijft het?")


def test_one_person_is_found_and_removed(house: House, plan: Submission, now: datetime) -> None:
    confirm(offered(plan, now, text="Een schep"), now)
    for _number in range(2):
        asked = questions.ask(submission=plan, text="Ik ben Nadia", email="nadia@example.org", language="nl", now=now)
    words = {"public_text": "Blijft het?", "public_answer": "Ja."}
    questions.answer_as_municipality(question=asked, by=house.wijkregisseur, **words, now=now)
    own = data_classes.get("vragen en aangeboden hulp")
    found = own.inspect("NADIA@example.org")
    assert [row.get("vraag") or row["telefoon"] for row in found] == ["Ik ben Nadia", "Ik ben Nadia", "0612345678"]
    assert own.erase("nadia@example.org", now) == 3
    assert own.inspect("nadia@example.org") == []
    assert [row.text + row.public_text for row in Question.objects.all()] == ["Blijft het?"]
    assert not HelpOffer.objects.exists()
