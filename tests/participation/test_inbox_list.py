"""The list "Te behandelen": whose cases it shows, in which order, and what it never shows (inbox.md section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from django.test import Client

from cms.models import Role, Wijk
from participation.codes import State
from participation.deadlines import deadline, due_on
from participation.inbox import CAP, Cursor, Filters, front_counts, listing
from participation.inbox_sorts import Order
from participation.models import Submission
from participation.states import Group
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.participation import House, gathering, in_review, make_house, make_submission, move

LIST = "/beheer/te-behandelen/"
TODAY = date(2026, 11, 20)  # a Friday


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


def bare_case(wijk: Wijk, number: int, **fields: object) -> Submission:
    """A row without words, for lists of many."""
    given = {
        "reference": f"WP-2026-T{number:05}",
        "wijk": wijk,
        "received_at": NOW,
        "state_since_at": NOW,
        "answer_due_on": date(2026, 11, 27),
    }
    return Submission.objects.create(**given | fields)


def titles(response: object) -> list[str]:
    """The titles in the list, from top to bottom."""
    return re.findall(r'<th scope="row">(?:<input[^>]*>)?<a href="[^"]+">([^<]+)</a>', response.content.decode())


def test_a_wijkregisseur_sees_the_cases_of_the_own_wijk_alone(client: Client, house: House) -> None:
    make_submission(house, title="Bankje in Zuid")
    make_submission(house, title="Bankje in Oost", wijk=make_wijk("oost", "1221"), email="an@example.org")
    client.force_login(house.wijkregisseur)

    assert titles(client.get(LIST)) == ["Bankje in Zuid"]


def test_search_and_filters_reach_no_further_than_the_own_wijk(client: Client, house: House) -> None:
    other = make_submission(house, title="Bankje in Oost", wijk=make_wijk("oost", "1221"), email="an@example.org")
    client.force_login(house.wijkregisseur)

    for query in (
        {"q": "Bankje"},
        {"q": other.reference},
        {"wijk": "oost"},
        {"groep": "nieuw"},
        {"status": "received"},
    ):
        assert titles(client.get(LIST, query)) == [], query


def test_the_wijk_filter_names_only_wijken_that_the_reader_sees(client: Client, house: House) -> None:
    make_wijk("oost", "1221")
    client.force_login(house.wijkregisseur)
    assert "Oost" not in client.get(LIST).content.decode()

    client.force_login(staff(Role.AUDITOR))
    assert "Oost" in client.get(LIST).content.decode()


def test_the_nearest_deadline_comes_first_and_what_waits_for_the_initiator_last(client: Client, house: House) -> None:
    late = make_submission(house, title="Laat", asked_cents=100_000, now=NOW - timedelta(days=20))
    soon = make_submission(
        house, title="Straks", asked_cents=100_000, now=NOW - timedelta(days=3), email="b@example.org"
    )
    still = in_review(house, title="Stil", asked_cents=100_000, now=NOW - timedelta(days=30), email="c@example.org")
    move(still, State.WAITING_INITIATOR, house.wijkregisseur, reason="incompleet", text="Hoeveel geld is er nodig?")
    client.force_login(house.wijkregisseur)

    page = client.get(LIST)

    assert titles(page) == ["Laat", "Straks", "Stil"]
    text = page.content.decode()
    # 31 October + 5 working days is Friday 6 November: 10 working days late. 17 November + 5 is Tuesday the 24th.
    assert late.answer_due_on == date(2026, 11, 6)
    assert "10 dagen te laat" in text
    assert soon.answer_due_on == date(2026, 11, 24)
    assert "nog 2 dagen" in text
    assert "stil: wacht op indiener" in text


def test_equal_deadlines_are_ordered_by_id(house: House) -> None:
    first, second, third = (bare_case(house.wijk, number) for number in range(3))
    found = listing(house.wijkregisseur, Filters())
    assert [case.pk for case in found.cases] == [first.pk, second.pk, third.pk]


def test_paging_shows_every_case_once_also_where_deadlines_are_equal_or_absent(client: Client, house: House) -> None:
    for number in range(120):
        due = date(2026, 11, 24) + timedelta(days=number % 3)
        bare_case(house.wijk, number, answer_due_on=due, answered_at=NOW if number % 7 == 0 else None)
    client.force_login(house.wijkregisseur)

    seen, address, pages = [], LIST, 0
    while address:
        text = client.get(address).content.decode()
        seen += re.findall(r"WP-2026-T\d{5}", text)
        following = re.search(r'href="(\?[^"]*na=[^"]+)">Volgende zaken', text)
        address = LIST + following[1].replace("&amp;", "&") if following else ""
        pages += 1

    assert pages == 4
    assert len(set(seen)) == 120


@pytest.mark.parametrize(
    "cursor", ["", "x", "20261124", "20261399.1", "20261124.", "20261124.x", "20261124." + "9" * 30]
)
def test_a_cursor_that_was_tampered_with_shows_the_first_page(client: Client, house: House, cursor: str) -> None:
    make_submission(house, title="Bankje")
    client.force_login(house.wijkregisseur)

    assert Cursor.parse(cursor) is None
    assert titles(client.get(LIST, {"na": cursor})) == ["Bankje"]


def test_the_newest_first_pages_by_id(house: House) -> None:
    first, second, third = (bare_case(house.wijk, number) for number in range(3))
    newest = Order.parse("nieuw")

    page = listing(house.wijkregisseur, Filters(), newest, limit=2)
    assert [case.pk for case in page.cases] == [third.pk, second.pk]
    rest = listing(house.wijkregisseur, Filters(), newest, after=page.next_cursor, limit=2)
    assert [case.pk for case in rest.cases] == [first.pk]
    assert rest.next_cursor is None


def test_filters_on_state_group_and_who_handles_it(client: Client, house: House) -> None:
    make_submission(house, title="Nieuw plan")
    busy = in_review(house, title="Plan in behandeling", email="b@example.org")
    Submission.objects.filter(pk=busy.pk).update(assignee=None)
    client.force_login(house.wijkregisseur)

    def found(**query: str) -> list[str]:
        return titles(client.get(LIST, query))

    assert found(groep="nieuw") == ["Nieuw plan"]
    assert found(groep="bezig") == ["Plan in behandeling"]
    assert found(status="in_review") == ["Plan in behandeling"]
    assert found(van="mij") == ["Nieuw plan"]
    assert found(van="niemand") == ["Plan in behandeling"]
    assert found(q="behandeling") == ["Plan in behandeling"]
    assert found(q=busy.reference.lower()) == ["Plan in behandeling"]


def test_a_filter_that_is_no_choice_is_left_out(client: Client, house: House) -> None:
    make_submission(house, title="Bankje")
    client.force_login(house.wijkregisseur)

    query = {"groep": "<b>", "status": "x", "wijk": "../", "van": "2", "sorteer": "titel", "q": "\x00"}
    page = client.get(LIST, query)
    assert page.status_code == 200
    assert "<b>" not in page.content.decode().split("<main")[1].split('class="wb-tegels"')[0]


def test_closed_and_unwanted_cases_show_only_when_asked_for(client: Client, house: House) -> None:
    bare_case(house.wijk, 1, state=State.COMPLETED)
    bare_case(house.wijk, 2, state=State.SPAM)
    client.force_login(house.wijkregisseur)

    assert titles(client.get(LIST)) == []
    assert titles(client.get(LIST, {"groep": "afgerond"})) == ["WP-2026-T00001"]
    assert titles(client.get(LIST, {"status": "spam"})) == ["WP-2026-T00002"]


def test_the_groups_count_what_this_person_sees(house: House) -> None:
    for number, state in enumerate([State.RECEIVED, State.REOPENED, State.ADVICE, State.TO_DECIDE, State.SPAM]):
        bare_case(house.wijk, number, state=state)
    bare_case(make_wijk("oost", "1221"), 9)

    assert front_counts(house.wijkregisseur).groups == {
        Group.NIEUW: 2,
        Group.BEZIG: 0,
        Group.WACHT: 1,
        Group.BESLUIT: 1,
        Group.UITVOERING: 0,
        Group.AFGEROND: 0,
    }


def test_counting_stops_at_99(client: Client, house: House) -> None:
    for number in range(CAP + 1):
        bare_case(house.wijk, number)
    client.force_login(house.wijkregisseur)

    assert CAP == 100
    text = client.get(LIST).content.decode()
    assert "<b>99+</b>Nieuw" in text
    assert "Te behandelen (99+)" in text


def test_the_list_holds_no_personal_data(client: Client, house: House) -> None:
    make_submission(
        house, phone="06 98765432", address="Taludweg 12", organisation="Stichting Groen", house_number="77"
    )
    client.force_login(house.wijkregisseur)

    text = client.get(LIST).content.decode()
    for secret in (
        "Fatima",
        "El Idrissi",
        "fatima@",
        "98765432",
        "Taludweg 12",
        "Stichting Groen",
        "1214AA",
        "1214 AA",
    ):
        assert secret not in text, secret


def test_a_row_shows_amount_mandate_support_state_and_handler(client: Client, house: House) -> None:
    gathering(house, asked_cents=1_450_000)
    client.force_login(house.wijkregisseur)

    text = client.get(LIST).content.decode()
    assert "€\u00a014.500" in text
    assert '<abbr class="wb-mandaat" title="voorzitter van het wijkteam, wijkwethouder">WT</abbr>' in text
    assert "0 van 25" in text
    assert "Zoekt steun" in text
    assert str(house.wijkregisseur) in text


@pytest.mark.parametrize(
    ("amount_cents", "badge"),
    [
        (0, "W"),
        (200_000, "W"),
        (200_001, "WW"),
        (1_000_000, "WW"),
        (1_000_001, "WT"),
        (2_500_000, "WT"),
        (2_500_001, "C"),
    ],
)
def test_the_badge_follows_the_mandate_table(client: Client, house: House, amount_cents: int, badge: str) -> None:
    bare_case(house.wijk, 1, asked_cents=amount_cents)
    client.force_login(house.wijkregisseur)

    assert re.findall(r'<abbr class="wb-mandaat"[^>]*>(\w+)<', client.get(LIST).content.decode()) == [badge]


def case_with(state: str = State.RECEIVED, **terms: object) -> SimpleNamespace:
    """The terms of a case."""
    given = {"state": state, "answer_due_on": TODAY, "answered_at": None, "decide_due_on": None}
    given |= {"answer_by": None, "default_noticed_on": None}
    return SimpleNamespace(**given | terms)


@pytest.mark.parametrize(
    ("case", "text", "tone"),
    [
        (case_with(), "vandaag", "today"),
        (case_with(answer_due_on=date(2026, 11, 23)), "nog 1 dag", "soon"),
        (case_with(answer_due_on=date(2026, 11, 25)), "nog 3 dagen", "soon"),
        (case_with(answer_due_on=date(2026, 11, 26)), "nog 4 dagen", "ok"),
        (case_with(answer_due_on=date(2026, 11, 19)), "1 dag te laat", "late"),
        (case_with(answer_due_on=date(2026, 11, 17)), "3 dagen te laat", "late"),
        (case_with(answered_at=NOW), "geen termijn", "none"),
        (case_with(answered_at=NOW, decide_due_on=date(2026, 12, 8)), "nog 12 dagen", "ok"),
        (case_with(State.WAITING_INITIATOR, decide_due_on=date(2026, 12, 8)), "stil: wacht op indiener", "wait"),
        (case_with(State.WAITING_INITIATOR, answer_by=TODAY), "stil: wacht op indiener", "wait"),
        (
            case_with(State.WAITING_INITIATOR, answer_by=date(2026, 11, 19)),
            "antwoord van de indiener bleef uit",
            "late",
        ),
        # In gebreke on 6 November: two weeks later is today; on 5 November that was yesterday.
        (case_with(default_noticed_on=date(2026, 11, 6)), "in gebreke: nog 0 dagen", "late"),
        (case_with(default_noticed_on=date(2026, 11, 5)), "in gebreke: de dwangsom loopt", "late"),
        (case_with(State.GRANTED, decide_due_on=date(2026, 11, 1)), "geen termijn", "none"),
        (case_with(State.COMPLETED), "geen termijn", "none"),
    ],
)
def test_a_deadline_in_words(case: SimpleNamespace, text: str, tone: str) -> None:
    found = deadline(case, today=TODAY)
    assert (found.text, found.tone) == (text, tone)


def test_a_term_that_ended_on_friday_is_late_on_saturday() -> None:
    assert deadline(case_with(), today=date(2026, 11, 21)).text == "1 dag te laat"


def test_the_database_sorts_by_the_same_date_that_the_chip_shows(house: House) -> None:
    number = 0
    for state in State:
        for answered_at in (None, NOW):
            for decide_due in (None, date(2026, 12, 8)):
                bare_case(house.wijk, number, state=state, answered_at=answered_at, decide_due_on=decide_due)
                number += 1

    cases = list(Submission.objects.all())
    assert len(cases) == 4 * len(State)
    assert [case.due_on for case in cases] == [due_on(case) for case in cases]


def test_the_menu_and_the_front_page_show_what_waits_on_me(client: Client, house: House) -> None:
    make_submission(house, title="Bankje")
    client.force_login(house.wijkregisseur)
    text = client.get("/beheer/").content.decode()
    assert "Te behandelen (1)" in text
    assert "Dit wacht op jou" in text
    assert "Bankje" in text

    client.force_login(house.wijkwethouder)
    text = client.get("/beheer/").content.decode()
    assert "Te behandelen (" not in text
    assert "Er wacht nu niets op jou." in text


@pytest.mark.parametrize("role", [Role.ADVISER, Role.TECHNIEK])
def test_who_has_no_inbox_sees_no_menu_item_and_gets_404(client: Client, house: House, role: str) -> None:
    client.force_login(staff(role))
    assert "Te behandelen" not in client.get("/beheer/").content.decode()
    assert client.get(LIST).status_code == 404


def test_a_role_that_ended_yesterday_opens_nothing(client: Client, house: House) -> None:
    person = UserFactory()
    staff(Role.WIJKREGISSEUR, house.wijk, user=person, valid_until=date(2026, 11, 19))
    client.force_login(person)
    assert client.get(LIST).status_code == 302

    with time_machine.travel(datetime(2026, 11, 19, 12, tzinfo=UTC), tick=False):
        client.force_login(person)
        assert client.get(LIST).status_code == 200
