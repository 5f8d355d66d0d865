"""The accessibility statement (compliance C4): what it says, and when editors hear that it must be renewed."""

from datetime import date

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from pages import statement
from pages.models import AccessibilityPage
from tests.factories.blocks import set_body
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree

# A page, even one that is not kept, asks the database for its type.
pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
REGISTER = "https://register.example.org/1"


def page(**fields: object) -> AccessibilityPage:
    """A statement with which all is well on the day of these tests."""
    good = {"status": "B", "stated_on": date(2026, 6, 1), "researched_on": date(2026, 5, 1), "register_url": REGISTER}
    return AccessibilityPage(title="Toegankelijkheid", slug="toegankelijkheid", **good | fields)


@pytest.mark.django_db
def test_the_page_says_status_dates_register_and_where_to_report(client: Client) -> None:
    tree = make_tree(make_wijk("oost", "1221"))
    set_body(tree.home.add_child(instance=page()), ("text", "<h2>Wat nog niet goed gaat</h2><p>Oude kranten.</p>"))

    answer = client.get("/toegankelijkheid/")

    assertContains(answer, "Deze site voldoet voor een deel aan de eisen.")
    assertContains(answer, "<dd>B: voldoet gedeeltelijk</dd>", html=True)
    assertContains(answer, "<dd>1 juni 2026</dd>", html=True)
    assertContains(answer, "<dd>1 mei 2026</dd>", html=True)
    assertContains(answer, f'href="{REGISTER}"')
    assertContains(answer, '<a href="tel:14035">14 035</a>', html=True)
    assertContains(answer, "Wat nog niet goed gaat")


@pytest.mark.django_db
def test_what_is_not_filled_in_is_left_out(client: Client) -> None:
    tree = make_tree(make_wijk("oost", "1221"))
    tree.home.add_child(instance=page(status="E", stated_on=None, researched_on=None, register_url=""))

    answer = client.get("/toegankelijkheid/")

    assertNotContains(answer, "Verklaring van")
    assertNotContains(answer, "landelijke register")
    assertContains(answer, "Er is nog geen onderzoek.")


@pytest.mark.parametrize("status", AccessibilityPage.Status.values)
def test_every_status_has_words(status: str) -> None:
    assert statement.words(status).endswith(".")


def test_a_recent_statement_gives_no_warning() -> None:
    assert statement.warnings(page(), TODAY) == []


@pytest.mark.parametrize(
    ("fields", "today", "count"),
    [
        ({"stated_on": date(2025, 12, 21)}, TODAY, 0),
        ({"stated_on": date(2025, 12, 20)}, TODAY, 1),
        ({"researched_on": date(2023, 12, 21)}, TODAY, 0),
        ({"researched_on": date(2023, 12, 20)}, TODAY, 1),
        ({"stated_on": date(2025, 1, 1), "researched_on": date(2020, 1, 1)}, TODAY, 2),
        ({"stated_on": None}, TODAY, 1),
        ({"researched_on": None}, TODAY, 1),
        ({"status": "E", "researched_on": None}, TODAY, 0),
        ({"register_url": ""}, TODAY, 1),
    ],
)
def test_editors_hear_a_month_ahead_what_is_due(fields: dict[str, object], today: date, count: int) -> None:
    assert len(statement.warnings(page(**fields), today)) == count


def test_the_warning_names_the_day() -> None:
    assert statement.warnings(page(stated_on=date(2025, 9, 3)), TODAY) == [
        "De toegankelijkheidsverklaring is van 3 september 2025. Vernieuw haar binnen een jaar na die datum."
    ]


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2026, 1, 31), date(2026, 3, 1), 1),
        (date(2025, 11, 20), TODAY, 12),
        (date(2025, 11, 21), TODAY, 11),
    ],
)
def test_months_are_whole_months(first: date, last: date, months: int) -> None:
    assert statement.months_between(first, last) == months
