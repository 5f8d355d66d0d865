"""The wijkthermometer: the state of the books at any moment, and every number opened into its lines."""

from datetime import date, timedelta

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from pages.languages import sync_trees
from participation.codes import PotKind
from participation.models import Category, PublicVersion
from participation.services import account
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import House, granted, make_house, propose, to_decide

pytestmark = pytest.mark.django_db
WIJK, CITY = "/wijken/zuid/wijkthermometer/", "/wijkthermometer/"


@pytest.fixture
def zuid() -> House:
    """Zuid with EUR 53,500 and 8,250 (Table 1), its pages and those of the city."""
    house = make_house("zuid")
    make_tree(house.wijk)
    return house


def spend(house: House) -> None:
    """A plan of EUR 4,800 of which 1,000 is paid, and one of EUR 3,000 that waits for its second signature."""
    groen = Category.objects.create(name="Groen", slug="groen")
    decision = granted(house, title="Groene gevels", email="a@example.org", category=groen)
    account.pay(decision=decision, amount_cents=100_000, by=house.wijkregisseur, now=NOW)
    propose(to_decide(house, title="Bankjes", email="b@example.org", asked_cents=300_000), house.wijkregisseur)


def page(client: Client, path: str, **query: str) -> object:
    """The answer two days later."""
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        answer = client.get(path, query)
    assert answer.status_code == 200
    return answer


def test_the_books_name_a_subject_in_the_language_of_the_page(zuid: House, client: Client) -> None:
    spend(zuid)
    Category.objects.update(names={"en": "Green spaces"})
    sync_trees()

    english, dutch = page(client, f"/en{WIJK}"), page(client, WIJK)

    assert [row["name"] for row in english.context["categories"]] == ["Green spaces", "Without a subject"]
    assert [row["name"] for row in dutch.context["categories"]] == ["Groen", "Zonder onderwerp"]


def test_the_page_of_a_wijk_adds_up(zuid: House, client: Client) -> None:
    spend(zuid)

    answer = page(client, WIJK)

    # 61,750 = 1,000 spent + 3,800 promised + 3,000 reserved + 53,950 free
    own = answer.context["own"]
    assert (own.budget_cents, own.spent_cents, own.committed_cents, own.reserved_cents, own.free_cents) == (
        6_175_000,
        100_000,
        380_000,
        300_000,
        5_395_000,
    )
    assertContains(answer, "Van de €\u00a061.750 is €\u00a053.950 nog vrij")
    assertContains(answer, "Er is nog geld.")


def test_each_plan_and_subject_has_its_row(zuid: House, client: Client) -> None:
    spend(zuid)

    answer = page(client, WIJK)

    assert [
        (row.title, row.reserved_cents, row.committed_cents, row.spent_cents) for row in answer.context["lines"]
    ] == [
        ("Groene gevels", 0, 380_000, 100_000),
        ("Bankjes", 300_000, 0, 0),
    ]
    assert answer.context["lines_total"] == {
        "reserved_cents": 300_000,
        "committed_cents": 380_000,
        "spent_cents": 100_000,
    }
    assert [(row["name"], row["cents"]) for row in answer.context["categories"]] == [
        ("Groen", 480_000),
        ("Zonder onderwerp", 300_000),
    ]
    assertContains(answer, "-groene-gevels/")


def test_the_two_pots_are_apart(zuid: House, client: Client) -> None:
    answer = page(client, WIJK)

    assert [(pot["name"], pot["balance"].budget_cents) for pot in answer.context["pots"]] == [
        ("subsidiebudget", 5_350_000),
        ("handgeld", 825_000),
    ]


def test_a_past_day_shows_the_books_of_that_day(zuid: House, client: Client) -> None:
    spend(zuid)

    before = page(client, WIJK, op="2026-11-19").context["own"]
    then = page(client, WIJK, op="2026-11-20").context["own"]

    assert (before.budget_cents, before.free_cents) == (0, 0)
    assert then.free_cents == 5_395_000


def test_the_books_of_another_year_are_apart(zuid: House, client: Client) -> None:
    account.allocate(
        year=2025,
        kind=PotKind.SUBSIDY,
        wijk=zuid.wijk,
        amount_cents=1_000_000,
        booked_on=date(2025, 1, 1),
        now=NOW,
    )

    answer = page(client, WIJK, jaar="2025")

    assertContains(answer, "Van de €\u00a010.000 is €\u00a010.000 nog vrij")
    assertContains(answer, "Laatste stand van 2025")
    assertContains(answer, "<option selected>2025</option>", html=True)
    assertNotContains(answer, "Er is nog geld.")


@pytest.mark.parametrize("path", [WIJK, CITY])
@pytest.mark.parametrize("query", [{"jaar": "2019"}, {"jaar": "veel"}, {"op": "morgen"}, {"op": "2026-11-23"}])
def test_what_can_not_be_shown_gets_a_sentence_and_the_figures_of_now(
    zuid: House, client: Client, path: str, query: dict[str, str]
) -> None:
    answer = page(client, path, **query)

    assertContains(answer, "wp-alert--warning")
    assertContains(answer, answer.context["moment"].remark)
    assertContains(answer, "61.750")


def test_each_booking_can_be_read_without_a_hidden_title(zuid: House, client: Client) -> None:
    spend(zuid)
    PublicVersion.objects.filter(title="Bankjes").update(is_public=False)

    answer = page(client, WIJK, boekingen="ja")

    rows = [(row.what, row.kind, row.amount_cents) for row in answer.context["bookings"]]
    assert ("Groene gevels", "betaling", 100_000) in rows
    assert ("Plan zonder openbare tekst", "reservering", 300_000) in rows
    assert rows[:2] == [
        ("Budget van het jaar", "toewijzing", 5_350_000),
        ("Budget van het jaar", "toewijzing", 825_000),
    ]
    assertNotContains(answer, "Bankjes")


def test_the_city_shows_all_wijken_and_what_stands_apart(zuid: House, client: Client) -> None:
    for kind, cents in ((PotKind.WIJKKANSEN, 7_500_000), (PotKind.PLATFORM, 5_000_000)):
        account.allocate(year=2026, kind=kind, amount_cents=cents, now=NOW)

    answer = page(client, CITY)

    assertContains(answer, "€\u00a061.750 is voor de wijken.")
    assertContains(answer, "€\u00a075.000 staat apart: bijzondere wijkkansen.")
    assertContains(answer, "€\u00a050.000 staat apart: digitaal platform.")
    assertContains(answer, "Samen is dat €\u00a0186.750.")
    assertContains(answer, 'href="/wijken/zuid/wijkthermometer/?jaar=2026"')


def test_before_there_is_a_budget_the_page_says_so(zuid: House, client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = client.get(WIJK, {"op": "2026-01-01"})

    assertContains(answer, "Het budget van 2026 staat nog niet in het huishoudboekje")


def test_the_files_beside_the_page_are_of_the_same_moment(zuid: House, client: Client) -> None:
    answer = page(client, WIJK, op="2026-11-20")

    for extension in ("csv", "json"):
        assertContains(answer, f'href="/wijken/zuid/wijkthermometer.{extension}?jaar=2026&amp;op=2026-11-20"')


@pytest.mark.parametrize(
    ("number", "parts", "lines"),
    [
        ("budget", [("Toewijzing", 6_175_000)], 2),
        ("uitgegeven", [("Betaling", 100_000)], 1),
        # What is paid is promised no longer.
        ("toegezegd", [("Toezegging", 480_000), ("Betaling", -100_000)], 2),
        # 4,800 lay ready until it was decided on; 3,000 still does.
        ("gereserveerd", [("Reservering", 300_000)], 3),
        (
            "vrij",
            [
                ("Budget", 6_175_000),
                ("Min wat is uitgegeven", -100_000),
                ("Min wat is toegezegd", -380_000),
                ("Min wat is gereserveerd", -300_000),
            ],
            0,
        ),
    ],
)
def test_each_number_is_explained_by_what_it_is_made_of(
    zuid: House, client: Client, number: str, parts: list[tuple[str, int]], lines: int
) -> None:
    spend(zuid)

    answer = page(client, WIJK, uitleg=number)

    explained = answer.context["explained"]
    assert [(part.name, part.cents) for part in explained.parts] == parts
    assert explained.cents == sum(cents for _name, cents in parts)
    assert len(explained.bookings) == lines
    assertContains(answer, "Zo komt dit bedrag tot stand")
    assertContains(answer, f"uitleg={number}#uitleg")


def test_a_number_that_is_none_of_them_explains_nothing(zuid: House, client: Client) -> None:
    assert page(client, WIJK, uitleg="inkomsten").context["explained"] is None
    assert page(client, CITY, uitleg="budget").context["explained"] is None


def test_an_explanation_is_of_the_day_that_was_asked(zuid: House, client: Client) -> None:
    spend(zuid)

    before = page(client, WIJK, uitleg="uitgegeven", op="2026-11-19").context["explained"]

    assert (before.cents, before.parts, before.bookings) == (0, (), ())


def test_wijken_stand_side_by_side_per_thousand_inhabitants(zuid: House, client: Client) -> None:
    spend(zuid)
    assertNotContains(page(client, CITY), "per 1.000 inwoners")
    zuid.wijk.inhabitants = 17_670
    zuid.wijk.save()

    answer = page(client, CITY)

    # 61,750 over 17.67 thousand is 3,494.62; 1,000 is 56.59; 3,800 is 215.05; 3,000 is 169.78; 53,950 is 3,053.20.
    (row,) = answer.context["per_thousand"]
    assert row["cents"] == [349_500, 5_700, 21_500, 17_000, 305_300]
    assertContains(answer, "17.670")
    assertContains(answer, "€\u00a03.495")
