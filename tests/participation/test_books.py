"""Reading the books: figures worked out by hand, on any day, in a fixed number of queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from participation import books, selectors
from participation.codes import Outcome, PotKind, Reason, State
from participation.ledger import Balance
from participation.models import Category, PublicVersion
from participation.services import account, moderate
from tests.factories.cms import make_wijk
from tests.factories.participation import (
    House,
    fill_pots,
    gathering,
    granted,
    in_review,
    make_house,
    move,
    propose,
    published,
    supported,
    to_decide,
)

pytestmark = pytest.mark.django_db


def pay(house: House, decision: object, cents: int, now: datetime) -> None:
    account.pay(decision=decision, amount_cents=cents, by=house.wijkregisseur, now=now)


def test_the_books_of_a_wijk_add_up_pot_by_pot(now: datetime) -> None:
    house = make_house()  # 53,500 and 8,250 euro
    large = granted(house, asked_cents=480_000, email="a@example.org")
    granted(house, asked_cents=150_000, email="b@example.org")
    propose(to_decide(house, asked_cents=300_000, email="c@example.org"), house.wijkregisseur)
    pay(house, large, 200_000, now)

    found = books.wijk_balance(wijk=house.wijk, year=2026)
    assert found.by_pot == {
        "subsidy": Balance(
            budget_cents=5_350_000, reserved_cents=300_000, committed_cents=280_000, spent_cents=200_000
        ),
        "hand_money": Balance(budget_cents=825_000, committed_cents=150_000),
    }
    # 61,750 euro less 3,000 + 2,800 + 2,000 + 1,500 leaves 52,450.
    assert found.total.free_cents == 5_245_000
    assert books.wijk_balance(wijk=house.wijk, year=2025).total == Balance()


def test_the_books_of_the_city_hold_every_wijk_and_the_pots_of_the_city(now: datetime) -> None:
    house, oost = make_house(), make_wijk("oost", "1221")
    fill_pots(oost, 1_000, 0)
    account.allocate(year=2026, kind=PotKind.WIJKKANSEN, amount_cents=7_500_000, now=now)
    granted(house, asked_cents=480_000)

    city = books.city_books(year=2026)
    assert [row.wijk.slug for row in city.wijken] == ["zuid", "oost"]
    assert [row.total.free_cents for row in city.wijken] == [5_695_000, 1_000]
    assert city.city_pots == {"wijkkansen": Balance(budget_cents=7_500_000), "platform": Balance()}
    assert city.total == Balance(budget_cents=13_676_000, committed_cents=480_000)
    assert books.balances(year=2026)[(None, "wijkkansen")].free_cents == 7_500_000


def test_any_past_day_shows_what_stood_there_at_its_end(now: datetime) -> None:
    spring = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
    house = make_house(now=spring)
    decision = granted(house, asked_cents=480_000, now=spring)
    pay(house, decision, 100_000, now)

    def on(day: date) -> Balance:
        return books.wijk_balance(wijk=house.wijk, year=2026, on=day).by_pot["subsidy"]

    assert on(date(2026, 3, 31)) == Balance()
    assert on(date(2026, 4, 1)) == Balance(budget_cents=5_350_000, committed_cents=480_000)
    assert on(date(2026, 11, 19)).spent_cents == 0
    assert on(date(2026, 11, 20)).spent_cents == 100_000


def test_each_initiative_has_a_row_and_without_public_text_no_name(now: datetime) -> None:
    house = make_house()
    subject = Category.objects.create(name="Groen", slug="groen")
    shown = granted(house, asked_cents=480_000, email="a@example.org", category=subject)
    hidden = granted(house, asked_cents=150_000, email="b@example.org")
    PublicVersion.objects.filter(submission=hidden.submission).update(is_public=False)
    pay(house, shown, 80_000, now)

    first, second = books.lines_of(wijk=house.wijk, year=2026)
    reference = shown.submission.reference.lower()
    assert (first.title, first.category, first.status) == ("Geveltuinen", "Groen", "Gaat door")
    assert first.path == f"/wijken/zuid/initiatieven/{reference}-geveltuinen/"
    assert (first.pot_kind, first.committed_cents, first.spent_cents) == ("subsidy", 400_000, 80_000)
    assert (second.title, second.path, second.pot_kind) == ("zonder openbare tekst", "", "hand_money")


def test_what_came_to_nothing_has_no_row(now: datetime) -> None:
    house = make_house()
    case = to_decide(house)
    propose(case, house.wijkregisseur)
    move(case, State.IN_REVIEW, house.wijkregisseur, reason=Reason.NEW_FACTS)
    assert books.lines_of(wijk=house.wijk, year=2026) == []


def test_rows_add_up_to_the_books(now: datetime) -> None:
    house = make_house()
    for number, cents in enumerate((480_000, 150_000, 999_999)):
        decision = granted(house, asked_cents=cents, email=f"i{number}@example.org")
        pay(house, decision, 50_000 * (number + 1), now)
    lines = books.lines_of(wijk=house.wijk, year=2026)
    total = books.wijk_balance(wijk=house.wijk, year=2026).total
    assert sum(line.committed_cents for line in lines) == total.committed_cents == 1_329_999
    assert sum(line.spent_cents for line in lines) == total.spent_cents == 300_000


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    house = make_house()
    granted(house, asked_cents=100_000, email="x@example.org")
    gathering(house)
    for _turn in range(2):
        with django_assert_num_queries(1):
            books.balances(year=2026)
        with django_assert_num_queries(1):
            books.wijk_balance(wijk=house.wijk, year=2026)
        with django_assert_num_queries(2):
            books.city_books(year=2026)
        with django_assert_num_queries(1):
            books.lines_of(wijk=house.wijk, year=2026)
        with django_assert_num_queries(1):
            selectors.seeking_support(limit=10)
        with django_assert_num_queries(1):
            selectors.recent_public(limit=10)
        for number in range(3):
            granted(house, asked_cents=10_000, email=f"{number}@example.org")
            gathering(house)


# What public pages show


def test_plans_that_seek_support_stand_with_the_first_to_close_on_top(now: datetime) -> None:
    house = make_house()
    oost = make_house("oost")
    later = gathering(house, weeks=6, title="Later")
    soon = supported(gathering(house, weeks=2, title="Straks"), 2)
    elsewhere = gathering(oost, weeks=1, title="Elders")
    published(house, title="Zoekt niets")

    cards = selectors.seeking_support(limit=3)
    assert [card.pk for card in cards] == [elsewhere.pk, soon.pk, later.pk]
    assert [card.pk for card in selectors.seeking_support(wijk=house.wijk, limit=1)] == [soon.pk]
    card = cards[1]
    assert (card.title, card.supporters, card.norm, card.closes_on) == ("Straks", 2, 25, date(2026, 12, 4))
    assert (card.status, card.wijk) == ("Zoekt steun", house.wijk)


def test_recent_plans_are_paged_by_key(now: datetime) -> None:
    house = make_house()
    cases = [published(house, title=f"Plan {number}", now=now - timedelta(days=number // 2)) for number in range(5)]
    in_review(house)
    order = [cases[number].pk for number in (1, 0, 3, 2, 4)]

    first = selectors.recent_public(limit=1)  # the next one was put on the site at the same moment
    rest = selectors.recent_public(limit=9, after=(first[-1].published_at, first[-1].pk))
    assert [card.pk for card in (*first, *rest)] == order
    assert selectors.recent_public(wijk=make_wijk("oost", "1221")) == []


def test_a_plan_is_found_by_its_number_only_while_it_is_on_the_site(now: datetime) -> None:
    house = make_house()
    case = published(house)
    text = selectors.public_by_reference(case.reference.lower())
    assert text is not None
    assert text.submission == case
    assert selectors.initiative_path(text) == selectors.initiative_path(case)
    assert selectors.public_by_reference(in_review(house).reference) is None
    assert selectors.public_by_reference("WP-2026-AAAAAA") is None
    moderate.unpublish(submission=case, by=house.wijkregisseur, expected_version=case.version, now=now)
    assert selectors.public_by_reference(case.reference) is None
    assert selectors.recent_public() == []


def test_a_card_of_a_decided_plan_shows_the_amount_and_no_meter(now: datetime) -> None:
    house = make_house()
    case = supported(gathering(house, asked_cents=150_000), 2)
    from tests.factories.participation import judged

    judged(case, house.wijkregisseur)
    move(case, State.TO_DECIDE, house.wijkregisseur, reason=Reason.OTHER)
    propose(case, house.wijkregisseur, outcome=Outcome.GRANT)
    card = selectors.recent_public()[0]
    assert (card.granted_cents, card.supporters, card.norm, card.status) == (150_000, None, None, "Gaat door")
