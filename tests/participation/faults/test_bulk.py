"""Fault 15: ids in a bulk form are no right. And faults of many at once: stale rows, twice the same, made-up ids."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
import time_machine

from django.contrib.messages import get_messages
from django.test import Client

from participation.codes import State
from participation.models import Label, Submission
from participation.services import marks, moderate
from participation.services.errors import StaleCase
from tests.conftest import NOW
from tests.factories.cms import Role, UserFactory, staff
from tests.factories.participation import House, make_house, make_submission

LIST = "/beheer/te-behandelen/"
SAMEN = f"{LIST}samen/"


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


def cases_of(house: House, count: int) -> list[Submission]:
    """So many cases that came in."""
    return [make_submission(house, email=f"p{house.wijk.pk}-{number}@example.org") for number in range(count)]


def ticked(*cases: Submission) -> list[str]:
    """The boxes as the list makes them."""
    return [f"{case.pk}.{case.version}" for case in cases]


def do(desk: Client, action: str, boxes: list[str], **data: Any) -> str:
    """Do it, and give what the person is told."""
    response = desk.post(SAMEN, {"wat": action, "zeker": "ja", "zaak": boxes, "terug": "van=mij", **data})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?van=mij")
    return str(list(get_messages(response.wsgi_request))[-1])


def test_cases_of_another_wijk_are_refused_one_by_one_and_stay_untouched(desk: Client, house: House) -> None:
    mine, others = cases_of(house, 3), cases_of(make_house("oost"), 2)
    label = Label.objects.create(name="Markt", slug="markt")
    before = list(Submission.objects.filter(pk__in=[case.pk for case in others]).values())
    events = [case.events.count() for case in others]
    boxes = ticked(*mine, *others)

    told = do(desk, "label", boxes, label=label.pk)
    assert told == "3 gedaan, 2 overgeslagen. De zaak is niet gevonden: 2."
    assert set(label.submissions.all()) == set(mine)
    for case in mine:
        case.refresh_from_db()
    colleague = staff(Role.WIJKREGISSEUR, house.wijk)
    told = do(desk, "toewijzen", ticked(*mine, *others), to=colleague.pk)
    assert told == "3 gedaan, 2 overgeslagen. De zaak is niet gevonden: 2."
    assert set(colleague.assigned_submissions.all()) == set(mine)
    for case in mine:
        case.refresh_from_db()
    do(desk, "spam", ticked(*mine, *others))
    assert set(Submission.objects.filter(state=State.SPAM)) == set(mine)

    assert list(Submission.objects.filter(pk__in=[case.pk for case in others]).values()) == before
    assert [case.events.count() for case in others] == events


def test_each_case_gets_one_event(desk: Client, house: House) -> None:
    mine = cases_of(house, 2)
    label = Label.objects.create(name="Markt", slug="markt")
    do(desk, "label", ticked(*mine, *mine), label=label.pk)
    for case in mine:
        assert case.events.filter(action="labels_changed").count() == 1


def test_who_only_reads_changes_nothing(client: Client, house: House) -> None:
    mine = cases_of(house, 2)
    client.force_login(house.wijkwethouder)
    assert 'name="wat" value="spam"' not in client.get(LIST).content.decode()
    assert do(client, "spam", ticked(*mine)) == "0 gedaan, 2 overgeslagen. Je behandelt deze zaak niet: 2."
    assert not Submission.objects.filter(state=State.SPAM).exists()


def test_a_case_that_a_colleague_changed_is_left_alone(desk: Client, house: House) -> None:
    first, second = cases_of(house, 2)
    boxes = ticked(first, second)
    moderate.assign(submission=first, to=None, by=house.wijkregisseur, expected_version=first.version, now=NOW)

    told = do(desk, "spam", boxes)
    assert told == "1 gedaan, 1 overgeslagen. Iemand heeft de zaak intussen veranderd: 1."
    first.refresh_from_db()
    assert first.state == State.RECEIVED


def test_nobody_outside_the_wijk_is_given_a_case(desk: Client, house: House) -> None:
    (case,) = cases_of(house, 1)
    stranger = UserFactory()
    response = desk.post(SAMEN, {"wat": "toewijzen", "zeker": "ja", "zaak": ticked(case), "to": stranger.pk})
    assert response.status_code == 422
    assert not stranger.assigned_submissions.exists()


@pytest.mark.parametrize("boxes", [[], ["x"], ["1"], ["1.2.3"], ["9999999999.1"], ["-1.1"], ["٣.1"]])
def test_boxes_that_are_none_do_nothing(desk: Client, house: House, boxes: list[str]) -> None:
    cases_of(house, 1)
    response = desk.post(SAMEN, {"wat": "spam", "zeker": "ja", "zaak": boxes})
    assert response.status_code == 302
    assert not Submission.objects.filter(state=State.SPAM).exists()


def test_first_it_is_asked_and_a_get_does_nothing(desk: Client, house: House) -> None:
    (case,) = cases_of(house, 1)
    asked = desk.post(SAMEN, {"wat": "spam", "zaak": ticked(case)})
    assert asked.status_code == 200
    assert "Je koos 1 zaak." in asked.content.decode()
    assert desk.get(SAMEN, {"wat": "spam", "zeker": "ja", "zaak": ticked(case)}).status_code == 302
    assert desk.post(SAMEN, {"wat": "verwijder", "zeker": "ja", "zaak": ticked(case)}).status_code == 302
    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_no_change_is_lost_over_a_hundred_random_interleavings(house: House) -> None:
    """Fault 10: of two people who read the same version one wins, and the other hears it."""
    (case,) = cases_of(house, 1)
    labels = [Label.objects.create(name=f"L{number}", slug=f"l{number}") for number in range(3)]
    pick, by = Random(10), house.wijkregisseur
    read = {"a": case.version, "b": case.version}
    written = refused = 0
    for _turn in range(100):
        who = pick.choice("ab")
        if pick.random() < 0.4:
            case.refresh_from_db()
            read[who] = case.version
            continue
        wanted = pick.sample(labels, 2)
        case.refresh_from_db()
        is_fresh = read[who] == case.version
        try:
            marks.set_labels(submission=case, labels=wanted, by=by, expected_version=read[who], now=NOW)
        except StaleCase:
            assert not is_fresh
            refused += 1
        else:
            assert is_fresh
            assert set(case.labels.all()) == set(wanted)
            read[who] = case.version
            written += 1
    assert written > 10
    assert refused > 10
    assert case.version == 1 + written
