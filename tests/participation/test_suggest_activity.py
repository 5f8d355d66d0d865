"""Suggesting an activity: the form, the inbox of the wijk, and a draft in one click."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
import time_machine

from django.test import Client

from wagtail.models import Site

from cms.models import Role, User, Wijk
from pages.models import ActivityPage, AgendaPage
from participation.codes import Kind, State
from participation.models import ActivityIdea, Submission
from participation.services import suggest
from participation.services.errors import Forbidden, Refused, StaleCase
from tests.conftest import NOW, Mailbox
from tests.factories.calendar import make_agenda
from tests.factories.cms import make_wijk, staff
from tests.factories.pages import make_tree

PATH = "/agenda/aanmelden/"
GIVEN = {
    "titel": "Soep voor de straat",
    "wat": "We maken samen soep.",
    "dag": "2026-12-05",
    "begint": "17:30",
    "eindigt": "19.00",
    "herhaling": "elke eerste zaterdag",
    "waar": "Buurthuis",
    "wijk": "oost",
    "organisatie": "De Soepgroep",
    "naam": "Nadia Bakker",
    "email": "nadia@example.org",
}


@pytest.fixture(autouse=True)
def moment() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def oost(site: Site) -> Wijk:
    return make_wijk("oost")


@pytest.fixture
def agenda(oost: Wijk) -> AgendaPage:
    tree = make_tree(oost)
    make_agenda(tree.home)
    return make_agenda(tree.wijk_pages["oost"])


@pytest.fixture
def regisseur(oost: Wijk) -> User:
    return staff(Role.WIJKREGISSEUR, oost)


@pytest.fixture
def case(client: Client, agenda: AgendaPage) -> Submission:
    """A suggestion whose sender answered the mail."""
    client.post(PATH, GIVEN)
    case = Submission.objects.get()
    case.applicants.update(email_confirmed_at=NOW)
    return case


def draft(case: Submission, by: User) -> ActivityPage:
    return suggest.make_draft(submission=case, by=by, expected_version=case.version, now=NOW)


def test_a_suggestion_waits_in_the_inbox_of_its_wijk_and_gets_a_receipt(
    client: Client, agenda: AgendaPage, oost: Wijk, mailbox: Mailbox
) -> None:
    response = client.post(PATH, GIVEN)
    case = Submission.objects.get()
    assert (case.kind, case.state, case.wijk) == (Kind.ACTIVITY, State.RECEIVED, oost)
    idea = case.activity
    assert (idea.first_day, idea.starts_at, idea.ends_at) == (date(2026, 12, 5), time(17, 30), time(19))
    receipt = client.get(response["Location"]).content.decode()
    assert case.reference in receipt
    assert "Dank je wel, we hebben je activiteit" in receipt
    assert "Nadia" not in receipt
    [message] = mailbox.deliver()
    assert "Soep voor de straat" in message.body
    assert re.search(r"/bevestig/\S+/", message.body)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("titel", "", "Vul in hoe de activiteit heet."),
        ("dag", "", "Kies op welke dag het is."),
        ("dag", "2026-11-19", "Deze dag is voorbij."),
        ("dag", "2029-01-01", "anderhalf jaar"),
        ("dag", "31-02-2027", "die bestaat"),
        ("begint", "25:00", "Vul een tijd in"),
        ("eindigt", "17:00", "Het einde ligt voor het begin."),
        ("email", "geen adres", "e-mailadres"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    client: Client, agenda: AgendaPage, field: str, value: str, words: str
) -> None:
    response = client.post(PATH, GIVEN | {field: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert words in html
    assert "De Soepgroep" in html
    assert not Submission.objects.exists()


def test_the_same_form_twice_makes_one_case(client: Client, agenda: AgendaPage) -> None:
    key = re.search(r'name="sleutel" value="([^"]+)"', client.get(PATH).content.decode())
    assert key
    for _turn in range(2):
        client.post(PATH, GIVEN | {"sleutel": key[1]})
    assert Submission.objects.count() == ActivityIdea.objects.count() == 1


def test_one_click_makes_a_draft_and_closes_the_case(
    case: Submission, regisseur: User, agenda: AgendaPage, mailbox: Mailbox
) -> None:
    mailbox.deliver()
    page = draft(case, regisseur)
    case.refresh_from_db()
    assert not page.live
    assert page.get_parent().pk == agenda.pk
    assert (page.title, page.starts_on, page.starts_at, page.ends_at) == (
        "Soep voor de straat",
        date(2026, 12, 5),
        time(17, 30),
        time(19),
    )
    assert (page.place_name, page.organiser) == ("Buurthuis", "De Soepgroep")
    assert "elke eerste zaterdag" in str(page.body)
    assert case.state == State.COMPLETED
    said = mailbox.deliver()[-1].body
    assert "De redactie zet je activiteit in de agenda" in said


def test_nothing_of_who_sent_it_goes_to_the_page(case: Submission, regisseur: User) -> None:
    page = draft(case, regisseur)
    stored = str(page.latest_revision.content if page.latest_revision else "")
    assert "Nadia" not in stored
    assert "nadia@example.org" not in stored


def test_there_is_one_draft(case: Submission, regisseur: User) -> None:
    draft(case, regisseur)
    case.refresh_from_db()
    with pytest.raises(Refused, match="al een concept"):
        draft(case, regisseur)
    assert ActivityPage.objects.count() == 1


def test_a_draft_is_not_made_for_who_has_not_confirmed(case: Submission, regisseur: User) -> None:
    case.applicants.update(email_confirmed_at=None)
    with pytest.raises(Refused, match="nog niet bevestigd"):
        draft(case, regisseur)


def test_only_who_handles_the_case_makes_a_draft_of_the_version_on_the_screen(case: Submission) -> None:
    with pytest.raises(Forbidden):
        draft(case, staff(Role.WIJKREGISSEUR, make_wijk("zuid")))
    with pytest.raises(StaleCase):
        suggest.make_draft(submission=case, by=staff(Role.WIJKREGISSEUR, case.wijk), expected_version=99, now=NOW)
    assert not ActivityPage.objects.exists()


def test_the_button_stands_on_the_screen_of_the_case(client: Client, case: Submission, regisseur: User) -> None:
    client.force_login(regisseur)
    screen = f"/beheer/te-behandelen/{case.pk}/"
    html = client.get(screen).content.decode()
    assert "Maak er een concept van" in html
    # Nobody supports it, and no money is decided on.
    assert "Laat buren steunen" not in html
    response = client.post(f"{screen}concept/", {"version": case.version, "seen": ""})
    assert response.status_code == 302
    assert "Bekijk het concept" in client.get(screen).content.decode()
    assert ActivityPage.objects.count() == 1
