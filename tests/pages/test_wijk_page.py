"""The page of a wijk: three parts, and the people to turn to."""

from datetime import date

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from cms.models import PostcodeArea, Role, User, Wijk, WijkRole, WijkTheme
from pages import panels
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_buurt, make_wijk, staff
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def oost() -> Wijk:
    """Oost, with two ranges of postcodes and two buurten."""
    wijk = make_wijk("oost", "1221", "1223")
    make_buurt(wijk, "Wegaplein")
    make_buurt(wijk, "Anna's Hoeve")
    return wijk


@pytest.fixture
def tree(oost: Wijk) -> Tree:
    """The pages of Oost."""
    return make_tree(oost)


def person(first: str, last: str, email: str, **fields: str) -> User:
    """A named account."""
    return UserFactory(first_name=first, last_name=last, email=email, **fields)


def test_the_page_has_three_parts_in_order(tree: Tree, client: Client) -> None:
    html = client.get("/wijken/oost/").content.decode()

    places = [html.index(f'id="{part}"') for part in ("alles", "meedoen", "contact")]
    assert places == sorted(places)
    assert html.count("<h1>") == 1


def test_the_page_tells_buurten_postcodes_and_themes_of_today(tree: Tree, oost: Wijk, client: Client) -> None:
    WijkTheme.objects.create(wijk=oost, name="Ontmoeten")
    WijkTheme.objects.create(wijk=oost, name="Toen", valid_until=date(2026, 11, 19))
    WijkTheme.objects.create(wijk=oost, name="Straks", valid_from=date(2026, 11, 21))

    with time_machine.travel(NOW, tick=False):
        answer = client.get("/wijken/oost/")

    assertContains(answer, "Anna&#x27;s Hoeve, Wegaplein")
    assertContains(answer, "1221, 1223")
    assertContains(answer, "<strong>Ontmoeten</strong>", html=True)
    assertNotContains(answer, "Toen")
    assertNotContains(answer, "Straks")


def test_each_wijkregisseur_of_oost_stands_with_the_own_postcodes(oost: Wijk) -> None:
    for pc4, name in (("1223", "Samira"), ("1221", "Joost")):
        user = staff(Role.WIJKREGISSEUR, oost, user=person(name, "Regisseur", f"{name}@example.org"))
        user.wijk_roles.get().areas.add(PostcodeArea.objects.get(first=f"{pc4}AA"))
    staff(Role.WIJKWETHOUDER, oost, user=person("Marleen", "Kuipers", "wethouder@example.org"))

    found = panels.contacts(oost, on=TODAY)

    assert [(row.name, row.role) for row in found] == [
        ("Joost Regisseur", "Wijkregisseur Oost 1221"),
        ("Samira Regisseur", "Wijkregisseur Oost 1223"),
        ("Marleen Kuipers", "Wijkwethouder Oost"),
    ]


def test_a_deputy_is_named_with_the_days_and_then_gone(oost: Wijk) -> None:
    samira = staff(Role.WIJKREGISSEUR, oost, user=person("Samira", "Verhoef", "samira@example.org"))
    staff(
        Role.WIJKREGISSEUR,
        oost,
        user=person("Hans", "Idrissi", "hans@example.org"),
        deputy_for=samira.wijk_roles.get(),
        valid_from=date(2026, 11, 16),
        valid_until=date(2026, 12, 13),
    )

    names = [(row.name, row.text) for row in panels.contacts(oost, on=TODAY)]

    assert names[1] == ("Hans Idrissi", "Vervangt Samira Verhoef tot en met 13 december 2026.")
    assert [row.name for row in panels.contacts(oost, on=date(2026, 12, 14))] == ["Samira Verhoef"]


def test_contact_gives_work_address_and_number_and_no_former_holder(tree: Tree, oost: Wijk, client: Client) -> None:
    staff(Role.WIJKREGISSEUR, oost, user=person("Samira", "Verhoef", "samira@example.org", phone="035 629 2000"))
    staff(Role.WIJKREGISSEUR, oost, user=person("Weg", "Gegaan", "weg@example.org"), valid_until=date(2020, 1, 1))
    staff(Role.ADVISER, None, user=person("Ad", "Viseur", "adviseur@example.org"))

    answer = client.get("/wijken/oost/")

    assertContains(answer, '<a href="mailto:samira@example.org">samira@example.org</a>', html=True)
    assertContains(answer, '<a href="tel:0356292000">035 629 2000</a>', html=True)
    assertNotContains(answer, "weg@example.org")
    assertNotContains(answer, "adviseur@example.org")


def test_texts_below_the_wijk_are_linked_unless_hidden(tree: Tree, client: Client) -> None:
    make_content_page(tree.wijk_pages["oost"], "Speelplekken", "speelplekken")
    make_content_page(tree.wijk_pages["oost"], "Concept", "concept", live=False)

    answer = client.get("/wijken/oost/")

    assertContains(answer, 'href="/wijken/oost/speelplekken/"')
    assertNotContains(answer, "Concept")


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ([("1221AA", "1221ZZ"), ("1223AA", "1223ZZ")], ["1221", "1223"]),
        ([("1213LA", "1213ZZ")], ["1213 LA tot en met 1213 ZZ"]),
        ([("1214AB", "1214AB")], ["1214 AB"]),
        ([("1214AA", "1215ZZ")], ["1214 AA tot en met 1215 ZZ"]),
    ],
)
def test_postcodes_in_words(ranges: list[tuple[str, str]], words: list[str]) -> None:
    assert panels.range_words(ranges) == words


def test_a_role_of_another_wijk_is_not_shown(oost: Wijk) -> None:
    staff(Role.WIJKREGISSEUR, make_wijk("zuid", "1214"))

    assert panels.contacts(oost, on=TODAY) == []
    assert WijkRole.objects.count() == 1
