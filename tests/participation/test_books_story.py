"""The books of a year, through the screens alone, beside a spreadsheet made by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.test import Client

from cms.models import Role
from participation.models import Decision, LedgerLine, PaymentRequest, Pot, Submission
from participation.services.audit_books import audit_books
from tests.conftest import NOW
from tests.factories.cms import UserFactory, staff
from tests.factories.pages import make_tree
from tests.factories.participation import House, make_house, to_decide
from tests.matrix.world import picture
from tests.participation.test_decide_screen import LETTER, address, post

BUDGET = "/beheer/budget/2026/"
COLLEGE = {"decided_on": "2026-07-01", "number": "C26-101", "why": "Oost doet in het najaar meer dan gedacht."}
# In euro, as a sheet has it: budget, spent, promised, reserved, free. Table 1 gives Zuid and Oost 53,500 and 8,250.
# The council gave Oost 50,000 once (amendment), and the college moved 50,000 from Zuid to Oost. Zuid then granted a
# plan 4,800 after consultation, of which 3,000 was paid, and spent 48.75 of hand money. Oost's 8,250 of hand money
# went along to the next year.
SHEET = """
zuid  totaal      11750,00   3048,75   1800,00   0,00     6901,25
zuid  subsidy      3500,00   3000,00   1800,00   0,00    -1300,00
zuid  hand_money   8250,00     48,75      0,00   0,00     8201,25
oost  totaal     153500,00      0,00      0,00   0,00   153500,00
oost  subsidy    153500,00      0,00      0,00   0,00   153500,00
oost  hand_money      0,00      0,00      0,00   0,00        0,00
stad  wijkkansen  75000,00      0,00      0,00   0,00    75000,00
stad  platform    50000,00      0,00      0,00   0,00    50000,00
stad  totaal     290250,00   3048,75   1800,00   0,00   285401,25
"""
COLUMNS = ("budget_cents", "spent_cents", "committed_cents", "reserved_cents", "free_cents")
POT_WORDS = {
    "subsidiebudget": "subsidy",
    "handgeld": "hand_money",
    "bijzondere wijkkansen": "wijkkansen",
    "digitaal platform": "platform",
    "": "totaal",
}


def sheet() -> dict[tuple[str, str], tuple[str, ...]]:
    """The spreadsheet, by where and what."""
    rows = [line.split() for line in SHEET.strip().splitlines()]
    return {(where, what): tuple(cells) for where, what, *cells in rows}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def houses(db: None) -> tuple[House, House]:
    """Zuid and Oost with their people and their pages, and no money yet."""
    zuid, oost = (make_house(slug, subsidy_cents=0, hand_money_cents=0) for slug in ("zuid", "oost"))
    make_tree(zuid.wijk, oost.wijk)
    return zuid, oost


def send(client: Client, path: str, **typed: Any) -> None:
    """One screen of the budget, as it stands now."""
    newest = LedgerLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    response = client.post(path, {"last_line": newest, **typed})
    assert response.status_code == 302, response.content.decode()[-3000:]


def test_a_year_of_decisions_agrees_with_the_sheet(client: Client, houses: tuple[House, House]) -> None:
    zuid, oost = houses
    admin = Client()
    admin.force_login(UserFactory(is_superuser=True, is_staff=True))
    table_1 = {f"{kind}_{house.wijk.pk}": cents for house in houses for kind, cents in _TABLE_1}
    send(admin, BUDGET, reason="tabel 1", wijkkansen="75.000", platform="50.000", **table_1)
    send(admin, BUDGET, reason="A21-182", **{f"subsidy_{oost.wijk.pk}": "50.000"})
    move = {"from_1": pot(zuid, "subsidy"), "to_1": pot(oost, "subsidy"), "cents_1": "50.000"}
    send(admin, f"{BUDGET}herverdelen/", **COLLEGE, **move)

    case = to_decide(zuid, asked_cents=480_000)
    client.force_login(zuid.wijkregisseur)
    grant = {"outcome": "grant", "amount_cents": "4.800", "pot_kind": "subsidy", **LETTER}
    assert post(client, case, "voorstel/", **grant).status_code == 422
    asked = {"consulted": [staff(Role.TEAMMANAGER).pk], "consulted_on": NOW.date().isoformat()}
    assert post(client, case, "voorstel/", **asked, **grant).status_code == 302
    client.force_login(zuid.wijkwethouder)
    assert post(client, case, "akkoord/", is_agreed="ja").status_code == 302
    assert Decision.objects.get().is_consulted
    client.force_login(zuid.wijkregisseur)
    assert post(client, case, "betaling/", amount_cents="3.000").status_code == 302
    client.force_login(zuid.wijkwethouder)
    asked = PaymentRequest.objects.get()
    assert post(client, case, "betaling/akkoord/", which=asked.pk, is_agreed="ja").status_code == 302
    client.force_login(zuid.wijkregisseur)
    bought = {"sort": "aankoop", "what": "Verf", "amount_cents": "48,75", "spent_on": "2026-11-19"}
    receipt = client.post(
        "/beheer/te-behandelen/handgeld/", {"wijk": zuid.wijk.pk, "receipt": picture("bon.png"), **bought}
    )
    assert receipt.status_code == 302
    # The half-yearly decision has a number of its own for what goes along.
    send(admin, f"{BUDGET}overloop/", **COLLEGE | {"number": "C26-190"}, **{f"pot_{pot(oost, 'hand_money')}": "8.250"})

    assert from_json(client, houses) == sheet()
    assert from_csv(client, houses) == sheet()
    next_year = json.loads(client.get("/wijken/oost/wijkthermometer.json?jaar=2027").content)
    assert {row["pot"]: row["budget_cents"] for row in next_year["pots"]} == {"subsidy": 0, "hand_money": 825_000}
    page = client.get("/wijken/zuid/wijkthermometer/?boekingen=ja").content.decode()
    for words in (
        "€\u00a011.750",
        "€\u00a06.901,25",
        "Verf",
        "Besluit C26-101 van 1 juli 2026",
        "Oost doet in het najaar",
    ):
        assert words in page, words
    assert audit_books().faults == ()
    assert Submission.objects.get(pk=case.pk).state == "granted"
    assert client.get(address(case)).status_code == 200


_TABLE_1 = (("subsidy", "53.500"), ("hand_money", "8.250"))


def pot(house: House, kind: str) -> int:
    """The number of a pot of this year."""
    return Pot.objects.get(wijk=house.wijk, kind=kind, year__year=2026).pk


def euro(cents: int) -> str:
    """Cents as the sheet has them."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"


def from_json(client: Client, houses: tuple[House, House]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What the open data of the city and of both wijken say; these must agree with one another."""
    city = json.loads(client.get("/wijkthermometer.json").content)
    found = {("stad", "totaal"): city["total"]} | {("stad", row["pot"]): row for row in city["city_pots"]}
    for wijk in city["wijken"]:
        own = json.loads(client.get(f"/wijken/{wijk['wijk']}/wijkthermometer.json").content)
        assert (own["total"], own["pots"]) == (wijk["total"], wijk["pots"])
        found |= {(wijk["wijk"], "totaal"): wijk["total"]} | {(wijk["wijk"], row["pot"]): row for row in wijk["pots"]}
    return {key: tuple(euro(row[name]) for name in COLUMNS) for key, row in found.items()}


def from_csv(client: Client, houses: tuple[House, House]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What the file of the city says, as a spreadsheet opens it."""
    slugs = {house.wijk.name: house.wijk.slug for house in houses}
    text = client.get("/wijkthermometer.csv").content.decode("utf-8-sig")
    return {
        (slugs.get(row["wijk"], "stad"), POT_WORDS[row["pot"]]): tuple(
            row[name] for name in ("budget", "uitgegeven", "toegezegd", "gereserveerd", "vrij")
        )
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
    }
