"""The working screen: everything of one case, and what a click does (inbox.md section 3)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from PIL import Image

from django.core.files.base import ContentFile
from django.test import Client

from cms.models import Role
from participation.codes import Kind, State
from participation.models import Attachment, Submission
from participation.services import moderate
from participation.services.plans import CostInput
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_buurt, make_wijk, staff
from tests.factories.participation import (
    House,
    confirmed,
    gathering,
    in_review,
    judged,
    make_house,
    make_submission,
    move,
    published,
    supported,
)

TEXT = {"title": "Geveltuinen", "summary": "Twintig tuintjes.", "body": "De buren planten zelf.", "place": "Taludweg"}


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
def desk(client: Client, house: House) -> Client:
    """A browser in which the wijkregisseur of Zuid is signed in."""
    client.force_login(house.wijkregisseur)
    return client


def address(case: Submission, action: str = "") -> str:
    """Where the screen or one of its forms is."""
    return f"/beheer/te-behandelen/{case.pk}/{action}"


def post(desk: Client, case: Submission, action: str, **data: Any) -> Any:
    """Send one form of the screen, with the version of the case as it is now unless given."""
    case.refresh_from_db()
    last = case.events.order_by("-pk").values_list("pk", flat=True).first()
    return desk.post(address(case, action), {"version": case.version, "seen": last, **data})


def shown(response: Any) -> str:
    """The page, without its layout of white space."""
    return re.sub(r"[ \n]+", " ", response.content.decode())


def test_the_screen_shows_what_was_sent_beside_the_public_text(desk: Client, house: House) -> None:
    case = published(
        house,
        title="Geveltuinen op de site",
        goal="Meer groen",
        own_effort="Vier zaterdagen werk",
        cost_lines=[CostInput("cost", "Planten", 500_000), CostInput("income", "Fonds", 20_000)],
    )
    page = shown(desk.get(address(case)))

    for words in (
        "Geveltuinen op de site",
        "Twintig geveltuintjes langs de huizen.",
        "Meer groen",
        "Vier zaterdagen werk",
    ):
        assert words in page, words
    assert 'Planten <span class="wb-sub">(kosten)</span>' in page
    # 5,000 costs minus 200 income.
    assert "Kosten min inkomsten</th><td>€\u00a04.800</td>" in page
    assert "op de site sinds 20 november" in page
    assert f'href="/wijken/zuid/initiatieven/{case.reference.lower()}-' in page


def test_words_of_a_resident_are_shown_as_text(desk: Client, house: House) -> None:
    case = make_submission(house, title="<script>alert(1)</script>", what="<img src=x onerror=alert(1)>")
    page = desk.get(address(case)).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_case_of_another_wijk_is_not_there(desk: Client, house: House) -> None:
    other = make_submission(house, wijk=make_wijk("oost", "1221"))
    assert desk.get(address(other)).status_code == 404
    assert desk.get(address(other, "tekst/")).status_code == 404
    assert post(desk, other, "notitie/", text="Mag niet").status_code == 404
    assert other.notes.count() == 0


def test_the_public_text_is_saved_and_put_on_the_site(desk: Client, house: House) -> None:
    case = confirmed(in_review(house))
    response = post(desk, case, "tekst/", **TEXT)
    assert response.status_code == 302
    assert response["Location"] == f"{address(case)}#tekst"
    case.public_version.refresh_from_db()
    assert (case.public_version.title, case.public_version.place) == ("Geveltuinen", "Taludweg")
    assert not case.public_version.is_public

    assert post(desk, case, "plaatsen/").status_code == 302
    case.public_version.refresh_from_db()
    assert case.public_version.is_public
    assert "Haal van de site" in shown(desk.get(address(case)))

    assert post(desk, case, "weghalen/").status_code == 302
    case.public_version.refresh_from_db()
    assert not case.public_version.is_public


def test_why_a_plan_can_not_go_on_the_site_stands_beside_the_switch(desk: Client, house: House) -> None:
    case = in_review(house)
    post(desk, case, "tekst/", **TEXT)

    page = shown(desk.get(address(case)))
    assert "De indiener heeft het e-mailadres nog niet bevestigd." in page
    assert "Zet op de site" not in page
    refused = post(desk, case, "plaatsen/")
    assert refused.status_code == 422
    assert "De indiener heeft het e-mailadres nog niet bevestigd." in shown(refused).split("Dit is nog niet gelukt")[1]


def test_a_form_with_errors_keeps_what_was_typed_and_says_how_to_mend_it(desk: Client, house: House) -> None:
    case = in_review(house)
    response = post(desk, case, "tekst/", title="x" * 151, summary="", body="Mijn lange verhaal")

    assert response.status_code == 422
    page = shown(response)
    assert "<title>Fout:" in page
    assert '<a href="#tekst_title">Maak dit korter: gebruik hoogstens 150 tekens.</a>' in page
    assert '<a href="#tekst_summary">Vul dit nog in: Samenvatting</a>' in page
    assert "Mijn lange verhaal</textarea>" in page
    assert 'aria-describedby="tekst_summary_helptext tekst_summary_error"' in page
    assert not hasattr(Submission.objects.get(pk=case.pk), "public_version")


def test_facts_are_changed(desk: Client, house: House) -> None:
    buurt = make_buurt(house.wijk, "Bosdrift", "1214BA-1214BZ")
    case = in_review(house)
    data = {"wijk": house.wijk.pk, "buurt": buurt.pk, "scope": "straat", "asked_cents": "1.500,00", "category": ""}
    assert post(desk, case, "gegevens/", **data).status_code == 302
    case.refresh_from_db()
    assert (case.buurt, case.scope, case.asked_cents) == (buurt, "straat", 150_000)


@pytest.mark.parametrize("amount", ["veel", "1,2,3", "-5"])
def test_an_amount_that_is_none_is_asked_again(desk: Client, house: House, amount: str) -> None:
    case = in_review(house)
    response = post(desk, case, "gegevens/", wijk=house.wijk.pk, scope="buurt", asked_cents=amount)
    assert response.status_code == 422
    assert f'value="{amount}"' in shown(response)
    case.refresh_from_db()
    assert case.asked_cents == 480_000


def test_a_buurt_of_another_wijk_is_refused(desk: Client, house: House) -> None:
    elsewhere = make_buurt(make_wijk("oost", "1221"), "Liebergen")
    response = post(desk, in_review(house), "gegevens/", wijk=house.wijk.pk, buurt=elsewhere.pk)
    assert response.status_code == 422
    assert "Deze buurt ligt niet in de wijk die je koos." in shown(response)


def test_a_case_that_goes_to_another_wijk_leaves_for_the_list(desk: Client, house: House) -> None:
    case = in_review(house)
    response = post(desk, case, "gegevens/", wijk=make_wijk("oost", "1221").pk, scope="buurt")
    assert (response.status_code, response["Location"]) == (302, "/beheer/te-behandelen/")
    assert desk.get(address(case)).status_code == 404


def test_a_case_is_assigned_to_a_wijkregisseur_of_the_wijk_and_to_nobody_else(desk: Client, house: House) -> None:
    colleague = staff(Role.WIJKREGISSEUR, house.wijk)
    case = in_review(house)
    assert post(desk, case, "toewijzen/", to=colleague.pk).status_code == 302
    case.refresh_from_db()
    assert case.assignee == colleague
    assert post(desk, case, "toewijzen/", to=UserFactory().pk).status_code == 422
    assert post(desk, case, "toewijzen/", to="").status_code == 302
    case.refresh_from_db()
    assert case.assignee is None


def test_the_five_criteria_are_judged_with_a_note(desk: Client, house: House) -> None:
    case = in_review(house)
    assert post(desk, case, "criterium/4/", verdict="twijfel", note="Staat op de planning?").status_code == 302
    assert case.verdicts.get(criterion=4).verdict == "twijfel"
    assert post(desk, case, "criterium/4/", verdict="ja", note="").status_code == 422
    for number in (0, 6, 99):
        assert post(desk, case, f"criterium/{number}/", verdict="ja", note="Ja").status_code == 404

    page = shown(desk.get(address(case)))
    assert "0 van 5 in orde" in page
    assert "Staat op de planning?" in page
    assert 'Past bij een thema van de wijk <span class="wb-sub wb-gewoon">(ter informatie)</span>' in page


def test_support_is_opened_in_the_proposed_area_and_closed_again(desk: Client, house: House) -> None:
    case = published(house)
    assert ">1214 AA - 1214 ZZ</textarea>" in desk.get(address(case)).content.decode().replace("\n", "")

    typed = {"areas": "1214aa - 1214 CZ\n1213 LA", "weeks": "4"}
    assert post(desk, case, "steun/openen/", **typed).status_code == 302
    case.refresh_from_db()
    assert case.state == State.GATHERING_SUPPORT
    assert list(case.campaign.areas.values_list("first", "last")) == [("1213LA", "1213LA"), ("1214AA", "1214CZ")]
    # Four weeks after 20 November, at the end of the day in Hilversum.
    assert case.campaign.closes_at.isoformat()[:16] == "2026-12-18T22:59"

    assert post(desk, case, "steun/sluiten/", reason="").status_code == 422
    assert post(desk, case, "steun/sluiten/", reason="op_verzoek", text="Zoals je vroeg.").status_code == 302
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


@pytest.mark.parametrize("areas", ["", "straat", "1214ZZ - 1214AA", "1214AA, 1214AB"])
def test_an_area_that_is_none_is_asked_again(desk: Client, house: House, areas: str) -> None:
    case = published(house)
    response = post(desk, case, "steun/openen/", areas=areas)
    assert response.status_code == 422
    assert areas in shown(response)


def test_the_report_names_every_requirement(desk: Client, house: House) -> None:
    case = supported(gathering(house), 6, spread=3)
    page = shown(desk.get(address(case)))
    assert "6 van 25" in page
    assert "De steun komt uit 3 postcodes. Nodig: 5." in page
    # The two largest of three postcodes hold 2 of 6 each: 34%, rounded up.
    assert "34% van de steun komt uit één postcode. Hoogstens 60% mag." in page
    assert "Soorten partijen: bewoners. Dit is ter informatie." in page


def test_only_steps_of_the_workflow_are_offered_and_guards_say_why_not(desk: Client, house: House) -> None:
    case = make_submission(house, asked_cents=None)
    page = shown(desk.get(address(case)))
    assert "Neem in behandeling" in page
    assert "Leg voor ter besluit" not in page

    move(case, State.IN_REVIEW, house.wijkregisseur)
    page = shown(desk.get(address(case)))
    assert "Leg voor ter besluit<small>Vul eerst in hoeveel geld er gevraagd wordt." in page
    assert f"/{case.pk}/status/to_decide/" not in page
    assert "Maak eerst de openbare tekst." in page


def test_a_step_asks_its_reason_and_text_and_tells_the_initiator(desk: Client, house: House) -> None:
    case = in_review(house)
    assert post(desk, case, "status/waiting_initiator/").status_code == 422
    assert post(desk, case, "status/waiting_initiator/", reason="incompleet", text="").status_code == 422
    response = post(desk, case, "status/waiting_initiator/", reason="incompleet", text="Wie doet het onderhoud?")
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.state == State.WAITING_INITIATOR
    assert case.messages.get().text == "Wie doet het onderhoud?"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("granted", 422),
        ("completed", 422),
        ("received", 422),
        ("gathering_support", 404),
        ("verzonnen", 404),
        ("in-review", 404),
    ],
)
def test_a_step_that_is_none_is_refused_in_the_rule_too(desk: Client, house: House, to: str, code: int) -> None:
    case = in_review(house)
    assert post(desk, case, f"status/{to}/", reason="anders", text="Zo maar").status_code == code
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


def test_leaving_running_support_asks_for_confirmation(desk: Client, house: House) -> None:
    case = gathering(house)
    asked = post(desk, case, "status/stopped/", reason="op_verzoek", text="Je wilde stoppen.")
    assert asked.status_code == 422
    case = gathering(house, asked_cents=100_000, email="ander@example.org")
    asked = post(desk, case, "status/stopped/", reason="op_verzoek", text="Je wilde stoppen.")
    assert asked.status_code == 422
    assert "Buren kunnen dit plan nog steunen. Wil je daar nu mee stoppen?" in shown(asked)
    done = post(desk, case, "status/stopped/", reason="op_verzoek", text="Je wilde stoppen.", is_confirmed="on")
    assert done.status_code == 302


def test_merging_asks_for_another_case_that_one_may_see(desk: Client, house: House) -> None:
    case = in_review(house)
    other = make_submission(house, email="b@example.org")
    foreign = make_submission(house, wijk=make_wijk("oost", "1221"), email="c@example.org")
    words = {"reason": "dubbel", "text": "We behandelen jullie plannen samen."}
    for wrong in ("", "WP-2026-XXXXXX", foreign.reference, case.reference):
        assert post(desk, case, "status/merged/", merged_into=wrong, **words).status_code == 422, wrong
    assert post(desk, case, "status/merged/", merged_into=other.reference.lower(), **words).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.merged_into) == (State.MERGED, other)


def test_messages_and_notes_are_kept_apart(desk: Client, house: House) -> None:
    case = in_review(house)
    assert post(desk, case, "bericht/", text="Dag, wanneer schikt het?").status_code == 302
    assert post(desk, case, "notitie/", text="Belt liever niet.").status_code == 302
    assert post(desk, case, "bericht/", text="  ").status_code == 422
    assert [message.text for message in case.messages.all()] == ["Dag, wanneer schikt het?"]
    assert [note.text for note in case.notes.all()] == ["Belt liever niet."]


def test_an_application_on_paper_starts_the_term(desk: Client, house: House) -> None:
    case = in_review(house, asked_cents=100_000, scope="straat")
    assert case.applied_at is None
    assert post(desk, case, "aanvraag/", asked_cents="1000").status_code == 302
    case.refresh_from_db()
    # Eight weeks after Friday 20 November is Friday 15 January.
    assert (case.applied_at, str(case.decide_due_on)) == (NOW, "2027-01-15")


def test_a_stale_form_gives_a_409_that_keeps_the_text_and_shows_what_changed(desk: Client, house: House) -> None:
    case = published(house, title="Titel van een collega")
    stale = {"version": case.version, "seen": case.events.order_by("-pk").first().pk, **TEXT}
    moderate.save_public_text(
        submission=case,
        by=house.wijkregisseur,
        expected_version=case.version,
        title="Nieuwe titel van een collega",
        summary="Anders.",
        body="Anders.",
        now=NOW,
    )

    response = desk.post(address(case, "tekst/"), stale | {"body": "Wat ik een kwartier lang typte"})

    assert response.status_code == 409
    page = shown(response)
    assert "Wat ik een kwartier lang typte</textarea>" in page
    assert "Nieuwe titel van een collega" in page
    assert page.count("Openbare tekst bewaard") == 1
    assert f'href="{address(case)}"' in page
    case.public_version.refresh_from_db()
    assert case.public_version.body == "Anders."

    version = re.search(r'name="version" value="(\d+)"', page)[1]
    again = desk.post(address(case, "tekst/"), {**TEXT, "version": version, "body": "Wat ik een kwartier lang typte"})
    assert again.status_code == 302
    case.public_version.refresh_from_db()
    assert case.public_version.body == "Wat ik een kwartier lang typte"


def test_an_application_on_a_stale_form_keeps_its_amount_and_overwrites_nothing(desk: Client, house: House) -> None:
    case = in_review(house, asked_cents=100_000, scope="straat")
    stale = {"version": case.version, "seen": 0, "asked_cents": "1000"}
    assert post(desk, case, "gegevens/", wijk=house.wijk.pk, scope="straat", asked_cents="2000").status_code == 302

    response = desk.post(address(case, "aanvraag/"), stale)
    assert response.status_code == 409
    assert 'value="1000"' in shown(response)
    case.refresh_from_db()
    assert (case.asked_cents, case.applied_at) == (200_000, None)


@pytest.mark.parametrize("version", ["", "nul", "0", "-1", "99999999999999999999"])
def test_a_version_that_is_none_changes_nothing(desk: Client, house: House, version: str) -> None:
    case = in_review(house)
    response = desk.post(address(case, "status/withdrawn/"), {"version": version})
    assert response.status_code == 422
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


def test_nothing_is_done_by_opening_an_address(desk: Client, house: House) -> None:
    case = in_review(house)
    for action in ("status/spam/", "plaatsen/", "tekst/", "contact/", "betaling/"):
        response = desk.get(address(case, action))
        assert (response.status_code, response["Location"]) == (302, address(case)), action
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW
    assert case.events.filter(action="contact_read").count() == 0


def test_a_form_without_a_csrf_token_is_refused(house: House) -> None:
    case = in_review(house)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(house.wijkregisseur)
    assert strict.post(address(case, "status/spam/"), {"version": case.version}).status_code == 403
    case.refresh_from_db()
    assert case.state == State.IN_REVIEW


def test_a_signal_has_no_criteria_and_its_own_steps(desk: Client, house: House) -> None:
    case = make_submission(house, kind=Kind.SIGNAL, asked_cents=None)
    page = shown(desk.get(address(case)))
    assert "Voldoet het plan?" not in page
    assert "Neem in behandeling" in page


def attach(case: Submission) -> Attachment:
    """A small picture in private storage."""
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(buffer, "PNG")
    picture = Attachment(submission=case, extension="png", size_bytes=buffer.tell(), created_at=NOW)
    picture.file.save("x.png", ContentFile(buffer.getvalue()))
    return picture


def test_a_picture_is_served_to_who_may_see_the_case_alone(desk: Client, house: House) -> None:
    case, other = in_review(house), make_submission(house, email="b@example.org")
    picture = attach(case)
    response = desk.get(address(case, f"bijlagen/{picture.pk}/"))
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert address(case, f"bijlagen/{picture.pk}/") in desk.get(address(case)).content.decode()

    assert desk.get(address(other, f"bijlagen/{picture.pk}/")).status_code == 404
    desk.force_login(staff(Role.WIJKREGISSEUR, make_wijk("oost", "1221")))
    assert desk.get(address(case, f"bijlagen/{picture.pk}/")).status_code == 404


def test_the_history_tells_in_dutch_who_did_what(desk: Client, house: House) -> None:
    case = judged(in_review(house), house.wijkregisseur, criterion_4="twijfel")
    page = shown(desk.get(address(case)))
    assert "Criterium beoordeeld: 4. Vult aan en past bij beleid, Twijfel" in page
    assert "Status: In behandeling" in page
    assert f"20 november 2026, 14.32 uur · {house.wijkregisseur} (wijkregisseur)" in page
    assert "· bewoner" in page
