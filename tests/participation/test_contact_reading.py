"""Contact data is hidden until somebody with the right asks, and every reading is logged (inbox.md section 9)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from django.test import Client

from cms.models import AuditEvent, Role
from participation.models import Submission
from tests.conftest import NOW
from tests.factories.cms import make_wijk, staff
from tests.factories.participation import House, confirm_support, gathering, give, in_review, make_house

SECRETS = ("Fatima El Idrissi", "fatima@example.org", "0612345678", "06 12345678", "Taludweg 12", "Groenclub")


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
def case(house: House) -> Submission:
    """A plan with everything that can be told about its initiator."""
    return in_review(house, phone="06 12345678", address="Taludweg 12", organisation="Groenclub", house_number="12")


def address(case: Submission, action: str = "") -> str:
    """Where the screen or one of its forms is."""
    return f"/beheer/te-behandelen/{case.pk}/{action}"


def readings(case: Submission) -> list[int | None]:
    """Who read, in the case's own history."""
    return list(case.events.filter(action="contact_read").values_list("actor_id", flat=True))


def audited(result: str) -> list[tuple[int | None, str]]:
    """Who read which row, in the audit log."""
    rows = AuditEvent.objects.filter(action="contact.read", result=result)
    return list(rows.values_list("actor_id", "object_id"))


def leaked(text: str) -> list[str]:
    """What of the initiator stands in a page."""
    return [secret for secret in SECRETS if secret in text]


def test_the_screen_holds_no_contact_data_until_asked(client: Client, house: House, case: Submission) -> None:
    for person in (house.wijkregisseur, house.wijkwethouder, house.griffie, staff(Role.BALIE)):
        client.force_login(person)
        assert leaked(client.get(address(case)).content.decode()) == []
    assert readings(case) == []


def test_the_wijkregisseur_opens_the_card_and_it_is_logged(client: Client, house: House, case: Submission) -> None:
    client.force_login(house.wijkregisseur)
    response = client.post(address(case, "contact/"), {"version": case.version})

    assert response.status_code == 200
    text = response.content.decode()
    for secret in ("Fatima El Idrissi", "fatima@example.org", "Taludweg 12", "Groenclub"):
        assert secret in text
    assert 'href="tel:0612345678"' in text
    assert "no-store" in response["Cache-Control"]
    assert readings(case) == [house.wijkregisseur.pk]
    assert audited("ok") == [(house.wijkregisseur.pk, str(case.pk))]

    assert leaked(client.get(address(case)).content.decode()) == []
    client.post(address(case, "contact/"), {"version": case.version})
    assert len(readings(case)) == 2


def test_the_balie_may_read_contact_data_too(client: Client, house: House, case: Submission) -> None:
    person = staff(Role.BALIE)
    client.force_login(person)
    assert client.post(address(case, "contact/"), {"version": case.version}).status_code == 200
    assert readings(case) == [person.pk]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.WETHOUDER, Role.TEAMMANAGER, Role.GRIFFIE, Role.PRIVACY])
def test_other_readers_get_no_contact_data(client: Client, house: House, case: Submission, role: str) -> None:
    client.force_login(staff(role))
    assert "Toon contactgegevens" not in client.get(address(case)).content.decode()
    response = client.post(address(case, "contact/"), {"version": case.version})
    assert response.status_code == 403
    assert leaked(response.content.decode()) == []
    assert readings(case) == []


def test_a_decider_gets_no_contact_data(client: Client, house: House, case: Submission) -> None:
    for person in (house.wijkwethouder, house.voorzitter):
        client.force_login(person)
        response = client.post(address(case, "contact/"), {"version": case.version})
        assert response.status_code == 403
        assert leaked(response.content.decode()) == []


def test_a_wijkregisseur_of_another_wijk_gets_404_and_reads_nothing(client: Client, case: Submission) -> None:
    client.force_login(staff(Role.WIJKREGISSEUR, make_wijk("oost", "1221")))
    assert client.post(address(case, "contact/"), {"version": case.version}).status_code == 404
    assert readings(case) == []


def test_a_concern_is_read_only_once_its_sender_confirmed_it(client: Client, house: House) -> None:
    case = gathering(house)
    voice = give(case, "buur@example.org", stance="concern", text="Ik vrees geluid in de avond.")
    client.force_login(house.wijkregisseur)
    assert "geluid in de avond" not in client.get(address(case)).content.decode()

    confirm_support(voice)
    text = client.get(address(case)).content.decode()
    assert "Ik vrees geluid in de avond." in text
    assert "buur@example.org" not in text
