"""What each filter of the inbox shows, on cases of which one has it (inbox.md section 2). Expectations by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from django.test import Client
from django.utils.html import escape

from cms.models import AuditEvent, Role, User, WijkRole
from participation.codes import Kind, State
from participation.models import Attachment, Category, Initiative, Label, Note, Submission, SupportCampaign
from participation.services import moderate
from tests.conftest import NOW
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import House, granted, in_review, make_house, make_submission

LIST = "/beheer/te-behandelen/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday, 20 November."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    """A browser in which the wijkregisseur of Zuid is signed in."""
    client.force_login(house.wijkregisseur)
    return client


def case_of(house: House, title: str, **fields: Any) -> Submission:
    """A bare case with a title."""
    given = {
        "reference": f"WP-2026-{Submission.objects.count():06}",
        "wijk": house.wijk,
        "received_at": NOW,
        "state_since_at": NOW,
        "answer_due_on": date(2026, 11, 27),
    }
    case = Submission.objects.create(**given | fields)
    Initiative.objects.create(submission=case, title=title, what="Bloembakken.")
    return case


def titles(response: Any) -> list[str]:
    """The titles in the list, by alphabet."""
    assert response.status_code == 200
    return sorted(
        re.findall(r'<th scope="row">(?:<input[^>]*>)?<a href="[^"]+">([^<]+)</a>', response.content.decode())
    )


def found(desk: Client, **query: Any) -> list[str]:
    """What the list shows with these filters."""
    return titles(desk.get(LIST, query))


@dataclass(frozen=True)
class Try:
    """One filter, and the case that it finds beside an ordinary one."""

    query: dict[str, Any]
    fields: dict[str, Any]


TRIES = {
    "channel": Try({"kanaal": "papier"}, {"channel": "papier"}),
    "kind": Try({"soort": "signal"}, {"kind": Kind.SIGNAL}),
    "language": Try({"taal": "en"}, {"language": "en"}),
    "suspicious": Try({"let_op": "controle"}, {"is_suspicious": True}),
    "unread": Try({"let_op": "bericht"}, {"unread_at": NOW}),
    "amount from": Try({"bedrag_van": "1.000,50"}, {"asked_cents": 100_050}),
    "amount to": Try({"bedrag_tot": "10"}, {"asked_cents": 1_000}),
    "granted counts before asked": Try({"bedrag_tot": "10"}, {"asked_cents": 900_000, "granted_cents": 1_000}),
    "mandate": Try({"mandaat": "wijkregisseur"}, {"asked_cents": 200_000}),
    "mandate of the college": Try({"mandaat": "college"}, {"asked_cents": 2_500_001}),
    "late": Try({"termijn": "te-laat"}, {"answer_due_on": date(2026, 11, 19)}),
    # Friday + 3 working days is Wednesday the 25th; + 7 is Tuesday 1 December.
    "within 3": Try({"termijn": "3"}, {"answer_due_on": date(2026, 11, 25)}),
    "no term": Try({"termijn": "geen"}, {"answered_at": NOW}),
    "still": Try({"termijn": "stil"}, {"state": State.WAITING_INITIATOR}),
    "several deadlines": Try({"termijn": ["te-laat", "stil"]}, {"answer_due_on": date(2026, 11, 19)}),
    # 12 November to the 20th: 13, 16, 17, 18, 19, 20 are six working days.
    "age": Try({"leeftijd": "6-20"}, {"received_at": datetime(2026, 11, 12, 12, tzinfo=UTC)}),
    "age above 60": Try({"leeftijd": "60plus"}, {"received_at": datetime(2026, 5, 1, tzinfo=UTC)}),
    "received from": Try({"ontvangen_van": "2026-11-21"}, {"received_at": datetime(2026, 11, 20, 23, 0, tzinfo=UTC)}),
    "received to": Try({"ontvangen_tot": "19-11-2026"}, {"received_at": datetime(2026, 11, 19, 22, 59, tzinfo=UTC)}),
    "state": Try({"status": ["advice", "referred"]}, {"state": State.ADVICE}),
    "group": Try({"groep": ["wacht", "besluit"]}, {"state": State.TO_DECIDE}),
    "colleague": Try({"van": "niemand"}, {}),
}


@pytest.mark.parametrize("name", TRIES)
def test_a_filter_finds_the_case_that_has_it_and_no_other(desk: Client, house: House, name: str) -> None:
    case_of(house, "Gewoon", assignee=house.wijkregisseur, asked_cents=50_000 if "mandate" not in name else 300_000)
    case_of(house, "Bijzonder", **TRIES[name].fields)

    assert found(desk, **TRIES[name].query) == ["Bijzonder"]


def test_age_begins_and_ends_on_the_working_day_of_its_name(desk: Client, house: House) -> None:
    # The 13th is five working days ago, the 12th six; Saturday the 14th and Sunday the 15th are five.
    for day in (12, 13, 14, 15, 16):
        case_of(house, f"Van de {day}e", received_at=datetime(2026, 11, day, 12, tzinfo=UTC))
    assert found(desk, leeftijd="0-5") == ["Van de 13e", "Van de 14e", "Van de 15e", "Van de 16e"]
    assert found(desk, leeftijd="6-20") == ["Van de 12e"]


def test_who_handles_it_may_be_me_nobody_a_colleague_or_whom_i_stand_in_for(client: Client, house: House) -> None:
    colleague = staff(Role.WIJKREGISSEUR, house.wijk)
    absent = WijkRole.objects.get(user=house.wijkregisseur)
    deputy = staff(Role.WIJKREGISSEUR, house.wijk, deputy_for=absent, valid_from=NOW.date(), valid_until=NOW.date())
    case_of(house, "Van mij", assignee=deputy)
    case_of(house, "Van de afwezige", assignee=house.wijkregisseur)
    case_of(house, "Van de collega", assignee=colleague)
    case_of(house, "Van niemand")
    client.force_login(deputy)

    assert found(client, van="mij") == ["Van mij"]
    assert found(client, van="collega") == ["Van de afwezige", "Van de collega"]
    assert found(client, van="waarneming") == ["Van de afwezige"]
    assert found(client, van=["mij", "niemand"]) == ["Van mij", "Van niemand"]
    client.force_login(colleague)
    assert found(client, van="waarneming") == []


def test_support_subject_label_owner_and_files(desk: Client, house: House) -> None:
    green = Category.objects.create(name="Groen", slug="groen")
    urgent = Label.objects.create(name="Met spoed", slug="spoed")
    enough = case_of(house, "Genoeg steun", category=green)
    short = case_of(house, "Te weinig steun")
    for case, count in ((enough, 25), (short, 24)):
        numbers = {"supporters": 25, "pc6": 5, "inside_count": count, "concern_count": 7}
        SupportCampaign.objects.create(submission=case, scope="buurt", opened_at=NOW, closes_at=NOW, **numbers)
    short.labels.add(urgent)
    Attachment.objects.create(submission=enough, extension="png", size_bytes=1, created_at=NOW, file="x.png")

    assert found(desk, draagvlak="gehaald") == ["Genoeg steun"]
    assert found(desk, draagvlak="niet") == ["Te weinig steun"]
    assert found(desk, draagvlak="geen") == []
    # Seven concerns are more than a quarter of 24 and of 25 alike: 6 and 6.25.
    assert found(desk, let_op="zorgen") == ["Genoeg steun", "Te weinig steun"]
    SupportCampaign.objects.filter(submission=enough).update(inside_count=28)
    assert found(desk, let_op="zorgen") == ["Te weinig steun"]
    assert found(desk, onderwerp="groen") == ["Genoeg steun"]
    assert found(desk, label="spoed") == ["Te weinig steun"]
    assert found(desk, bijlage="ja") == ["Genoeg steun"]
    assert found(desk, bijlage="nee") == ["Te weinig steun"]
    assert "Met spoed</span>" in desk.get(LIST).content.decode()


def test_decided_between_two_days_finds_what_is_over_too(desk: Client, house: House) -> None:
    granted(house, title="Toegekend")
    assert found(desk, besloten_van="2026-11-20", besloten_tot="2026-11-20") == ["Toegekend"]
    assert found(desk, besloten_van="2026-11-21") == []
    assert found(desk, besloten_tot="2026-11-19") == []


@pytest.mark.parametrize("words", ["bloembak", "WP-2026-000000", "fluister", "BLOEMBAKKEN"])
def test_words_are_looked_for_in_number_text_and_notes(desk: Client, house: House, words: str) -> None:
    case = case_of(house, "Bakken")
    other = case_of(house, "Ander")
    Initiative.objects.filter(submission=other).update(what="Niets.")
    Note.objects.create(submission=case, text="Fluister dit niet door.", author=house.wijkregisseur, written_at=NOW)

    assert found(desk, q=words) == ["Bakken"]


def test_a_message_is_new_until_it_is_answered(desk: Client, house: House) -> None:
    case = in_review(house, title="Bankje")
    moderate.receive_message(applicant=case.applicants.get(), text="Wanneer horen we iets?", now=NOW)
    assert found(desk, let_op="bericht") == ["Bankje"]
    assert "nieuw bericht" in desk.get(LIST).content.decode()

    moderate.send_message(submission=case, by=house.wijkregisseur, text="Morgen.", now=NOW)
    assert found(desk, let_op="bericht") == []


def test_an_address_that_was_not_confirmed_is_a_flag(desk: Client, house: House) -> None:
    make_submission(house, title="Bankje")
    assert found(desk, let_op="mail") == ["Bankje"]
    assert "e-mail niet bevestigd" in desk.get(LIST).content.decode()


def test_chosen_filters_stand_as_chips_that_can_be_taken_away_one_by_one(desk: Client, house: House) -> None:
    case_of(house, "Plan", asked_cents=150_000)
    page = desk.get(LIST, {"van": ["mij", "niemand"], "bedrag_van": "1500", "sorteer": "-bedrag"}).content.decode()
    chips = re.findall(r'<a class="wb-chip" href="([^"]*)">([^<]*)<', page)
    assert chips == [
        ("?van=niemand&amp;bedrag_van=1500&amp;sorteer=-bedrag", "Van wie: Van mij"),
        ("?van=mij&amp;bedrag_van=1500&amp;sorteer=-bedrag", "Van wie: Nog van niemand"),
        ("?van=mij&amp;van=niemand&amp;sorteer=-bedrag", "Bedrag vanaf, in euro: 1500"),
    ]
    assert '<a href="?">Wis filters</a>' in page
    assert '<th scope="col" class="n" aria-sort="descending">' in page


def test_a_form_leads_to_the_address_of_what_was_filled_in(desk: Client, house: House) -> None:
    response = desk.post(LIST, {"van": ["mij"], "q": "  bank ", "bedrag_van": "", "made_up": "x", "status": "x"})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?q=bank&van=mij")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"bedrag_van": "veel"}, "Schrijf het bedrag in cijfers"),
        ({"ontvangen_van": "31-2-2026"}, "Schrijf de datum als 20-11-2026."),
        ({"bedrag_van": "20", "bedrag_tot": "10"}, "Kies bij ‘tot en met’ iets dat niet voor ‘vanaf’ ligt."),
    ],
)
def test_what_can_not_be_read_is_said_and_stays_in_its_field(
    desk: Client, house: House, typed: dict[str, str], says: str
) -> None:
    response = desk.post(LIST, {**typed, "q": "bankje"})
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert 'value="bankje"' in page
    for value in typed.values():
        assert f'value="{escape(value)}"' in page
    # In an address it narrows nothing: an old link still opens.
    assert desk.get(LIST, typed).status_code == 200


def test_a_question_that_is_too_long_for_an_address_is_answered_at_once(desk: Client, house: House) -> None:
    for number in range(60):
        Category.objects.create(name=f"Onderwerp {number}", slug=f"een-heel-lang-onderwerp-{number:02}")
        case_of(house, f"Plan {number:02}")
    Submission.objects.update(category=Category.objects.get(slug="een-heel-lang-onderwerp-07"))
    slugs = list(Category.objects.values_list("slug", flat=True))

    response = desk.post(LIST, {"onderwerp": slugs})
    page = response.content.decode()
    assert len(titles(response)) == 30
    assert 'href="?' not in page.split('<div class="wb-lay', 1)[1].split("<aside")[0].replace('href="?">Wis', "")
    # The buttons of the list send the question along.
    cursor = re.search(r'<button form="wb-vraag" name="na" value="([^"]+)"', page)[1]
    rest = desk.post(LIST, {"onderwerp": slugs, "na": cursor})
    assert len(titles(rest)) == 30
    fewer = desk.post(LIST, {"onderwerp": slugs, "weg": "onderwerp=een-heel-lang-onderwerp-07"})
    assert titles(fewer) == []


def test_a_person_is_looked_for_by_a_form_alone_and_it_is_logged(desk: Client, house: House) -> None:
    make_submission(house, title="Van Fatima", name="Fatima El Idrissi")
    make_submission(house, title="Van Bo", name="Bo de Wit", email="bo@example.org")

    assert found(desk, contact="Fatima") == ["Van Bo", "Van Fatima"]
    response = desk.post(LIST, {"contact": "idrissi"})
    assert titles(response) == ["Van Fatima"]
    assert "no-store" in response["Cache-Control"]
    event = AuditEvent.objects.get(action="contact.search")
    assert (event.actor_id, event.data) == (house.wijkregisseur.pk, {})
    # What was typed is in a field and in a chip; not in an address.
    page = response.content.decode()
    assert not re.findall(r'href="[^"]*idrissi', page)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.TEAMMANAGER, Role.GRIFFIE])
def test_who_may_not_read_contact_data_can_not_look_for_a_person(client: Client, house: House, role: str) -> None:
    make_submission(house, title="Van Fatima")
    make_submission(house, title="Van Bo", name="Bo de Wit", email="bo@example.org")
    client.force_login(staff(role))

    response = client.post(LIST, {"contact": "Fatima"})
    assert (response.status_code, response["Location"]) == (302, LIST)
    assert 'name="contact"' not in client.get(LIST).content.decode()
    assert not AuditEvent.objects.filter(action="contact.search").exists()


def test_a_person_is_not_found_in_a_wijk_where_one_only_reads(client: Client, house: House) -> None:
    """Wijkregisseur of Zuid who sees the whole city as auditor: contact data of Oost stay closed."""
    make_submission(house, title="Fatima in Zuid")
    make_submission(house, title="Fatima in Oost", wijk=make_wijk("oost", "1221"), email="f2@example.org")
    both: User = staff(Role.AUDITOR, user=house.wijkregisseur)
    client.force_login(both)

    assert titles(client.post(LIST, {"contact": "Fatima", "wijk": "alle"})) == ["Fatima in Zuid"]


def test_who_sees_the_city_and_works_in_a_wijk_begins_with_the_own_one(client: Client, house: House) -> None:
    make_submission(house, title="In Zuid")
    make_submission(house, title="In Oost", wijk=make_wijk("oost", "1221"), email="f2@example.org")
    client.force_login(staff(Role.TEAMMANAGER, user=house.wijkregisseur))

    page = client.get(LIST)
    assert titles(page) == ["In Zuid"]
    assert "Wijk: Zuid" in page.content.decode()
    assert found(client, wijk="oost") == ["In Oost"]
    assert found(client, wijk="alle") == ["In Oost", "In Zuid"]
    # Taking the last chip away shows the city.
    assert 'href="?wijk=alle"' in client.get(LIST, {"wijk": "oost"}).content.decode()


def test_columns_and_lines_are_one_s_own(desk: Client, house: House) -> None:
    case_of(house, "Plan", channel="papier")
    assert 'data-label="Kanaal"' not in desk.get(LIST).content.decode()

    response = desk.post(f"{LIST}kolommen/", {"columns": ["kanaal"], "is_compact": "on", "terug": "van=mij"})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?van=mij")
    page = desk.get(LIST).content.decode()
    assert 'data-label="Kanaal"><div>\npapier' in page
    assert 'data-label="Draagvlak"' not in page
    assert "wb-table--compact" in page

    desk.post(f"{LIST}kolommen/", {"columns": ["email"]})
    assert 'data-label="Kanaal"' in desk.get(LIST).content.decode()
    desk.force_login(staff(Role.AUDITOR))
    assert 'data-label="Kanaal"' not in desk.get(LIST).content.decode()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "\r\nX: y", "van=mij&x=//evil.example"])
def test_the_way_back_leads_to_the_list_alone(desk: Client, house: House, back: str) -> None:
    response = desk.post(f"{LIST}kolommen/", {"terug": back})
    assert response["Location"].startswith(LIST)


def test_the_last_event_and_who_did_it_stand_in_the_list(desk: Client, house: House) -> None:
    case = in_review(house, now=NOW - timedelta(days=1))
    moderate.add_note(submission=case, by=house.wijkregisseur, text="Geheim", now=NOW)
    text = re.sub(r"\s+", " ", desk.get(LIST).content.decode())
    assert f"Notitie gemaakt<small>20 november · {house.wijkregisseur}" in text
    assert "Geheim" not in text
