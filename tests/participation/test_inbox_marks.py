"""Owner, labels and "read": what a case carries beside its state, and who strays (inbox.md sections 2 and 4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from django.test import Client

from participation.codes import State
from participation.models import Label, Owner, Submission
from participation.services import marks, moderate
from participation.services.errors import Forbidden, StaleCase
from tests.conftest import NOW
from tests.factories.participation import House, in_review, make_house

LIST = "/beheer/te-behandelen/"


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


def post(desk: Client, case: Submission, action: str, **data: Any) -> Any:
    """Send one form of the screen, with the version of now."""
    case.refresh_from_db()
    return desk.post(f"{LIST}{case.pk}/{action}", {"version": case.version, "seen": 0, **data})


def strays(desk: Client) -> list[str]:
    """The titles in the view of strays."""
    page = desk.get(LIST, {"let_op": "zwerver"}).content.decode()
    return re.findall(r'<th scope="row">(?:<input[^>]*>)?<a href="[^"]+">([^<]+)</a>', page)


def test_a_case_strays_without_an_owner_or_when_handed_on_more_than_twice(desk: Client, house: House) -> None:
    case = in_review(house, title="Lantaarn")
    owners = [Owner.objects.create(name=f"Afdeling {number}") for number in range(4)]
    assert strays(desk) == ["Lantaarn"]

    for number, owner in enumerate(owners):
        assert post(desk, case, "eigenaar/", owner=owner.pk).status_code == 302
        case.refresh_from_db()
        # The first one takes it on; after that it is handed on once, twice, three times.
        assert (case.owner, case.handed_on_count) == (owner, number)
        assert strays(desk) == (["Lantaarn"] if number == 3 else [])
    assert "vaak doorgegeven" in desk.get(LIST).content.decode()

    Submission.objects.filter(pk=case.pk).update(state=State.COMPLETED)
    assert strays(desk) == []


def test_the_same_owner_again_is_no_handing_on_and_no_event(house: House) -> None:
    case, owner = in_review(house), Owner.objects.create(name="Groen")
    for _turn in range(2):
        case.refresh_from_db()
        marks.set_owner(submission=case, owner=owner, by=house.wijkregisseur, expected_version=case.version, now=NOW)
    assert case.handed_on_count == 0
    event = case.events.get(action="owner_changed")
    assert event.data == {"owner_from": None, "owner_to": owner.pk}


def test_the_history_names_the_owner_and_the_labels(desk: Client, house: House) -> None:
    case, owner = in_review(house), Owner.objects.create(name="Beheer groen")
    label = Label.objects.create(name="Met de school", slug="school")
    post(desk, case, "eigenaar/", owner=owner.pk)
    post(desk, case, "labels/", labels=[label.pk])

    page = re.sub(r"\s+", " ", desk.get(f"{LIST}{case.pk}/").content.decode())
    assert "Eigenaar veranderd: Beheer groen" in page
    assert "Labels aangepast: Met de school" in page
    assert list(case.labels.all()) == [label]
    post(desk, case, "labels/")
    assert list(case.labels.all()) == []
    assert case.events.filter(action="labels_changed").count() == 2


def test_marks_ask_for_the_version_and_for_the_casework(house: House) -> None:
    case = in_review(house)
    given = {"submission": case, "expected_version": case.version, "now": NOW}
    with pytest.raises(Forbidden):
        marks.set_owner(owner=None, by=house.wijkwethouder, **given)
    with pytest.raises(Forbidden):
        marks.set_labels(labels=[], by=house.wijkwethouder, **given)
    with pytest.raises(Forbidden):
        marks.mark_read(submission=case, by=house.wijkwethouder, now=NOW)
    marks.set_labels(labels=[], by=house.wijkregisseur, **given)
    with pytest.raises(StaleCase):
        marks.set_labels(labels=[], by=house.wijkregisseur, **given)


def test_a_message_that_needs_no_answer_is_marked_read(desk: Client, house: House) -> None:
    case = in_review(house)
    assert "Er is een nieuw bericht." not in desk.get(f"{LIST}{case.pk}/").content.decode()
    moderate.receive_message(applicant=case.applicants.get(), text="Dank je wel.", now=NOW)
    assert "Er is een nieuw bericht." in desk.get(f"{LIST}{case.pk}/").content.decode()

    assert post(desk, case, "gelezen/").status_code == 302
    assert post(desk, case, "gelezen/").status_code == 302
    case.refresh_from_db()
    assert case.unread_at is None
    assert case.events.filter(action="message_read").count() == 1
