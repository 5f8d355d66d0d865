"""Who gets what at every address of the inbox, for the own wijk and another one (inbox.md section 10).

The codes are written by hand: 200 and 302 did it, 422 was let in and said what is missing, 403 may see the case but
not do this, 404 is not told that there is a case. "login" is sent to the sign-in page, "front" back to the front page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.test import Client

from cms.models import Role, User, WijkRole
from participation.admin.urls import urlpatterns
from participation.models import Submission
from tests.conftest import NOW
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.participation import House, in_review, make_house

LIST = "/beheer/te-behandelen/"
DAY = timedelta(days=1)
TODAY = NOW.date()

pytestmark = pytest.mark.once

# What is posted to each address: nothing but the version, and what a service can't do without.
POSTS: dict[str, dict[str, Any]] = {
    "tekst/": {},
    "plaatsen/": {},
    "weghalen/": {},
    "gegevens/": {"scope": "buurt"},
    "toewijzen/": {"to": ""},
    "eigenaar/": {"owner": ""},
    "labels/": {},
    "gelezen/": {},
    "concept/": {},
    "criterium/1/": {"verdict": "ja", "note": "Ja."},
    "steun/openen/": {"areas": "1214"},
    "steun/sluiten/": {"reason": "anders"},
    "status/advice/": {},
    "bericht/": {"text": "Dag."},
    "notitie/": {"text": "Let op."},
    "aanvraag/": {"asked_cents": "4800"},
    "besluit/plaatsen/": {},
    "besluit/weghalen/": {},
    "advies/": {"giver": "wijkregisseur", "is_positive": "ja", "text": "Doen."},
    "verlengen/": {"until": "2027-02-01", "text": "We zoeken iets uit."},
    "ingebreke/": {"received_on": "2026-11-20"},
    "gebeld/": {"called_on": "2026-11-20"},
    "contact/": {},
    "voorstel/": {"outcome": "grant", "amount_cents": "4800", "letter_text": "Dag."},
    "akkoord/": {"is_agreed": "ja"},
    "uitkomst/": {"outcome": "grant", "amount_cents": "4800", "letter_text": "Dag.", "body": "college"},
    "uitvoering/deal/": {"municipality_does": "Bakken.", "neighbours_do": "Planten.", "contact": "wijkregisseur"},
    "uitvoering/deal/vastleggen/": {},
    "uitvoering/deal/akkoord/": {"which": "1"},
    "uitvoering/tegel/": {"on": "2026-11-19"},
    "uitvoering/afspraak/": {"title": "Planten", "due_on": "2027-03-01", "who": "neighbours", "sort": "work"},
    "uitvoering/afspraak/stand/": {"which": "1", "to": "done"},
    "uitvoering/foto/": {"which": "1", "is_public": "ja", "alt": "Een bank."},
    "uitvoering/verhaal/": {"is_public": "ja", "public_text": "Het ging goed."},
    "uitvoering/voorbeeld/": {"is_example": "ja", "why": "Begin klein."},
    "uitvoering/regel/": {"which": "1", "is_ok": "ja"},
    "uitvoering/verantwoordingsdag/": {"due_on": "2027-03-01"},
    "betaling/akkoord/": {"which": "1", "is_agreed": "ja"},
    "betaling/": {"amount_cents": "10"},
    "vrijval/": {"amount_cents": "10", "reason": "anders"},
    "vaststelling/": {"spent_cents": "10"},
    "terugvordering/": {"amount_cents": "10"},
    "steun/bewijs/": {"kind": "survey", "text": "Veel steun."},
    "steun/bewijs/weg/": {"proof": "0"},
    "steun/kaart/": {"channel": "paper"},
    "steun/kaart/terug/": {},
    "steun/organisatie/": {"support": "0"},
    "vragen/doorsturen/": {"question": "0", "public_text": "Mag dit?"},
    "vragen/antwoorden/": {"question": "0", "public_text": "Mag dit?", "public_answer": "Ja."},
    "vragen/plaatsen/": {"question": "0", "public_text": "Mag dit?", "public_answer": "Ja."},
    "vragen/weigeren/": {"question": "0", "reason": "spam"},
}
BESIDE = {"kolommen", "weergaven", "weergavenweg", "aantallen", "samen", "bestanden"}
BESIDE |= {
    "brieven",
    "brievenprinten",
    "brievenverstuurd",
    "brievenbrief.<slug:kind>",
    "handgeld",
    "handgeldbon",
    "handgeldterug",
}
# The screen of a plan that goes on, with its photographs and receipts: they have no form.
RUNNING = {"uitvoering", "uitvoeringfotos", "uitvoeringbonnen"}
# A case in behandeling, of EUR 4,800, that was applied for: there is nothing to publish, sign, pay or answer yet, and
# it seeks no support.
HANDLES: dict[str, int] = {
    "tekst/": 422,
    "plaatsen/": 422,
    "weghalen/": 422,
    "gegevens/": 302,
    "toewijzen/": 302,
    "eigenaar/": 302,
    "labels/": 302,
    "gelezen/": 302,
    # It is a plan, and no activity for the calendar.
    "concept/": 422,
    "criterium/1/": 302,
    "steun/openen/": 422,
    "steun/sluiten/": 422,
    "status/advice/": 302,
    "bericht/": 302,
    "notitie/": 302,
    "aanvraag/": 422,
    # Extending can be done while the term runs; being late can't be said yet.
    "besluit/plaatsen/": 422,
    "besluit/weghalen/": 422,
    # Nothing is decided on yet that asks for advice.
    "advies/": 422,
    "verlengen/": 302,
    "ingebreke/": 422,
    "gebeld/": 302,
    "contact/": 200,
    "voorstel/": 422,
    "akkoord/": 409,
    "uitkomst/": 403,
    "uitvoering/deal/": 302,
    "uitvoering/deal/vastleggen/": 422,
    "uitvoering/deal/akkoord/": 422,
    "uitvoering/tegel/": 422,
    "uitvoering/afspraak/": 302,
    "uitvoering/afspraak/stand/": 422,
    "uitvoering/foto/": 422,
    "uitvoering/verhaal/": 422,
    "uitvoering/voorbeeld/": 422,
    "uitvoering/regel/": 422,
    "uitvoering/verantwoordingsdag/": 422,
    # There is no payment that waits for this person's role.
    "betaling/akkoord/": 403,
    "betaling/": 422,
    "vrijval/": 422,
    "vaststelling/": 422,
    "terugvordering/": 422,
    "steun/bewijs/": 302,
    "steun/bewijs/weg/": 422,
    "steun/kaart/": 422,
    "steun/kaart/terug/": 422,
    "steun/organisatie/": 422,
    "vragen/doorsturen/": 422,
    "vragen/antwoorden/": 422,
    "vragen/plaatsen/": 422,
    "vragen/weigeren/": 422,
}
READS = dict.fromkeys(POSTS, 403)
DECIDES = READS | {"notitie/": 302, "akkoord/": 409}
OUTSIDE: dict[str, int | str] = dict.fromkeys(POSTS, 404)
CLOSED: dict[str, int | str] = dict.fromkeys(POSTS, "login")

# Per persona: the list, the case of the own wijk and of another, and what each form answers for both.
EXPECTED: dict[str, tuple[int | str, int | str, int | str, dict, dict]] = {
    "wijkregisseur": (200, 200, 404, HANDLES, OUTSIDE),
    "vervanger vandaag": (200, 200, 404, HANDLES, OUTSIDE),
    "vervanger tot gisteren": ("login", "login", "login", CLOSED, CLOSED),
    "vervanger vanaf morgen": ("login", "login", "login", CLOSED, CLOSED),
    "wijkwethouder": (200, 200, 404, DECIDES, OUTSIDE),
    "voorzitter": (200, 200, 404, DECIDES, OUTSIDE),
    "wethouder": (200, 200, 200, DECIDES, DECIDES),
    "teammanager": (200, 200, 200, READS, READS),
    "griffie": (200, 200, 200, READS | {"uitkomst/": 422}, READS | {"uitkomst/": 422}),
    "balie": (200, 200, 200, READS | {"contact/": 200}, READS | {"contact/": 200}),
    "privacy": (200, 200, 200, READS, READS),
    "auditor": (200, 200, 200, READS, READS),
    "adviseur": (404, 404, 404, OUTSIDE, OUTSIDE),
    "techniek": (404, 404, 404, OUTSIDE, OUTSIDE),
    "redacteur": (404, 404, 404, OUTSIDE, OUTSIDE),
    "uit dienst": ("login", "login", "login", CLOSED, CLOSED),
    "zonder rol": ("login", "login", "login", CLOSED, CLOSED),
    "beheerder": (200, 200, 200, HANDLES | {"akkoord/": 403}, HANDLES | {"akkoord/": 403}),
    "anoniem": ("login", "login", "login", CLOSED, CLOSED),
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


def deputy(house: House, first: Any, last: Any) -> User:
    """Somebody who stands in for the wijkregisseur of Zuid for some days."""
    absent = WijkRole.objects.get(user=house.wijkregisseur)
    return staff(Role.WIJKREGISSEUR, house.wijk, deputy_for=absent, valid_from=first, valid_until=last)


def editor() -> User:
    """Somebody who edits pages and has no role: a group with admin access."""
    group = Group.objects.create(name="redactie")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    person = UserFactory()
    person.groups.add(group)
    return person


def persona(name: str, house: House) -> User | None:
    """The account of a persona; None is nobody."""
    if name in ("wijkregisseur", "wijkwethouder", "voorzitter", "griffie"):
        return getattr(house, name)
    if name in Role.values:
        return staff(name)
    makers = {
        "vervanger vandaag": lambda: deputy(house, TODAY, TODAY),
        "vervanger tot gisteren": lambda: deputy(house, TODAY - 9 * DAY, TODAY - DAY),
        "vervanger vanaf morgen": lambda: deputy(house, TODAY + DAY, TODAY + 9 * DAY),
        "redacteur": editor,
        "uit dienst": lambda: staff(Role.WIJKREGISSEUR, house.wijk, user=UserFactory(is_active=False)),
        "zonder rol": UserFactory,
        "beheerder": lambda: UserFactory(is_superuser=True),
        "anoniem": lambda: None,
    }
    return makers[name]()


def answer(response: Any) -> int | str:
    """The status, or where somebody without a way in is sent."""
    where = response.get("Location", "")
    if response.status_code == 302 and where.startswith("/beheer/login/"):
        return "login"
    return "front" if response.status_code == 302 and where == "/beheer/" else response.status_code


def tried(client: Client, case: Submission) -> dict[str, int | str]:
    """Every form posted to a case as it is, each time taking back what it did."""
    found: dict[str, int | str] = {}
    for action, data in POSTS.items():
        with transaction.atomic():
            given = {"version": case.version, **data}
            if action == "gegevens/":
                given["wijk"] = case.wijk_id
            found[action] = answer(client.post(f"{LIST}{case.pk}/{action}", given))
            transaction.set_rollback(True)
    return found


def test_every_address_of_the_inbox_is_tried() -> None:
    tried_names = {"".join(part for part in action.split("/") if not part.isdigit()) for action in POSTS}
    names = {"".join(part for part in str(route.pattern).split("/") if "<" not in part) for route in urlpatterns}
    # The list and what stands beside it are tried in tests/matrix; the screen and a picture have no form; a step names
    # its state in the address.
    assert names - {"", "bijlagen", "status", *RUNNING, *BESIDE} == tried_names - {"statusadvice"}
    assert set(Role.values) <= {name.split()[0] for name in EXPECTED}


@pytest.mark.django_db
@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_persona_gets(client: Client, name: str) -> None:
    house = make_house()
    own = in_review(house)
    other_house = make_house("oost")
    make_wijk("oost", "1221")
    other = in_review(other_house, postcode="1221AA", email="ander@example.org")
    listed, on_own, on_other, posts_own, posts_other = EXPECTED[name]
    person = persona(name, house)
    if person:
        client.force_login(person)

    assert answer(client.get(LIST)) == listed
    assert answer(client.get(f"{LIST}{own.pk}/")) == on_own
    assert answer(client.get(f"{LIST}{other.pk}/")) == on_other
    assert answer(client.get(f"{LIST}{10**9}/")) == (404 if on_own != "login" else "login")
    assert tried(client, own) == posts_own
    assert tried(client, other) == posts_other


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["wijkwethouder", "auditor", "griffie", "balie"])
def test_a_reader_is_shown_no_form_that_he_or_she_may_not_use(client: Client, name: str) -> None:
    house = make_house()
    case = in_review(house)
    client.force_login(persona(name, house))
    page = client.get(f"{LIST}{case.pk}/").content.decode().split("<main")[1]

    used = {"wijkwethouder": ["notitie/"], "auditor": [], "griffie": [], "balie": ["contact/"]}[name]
    shown = [action for action in POSTS if f'action="{LIST}{case.pk}/{action}"' in page]
    assert shown == used


@pytest.mark.django_db
def test_a_case_without_a_wijk_is_for_every_wijkregisseur_and_who_sees_the_city(client: Client) -> None:
    house = make_house()
    case = in_review(house)
    Submission.objects.filter(pk=case.pk).update(wijk=None)
    people = (
        (house.wijkregisseur, 200),
        (house.wijkwethouder, 404),
        (house.voorzitter, 404),
        (house.griffie, 200),
        (UserFactory(is_superuser=True), 200),
    )
    for person, code in people:
        client.force_login(person)
        assert client.get(f"{LIST}{case.pk}/").status_code == code
