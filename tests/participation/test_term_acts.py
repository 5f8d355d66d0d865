"""The terms of a case, act by act: asking with a day, extending, an outage, a notice of default and its penalty."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from django.test import Client

from cms.models import OutgoingMail
from participation.codes import Reason, State
from participation.models import Event, Label, Message, Outage, Submission, TermRule
from participation.services import moderate, support
from participation.services.apply import apply_for_money
from participation.services.calls import record_call
from participation.services.default_notice import decided_on, register_notice
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.extend import extend
from participation.services.outages import lengthen_for
from participation.services.own_page import my_plan_token
from tests.conftest import NOW
from tests.factories.participation import (
    House,
    called,
    confirmed,
    gathering,
    in_review,
    judged,
    make_house,
    move,
    propose,
    published,
    to_decide,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# The application is of Friday 20 November 2026: eight weeks later is Friday 15 January 2027.
LAST_DAY = date(2027, 1, 15)
LATE = datetime(2027, 1, 18, 9, tzinfo=UTC)


@pytest.fixture
def house() -> House:
    """Zuid with its people."""
    return make_house()


def applied(house: House) -> Submission:
    case = confirmed(in_review(house))
    if not case.is_application:
        apply_for_money(submission=case, by=house.wijkregisseur, now=NOW)
    assert case.decide_due_on == LAST_DAY
    return case


def ask(case: Submission, house: House, until: date | None, now: datetime = NOW) -> Submission:
    words = {"reason": Reason.INCOMPLETE, "text": "Wie doet het onderhoud?"}
    return move(case, State.WAITING_INITIATOR, house.wijkregisseur, until=until, now=now, **words)


def test_asking_with_a_day_makes_the_term_longer_at_once_and_an_answer_shortens_it_again(house: House) -> None:
    case = ask(applied(house), house, date(2026, 12, 4))
    # Still from the 21st up to and including 4 December: 14 days.
    assert (case.answer_by, case.decide_due_on) == (date(2026, 12, 4), date(2027, 1, 29))
    asked = case.events.get(action="transition", to_state="waiting_initiator")
    assert (asked.clock, asked.data["until"]) == ("suspend", "2026-12-04")
    moderate.receive_message(applicant=case.applicants.get(), text="Wij.", now=NOW + 5 * DAY)
    case.refresh_from_db()
    # Answered on the 25th: still from the 21st up to and including the 24th, 4 days; then a Tuesday.
    assert (case.state, case.answer_by, case.decide_due_on) == ("in_review", None, date(2027, 1, 19))


def test_without_a_day_the_initiator_has_two_weeks(house: House) -> None:
    assert ask(applied(house), house, None).answer_by == date(2026, 12, 4)


@pytest.mark.parametrize("until", [NOW.date(), date(2026, 11, 19)])
def test_a_day_that_is_over_is_refused(house: House, until: date) -> None:
    case = applied(house)
    with pytest.raises(Refused) as refused:
        ask(case, house, until)
    assert refused.value.reasons == ["Geef de indiener tijd: kies een dag na vandaag."]


def test_draagvlak_asked_in_writing_stops_the_clock_until_the_period_is_over(house: House) -> None:
    case = published(house)
    apply_for_money(submission=case, by=house.wijkregisseur, now=NOW) if not case.is_application else None
    case.refresh_from_db()
    support.open_support(
        submission=case,
        by=house.wijkregisseur,
        expected_version=case.version,
        weeks=2,
        is_asked_in_writing=True,
        now=NOW,
    )
    # The period is over on 4 December: 14 days still.
    assert (case.answer_by, case.decide_due_on) == (date(2026, 12, 4), date(2027, 1, 29))
    support.close_due(NOW + 15 * DAY)
    case.refresh_from_db()
    assert (case.state, case.answer_by, case.decide_due_on) == ("in_review", None, date(2027, 1, 29))


def test_support_that_nobody_asked_in_writing_lets_the_term_run(house: House) -> None:
    case = gathering(house)
    assert (case.answer_by, case.decide_due_on) == (None, LAST_DAY)


def test_setting_aside_is_for_four_weeks_after_the_day_and_after_a_call(house: House) -> None:
    case = ask(applied(house), house, date(2026, 12, 4))
    words = {"reason": Reason.NO_ANSWER, "text": "We missen nog iets."}
    called(case, house.wijkregisseur)
    for moment in (NOW + 14 * DAY, datetime(2027, 1, 5, 9, tzinfo=UTC)):
        with pytest.raises(Refused):
            move(case, State.SET_ASIDE, house.wijkregisseur, now=moment, **words)
    # Four weeks after 4 December is New Year's Day, so Monday the 4th.
    assert move(
        case, State.SET_ASIDE, house.wijkregisseur, now=datetime(2027, 1, 4, 9, tzinfo=UTC), **words
    ).state == ("set_aside")


def test_a_call_has_a_day_or_a_reason_and_only_the_handler_records_it(house: House) -> None:
    case = applied(house)
    given = {"submission": case, "by": house.wijkregisseur, "now": NOW}
    for wrong in ({}, {"called_on": NOW.date(), "why_not": "x"}, {"called_on": NOW.date() + DAY}):
        with pytest.raises(Refused):
            record_call(**given, expected_version=case.version, **wrong)
    with pytest.raises(StaleCase):
        record_call(**given, expected_version=case.version - 1, called_on=NOW.date())
    with pytest.raises(Forbidden):
        record_call(**given | {"by": house.griffie}, expected_version=case.version, called_on=NOW.date())
    record_call(**given, expected_version=case.version, why_not="  Geen nummer. ")
    assert case.calls.get().why_not == "Geen nummer."
    assert case.events.filter(action=Event.Action.CALLED).count() == 1


def test_a_call_before_an_earlier_decision_does_not_count_for_the_next(house: House) -> None:
    case = called(to_decide(house, asked_cents=150_000), house.wijkregisseur)
    propose(case, house.wijkregisseur, now=NOW + DAY)
    why = {"reason": Reason.NEW_FACTS, "now": NOW + DAY}
    move(case, State.EXECUTING, house.wijkregisseur, now=NOW + DAY)
    move(case, State.REOPENED, house.wijkregisseur, text="Opnieuw.", **why)
    move(case, State.IN_REVIEW, house.wijkregisseur, now=NOW + DAY)
    move(case, State.TO_DECIDE, house.wijkregisseur, **why)
    from participation.services.facts import facts_of

    assert not facts_of(case, on=NOW.date()).is_called


# Extending


def extended(
    case: Submission, house: House, until: date, now: datetime = NOW, text: str = "Een advies is nodig."
) -> None:
    case.refresh_from_db()
    extend(submission=case, by=house.wijkregisseur, expected_version=case.version, until=until, text=text, now=now)


def test_an_extension_is_told_once_and_before_the_end(house: House) -> None:
    case = applied(house)
    # Sent on the last day itself, to a Saturday: the Monday after it.
    extended(case, house, date(2027, 2, 13), now=datetime(2027, 1, 15, 22, 30, tzinfo=UTC))
    assert case.decide_due_on == date(2027, 2, 15)
    event = case.events.get(action=Event.Action.TERM_EXTENDED)
    message = Message.objects.get(pk=event.data["message"])
    assert (event.clock, event.data["until"], message.text) == ("extend", "2027-02-13", "Een advies is nodig.")
    assert OutgoingMail.objects.filter(template="plan_extended").count() == 1
    with pytest.raises(Refused) as refused:
        extended(case, house, date(2027, 3, 1), now=LATE)
    assert refused.value.reasons == ["De termijn is al eens verlengd. Nog een keer kan niet: neem een besluit."]


def test_what_does_not_extend_a_term(house: House) -> None:
    case = applied(house)
    for until, moment, text in (
        (date(2027, 2, 1), datetime(2027, 1, 16, 9, tzinfo=UTC), "Te laat"),
        (LAST_DAY, NOW, "Niet later"),
        (date(2027, 2, 1), NOW, "  "),
    ):
        with pytest.raises(Refused):
            extended(case, house, until, now=moment, text=text)
    idea = in_review(house, asked_cents=None, email="b@example.org")
    with pytest.raises(Refused):
        extended(idea, house, date(2027, 2, 1))
    assert not Event.objects.filter(action=Event.Action.TERM_EXTENDED).exists()


def test_the_rule_of_the_day_of_the_application_says_how_long(house: House) -> None:
    TermRule.objects.create(valid_from=NOW.date(), decide_weeks=13, article="artikel 5", extensions_max=2)
    TermRule.objects.create(valid_from=NOW.date() + DAY, decide_weeks=2)
    case = confirmed(in_review(house))
    # Thirteen weeks after 20 November.
    assert case.decide_due_on == date(2027, 2, 19)
    extended(case, house, date(2027, 3, 1), now=NOW + 2 * DAY)
    extended(case, house, date(2027, 3, 8), now=NOW + 2 * DAY)
    assert case.decide_due_on == date(2027, 3, 8)


# Outages


def test_an_outage_on_the_last_day_gives_the_initiator_and_the_neighbours_more_time(house: House) -> None:
    case = ask(applied(house), house, date(2026, 12, 4))
    other = ask(confirmed(in_review(house, email="b@example.org")), house, date(2026, 12, 7))
    seeking = gathering(house, weeks=2, email="c@example.org")
    given = {"from_at": datetime(2026, 12, 4, 20, tzinfo=UTC), "until_at": datetime(2026, 12, 5, 8, tzinfo=UTC)}
    outage = Outage.objects.create(**given, what="Storing")
    now = datetime(2026, 12, 5, 9, tzinfo=UTC)

    assert lengthen_for(outage, now=now) == 2
    assert lengthen_for(outage, now=now) == 0
    for one in (case, other, seeking):
        one.refresh_from_db()
    # Friday the 4th to Saturday the 5th: the first working day after it is Monday the 7th.
    assert (case.answer_by, other.answer_by) == (date(2026, 12, 7), date(2026, 12, 7))
    assert seeking.campaign.closes_at == datetime(2026, 12, 7, 22, 59, 59, 999999, tzinfo=UTC)
    event = case.events.get(action=Event.Action.TERM_LENGTHENED)
    assert (event.clock, event.data) == ("suspend", {"outage": outage.pk, "until": "2026-12-07"})
    # Still until 4 December, and from the 5th, when the outage was known, until the 7th: 14 and 2 days.
    assert case.decide_due_on == date(2027, 2, 1)


# Too late after all


def test_a_notice_is_possible_when_the_term_is_over_and_once(house: House) -> None:
    case = applied(house)
    notice = {"submission": case, "by": house.wijkregisseur}
    early = datetime(2027, 1, 15, 20, tzinfo=UTC)
    for received_on, moment in ((LAST_DAY, early), (date(2027, 1, 19), LATE), (LAST_DAY, LATE)):
        with pytest.raises(Refused):
            register_notice(**notice, received_on=received_on, expected_version=case.version, now=moment)
    with pytest.raises(Forbidden):
        register_notice(submission=case, by=house.griffie, received_on=date(2027, 1, 16), now=LATE)
    with pytest.raises(Forbidden):
        register_notice(submission=case, received_on=date(2027, 1, 16), now=LATE)
    register_notice(**notice, received_on=date(2027, 1, 16), expected_version=case.version, now=LATE)
    assert case.default_noticed_on == date(2027, 1, 16)
    assert list(case.labels.values_list("slug", flat=True)) == ["te-laat-gemeld"]
    assert OutgoingMail.objects.filter(template="plan_default_noticed").count() == 1
    with pytest.raises(Refused):
        register_notice(**notice, received_on=date(2027, 1, 17), expected_version=case.version, now=LATE)
    assert Label.objects.count() == 1


def test_a_case_without_a_term_and_a_decided_case_take_no_notice(house: House) -> None:
    idea = in_review(house, asked_cents=None)
    done = called(to_decide(house, asked_cents=480_000, email="b@example.org"), house.wijkregisseur)
    move(done, State.WITHDRAWN, house.wijkregisseur)
    for case in (idea, done):
        with pytest.raises(Refused):
            register_notice(submission=case, by=house.wijkregisseur, received_on=LATE.date(), now=LATE)


def test_the_meter_stops_when_it_is_decided(house: House) -> None:
    case = applied(house)
    register_notice(submission=case, by=house.wijkregisseur, received_on=LATE.date(), now=LATE)
    assert decided_on(case) is None
    ended = datetime(2027, 2, 10, 9, tzinfo=UTC)
    move(case, State.WITHDRAWN, house.wijkregisseur, now=ended)
    assert decided_on(case) == date(2027, 2, 10)


def test_the_initiator_says_it_on_the_own_page(client: Client, house: House) -> None:
    case = applied(house)
    page = f"/mijn-plan/{my_plan_token(applicant=case.applicants.get(), now=NOW)}/"
    with time_machine.travel(NOW, tick=False):
        assert "te-laat/" not in client.get(page).text
        assert client.get(f"{page}te-laat/").status_code == 302
    with time_machine.travel(LATE, tick=False):
        assert f"{page}te-laat/" in client.get(page).text
        form = client.get(f"{page}te-laat/")
        # Monday 18 January and two weeks: Monday 1 February.
        assert "uiterlijk maandag 1 februari 2027" in form.text
        assert "€\u00a01.442" in form.text
        assert client.post(f"{page}te-laat/").status_code == 302
        case.refresh_from_db()
        assert (case.default_noticed_on, case.unread_at) == (LATE.date(), LATE)
        assert case.events.get(action=Event.Action.DEFAULT_NOTICED).origin == "resident"
        assert "stelde je ons in gebreke" in client.get(page).text
        assert client.get(f"{page}te-laat/").status_code == 302


def test_the_screen_shows_the_term_the_penalty_and_each_ones_share(client: Client, house: House) -> None:
    case = applied(house)
    case.applicants.create(
        is_main=False, name="Piet", email="piet@example.org", email_confirmed_at=NOW, email_hash="x"
    )
    screen = f"/beheer/te-behandelen/{case.pk}/"
    with time_machine.travel(LATE, tick=False):
        client.force_login(house.wijkregisseur)
        before = client.get(screen).text
        assert 'id="ingebreke"' in before
        assert 'id="verlengen"' not in before
        given = {"version": case.version, "received_on": "2027-01-16"}
        assert client.post(f"{screen}ingebreke/", given).status_code == 302
    # Saturday 16 January and two weeks is Saturday the 30th, so Monday 1 February; fifteen days later: 14 x 23 + 35.
    with time_machine.travel(datetime(2027, 2, 16, 9, tzinfo=UTC), tick=False):
        client.force_login(house.wijkregisseur)
        text = client.get(screen).text
    assert "beslis uiterlijk 1 februari 2027" in text
    assert "<strong>€\u00a0357</strong> na 15 dagen" in text
    assert "elk €\u00a0178,50" in text
    assert "in gebreke: de dwangsom loopt" in text


def test_the_screen_extends_and_asks_with_a_day(client: Client, house: House) -> None:
    case = judged(applied(house), house.wijkregisseur)
    client.force_login(house.wijkregisseur)
    screen = f"/beheer/te-behandelen/{case.pk}/"
    with time_machine.travel(NOW, tick=False):
        assert 'value="2027-02-12"' in client.get(screen).text
        given = {"version": case.version, "until": "2027-02-12", "text": "Een advies is nodig."}
        assert client.post(f"{screen}verlengen/", given | {"version": 1}).status_code == 409
        assert client.post(f"{screen}verlengen/", given).status_code == 302
        assert "uiterlijk 12 februari 2027 (verlengd)" in client.get(screen).text
        case.refresh_from_db()
        asked = {"version": case.version, "reason": "incompleet", "text": "Wie?", "until": "2026-12-01"}
        assert client.post(f"{screen}status/waiting_initiator/", asked).status_code == 302
        shown = client.get(screen).text
    assert "uiterlijk 1 december 2026" in shown
    assert "na 1 december 2026, tot en met 29 december 2026" in shown
