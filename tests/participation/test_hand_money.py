"""Hand money: a receipt becomes a line in the books, for the wijkregisseur of the wijk alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms import triggers, virus
from cms.models import Role
from cms.uploads import clean_file
from participation import books
from participation.bookings import bookings
from participation.codes import PotKind
from participation.models import HandMoneyExpense, LedgerLine
from participation.services import account, hand_money, orphans, quarantine
from participation.services.audit_books import audit_books
from participation.services.errors import Forbidden, Refused
from tests.conftest import NOW
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import House, fill_pots, make_house
from tests.matrix.world import picture
from tests.participation.test_decide_screen import shown

SCREEN = "/beheer/te-behandelen/handgeld/"
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid, with EUR 8,250 of hand money."""
    return make_house()


def form(house: House, **changes: Any) -> dict[str, Any]:
    """What somebody fills in."""
    return {
        "wijk": house.wijk.pk,
        "sort": "aankoop",
        "what": "Plantjes voor de boomspiegels",
        "amount_cents": "48,75",
        "spent_on": "2026-11-18",
        "receipt": picture("bon.png"),
    } | changes


def spend(house: House, **changes: Any) -> HandMoneyExpense:
    """An expense of 48.75 euro."""
    given: dict[str, Any] = {
        "wijk": house.wijk,
        "sort": "aankoop",
        "what": "Plantjes",
        "amount_cents": 4875,
        "spent_on": TODAY,
        "receipt": clean_file(picture("bon.png")),
        "by": house.wijkregisseur,
        "now": NOW,
    }
    return hand_money.spend(**given | changes)


def hand_money_of(house: House) -> tuple[int, int]:
    """What was spent and what is free, in cents."""
    balance = books.balances(year=2026)[house.wijk.pk, PotKind.HAND_MONEY.value]
    return balance.spent_cents, balance.free_cents


def test_an_expense_is_spent_at_once_and_stands_on_the_thermometer(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    assert client.post(SCREEN, form(house)).status_code == 302

    assert hand_money_of(house) == (4_875, 820_125)
    named = [row.what for row in bookings(wijk=house.wijk, year=2026) if row.amount_cents == 4_875]
    assert named == ["Plantjes voor de boomspiegels"]
    (line,) = books.lines_of(wijk=house.wijk, year=2026)
    assert (line.title, line.status, line.path) == ("Kleine uitgaven", "betaald uit handgeld", "")
    assert (line.reserved_cents, line.committed_cents, line.spent_cents) == (0, 0, 4_875)
    screen = shown(client.get(SCREEN))
    assert "Plantjes voor de boomspiegels" in screen
    assert "€\u00a08.201,25" in screen
    assert audit_books().faults == ()


def test_its_receipt_is_for_staff_of_the_wijk_and_leaves_no_trace_of_its_name(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    client.post(SCREEN, form(house, receipt=picture("bon van Jan.png")))
    expense = HandMoneyExpense.objects.get()
    assert "Jan" not in expense.file.name
    given = client.get(f"{SCREEN}{expense.pk}/bon/")
    assert (given.status_code, given["Content-Type"]) == (200, "image/png")

    client.force_login(staff(Role.WIJKREGISSEUR, make_wijk("oost", "1221")))
    assert client.get(f"{SCREEN}{expense.pk}/bon/").status_code == 404
    assert client.post(f"{SCREEN}{expense.pk}/terug/").status_code == 404
    assert "Plantjes" not in shown(client.get(SCREEN))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"receipt": ""}, "Voeg een foto of PDF van de bon toe."),
        ({"receipt": SimpleUploadedFile("bon.png", b"geen foto", "image/png")}, "past niet bij de inhoud"),
        ({"amount_cents": "2000,01"}, "hoogstens €\u00a02.000"),
        ({"amount_cents": "0"}, "Vul een bedrag in van minstens"),
        ({"spent_on": "2026-11-21"}, "Deze dag is nog niet geweest."),
        ({"spent_on": "2024-11-21"}, "Voor 2024 staat er nog geen budget in de boeken."),
        ({"what": ""}, "Vul in waarvoor het was."),
        ({"sort": ""}, "Kies wat je betaalde."),
        ({"wijk": ""}, "Kies uit welk handgeld het komt."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_booked(
    client: Client, house: House, changes: dict[str, Any], words: str
) -> None:
    client.force_login(house.wijkregisseur)
    response = client.post(SCREEN, form(house, **changes))
    assert response.status_code == 422
    assert words in shown(response)
    if "what" not in changes:
        assert "Plantjes voor de boomspiegels" in shown(response)
    assert not HandMoneyExpense.objects.exists()
    assert not LedgerLine.objects.filter(kind="expense").exists()


def test_more_than_is_left_is_refused_to_the_cent(house: House) -> None:
    for _ in range(4):
        spend(house, amount_cents=200_000)
    assert hand_money_of(house) == (800_000, 25_000)
    with pytest.raises(Refused, match="nog €\u00a0250 vrij"):
        spend(house, amount_cents=25_001)
    spend(house, amount_cents=25_000)
    assert hand_money_of(house) == (825_000, 0)


def test_a_mistake_is_booked_back_once_and_stays_to_be_seen(client: Client, house: House) -> None:
    expense = spend(house)
    client.force_login(house.wijkregisseur)
    assert "Boek terug" in shown(client.get(SCREEN))
    client.post(f"{SCREEN}{expense.pk}/terug/")
    client.post(f"{SCREEN}{expense.pk}/terug/")

    assert hand_money_of(house) == (0, 825_000)
    rows = [(row.what, row.amount_cents) for row in bookings(wijk=house.wijk, year=2026)]
    assert rows[-2:] == [("Plantjes", 4_875), ("Plantjes", -4_875)]
    assert "Teruggeboekt" in shown(client.get(SCREEN))
    assert books.lines_of(wijk=house.wijk, year=2026) == []
    assert audit_books().faults == ()


def test_only_the_wijkregisseur_of_the_wijk_spends(client: Client, house: House) -> None:
    other = staff(Role.WIJKREGISSEUR, make_wijk("oost", "1221"))
    fill_pots(other.wijk_roles.get().wijk, 1, 100_000)
    for person in (other, house.wijkwethouder, house.voorzitter, house.griffie):
        with pytest.raises(Forbidden):
            spend(house, by=person)
    expense = spend(house)
    with pytest.raises(Forbidden):
        hand_money.take_back(expense=expense, by=other, now=NOW)

    client.force_login(other)
    assert client.post(SCREEN, form(house)).status_code == 422
    client.force_login(house.wijkwethouder)
    assert "Nieuwe uitgave" not in shown(client.get(SCREEN))
    assert client.post(SCREEN, form(house)).status_code == 403
    assert HandMoneyExpense.objects.count() == 1


def test_a_receipt_of_last_year_is_booked_in_that_year(house: House) -> None:
    account.allocate(year=2025, kind=PotKind.HAND_MONEY, wijk=house.wijk, amount_cents=10_000, now=NOW)
    line = spend(house, spent_on=date(2025, 12, 30)).line
    assert (line.pot.year.year, line.booked_on) == (2025, date(2025, 12, 31))
    assert hand_money_of(house) == (0, 825_000)


def test_a_receipt_that_turns_out_to_have_a_virus_goes_and_its_line_stays(
    client: Client, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    expense = spend(house)
    HandMoneyExpense.objects.update(is_quarantined=True)
    client.force_login(house.wijkregisseur)
    assert client.get(f"{SCREEN}{expense.pk}/bon/").status_code == 404
    assert "Wordt nog gescand" in shown(client.get(SCREEN))

    monkeypatch.setattr(virus, "is_on", lambda: True)
    monkeypatch.setattr(virus, "scan", lambda content, is_patient=False: virus.Verdict.FOUND)
    assert quarantine.rescan(now=NOW) == 1
    assert "er zat een virus in" in shown(client.get(SCREEN))
    assert hand_money_of(house) == (4_875, 820_125)


def test_the_sweep_of_files_leaves_receipts_alone(house: House) -> None:
    expense = spend(house)
    orphans.sweep(now=NOW.replace(year=2040))
    assert storages["private"].exists(expense.file.name)


@pytest.mark.django_db
def test_the_books_are_still_guarded() -> None:
    assert triggers.missing(connection) == []


def test_the_screen_costs_as_much_with_200_expenses(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(SCREEN)
        return len(queries)

    spend(house, amount_cents=1)
    count()
    few = count()
    for _ in range(199):
        spend(house, amount_cents=1)
    assert count() == few
