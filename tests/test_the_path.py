"""One plan through every floor, by clicks alone: from the first words to the thermometer (both databases).

A resident makes a plan known, the wijkregisseur publishes it, neighbours support it, two people decide, and the
household book of the wijk shows it.
"""

import re
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag

from django.core.management import call_command
from django.test import Client

from cms.models import Role, User, Wijk
from participation.models import Submission
from tests.factories.cms import staff

MONDAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TITLE = "Watertappunt bij de speeltuin"


class Person:
    """Somebody with a browser: opens pages, finds a form by its button, fills in what they see, and sends it."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        if user:
            self.client.force_login(user)
        self.page = BeautifulSoup()
        self.status = 0
        self.path = ""

    def open(self, path: str) -> "Person":
        return self._seen(self.client.get(path.replace("https://wijkplein.example.org", ""), follow=True))

    def _seen(self, response) -> "Person":
        self.status = response.status_code
        self.path = response.request["PATH_INFO"]
        self.page = BeautifulSoup(response.content, "html.parser")
        return self

    def press(self, button: str, fields: dict[str, str] | None = None) -> "Person":
        """Fill fields by their visible label and press the button with this text."""
        pressed = next(found for found in self.page.find_all("button") if button in found.get_text(" ", strip=True))
        form = pressed.find_parent("form")
        data = self._values(form) | {self._named(form, label): value for label, value in (fields or {}).items()}
        if pressed.get("name"):
            data[pressed["name"]] = pressed.get("value", "")
        return self._seen(self.client.post(form.get("action") or self.path, data, follow=True))

    def _named(self, form: Tag, label: str) -> str:
        found = next(found for found in form.find_all("label") if found.get_text(" ", strip=True).startswith(label))
        return form.find(id=found["for"])["name"]

    def _values(self, form: Tag) -> dict[str, str]:
        """What the form holds before anything is filled in."""
        values = {}
        for control in form.find_all(["input", "textarea", "select"]):
            name, kind = control.get("name"), control.get("type", "")
            if not name or kind == "file" or (kind in ("radio", "checkbox") and not control.has_attr("checked")):
                continue
            if control.name == "textarea":
                values[name] = control.get_text().removeprefix("\n")
            elif control.name == "select":
                chosen = control.find("option", selected=True) or control.find("option")
                values[name] = chosen.get("value", "") if chosen else ""
            else:
                values[name] = control.get("value", "")
        return values

    def reads(self, words: str) -> bool:
        text = re.sub(r"\s+", " ", self.page.get_text(" "))
        return words in text


@pytest.fixture
def town(site):
    """Hilversum, laid out on an empty database by the command an administrator would use."""
    call_command("setup_municipality", stdout=StringIO())
    return {wijk.slug: wijk for wijk in Wijk.objects.all()}


def neighbour_supports(mailbox, address: str, number: int) -> None:
    """A neighbour supports the plan and confirms by mail."""
    person = Person().open(address)
    link = person.page.find("a", string=re.compile("Steun dit plan")) or person.page.find(
        "a", href=re.compile("steunen/$")
    )
    person.open(link["href"])
    email = f"buur{number}@example.org"
    postcode = ("1214 AA", "1214 AB", "1214 AC", "1214 AD", "1214 AE")[number % 5]
    answers = {"Je e-mailadres": email, "Postcode": postcode, "Huisnummer": str(number + 1)}
    person.press("Ik steun dit plan", answers)
    assert person.reads("Kijk in je mail")
    mailbox.deliver(datetime.now(UTC))
    body = mailbox.to(email)[-1].body
    person.open(re.search(r"https://\S+/steun/bevestig/\S+", body)[0]).press("Bevestig")
    assert person.status == 200


def test_one_plan_goes_all_the_way(town, mailbox):
    zuid = town["zuid"]
    regisseur = Person(staff(Role.WIJKREGISSEUR, zuid))
    wethouder = Person(staff(Role.WIJKWETHOUDER, zuid))
    of_centrum = Person(staff(Role.WIJKREGISSEUR, town["centrum"]))
    with time_machine.travel(MONDAY, tick=False) as clock:
        resident = Person().open("/start/")
        clock.shift(60)
        resident.press(
            "Verstuur je plan",
            {
                "Wat wil je doen?": f"{TITLE}. Kinderen hebben dorst na het spelen.",
                "Waar?": "Speeltuin aan de Taludweg, 1214 AB",
                "Hoe bereiken we je?": "nadia@example.org",
            },
        )
        assert "/start/ontvangen/" in resident.path
        case = Submission.objects.get()
        assert resident.reads(case.reference)
        assert case.wijk == zuid
        assert not case.is_suspicious

        mailbox.deliver(datetime.now(UTC))
        confirm = re.search(r"https://\S+/bevestig/\S+", mailbox.to("nadia@example.org")[-1].body)[0]
        resident.open(confirm).press("Bevestig")
        assert resident.path.startswith("/mijn-plan/")

        screen = f"/beheer/te-behandelen/{case.pk}/"
        assert of_centrum.open(screen).status == 404
        assert regisseur.open("/beheer/te-behandelen/").reads(case.reference)

        clock.move_to(datetime(2026, 10, 6, 9, 0, tzinfo=UTC))
        regisseur.open(screen)
        press_step(regisseur, screen, "in_review")
        case.refresh_from_db()
        assert case.state == "in_review"
        send(regisseur, screen, "gegevens/", scope="buurt", asked_cents="4.800")
        for criterion in range(1, 6):
            send(regisseur, screen, f"criterium/{criterion}/", verdict="ja", note="Dat is in orde.")
        send(
            regisseur,
            screen,
            "tekst/",
            title=TITLE,
            summary="Schoon drinkwater bij de speeltuin.",
            body="Bij de speeltuin komt een kraan met drinkwater.",
        )
        send(regisseur, screen, "plaatsen/")
        send(regisseur, screen, "steun/openen/")
        case.refresh_from_db()
        assert case.state == "gathering_support"

        address = f"/wijken/zuid/initiatieven/{case.reference.lower()}-watertappunt-bij-de-speeltuin/"
        for number in range(25):
            neighbour_supports(mailbox, address, number)
        assert Person().open(address).reads("25 van 25 buren")

        clock.move_to(datetime(2026, 10, 20, 9, 0, tzinfo=UTC))
        resident.open(f"{resident.path}aanvragen/").press("Vraag het geld aan")
        case.refresh_from_db()
        assert case.is_application

        send(regisseur, screen, "steun/sluiten/", reason="anders")
        press_step(regisseur, screen, "to_decide")
        send(
            regisseur,
            screen,
            "voorstel/",
            outcome="grant",
            amount_cents="4800",
            letter_text="Jullie plan gaat door.",
            public_text="Dit plan gaat door.",
        )
        case.refresh_from_db()
        assert case.state == "to_decide"
        assert thermometer(zuid) == (6_175_000, 480_000, 0, 5_695_000)
        mailbox.deliver(datetime.now(UTC))

        send(wethouder, screen, "akkoord/", is_agreed="ja")
        case.refresh_from_db()
        assert case.state == "granted"
        assert thermometer(zuid) == (6_175_000, 0, 480_000, 5_695_000)
        assert Person().open("/wijken/zuid/wijkthermometer/").reads("€ 56.950")
        assert Person().open(address).reads("Gaat door")
        mailbox.deliver(datetime(2026, 10, 20, 9, 1, tzinfo=UTC))
        assert "Jullie plan gaat door." in mailbox.to("nadia@example.org")[-1].body


def form_with_action(person: Person, action: str) -> Tag:
    return next(form for form in person.page.find_all("form") if (form.get("action") or "").endswith(action))


def send(person: Person, screen: str, action: str, **fields: str) -> None:
    """Open the working screen and send the form with this action, filling fields by the end of their names."""
    person.open(screen)
    form = form_with_action(person, action)
    data = person._values(form)
    for end, value in fields.items():
        controls = form.find_all(attrs={"name": re.compile(rf"(^|-){end}$")})
        assert controls, f"{action} has no field {end}"
        data[controls[0]["name"]] = value
    person._seen(person.client.post(form["action"], data, follow=True))
    assert person.status == 200, person.page.get_text(" ", strip=True)[:3000]


def press_step(person: Person, screen: str, state: str) -> None:
    send(person, screen, f"status/{state}/")


def thermometer(wijk: Wijk) -> tuple[int, int, int, int]:
    """Budget, reserved, promised and free of a wijk in cents, from its public file."""
    found = Client().get(f"/wijken/{wijk.slug}/wijkthermometer.json").json()["total"]
    return (found["budget_cents"], found["reserved_cents"], found["committed_cents"], found["free_cents"])
