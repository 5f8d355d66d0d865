"""Draagvlak on the working screen: proof, organisations, cards on paper, and signs for a person to weigh."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.models import Role
from participation.models import Submission, Support, SupportCampaign, SupportProof
from participation.services import support_entry
from tests.conftest import NOW
from tests.factories.cms import staff
from tests.factories.participation import House, confirm_support, gathering, give, make_house, published
from tests.participation.test_working_screen import address, post, shown
from tests.payloads import XSS, alive

CARD = {"channel": "paper", "stance": "support", "postcode": "1214 aa", "house_number": "12", "initials": "J.P."}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people."""
    return make_house()


@pytest.fixture
def case(house: House) -> Submission:
    """A plan that seeks support."""
    return gathering(house)


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    """A browser in which the wijkregisseur of Zuid is signed in."""
    client.force_login(house.wijkregisseur)
    return client


def screen(desk: Client, case: Submission) -> str:
    return shown(desk.get(address(case)))


def counted() -> int:
    return SupportCampaign.objects.get().inside_count


def errors(response: Any) -> str:
    assert response.status_code == 422
    return shown(response)


# Proof


def test_proof_is_added_shown_and_taken_out(desk: Client, case: Submission) -> None:
    given = {"kind": "meeting", "text": "Veertig buren waren voor.", "people": "40", "happened_on": "2026-11-18"}
    response = post(desk, case, "steun/bewijs/", **given)
    assert response["Location"] == f"{address(case)}#bewijs"
    page = screen(desk, case)
    assert "Bijeenkomst met verslag, 18 november 2026, 40 mensen: Veertig buren waren voor." in page
    assert "Ander bewijs verandert de cijfers niet." in page

    one = SupportProof.objects.get()
    assert one.added_by is not None
    assert post(desk, case, "steun/bewijs/weg/", which=one.pk).status_code == 302
    assert not SupportProof.objects.exists()
    assert "is er niet meer" in errors(post(desk, case, "steun/bewijs/weg/", which=one.pk))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Vul dit nog in: Wat bleek eruit?"),
        ({"people": "veel"}, "Vul een getal in, bijvoorbeeld 40."),
        ({"people": "-1"}, "0"),
        ({"happened_on": "gisteren"}, "Vul een dag in, bijvoorbeeld 3-11-2026."),
        ({"happened_on": "2026-11-21"}, "Deze dag moet nog komen."),
        ({"kind": "gerucht"}, "Kies"),
        ({"text": "x" * 1001}, "Maak dit korter"),
    ],
)
def test_proof_that_lacks_something_is_asked_back(
    desk: Client, case: Submission, changes: dict[str, str], words: str
) -> None:
    page = errors(post(desk, case, "steun/bewijs/", **{"kind": "survey", "text": "Voor."} | changes))
    assert words in page
    assert not SupportProof.objects.exists()


def test_a_plan_that_seeks_no_support_may_have_proof_too(desk: Client, house: House) -> None:
    case = published(house)
    assert post(desk, case, "steun/bewijs/", kind="own_knowledge", text="Ik ken de straat.").status_code == 302
    page = screen(desk, case)
    assert "De wijkregisseur kent de buurt: Ik ken de straat." in page
    assert "Voer kaarten en telefoontjes in" not in page


# Cards


def test_cards_are_entered_one_after_another(desk: Client, case: Submission) -> None:
    response = post(desk, case, "steun/kaart/", **CARD)
    assert response["Location"] == f"{address(case)}?kaarten#kaart"
    page = shown(desk.get(response["Location"]))
    assert '<details class="wb-uitklap" open><summary>Voer kaarten en telefoontjes in' in page
    assert "De kaart is ingevoerd en telt mee." in page
    assert "1214 AA, steun, papier" in page
    assert "J.P." not in page.replace("Bijvoorbeeld J.P.", "")
    assert counted() == 1

    assert "Deze kaart is al ingevoerd." in errors(post(desk, case, "steun/kaart/", **CARD | {"initials": "jp"}))
    post(desk, case, "steun/kaart/", **CARD | {"initials": "B.", "channel": "phone"})
    assert counted() == 2
    assert "papier: 1, telefoon: 1" in screen(desk, case)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"postcode": "1214"}, "twee letters"),
        ({"postcode": ""}, "postcode"),
        ({"house_number": "a"}, "met een cijfer begint"),
        ({"initials": ""}, "Vul dit nog in: Voorletters"),
        ({"initials": "."}, "huisnummer en voorletters"),
        ({"party": "school"}, "soort en de naam"),
        ({"channel": "email"}, "Kies"),
    ],
)
def test_a_card_that_lacks_something_is_asked_back(
    desk: Client, case: Submission, changes: dict[str, str], words: str
) -> None:
    assert words in errors(post(desk, case, "steun/kaart/", **CARD | changes))
    assert counted() == 0


def test_a_mistake_is_taken_back_by_its_row_and_support_by_who_calls(desk: Client, case: Submission) -> None:
    post(desk, case, "steun/kaart/", **CARD)
    assert post(desk, case, "steun/kaart/terug/", which=Support.objects.get().pk).status_code == 302
    assert (counted(), Support.objects.count()) == (0, 0)

    post(desk, case, "steun/kaart/", **CARD)
    assert "Zo'n kaart is er niet" in errors(
        post(desk, case, "steun/kaart/", **CARD | {"initials": "X", "terug": "ja"})
    ).replace("&#x27;", "'")
    assert post(desk, case, "steun/kaart/", **CARD | {"terug": "ja"}).status_code == 302
    assert (counted(), Support.objects.count()) == (0, 0)


def test_of_support_by_mail_the_screen_shows_no_person_and_takes_nothing_back(desk: Client, case: Submission) -> None:
    voice = confirm_support(give(case, "buur@example.org"))
    page = screen(desk, case)
    assert "buur@example.org" not in page and "Laatst ingevoerd" not in page
    post(desk, case, "steun/kaart/terug/", which=voice.pk)
    assert counted() == 1


def test_the_history_tells_what_was_entered_and_what_was_taken_out(desk: Client, case: Submission) -> None:
    post(desk, case, "steun/bewijs/", kind="survey", text="Voor.")
    post(desk, case, "steun/bewijs/weg/", which=SupportProof.objects.get().pk)
    post(desk, case, "steun/kaart/", **CARD)
    post(desk, case, "steun/kaart/terug/", which=Support.objects.get().pk)
    voice = confirm_support(give(case, "school@example.org", party="school", party_name="De Hoeksteen"))
    post(desk, case, "steun/organisatie/", which=voice.pk, is_right="ja")
    post(desk, case, "steun/organisatie/", which=voice.pk, is_right="nee")
    page = screen(desk, case)
    for words in (
        "Ander bewijs van draagvlak toegevoegd",
        "Ander bewijs van draagvlak weggehaald",
        "Steun op papier of per telefoon ingevoerd",
        "Steun op papier of per telefoon weggehaald",
        "Organisatie gecontroleerd",
        "Organisatie toch niet zeker",
    ):
        assert words in page, words


# Organisations


def test_an_organisation_is_checked_with_a_button(desk: Client, case: Submission) -> None:
    voice = confirm_support(give(case, "school@example.org", party="school", party_name="De Hoeksteen"))
    page = screen(desk, case)
    assert "<strong>De Hoeksteen</strong> (school)" in page and "nog niet gecontroleerd" in page

    post(desk, case, "steun/organisatie/", which=voice.pk, is_right="ja")
    page = screen(desk, case)
    assert "nog niet gecontroleerd" not in page and "Toch niet zeker" in page
    assert "Soorten partijen: school." in page

    post(desk, case, "steun/organisatie/", which=voice.pk, is_right="nee")
    assert Support.objects.get().party_checked_at is None


@pytest.mark.parametrize("typed", [{"which": ""}, {"which": "x"}, {"which": "0"}, {"which": str(10**30)}, {}])
@pytest.mark.parametrize("action", ["steun/organisatie/", "steun/bewijs/weg/", "steun/kaart/terug/"])
def test_a_row_that_is_none_is_no_error_page(
    desk: Client, case: Submission, action: str, typed: dict[str, str]
) -> None:
    assert post(desk, case, action, is_right="ja", **typed).status_code == 422


# Signs


def test_signs_stand_on_the_screen_in_words_and_change_nothing(desk: Client, case: Submission, house: House) -> None:
    for number in range(10):
        confirm_support(give(case, f"buur{number}@example.org"))
    page = screen(desk, case)
    assert "In vijf minuten bevestigden 10 mensen hun steun." in page
    assert "Dit zegt niets over een persoon." in page
    assert counted() == 10
    assert "Kijk hier even naar" not in desk.get(f"/wijken/zuid/initiatieven/{case.reference.lower()}/").text


# Who may


@pytest.mark.parametrize("who", ["wijkwethouder", "auditor"])
def test_readers_see_it_without_forms(client: Client, case: Submission, house: House, who: str) -> None:
    client.force_login(staff(Role.AUDITOR) if who == "auditor" else getattr(house, who))
    card = CARD | {"postcode": "1214AA", "party": "school", "party_name": "De Hoeksteen"}
    support_entry.enter(submission=case, by=house.wijkregisseur, now=NOW, **card)
    page = screen(client, case)
    assert "De Hoeksteen" in page
    for words in ("Ik heb dit gecontroleerd", "Voer kaarten", "Voeg ander bewijs toe", "Neem terug"):
        assert words not in page


def test_what_residents_and_colleagues_typed_is_inert(desk: Client, case: Submission) -> None:
    # Wagtail's own frame has inline handlers: what stood there before is not ours.
    clean = alive(screen(desk, case))
    for number, payload in enumerate(XSS):
        confirm_support(give(case, f"school{number}@example.org", party="school", party_name=payload[:120]))
        SupportProof.objects.create(submission=case, kind="other", text=payload, added_at=NOW)
    refused = post(desk, case, "steun/kaart/", **dict.fromkeys(CARD, XSS[13]))
    assert alive(screen(desk, case)) == alive(shown(refused)) == clean
