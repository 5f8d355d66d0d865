"""Standard and saved views: only filters, opened with the reader's own eyes (inbox.md section 2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine

from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import Role
from participation.admin.reader import reader_of
from participation.inbox_views import STANDARD
from participation.models import Label, SavedView, Submission
from participation.services import desk as services
from participation.services.errors import Refused
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.participation import House, in_review, make_house, make_submission, propose, to_decide

LIST = "/beheer/te-behandelen/"
VIEWS = f"{LIST}weergaven/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


def counts(client: Client) -> dict[str, str]:
    """The counters of the views."""
    response = client.get(f"{LIST}aantallen/")
    assert response.status_code == 200
    return response.json()


def names(client: Client) -> list[str]:
    """The views on the page of views."""
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', client.get(VIEWS).content.decode())


@pytest.mark.parametrize("view", STANDARD, ids=lambda view: view.key)
def test_a_standard_view_asks_nothing_that_the_form_does_not_know(house: House, view: object) -> None:
    for slug in ("bezwaar", "te-laat-gemeld"):
        Label.objects.create(name=slug, slug=slug)
    form = reader_of(house.wijkregisseur).form(QueryDict(view.query))
    assert [f"{name}={value}" for name, value in form.pairs] == view.query.split("&")


def test_the_counters_count_what_this_person_sees(client: Client, house: House) -> None:
    make_submission(house)
    in_review(house, email="b@example.org")
    make_submission(house, wijk=make_wijk("oost", "1221"), email="c@example.org")
    client.force_login(house.wijkregisseur)

    found = counts(client)
    assert (found["nieuw"], found["zwervers"], found["niemand"], found["aan-zet"]) == ("1", "2", "0", "2")
    # Without the labels that it counts on, the view of objections would show everything.
    assert "bezwaar" not in found
    client.force_login(house.wijkwethouder)
    assert "buiten" not in counts(client)


def test_my_mandate_holds_what_i_sign_for(client: Client, house: House) -> None:
    propose(to_decide(house, asked_cents=480_000, title="Voor de wethouder"), house.wijkregisseur)
    to_decide(house, asked_cents=150_000, title="Voor de regisseur", email="b@example.org")
    to_decide(house, asked_cents=3_000_000, title="Voor het college", email="c@example.org")
    for person, count in ((house.wijkregisseur, "2"), (house.wijkwethouder, "1"), (house.griffie, "1")):
        client.force_login(person)
        assert counts(client)["mandaat"] == count, person
    client.force_login(staff(Role.AUDITOR))
    assert counts(client)["mandaat"] == "0"


def test_a_view_is_kept_shared_and_taken_away(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    given = {"name": "  Mijn   late zaken ", "is_shared": "on", "terug": "termijn=te-laat&sorteer=-bedrag&geheim=x"}
    response = client.post(VIEWS, given)
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?termijn=te-laat&sorteer=-bedrag")
    view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared) == (
        "Mijn late zaken",
        "termijn=te-laat&sorteer=-bedrag",
        True,
    )
    assert "Mijn late zaken" in names(client)

    client.force_login(house.wijkwethouder)
    assert "Mijn late zaken" in names(client)
    assert f"{VIEWS}{view.pk}/weg/" not in client.get(VIEWS).content.decode()
    client.post(f"{VIEWS}{view.pk}/weg/")
    assert SavedView.objects.exists()

    client.force_login(house.wijkregisseur)
    client.post(f"{VIEWS}{view.pk}/weg/")
    assert not SavedView.objects.exists()


def test_an_own_view_is_nobody_else_s(client: Client, house: House) -> None:
    services.save_view(user=house.wijkregisseur, name="Alleen ik", query="van=mij", is_shared=False, now=NOW)
    client.force_login(house.wijkwethouder)
    assert "Alleen ik" not in names(client)
    assert "Alleen ik" not in client.get(LIST).content.decode()


def test_a_shared_view_of_another_wijk_shows_nothing_of_it(client: Client, house: House) -> None:
    oost = make_house("oost")
    make_submission(oost, wijk=oost.wijk, title="Geheim van Oost", email="o@example.org")
    make_submission(house, title="Van Zuid")
    services.save_view(user=oost.wijkregisseur, name="Oost", query="wijk=oost", is_shared=True, now=NOW)
    services.save_view(user=oost.wijkregisseur, name="Alles nieuw", query="groep=nieuw", is_shared=True, now=NOW)
    client.force_login(house.wijkregisseur)

    assert "Oost" not in names(client)
    assert "Alles nieuw" in names(client)
    page = client.get(f"{LIST}?groep=nieuw").content.decode()
    assert "Van Zuid" in page
    assert "Geheim van Oost" not in page
    assert counts(client)[f"eigen-{SavedView.objects.get(name='Alles nieuw').pk}"] == "1"


def test_the_same_name_is_written_anew_and_there_is_an_end_to_it(house: House) -> None:
    person = house.wijkregisseur
    for query in ("van=mij", "van=niemand"):
        services.save_view(user=person, name="Dag", query=query, is_shared=False, now=NOW)
    assert SavedView.objects.get().query == "van=niemand"
    for number in range(29):
        services.save_view(user=person, name=f"Dag {number}", query="", is_shared=False, now=NOW)
    with pytest.raises(Refused):
        services.save_view(user=person, name="Te veel", query="", is_shared=False, now=NOW)
    with pytest.raises(Refused):
        services.save_view(user=UserFactory(), name="Te lang", query="x" * 2001, is_shared=False, now=NOW)


def test_a_view_without_a_name_says_so(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    response = client.post(VIEWS, {"name": " ", "terug": "van=mij"}, follow=True)
    assert "Geef de weergave een naam." in response.content.decode()
    assert not SavedView.objects.exists()


def test_counting_is_one_query_however_many_views(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    counts(client)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            counts(client)
        return len(captured)

    before = queries()
    for number in range(10):
        services.save_view(user=house.wijkregisseur, name=f"{number}", query="van=mij", is_shared=False, now=NOW)
    assert queries() == before <= 8


def test_the_front_page_counts_what_asks_for_attention(client: Client, house: House) -> None:
    case = make_submission(house)
    Submission.objects.filter(pk=case.pk).update(assignee=None)
    client.force_login(house.wijkregisseur)
    page = client.get("/beheer/").content.decode()
    assert f'<a href="{LIST}?van=niemand"><b>1</b> Nog van niemand</a>' in page
    assert f'<a href="{LIST}?let_op=zwerver"><b>1</b> Zwervers</a>' in page
