"""Telling that something on the page of an activity is not right: it waits in the inbox, and nobody is asked who."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
import time_machine

from django.test import Client

from wagtail.models import Locale, Page, Site

from cms.models import OutgoingMail, Wijk
from pages.calendar.publish import sync_activity
from pages.models import Activity, ActivityPage, AgendaPage
from participation.codes import Kind, State
from participation.models import Submission
from tests.conftest import NOW
from tests.factories.calendar import make_activity, make_agenda, page_of
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree

WORDS = "Het begint om 10.30 uur.\nNiet om 10.00 uur."


@pytest.fixture(autouse=True)
def moment() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def oost(db: None) -> Wijk:
    return make_wijk("oost")


@pytest.fixture
def agenda(site: Site, oost: Wijk) -> AgendaPage:
    return make_agenda(make_tree(oost).wijk_pages["oost"])


@pytest.fixture
def coffee(agenda: AgendaPage) -> Activity:
    return make_activity(agenda, "Koffie & thee", slug="koffie")


def path_of(activity: Activity) -> str:
    return f"/agenda/fout-melden/{activity.pk}/"


def test_the_page_of_the_activity_leads_to_the_form_and_that_names_it(client: Client, coffee: Activity) -> None:
    page = client.get("/wijken/oost/agenda/koffie/").text
    assert f'href="{path_of(coffee)}"' in page
    answer = client.get(path_of(coffee))
    assert 'href="/wijken/oost/agenda/koffie/">Koffie &amp; thee</a>' in answer.text
    assert answer["Cache-Control"] == "private, no-store"
    assert not re.search(r'name="(naam|email)"', answer.text)


def test_what_is_told_waits_in_the_inbox_of_the_wijk(client: Client, coffee: Activity, oost: Wijk) -> None:
    answer = client.post(path_of(coffee), {"wat": WORDS}, follow=True)
    assert "Dank je wel" in answer.text
    case = Submission.objects.get()
    assert (case.kind, case.state, case.wijk) == (Kind.SIGNAL, State.RECEIVED, oost)
    assert case.initiative.title == "Fout in de agenda: Koffie & thee"
    assert case.initiative.what.splitlines() == WORDS.splitlines()
    assert case.initiative.place_text.endswith("/wijken/oost/agenda/koffie/")
    assert not OutgoingMail.objects.exists()


def test_on_an_english_page_the_inbox_stays_dutch(client: Client, coffee: Activity) -> None:
    english, _is_new = Locale.objects.get_or_create(language_code="en")
    other = page_of(coffee).copy_for_translation(english, copy_parents=True)
    other.title = "Coffee"
    other.save_revision().publish()
    Page.objects.filter(locale=english).update(live=True)
    assert ">Coffee</a>" in client.get(f"/en{path_of(coffee)}").text
    dutch = make_activity(AgendaPage.objects.get(locale__language_code="nl"), "Soep")
    assert 'lang="nl">Soep</a>' in client.get(f"/en{path_of(dutch)}").text
    client.post(f"/en{path_of(coffee)}", {"wat": "Wrong time"})
    case = Submission.objects.get()
    assert (case.initiative.title, case.language) == ("Fout in de agenda: Koffie & thee", "en")


def test_nothing_told_is_asked_for(client: Client, coffee: Activity) -> None:
    answer = client.post(path_of(coffee), {"wat": "  "})
    assert answer.status_code == 422
    assert "Vertel in een paar woorden wat er niet klopt." in answer.text
    assert not Submission.objects.exists()


def test_fifty_clicks_are_one_case(client: Client, coffee: Activity) -> None:
    key = re.search(r'name="sleutel" value="([^"]+)"', client.get(path_of(coffee)).text)
    sent = {"wat": WORDS, "sleutel": key[1] if key else str(uuid4())}
    for _click in range(3):
        assert client.post(path_of(coffee), sent).status_code == 302
    assert Submission.objects.count() == 1


def test_a_robot_is_put_aside_for_a_person(client: Client, coffee: Activity) -> None:
    client.post(path_of(coffee), {"wat": WORDS, "bijschrift": "koop"})
    assert Submission.objects.get().is_suspicious


def test_an_activity_of_the_whole_city_goes_to_who_divides_the_work(client: Client, agenda: AgendaPage) -> None:
    everywhere = make_activity(agenda, "Feest", is_citywide=True)
    client.post(path_of(everywhere), {"wat": WORDS})
    assert Submission.objects.get().wijk is None


def test_of_what_is_not_on_the_site_there_is_no_form(client: Client, coffee: Activity) -> None:
    ActivityPage.objects.update(live=False)
    assert client.get(path_of(coffee)).status_code == 404
    sync_activity(translation_key=coffee.translation_key, now=NOW)
    assert client.post(path_of(coffee), {"wat": WORDS}).status_code == 404
    assert client.get("/agenda/fout-melden/999999/").status_code == 404
