"""The wijkthermometer as open data: JSON in whole cents, CSV in euro, kept by caches."""

import csv
import io
import json
from datetime import timedelta

import pytest
import time_machine

from django.http import HttpResponse
from django.test import Client

from wagtail.models import PageViewRestriction

from participation.codes import PotKind
from participation.models import PublicVersion, ThermometerPage
from participation.services import account
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import House, granted, make_house

pytestmark = pytest.mark.django_db
WIJK, CITY = "/wijken/zuid/wijkthermometer", "/wijkthermometer"


@pytest.fixture
def zuid() -> House:
    """Zuid with its pages; a plan of EUR 4,800 was granted, EUR 1,000 of it is paid."""
    house = make_house("zuid")
    make_tree(house.wijk)
    decision = granted(house, title="Groene gevels", name="Fatima El Idrissi")
    account.pay(decision=decision, amount_cents=100_000, by=house.wijkregisseur, now=NOW)
    account.allocate(year=2026, kind=PotKind.WIJKKANSEN, amount_cents=7_500_000, now=NOW)
    return house


def file(client: Client, path: str, **headers: str) -> HttpResponse:
    """The answer two days later."""
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        return client.get(path, headers=headers)


def rows(answer: HttpResponse) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_of_a_wijk_tells_total_pots_and_plans_in_cents(zuid: House, client: Client) -> None:
    answer = file(client, f"{WIJK}.json")
    data = json.loads(answer.content)

    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert (data["year"], data["as_of"], data["currency"], data["wijk"]) == (2026, "2026-11-22", "EUR", "zuid")
    assert data["total"] == {
        "budget_cents": 6_175_000,
        "spent_cents": 100_000,
        "committed_cents": 380_000,
        "reserved_cents": 0,
        "free_cents": 5_695_000,
    }
    assert [(pot["pot"], pot["budget_cents"]) for pot in data["pots"]] == [
        ("subsidy", 5_350_000),
        ("hand_money", 825_000),
    ]
    assert data["inhabitants"] is None
    (plan,) = data["initiatives"]
    assert (plan["title"], plan["state"], plan["spent_cents"], plan["committed_cents"]) == (
        "Groene gevels",
        "granted",
        100_000,
        380_000,
    )
    assert plan["page"].startswith("https://wijkplein.example.org/wijken/zuid/initiatieven/wp-2026-")


def test_the_file_of_the_city_tells_wijken_and_city_pots(zuid: House, client: Client) -> None:
    data = json.loads(file(client, f"{CITY}.json").content)

    assert [(row["wijk"], row["total"]["budget_cents"]) for row in data["wijken"]] == [("zuid", 6_175_000)]
    assert [(row["pot"], row["budget_cents"]) for row in data["city_pots"]] == [
        ("wijkkansen", 7_500_000),
        ("platform", 0),
    ]
    assert data["total"]["budget_cents"] == 13_675_000


def test_the_csv_of_a_wijk_has_a_row_for_total_pots_and_plans(zuid: House, client: Client) -> None:
    answer = file(client, f"{WIJK}.csv")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="wijkthermometer-zuid-2026.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfjaar;peildatum;wijk;")
    assert [(row["regel"], row["pot"], row["initiatief"], row["budget"], row["vrij"]) for row in rows(answer)] == [
        ("totaal", "", "", "61750,00", "56950,00"),
        ("pot", "subsidiebudget", "", "53500,00", "48700,00"),
        ("pot", "handgeld", "", "8250,00", "8250,00"),
        ("initiatief", "subsidiebudget", "Groene gevels", "", ""),
    ]
    assert (rows(answer)[3]["uitgegeven"], rows(answer)[3]["toegezegd"]) == ("1000,00", "3800,00")


def test_the_csv_of_the_city_ends_with_everything_together(zuid: House, client: Client) -> None:
    last = rows(file(client, f"{CITY}.csv"))[-1]

    assert (last["wijk"], last["regel"], last["budget"]) == ("Hilversum", "totaal", "136750,00")


def test_a_title_never_becomes_a_formula(zuid: House, client: Client) -> None:
    PublicVersion.objects.update(title='=HYPERLINK("http://evil.example")')

    assert rows(file(client, f"{WIJK}.csv"))[3]["initiatief"].startswith("'=HYPERLINK")


def test_a_plan_without_a_public_text_has_no_title_or_address(zuid: House, client: Client) -> None:
    PublicVersion.objects.update(is_public=False)

    (plan,) = json.loads(file(client, f"{WIJK}.json").content)["initiatives"]

    assert (plan["title"], plan["page"]) == ("zonder openbare tekst", None)


@pytest.mark.parametrize("path", [f"{WIJK}.json", f"{WIJK}.csv", f"{CITY}.json", f"{CITY}.csv"])
def test_no_file_holds_personal_data_or_a_cookie(zuid: House, client: Client, path: str) -> None:
    answer = file(client, path)

    assert answer.status_code == 200
    assert not answer.cookies and "Vary" not in answer.headers
    assert answer["Cache-Control"].startswith("public")
    assert answer["Access-Control-Allow-Origin"] == "*"
    for secret in ("Fatima", "example.org/mijn", "fatima@example.org", "1214AA", "Mede Werker"):
        assert secret.encode() not in answer.content


@pytest.mark.parametrize("path", [f"{WIJK}.json", f"{CITY}.csv"])
def test_what_did_not_change_is_not_sent_again(zuid: House, client: Client, path: str) -> None:
    etag = file(client, path)["ETag"]
    same = file(client, path, if_none_match=etag)
    account.allocate(year=2026, kind=PotKind.SUBSIDY, wijk=zuid.wijk, amount_cents=100, now=NOW)
    changed = file(client, path, if_none_match=etag)

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200 and changed["ETag"] != etag


@pytest.mark.parametrize("query", ["jaar=2019", "jaar=veel", "op=2026-11-23", "op=morgen"])
def test_a_machine_gets_no_other_figures_than_it_asked_for(zuid: House, client: Client, query: str) -> None:
    answer = file(client, f"{WIJK}.json?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content)["detail"]


def test_a_file_is_there_only_while_its_page_is(zuid: House, client: Client) -> None:
    city = ThermometerPage.objects.get(depth=3)
    PageViewRestriction.objects.create(page=city, restriction_type=PageViewRestriction.PASSWORD, password="x")
    ThermometerPage.objects.get(depth=5).unpublish()

    assert file(client, f"{CITY}.json").status_code == 404
    assert file(client, f"{WIJK}.json").status_code == 404
    assert file(client, "/wijken/bestaat-niet/wijkthermometer.json").status_code == 404


def test_only_reading_is_allowed(zuid: House, client: Client) -> None:
    assert client.post(f"{CITY}.json").status_code == 405
