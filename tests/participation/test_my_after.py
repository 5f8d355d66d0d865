"""The own page once a plan goes on: the buurtdeal, dates, receipts, photographs, the story and the questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from django.test import Client

from participation.models import AccountLine, Buurtdeal, ClosingAnswers, GrantAccount, LookBack, Story, Submission
from participation.selectors import initiative_path
from participation.services import aftercare, closing, milestones
from participation.services.submit import my_plan_token
from tests.conftest import NOW
from tests.factories.after import agreed, completed, granted_with_deal, main_of, spent
from tests.factories.files import pdf_file, photo
from tests.factories.pages import make_tree
from tests.factories.participation import House, granted, in_review, make_house

COST = {"soort": "cost", "omschrijving": "Planten", "bedrag": "48,50"}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its pages."""
    house = make_house("zuid")
    make_tree(house.wijk)
    return house


def page_of(case: Submission) -> str:
    """The own page of the first initiator."""
    return f"/mijn-plan/{my_plan_token(applicant=main_of(case), now=NOW)}/"


def test_before_a_decision_there_is_nothing_of_it(client: Client, house: House) -> None:
    case = in_review(house)
    home = page_of(case)
    assert "Je plan uitvoeren" not in client.get(home).text
    for part in ("buurtdeal/", "buurtdeal/afdrukken/", "verantwoording/", "hoe-het-ging/", "drie-vragen/"):
        assert client.get(f"{home}{part}").url == home


def test_the_neighbours_read_the_deal_and_agree_once(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    home, deal = page_of(case), case.deals.get()
    assert "Er ligt een buurtdeal voor je klaar." in client.get(home).text
    read = client.get(f"{home}buurtdeal/").text
    assert "De gemeente levert de bakken." in read and "wijkregisseur Zuid" in read

    unread = client.post(f"{home}buurtdeal/", {"versie": deal.pk})
    assert unread.status_code == 422 and "Vink dit aan als jullie akkoord zijn." in unread.text
    done = client.post(f"{home}buurtdeal/", {"versie": deal.pk, "gelezen": "on"}, follow=True)
    assert "Jullie akkoord is vastgelegd." in done.text
    again = client.post(f"{home}buurtdeal/", {"versie": deal.pk, "gelezen": "on"})
    assert again.url == f"{home}buurtdeal/?akkoord"
    other = client.post(f"{home}buurtdeal/", {"versie": deal.pk + 1, "gelezen": "on"})
    assert other.status_code == 422
    assert deal.agreements.get().applicant == main_of(case)


def test_the_deal_prints_on_a4_without_a_name(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    agreed(case, house)
    home = page_of(case)
    sheet = client.get(f"{home}buurtdeal/afdrukken/").text
    assert "Akkoord van de buren op 20 november 2026" in sheet and case.deals.get().content_hash in sheet
    assert "Fatima" not in sheet
    file = client.get(f"{home}buurtdeal.pdf")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")


def test_what_the_neighbours_do_is_ticked_off(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    case.refresh_from_db()
    made = milestones.add(
        submission=case,
        title="Planten kopen",
        due_on=date(2027, 3, 1),
        who="neighbours",
        by=house.wijkregisseur,
        expected_version=case.version,
        now=NOW,
    )
    home = page_of(case)
    assert "Uiterlijk 1 maart 2027, door de buren" in client.get(home).text
    done = client.post(f"{home}afspraken/{made.pk}/", follow=True).text
    assert "Afgevinkt. Mooi!" in done and "Klaar op 20 november 2026" in done
    assert client.post(f"{home}afspraken/{made.pk}/").url == f"{home}#afspraken"


def test_costs_with_receipts_are_told_and_handed_in(client: Client, house: House) -> None:
    case = granted(house).submission
    home = page_of(case)
    where = f"{home}verantwoording/"
    bare = client.post(where, COST)
    assert bare.status_code == 422 and "Voeg een foto of PDF van de bon toe." in bare.text
    assert 'value="Planten"' in bare.text

    assert client.post(where, COST | {"bon": photo()}).status_code == 302
    assert client.post(where, COST | {"omschrijving": "Verf", "bon": pdf_file()}).status_code == 302
    assert client.post(where, {"soort": "income", "omschrijving": "Collecte", "bedrag": "20"}).status_code == 302
    shown = client.get(where).text
    assert "Samen betaald: €\u00a097. Samen binnengekomen: €\u00a020." in shown
    first, second, third = AccountLine.objects.all()
    assert client.get(f"{where}{first.pk}/bon/")["Content-Type"] == "image/jpeg"
    assert client.get(f"{where}{third.pk}/bon/").url == where
    client.post(f"{where}{second.pk}/weg/")
    assert AccountLine.objects.count() == 2
    assert client.post(f"{where}inleveren/").url == where
    assert "Je leverde dit in op 20 november 2026." in client.get(where).text
    late = client.post(where, COST | {"bon": photo()})
    assert late.status_code == 422 and "al ingeleverd" in late.text


def test_nobody_reads_the_receipt_of_another_plan(client: Client, house: House) -> None:
    case = granted(house).submission
    line = spent(case, 5_000)
    other = granted(house, email="jan@example.org").submission
    home = page_of(other)
    assert client.get(f"{home}verantwoording/{line.pk}/bon/").url == f"{home}verantwoording/"
    client.post(f"{home}verantwoording/{line.pk}/weg/")
    assert AccountLine.objects.filter(pk=line.pk).exists()
    empty = client.post(f"{home}verantwoording/inleveren/")
    assert empty.status_code == 422 and "Voeg eerst toe" in empty.text
    assert GrantAccount.objects.get(submission=other).handed_in_at is None


def test_the_story_and_a_photo_come_on_the_site_once_staff_put_them_there(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    home = page_of(case)
    where = f"{home}hoe-het-ging/"
    bare = client.post(where, {"te_zien": "Een bank."})
    assert bare.status_code == 422 and "Kies een foto om te sturen." in bare.text
    assert client.post(where, {"te_zien": "Een bank.", "foto": photo()}).status_code == 302
    assert client.post(where, {"verhaal": "Jan plantte de eerste boom."}).status_code == 302
    sent = case.photos.get()
    public = client.get(initiative_path(Submission.objects.select_related("public_version", "wijk").get(pk=case.pk)))
    assert "plan-foto" not in public.text and "Jan" not in public.text and "Buurtdeal: wat" not in public.text
    assert client.get(f"/plan-foto/{sent.pk}.jpg").status_code == 404

    agreed(case, house)
    case.refresh_from_db()
    given = {"by": house.wijkregisseur, "now": NOW, "is_public": True}
    aftercare.moderate_photo(submission=case, photo=sent.pk, expected_version=case.version, **given)
    case.refresh_from_db()
    text = "Buren plantten de eerste boom."
    aftercare.moderate_story(submission=case, public_text=text, expected_version=case.version, **given)
    with time_machine.travel(NOW.replace(day=21), tick=False):
        public = client.get(public.wsgi_request.path)
        file = client.get(f"/plan-foto/{sent.pk}.jpg")
    assert text in public.text and f"/plan-foto/{sent.pk}.jpg" in public.text and 'alt="Een bank."' in public.text
    assert "De buren planten en geven water." in public.text and "Fatima" not in public.text
    assert (file.status_code, file["Content-Type"]) == (200, "image/jpeg")
    assert Story.objects.get().text == "Jan plantte de eerste boom."


def test_three_questions_and_the_look_back_are_answered_on_their_own_page(client: Client, house: House) -> None:
    case = completed(house)
    home = page_of(case)
    assert "Drie korte vragen" in client.get(home).text
    half = client.post(f"{home}drie-vragen/", {"waar": "ja", "wat": "beetje"})
    assert half.status_code == 422 and "Kies een antwoord." in half.text
    assert client.post(f"{home}drie-vragen/", {"waar": "ja", "wat": "beetje", "wanneer": "nee"}).status_code == 302
    assert "Dank je wel voor je antwoord." in client.get(f"{home}drie-vragen/").text
    assert client.post(f"{home}terugblik/", {"terugblik": "Alles bloeit."}).status_code == 302
    assert ClosingAnswers.objects.count() == LookBack.objects.count() == 1
    assert "Drie korte vragen" not in client.get(home).text


def test_examples_are_for_everybody(client: Client, house: House) -> None:
    case = completed(house)
    assert "nog geen voorbeelden" in client.get("/goede-voorbeelden/").text
    case.refresh_from_db()
    closing.mark_example(
        submission=case,
        is_example=True,
        why="Begin met drie straten.",
        by=house.wijkregisseur,
        expected_version=case.version,
        now=NOW,
    )
    with time_machine.travel(NOW.replace(day=21), tick=False):
        shown = client.get("/goede-voorbeelden/").text
        own = client.get(initiative_path(Submission.objects.select_related("public_version", "wijk").get(pk=case.pk)))
    assert "Begin met drie straten." in shown and "Geveltuinen" in shown
    assert "Begin met drie straten." in own.text


def test_a_new_version_is_told_apart_from_the_one_that_holds(client: Client, house: House) -> None:
    case = granted_with_deal(house).submission
    agreed(case, house)
    Buurtdeal.objects.create(
        submission=case,
        number=2,
        status="offered",
        municipality_does="Meer bakken.",
        neighbours_do="Meer planten.",
        contact="wijkregisseur",
        content_hash="x",
        offered_at=NOW,
        written_at=NOW,
    )
    shown = client.get(f"{page_of(case)}buurtdeal/").text
    assert "Dit is een nieuwe versie." in shown and "Meer bakken." in shown
