"""The whole form in five steps below `indienen/` (spec/forms.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from participation.models import Applicant, CostLine, Draft, Submission
from participation.services import drafts
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, Town, lay_out_town

START = "/initiatieven/indienen/"
PLAN = {"titel": "Geveltuinen in de Swammerdamstraat", "wat": "Twintig tuintjes langs de huizen.", "verder": "Verder"}
PLACE = {"postcode": "1221 ab", "huisnummer": "12a", "verder": "Verder"}
MONEY = {"bedrag": "1.750", "kosten_1": "Planten", "kosten_1_bedrag": "1.900", "inkomsten_1": "Zelf",
         "inkomsten_1_bedrag": "150,00", "verder": "Verder"}  # fmt: skip
YOU = {"naam": "Fatima El Idrissi", "email": EMAIL, "verder": "Verder"}
STEPS = {"plek": PLACE, "geld": MONEY, "jij": YOU}


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def begun(client: Client, **changes: str) -> str:
    """The address of a draft whose first step was sent, without the step."""
    response = client.post(START, PLAN | changes)
    assert response.status_code == 302, errors(response.text)
    return response["Location"].removesuffix("plek/")


def filled_in(client: Client, **changes: dict[str, str]) -> str:
    """The address of a draft with all four steps filled in, without the step."""
    base = begun(client, **changes.get("plan", {}))
    for step, answers in STEPS.items():
        response = client.post(f"{base}{step}/", answers | changes.get(step, {}))
        assert response.status_code == 302, (step, errors(response.text))
    return base


def errors(text: str) -> list[tuple[str, str]]:
    """The summary: where each link leads, and its words."""
    return re.findall(r'<li><a href="#(\w*)">([^<]+)</a>', text)


def heading(text: str) -> str:
    """The title of the page, without the site's name."""
    return re.search(r"<title>([^<|]+)", text).group(1).strip()


def test_the_first_page_makes_nothing(client: Client) -> None:
    response = client.get(START)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert heading(response.text) == "Stap 1 van 5: je plan"
    assert '<p class="wp-progress__text">Stap 1 van 5: je plan</p>' in response.text
    assert "Vorige stap" not in response.text
    assert Draft.objects.count() == 0


def test_the_form_below_a_wijk_has_its_colour_and_its_wijk(client: Client, town: Town) -> None:
    start = "/wijken/zuid/initiatieven/indienen/"
    assert 'data-wijk="zuid"' in client.get(start).text
    base = client.post(start, PLAN)["Location"].removesuffix("plek/")
    assert base.startswith(start)

    client.post(f"{base}plek/", {"waar": "het veldje", "verder": ""})
    client.post(f"{base}geld/", {"weet_niet": "on", "verder": ""})
    client.post(f"{base}jij/", YOU)
    client.post(f"{base}controleer/", {"verstuur": ""})

    assert Submission.objects.get().wijk == town.wijken["zuid"]


def test_all_steps_lead_to_a_case(client: Client, mailbox: Mailbox) -> None:
    base = filled_in(client)
    check = client.get(f"{base}controleer/")
    response = client.post(f"{base}controleer/", {"verstuur": ""}, follow=True)

    assert "Je plan is nog niet verstuurd." in check.text
    case = Submission.objects.get()
    assert case.reference in response.text
    assert case.wijk.slug == "oost"
    assert case.asked_cents == 175_000
    assert (case.initiative.postcode, case.initiative.house_number) == ("1221AB", "12a")
    assert list(CostLine.objects.values_list("side", "description", "amount_cents")) == [
        ("cost", "Planten", 190_000),
        ("income", "Zelf", 15_000),
    ]
    assert Applicant.objects.get().name == "Fatima El Idrissi"
    assert Draft.objects.count() == 0
    assert [mail.template for mail in mailbox.queued] == ["plan_received"]


@pytest.mark.parametrize("step", ["geld", "jij", "controleer"])
def test_no_step_can_be_skipped(client: Client, step: str) -> None:
    base = begun(client)

    assert client.get(f"{base}{step}/")["Location"] == f"{base}plek/"
    assert client.post(f"{base}{step}/", YOU | {"verstuur": ""})["Location"] == f"{base}plek/"
    assert Submission.objects.count() == 0


def test_an_unknown_step_is_not_found(client: Client) -> None:
    assert client.get(f"{begun(client)}klaar/").status_code == 404


def test_going_back_keeps_what_was_typed_without_judging_it(client: Client) -> None:
    base = begun(client)

    response = client.post(f"{base}plek/", {"postcode": "nergens", "terug": "Vorige stap"})
    back = client.get(f"{base}plek/")

    assert response["Location"] == f"{base}plan/"
    assert 'value="Geveltuinen in de Swammerdamstraat"' in client.get(response["Location"]).text
    assert 'value="nergens"' in back.text
    assert errors(back.text) == []


def test_browser_back_to_the_first_page_leads_to_the_draft(client: Client) -> None:
    base = begun(client)

    response = client.get(START, follow=True)

    assert response.redirect_chain[-1][0].endswith("/plan/")
    assert 'value="Geveltuinen in de Swammerdamstraat"' in response.text
    assert Draft.objects.count() == 1
    assert client.get(f"{base}plek/").status_code == 200


def test_an_empty_step_names_each_mistake_once(client: Client) -> None:
    response = client.post(START, {"verder": ""})

    assert response.status_code == 422
    assert heading(response.text) == "Fout: Stap 1 van 5: je plan"
    assert errors(response.text) == [
        ("id_titel", "Geef je plan een naam, bijvoorbeeld: Een bankje bij de vijver."),
        ("id_wat", "Vertel wat je wilt gaan doen. Een paar zinnen is genoeg."),
    ]
    assert response.text.count('class="wp-error"') == 2
    assert Draft.objects.count() == 0


def test_a_title_that_is_too_long_is_kept_and_asked_back(client: Client) -> None:
    response = client.post(START, PLAN | {"titel": "ü" * 151})

    assert errors(response.text) == [("id_titel", "Maak de titel korter: gebruik hoogstens 150 tekens.")]
    assert "ü" * 151 in response.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Vul een postcode in, of vertel in eigen woorden waar het is."),
        ({"postcode": "12"}, "Vul je postcode in, bijvoorbeeld 1211 AB."),
        (
            {"postcode": "1213"},
            "Postcode 1213 ligt in Zuid en Zuidoost. Vul ook de twee letters in, bijvoorbeeld 1213 AB.",
        ),
        (
            {"postcode": "1221AB", "huisnummer": "boven"},
            "Vul een huisnummer in dat met een cijfer begint, bijvoorbeeld 12 of 12a.",
        ),
        ({"postcode": "1221AB", "wijk": "atlantis"}, "Kies een van de antwoorden die er staan."),
    ],
)
def test_a_place_that_tells_nothing_is_asked_back(client: Client, typed: dict[str, str], sentence: str) -> None:
    response = client.post(f"{begun(client)}plek/", typed | {"verder": ""})

    assert response.status_code == 422
    assert [words for _target, words in errors(response.text)] == [sentence]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ({"postcode": "1221 ab"}, "oost"),
        ({"postcode": "1213LA"}, "zuid"),
        ({"postcode": "1213", "wijk": "zuidoost"}, "zuidoost"),
        ({"postcode": "1221AB", "wijk": "zuid"}, "zuid"),
        ({"wijk": "onbekend"}, None),
        ({"waar": "bij de vijver"}, None),
        ({"postcode": "1012 AB"}, None),
    ],
)
def test_the_wijk_follows_and_can_be_corrected(client: Client, typed: dict[str, str], slug: str | None) -> None:
    base = filled_in(client, plek={"postcode": "", "huisnummer": ""} | typed)
    client.post(f"{base}controleer/", {"verstuur": ""})

    wijk = Submission.objects.get().wijk
    assert (wijk and wijk.slug) == slug


@pytest.mark.parametrize(
    ("postcode", "sentence"),
    [
        ("1012 AB", "Postcode 1012 AB ligt niet in Hilversum."),
        ("1299 ZZ", "Postcode 1299 ZZ ligt niet in Hilversum."),
    ],
)
def test_a_postcode_of_elsewhere_is_explained_and_no_obstacle(client: Client, postcode: str, sentence: str) -> None:
    base = filled_in(client, plek={"postcode": postcode})

    assert sentence in client.get(f"{base}geld/").text
    assert sentence in client.get(f"{base}controleer/").text
    assert client.post(f"{base}controleer/", {"verstuur": ""}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        ({"bedrag": ""}, [("id_bedrag", "Vul een bedrag in, of kies ‘Ik weet het nog niet’.")]),
        ({"bedrag": "veel"}, [("id_bedrag", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.500 of 1.500,50.")]),
        ({"kosten_2": "Grond"}, [("id_kosten_2_bedrag", "Vul bij ‘Grond’ ook een bedrag in.")]),
        ({"kosten_2_bedrag": "50"}, [("id_kosten_2", "Schrijf erbij waar dit bedrag voor is.")]),
        ({"inkomsten_3": "Gift"}, [("id_inkomsten_3_bedrag", "Vul bij ‘Gift’ ook een bedrag in.")]),
    ],
)
def test_money_that_does_not_add_up_is_asked_back(
    client: Client, typed: dict[str, str], mistakes: list[tuple[str, str]]
) -> None:
    base = begun(client)
    client.post(f"{base}plek/", PLACE)

    response = client.post(f"{base}geld/", MONEY | typed)

    assert response.status_code == 422
    assert errors(response.text) == mistakes
    assert 'value="Planten"' in response.text


@pytest.mark.parametrize(
    ("typed", "cents"),
    [({"bedrag": "1.500,00"}, 150_000), ({"bedrag": "0"}, 0), ({"bedrag": "", "weet_niet": "on"}, None)],
)
def test_an_amount_or_not_knowing_yet_are_both_answers(
    client: Client, typed: dict[str, str], cents: int | None
) -> None:
    base = filled_in(client, geld=typed)
    client.post(f"{base}controleer/", {"verstuur": ""})

    assert Submission.objects.get().asked_cents == cents


@pytest.mark.parametrize(
    ("typed", "mistakes"),
    [
        (
            {"naam": "", "email": ""},
            [
                ("id_naam", "Vul je naam in."),
                ("id_email", "Vul je e-mailadres in. Heb je dat niet? Vul dan je telefoonnummer of adres in."),
            ],
        ),
        ({"email": "fatima@"}, [("id_email", "Vul een e-mailadres in, bijvoorbeeld naam@example.org.")]),
        (
            {"email": "", "telefoon": "12"},
            [
                (
                    "id_telefoon",
                    "Kijk je telefoonnummer na. Het heeft 10 cijfers, bijvoorbeeld 06 12345678 of 035 1234567.",
                )
            ],
        ),
    ],
)
def test_who_you_are_is_asked_back(client: Client, typed: dict[str, str], mistakes: list[tuple[str, str]]) -> None:
    base = begun(client)
    client.post(f"{base}plek/", PLACE)
    client.post(f"{base}geld/", MONEY)

    assert errors(client.post(f"{base}jij/", YOU | typed).text) == mistakes


@pytest.mark.parametrize(
    "name", ["O'Brien-'t Hooft", "Nguyễn Thị Minh", "İpek Ünlü", "محمد علي", "Zoë 🌳 van 't Veld"]
)
def test_names_stay_as_they_are(client: Client, name: str) -> None:
    base = filled_in(client, jij={"naam": name})
    client.post(f"{base}controleer/", {"verstuur": ""})

    assert Applicant.objects.get().name == name


@pytest.mark.parametrize("way", [{"telefoon": "06 1234 5678"}, {"adres": "Bosdrift 1, 1215 AA Hilversum"}])
def test_without_e_mail_a_number_or_address_is_enough(client: Client, mailbox: Mailbox, way: dict[str, str]) -> None:
    base = filled_in(client, jij={"email": ""} | way)

    response = client.post(f"{base}controleer/", {"verstuur": ""}, follow=True)

    assert "Bewaar je nummer, of print deze pagina." in response.text
    assert mailbox.queued == []


def test_each_answer_can_be_changed_from_the_check_page(client: Client) -> None:
    base = filled_in(client)
    text = client.get(f"{base}controleer/").text

    assert '<a href="../plan/?wijzig=1#id_titel">Wijzig<span class="wp-sr"> hoe heet je plan?</span></a>' in text
    assert len(re.findall(r">Wijzig<", text)) == 22
    changed = client.post(f"{base}plan/?wijzig=1", PLAN | {"titel": "Anders"})
    assert changed["Location"] == f"{base}controleer/"
    assert "Anders" in client.get(changed["Location"]).text
    assert Submission.objects.count() == 0


@pytest.mark.parametrize(
    ("amount", "reach", "words"),
    [
        ("500", "straat", ["Snelle route", "dinsdag 24 november 2026", "De wijkregisseur beslist."]),
        ("2.000", "buurt", ["vrijdag 27 november 2026", "De wijkregisseur beslist."]),
        # Eight weeks after Friday 20 November 2026 is Friday 15 January 2027.
        ("2.000,01", "buurt", ["vrijdag 15 januari 2027", "De wijkregisseur en de wijkwethouder beslissen."]),
        (
            "10.000,01",
            "wijk",
            ["Dit is een aanvraag.", "De voorzitter van het wijkteam en de wijkwethouder beslissen."],
        ),
        ("25.000,01", "wijk", ["Dit is een aanvraag.", "Het college beslist."]),
    ],
)
def test_the_check_page_says_who_decides_and_by_when(
    client: Client, amount: str, reach: str, words: list[str]
) -> None:
    base = filled_in(client, plan={"reikwijdte": reach}, geld={"bedrag": amount})

    text = client.get(f"{base}controleer/").text

    assert [word for word in words if word not in text] == []


def test_an_estimate_above_the_limit_is_announced_as_an_application(client: Client) -> None:
    base = filled_in(client, geld={"bedrag": "", "weet_niet": "on", "kosten_1_bedrag": "5.000"})

    assert "Dit is een aanvraag." in client.get(f"{base}controleer/").text
    client.post(f"{base}controleer/", {"verstuur": ""})
    assert Submission.objects.get().is_application


def test_a_mistyped_provider_is_pointed_out_and_no_obstacle(client: Client) -> None:
    base = filled_in(client, jij={"email": "fatima@gmial.com"})

    assert "Bedoel je fatima@gmail.com?" in client.get(f"{base}controleer/").text
    assert client.post(f"{base}controleer/", {"verstuur": ""}).status_code == 302


def test_sent_twice_or_sent_again_after_back_is_one_case_and_one_mail(client: Client, mailbox: Mailbox) -> None:
    base = filled_in(client)

    places = [client.post(f"{base}controleer/", {"verstuur": ""})["Location"] for _turn in range(3)]

    assert Submission.objects.count() == 1
    assert len(mailbox.queued) == 1
    assert all(place.startswith("/start/ontvangen/") for place in places)
    assert client.get(f"{base}controleer/")["Location"].startswith("/start/ontvangen/")
    assert client.get(START).status_code == 200  # a next plan can be begun


def test_another_browser_cannot_see_what_became_of_a_link(client: Client) -> None:
    base = filled_in(client)
    client.post(f"{base}controleer/", {"verstuur": ""})

    assert Client().get(f"{base}controleer/").status_code == 410


def test_extra_and_hidden_fields_are_never_kept(client: Client) -> None:
    base = filled_in(client, plan={"state": "granted", "naam": "x"}, geld={"granted_cents": "9", "wijk": "zuid"})
    kept = drafts.read(Draft.objects.get())
    client.post(f"{base}controleer/", {"verstuur": "", "titel": "Anders", "bedrag": "1"})

    assert "state" not in kept["plan"] and "naam" not in kept["plan"]
    assert "granted_cents" not in kept["geld"] and "wijk" not in kept["geld"]
    case = Submission.objects.get()
    assert (case.state, case.asked_cents, case.wijk.slug) == ("received", 175_000, "oost")
    assert case.initiative.title == PLAN["titel"]


def test_a_robot_is_set_apart(client: Client, clock: time_machine.Coordinates) -> None:
    base = filled_in(client)
    client.post(f"{base}controleer/", {"verstuur": ""})
    assert Submission.objects.get().is_suspicious  # five steps in no time

    Submission.objects.update(is_suspicious=False)
    slow = Client()
    base = filled_in(slow)
    clock.shift(60)
    slow.post(f"{base}controleer/", {"verstuur": "", "bijschrift": "koop nu"})
    assert Submission.objects.order_by("pk").last().is_suspicious


def test_a_person_is_not_set_apart(client: Client, clock: time_machine.Coordinates) -> None:
    base = filled_in(client)
    clock.shift(60)
    client.post(f"{base}controleer/", {"verstuur": ""})

    assert not Submission.objects.get().is_suspicious


def mailed_link(mailbox: Mailbox) -> str:
    """The path in the last mail about a draft."""
    message = mailbox.deliver()[-1]
    return re.search(r"https://wijkplein.example.org(/initiatieven/indienen/\S+)", message.body).group(1)


def test_going_on_later_mails_a_link_that_asks_for_the_address(client: Client, mailbox: Mailbox) -> None:
    base = begun(client)
    client.post(f"{base}plek/", PLACE | {"postcode": "half", "bewaar": ""})
    response = client.post(f"{base}bewaar/", {"email": EMAIL}, follow=True)
    assert "Je plan is bewaard" in response.text
    assert EMAIL in response.text
    link = mailed_link(mailbox)
    other = Client()

    asked = other.get(link)
    refused = other.post(link, {"email": "anders@example.org", "hervat": ""})
    opened = other.post(link, {"email": f" {EMAIL.upper()} ", "hervat": ""}, follow=True)

    assert "Geveltuinen" not in asked.text
    assert refused.status_code == 422
    assert heading(opened.text) == "Stap 2 van 5: de plek"
    assert 'value="half"' in opened.text


def test_a_new_link_ends_the_old_one(client: Client, mailbox: Mailbox) -> None:
    base = begun(client)
    client.post(f"{base}bewaar/", {"email": EMAIL})
    old = mailed_link(mailbox)
    here = client.get(START)["Location"].removesuffix("plan/")
    client.post(f"{here}bewaar/", {"email": EMAIL})
    new = mailed_link(mailbox)

    assert Client().get(old).status_code == 410
    assert Client().get(new).status_code == 200


def test_a_draft_ends_after_30_days(client: Client, mailbox: Mailbox, clock: time_machine.Coordinates) -> None:
    client.post(f"{begun(client)}bewaar/", {"email": EMAIL})
    link = mailed_link(mailbox)
    clock.shift(timedelta(days=30, seconds=1))

    assert Client().get(link).status_code == 410


def test_a_wrong_address_is_tried_five_times_at_most(client: Client, mailbox: Mailbox) -> None:
    client.post(f"{begun(client)}bewaar/", {"email": EMAIL})
    link, other = mailed_link(mailbox), Client()

    for number in range(5):
        assert other.post(link, {"email": f"a{number}@example.org", "hervat": ""}).status_code == 422
    assert other.post(link, {"email": EMAIL, "hervat": ""}).status_code == 429


def test_no_more_than_three_links_a_minute_and_nobody_can_tell(client: Client, mailbox: Mailbox) -> None:
    base = begun(client)
    for _turn in range(5):
        response = client.post(f"{base}bewaar/", {"email": EMAIL}, follow=True)
        base = response.redirect_chain[-1][0].removesuffix("bewaar/")
        assert "Je plan is bewaard" in response.text

    assert len(mailbox.queued) == 3


def test_a_broken_link_is_not_found(client: Client) -> None:
    response = client.get(f"{START}12-nietbestaand/plan/")

    assert response.status_code == 404
    assert "We kennen deze link niet." in response.text


def test_answers_of_the_draft_are_unreadable_in_the_database(client: Client) -> None:
    begun(client)

    assert "Geveltuinen" not in Draft.objects.get().data_encrypted
