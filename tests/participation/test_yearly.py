"""The yearly report: every figure worked out by hand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import User
from participation import yearly
from participation.models import Category, ClosingAnswers, Decision, EvaluationAnswer, Submission, SupportCampaign
from participation.services import account
from tests.conftest import NOW
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree
from tests.factories.participation import House, gathering, granted, make_house, make_submission
from tests.participation.test_decide_screen import shown


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(db: None) -> House:
    """Zuid with EUR 61,750, and Oost without anything; both have a wijkthermometer."""
    found = make_house()
    make_tree(found.wijk, make_wijk("oost", "1221"))
    return found


def plan(house: House, **columns: object) -> Submission:
    """A plan that came in now, with these columns set."""
    made = make_submission(house, email=f"i{Submission.objects.count()}@example.org")
    Submission.objects.filter(pk=made.pk).update(**columns)
    return made


def read(house: House | None, year: int = 2026) -> yearly.Report:
    return yearly.report(year, wijk=house.wijk if house else None, now=NOW)


def test_plans_are_counted_by_what_became_of_them_and_by_subject(house: House) -> None:
    green = Category.objects.create(name="Groen", slug="groenig")
    for state, subject in (
        ("in_review", green),
        ("executing", green),
        ("completed", None),
        ("rejected", green),
        ("withdrawn", None),
        ("spam", green),
        ("merged", green),
    ):
        plan(house, state=state, category=subject)
    found = read(house)

    assert found.plans == 5
    assert [(row.what, row.count, row.percent) for row in found.results] == [
        ("Klaar", 1, 20),
        ("Gaat door", 1, 20),
        ("Loopt nog", 1, 20),
        ("Kreeg geen geld", 1, 20),
        ("Gestopt of ingetrokken", 1, 20),
    ]
    assert [(row.what, row.count, row.percent) for row in found.subjects] == [
        ("Groen", 3, 60),
        ("Zonder onderwerp", 2, 40),
    ]


@pytest.mark.parametrize(
    ("received_at", "is_in"),
    [
        # 22.30 UTC on New Year's Eve is 23.30 uur in Hilversum, still the old year; an hour later it is not.
        ("2025-12-31T22:30:00+00:00", False),
        ("2025-12-31T23:30:00+00:00", True),
        ("2026-12-31T22:30:00+00:00", True),
        ("2026-12-31T23:30:00+00:00", False),
    ],
)
def test_a_year_is_a_year_in_hilversum(house: House, received_at: str, is_in: bool) -> None:
    plan(house, received_at=datetime.fromisoformat(received_at))
    assert read(house).plans == int(is_in)


def test_an_answer_is_on_time_until_the_end_of_the_promised_day(house: House) -> None:
    promised = date(2026, 11, 10)
    late = datetime.fromisoformat("2026-11-10T23:30:00+00:00")  # 00.30 uur on the 11th
    in_time = datetime.fromisoformat("2026-11-10T22:30:00+00:00")  # 23.30 uur on the 10th
    plan(house, answer_due_on=promised, answered_at=in_time)
    plan(house, answer_due_on=promised, answered_at=late)
    plan(house, answer_due_on=promised, answered_at=None)
    plan(house, answer_due_on=date(2026, 11, 20), answered_at=None)  # has until tonight
    found = read(house).answered

    assert (found.count, found.of, found.percent) == (1, 3, 33)


def test_decisions_of_the_year_with_their_term_and_their_money(house: House) -> None:
    first, second = (granted(house, asked_cents=480_000, email=f"g{number}@example.org") for number in range(2))
    plan_without_term = granted(house, asked_cents=150_000, email="g3@example.org")
    Submission.objects.filter(pk=first.submission_id).update(decide_due_on=date(2026, 11, 20))
    Submission.objects.filter(pk=second.submission_id).update(decide_due_on=date(2026, 11, 19))
    Submission.objects.filter(pk=plan_without_term.submission_id).update(decide_due_on=None)
    account.pay(decision=first, amount_cents=300_000, by=None, now=NOW)
    found = read(house)

    assert (found.decided.count, found.decided.of) == (1, 2)
    assert (found.granted, found.rejected, found.granted_cents) == (3, 0, 1_110_000)
    # 61,750 less what was promised (4,800 + 4,800 + 1,500); 3,000 of it was paid.
    assert (found.balance.budget_cents, found.balance.spent_cents) == (6_175_000, 300_000)
    assert (found.balance.committed_cents, found.balance.free_cents) == (810_000, 5_065_000)
    Decision.objects.filter(pk=second.pk).update(decided_at=NOW - timedelta(days=365))
    assert read(house).granted == 2


def test_support_counts_once_its_time_is_over(house: House) -> None:
    enough, short, running = (gathering(house, email=f"s{number}@example.org") for number in range(3))
    past = NOW - timedelta(days=2)
    for case, columns in (
        (enough, {"closed_at": past, "inside_count": 30, "outside_count": 4, "concern_count": 1}),
        (short, {"closes_at": past, "inside_count": 3}),
        (running, {"inside_count": 100}),
    ):
        SupportCampaign.objects.filter(submission=case).update(**columns)
    found = read(house).support
    assert SupportCampaign.objects.get(submission=enough).reached_percent >= 100

    assert (found.plans.count, found.plans.of, found.supporters, found.concerns) == (1, 2, 37, 1)


def test_the_wijken_add_up_to_the_city(house: House) -> None:
    other = make_house("oost", subsidy_cents=100_000, hand_money_cents=0)
    plan(house)
    plan(house)
    plan(other)
    found = read(None)

    assert found.plans == 3
    assert [(str(row.wijk), row.plans) for row in found.per_wijk] == [("Zuid", 2), ("Oost", 1)]
    assert found.balance.budget_cents == 6_275_000
    assert sum(row.balance.budget_cents for row in found.per_wijk) == 6_275_000


def test_the_page_of_an_empty_year_says_so_and_has_no_bars(client: Client, house: House) -> None:
    response = client.get("/wijken/oost/jaarverslag/2026/")
    assert response.status_code == 200
    text = shown(response)
    for words in (
        "In 2026 kwamen er <strong>0</strong> plannen van bewoners binnen.",
        "Er was nog geen eerste antwoord nodig.",
        "Er was geen budget.",
        "Dit jaar loopt nog. De cijfers zijn van 20 november 2026.",
    ):
        assert words in text
    assert "Zo staan de plannen ervoor" not in text


def test_page_and_file_say_the_same(client: Client, house: House) -> None:
    plan(house, state="completed", answered_at=NOW)
    account.pay(decision=granted(house, asked_cents=150_000), amount_cents=50_000, by=None, now=NOW)
    page = shown(client.get("/wijken/zuid/jaarverslag/2026/"))
    assert "In 2026 kwamen er <strong>2</strong> plannen van bewoners binnen." in page
    assert "Toegekend: 1, samen €\u00a01.500. Afgewezen: 0." in page

    answer = client.get("/wijken/zuid/jaarverslag/2026.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    figures = {(row["onderdeel"], row["wat"]): (row["aantal"], row["bedrag"]) for row in rows}
    assert figures["stand", "Klaar"] == ("1", "")
    assert figures["besluit", "toegekend"] == ("1", "1500,00")
    assert figures["geld", "uitgegeven"] == ("", "500,00")
    again = client.get("/wijken/zuid/jaarverslag/2026.csv", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "path", ["/jaarverslag/2025/", "/jaarverslag/2027/", "/wijken/nergens/jaarverslag/2026/", "/jaarverslag/0.csv"]
)
def test_what_there_is_no_report_of_is_not_there(client: Client, house: House, path: str) -> None:
    account.allocate(year=2027, kind="subsidy", wijk=house.wijk, amount_cents=100, now=NOW)
    assert client.get(path).status_code == 404


def test_the_thermometer_leads_to_it_in_each_language(client: Client, house: House) -> None:
    assert 'href="/wijken/zuid/jaarverslag/2026/"' in shown(client.get("/wijken/zuid/wijkthermometer/"))
    assert 'href="/jaarverslag/2026/"' in shown(client.get("/wijkthermometer/"))


def test_it_costs_as_much_with_two_hundred_plans(client: Client, house: House) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/jaarverslag/2026/", {"x": "past the page cache"})
        return len(queries)

    plan(house, state="completed")
    count()
    few = count()
    found = Submission.objects.get()
    for number in range(199):
        found.pk, found.reference = None, f"WP-2026-A{number:05d}"
        found.uuid = uuid4()
        found.save(force_insert=True)
    assert Submission.objects.count() == 200
    assert count() == few <= 17


def answered(house: House, *answers: str) -> None:
    """So many plans whose initiator gave this answer to each of the three questions."""
    for answer in answers:
        made = plan(house, state="completed")
        ClosingAnswers.objects.create(
            submission=made, knew_where=answer, knew_what="ja", knew_when=answer, answered_at=NOW
        )


def test_three_questions_are_counted_without_a_group_below_five(client: Client, house: House) -> None:
    answered(house, *["ja"] * 9, *["beetje"] * 5, *["nee"] * 4)
    where, what, when = read(house).closing
    # Four would stand alone: they are joined with the five, since the total is public.
    assert [(row.what, row.count, row.percent) for row in where.rows] == [
        ("Ja", 9, 50),
        ("Andere antwoorden samen", 9, 50),
    ]
    assert [(row.what, row.count) for row in what.rows] == [("Ja", 18)]
    assert (where.answered, when.rows) == (18, where.rows)
    page = shown(client.get("/wijken/zuid/jaarverslag/2026/"))
    assert "Drie vragen na afloop" in page and "Andere antwoorden samen" in page
    rows = list(
        csv.reader(io.StringIO(client.get("/jaarverslag/2026.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert [row[4:7] for row in rows if row[3] == "drie vragen"][:2] == [
        ["Wist je waar je moest zijn? Ja", "9", "18"],
        ["Wist je waar je moest zijn? Andere antwoorden samen", "9", "18"],
    ]


def test_of_four_answers_nothing_is_told(client: Client, house: House) -> None:
    answered(house, "ja", "ja", "nee", "ja")
    assert read(house).closing == []
    assert "Drie vragen na afloop" not in shown(client.get("/jaarverslag/2026/"))
    assert read(house, 2025).closing == []


def test_the_evaluation_stands_in_the_report_of_its_year_and_wijk(client: Client, house: House) -> None:
    for letter, wijk, year, answer in (
        ("b", None, 2026, "Vaak wel."),
        ("a", None, 2026, "Meestal.\n\nSoms niet."),
        ("a", house.wijk, 2026, "In Zuid wel."),
        ("a", None, 2025, "Toen niet."),
    ):
        EvaluationAnswer.objects.create(
            letter=letter, wijk=wijk, year=year, question=f"Vraag {letter}?", answer=answer
        )
    assert read(house).evaluation == [("a", "Vraag a?", "In Zuid wel.")]
    page = shown(client.get("/jaarverslag/2026/"))
    assert "Wat de gemeente ervan vindt" in page
    assert page.index("a. Vraag a?") < page.index("<p>Soms niet.</p>") < page.index("b. Vraag b?")
    assert "In Zuid wel." not in page and "Toen niet." not in page
    text = client.get("/jaarverslag/2026.csv").content.decode("utf-8-sig")
    assert "b. Vraag b? Vaak wel." in text


def test_a_question_is_answered_once_for_a_year_and_place(house: House, client: Client) -> None:
    EvaluationAnswer.objects.create(year=2026, letter="a", question="Vraag?", answer="Ja.")
    client.force_login(User.objects.create_superuser("beheer@example.org", "x", first_name="Alex"))
    sent = {"year": "2026", "wijk": "", "letter": "a", "question": "Weer?", "answer": "Nee."}
    again = client.post("/beheer/evaluatie/new/", sent)
    assert "Deze vraag is voor dit jaar en de hele stad al beantwoord." in again.text
    assert client.post("/beheer/evaluatie/new/", sent | {"wijk": house.wijk.pk}).status_code == 302
    assert client.post("/beheer/evaluatie/new/", sent | {"year": "26", "letter": "b"}).status_code == 200
    assert EvaluationAnswer.objects.count() == 2


def test_when_all_answers_are_joined_none_is_called_another(client: Client, house: House) -> None:
    answered(house, *["ja"] * 3, *["beetje"] * 2, *["nee"] * 2)
    where, _what, _when = read(house).closing
    assert [(row.what, row.count) for row in where.rows] == [("Alle antwoorden samen", 7)]


def test_the_budget_of_a_year_that_runs_is_not_past(client: Client, house: House) -> None:
    allocated = shown(client.get("/jaarverslag/2026/"))
    assert "Het budget is" in allocated and "Het budget was" not in allocated
