"""Faults 20 and 21: a file with cases is its person's alone, for a day; and nothing personal without the right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from openpyxl import load_workbook

from django.conf import settings
from django.test import Client

from cms.models import AuditEvent, Role, User, WijkRole
from participation.models import Export, ExportRight
from participation.services import exports
from participation.services.errors import Forbidden, Refused
from participation.tasks import make_export
from tests.conftest import NOW
from tests.factories.cms import staff
from tests.factories.participation import House, granted, make_house, make_submission
from tests.matrix.answers import body_of

LIST = "/beheer/te-behandelen/"
FILES = f"{LIST}bestanden/"
PERSONAL = ("Fatima", "El Idrissi", "fatima@", "98765432", "Taludweg 12", "Stichting Groen")


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Coordinates]:
    """The tests' Friday."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def house(db: None) -> House:
    """Zuid with its people, and one plan with all that is personal."""
    house = make_house()
    make_submission(
        house, phone="06 98765432", address="Taludweg 12", organisation="Stichting Groen", asked_cents=123_456
    )
    return house


def made(user: User, **given: Any) -> Export:
    """A file, asked for and made by the worker."""
    found = exports.ask(user=user, now=NOW, **{"file_format": "json"} | given)
    make_export.call(found.pk)
    found.refresh_from_db()
    return found


def content(export: Export) -> str:
    """What stands in it, as text."""
    with export.file.open("rb") as file:
        return file.read().decode("utf-8-sig")


def test_a_file_opens_for_its_person_alone(client: Client, house: House, today: time_machine.Coordinates) -> None:
    export = made(house.wijkregisseur)
    address = f"{FILES}{export.uuid}/"
    client.force_login(house.wijkregisseur)
    response = client.get(address)
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert b"Geveltuinen" in body_of(response)
    assert AuditEvent.objects.get(action="export.download").actor_id == house.wijkregisseur.pk

    others = [
        *(house.wijkwethouder, house.griffie, staff(Role.BALIE), staff(Role.WIJKREGISSEUR, house.wijk)),
        *(staff(Role.ADVISER), User.objects.create_superuser("beheer@example.org")),
    ]
    for person in others:
        client.force_login(person)
        assert client.get(address).status_code == 404, person
    client.logout()
    assert client.get(address)["Location"].startswith("/beheer/login/")
    client.force_login(house.wijkregisseur)
    assert client.get(f"{FILES}{uuid4()}/").status_code == 404
    # Not by its place in storage either.
    assert client.get(f"{settings.MEDIA_URL}{export.file.name}").status_code == 404

    today.shift(timedelta(hours=24))
    client.force_login(house.wijkregisseur)
    assert client.get(address).status_code == 404
    assert address not in client.get(FILES).content.decode()


def test_after_a_day_row_and_file_are_gone(house: House, django_capture_on_commit_callbacks: Any) -> None:
    export = made(house.wijkregisseur)
    storage, name = export.file.storage, export.file.name
    assert exports.purge(NOW + timedelta(hours=23, minutes=59), False) == 0
    assert exports.purge(NOW + timedelta(hours=24), True) == 1
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert exports.purge(NOW + timedelta(hours=24), False) == 1
    assert not storage.exists(name)
    assert not Export.objects.exists()


def test_who_loses_the_role_loses_the_file(client: Client, house: House) -> None:
    export = made(house.wijkregisseur)
    client.force_login(house.wijkregisseur)
    WijkRole.objects.filter(user=house.wijkregisseur).update(valid_until=NOW.date() - timedelta(days=1))
    assert client.get(f"{FILES}{export.uuid}/").status_code != 200


def test_a_role_that_ends_before_the_file_is_made_makes_none(house: House) -> None:
    export = exports.ask(user=house.wijkregisseur, file_format="json", now=NOW)
    WijkRole.objects.filter(user=house.wijkregisseur).delete()
    make_export.call(export.pk)
    export.refresh_from_db()
    assert (export.state, bool(export.file)) == (Export.State.FAILED, False)


def test_a_hundred_people_get_each_their_own(client: Client, house: House) -> None:
    """Fault 21: files of many people who ask at the same time never change hands."""
    oost = make_house("oost")
    make_submission(oost, wijk=oost.wijk, title="Van Oost", email="o@example.org")
    people = [staff(Role.WIJKREGISSEUR, (house, oost)[number % 2].wijk) for number in range(100)]
    asked = [exports.ask(user=person, file_format="json", now=NOW) for person in people]
    for export in reversed(asked):
        make_export.call(export.pk)

    for number, (person, export) in enumerate(zip(people, asked, strict=True)):
        export.refresh_from_db()
        data = json.loads(content(export))
        title = "Van Oost" if number % 2 else "Geveltuinen aan de Taludweg"
        assert [case["Titel"] for case in data["zaken"]] == [title]
        assert data["gemaakt_voor"] == f"{person}, 20-11-2026 14:32"
    assert len({export.uuid for export in asked}) == len({export.file.name for export in asked}) == 100


@pytest.mark.parametrize("file_format", ["csv", "json"])
def test_without_asking_for_it_nothing_personal_is_in_it(house: House, file_format: str) -> None:
    ExportRight.objects.create(user=house.wijkregisseur)
    text = content(made(house.wijkregisseur, file_format=file_format))
    assert "Geveltuinen aan de Taludweg" in text
    for secret in PERSONAL:
        assert secret not in text, secret


def test_contact_data_ask_for_the_right_a_reason_and_leave_a_trace(client: Client, house: House) -> None:
    person = house.wijkregisseur
    client.force_login(person)
    asked = {"zeker": "ja", "file_format": "csv", "with_contact": "on", "reason": "Uitnodiging voor de wijkdag"}
    client.post(FILES, asked)
    assert AuditEvent.objects.filter(action="export.ask", result="refused", actor_id=person.pk).count() == 1
    assert [export.with_contact for export in Export.objects.all()] == [False]
    assert "Met contactgegevens" not in client.post(FILES, {}).content.decode()

    ExportRight.objects.create(user=person)
    assert "Met contactgegevens" in client.post(FILES, {}).content.decode()
    refused = client.post(FILES, asked | {"reason": " "})
    assert refused.status_code == 422
    assert "Schrijf waarvoor je de contactgegevens nodig hebt." in refused.content.decode()
    assert client.post(FILES, asked).status_code == 302
    export = Export.objects.get(with_contact=True)
    make_export.call(export.pk)
    export.refresh_from_db()
    text = content(export)
    for secret in PERSONAL:
        assert secret in text, secret
    assert f"{person}, 20-11-2026 14:32, bevat contactgegevens" in text.splitlines()[1]
    case = person.assigned_submissions.get()
    assert case.events.filter(action="exported", actor_id=person.pk).count() == 1
    line = AuditEvent.objects.get(action="export.make", object_id=str(export.pk))
    assert line.data == {"format": "csv", "with_contact": True, "row_count": 1}


def test_contact_data_of_a_wijk_where_one_only_reads_stay_out(house: House) -> None:
    oost = make_house("oost")
    make_submission(oost, wijk=oost.wijk, title="Van Oost", name="Bo Oosterling", email="bo@example.org")
    both = staff(Role.AUDITOR, user=house.wijkregisseur)
    ExportRight.objects.create(user=both)
    text = content(made(both, query="wijk=alle", with_contact=True, reason="Controle"))
    assert "Van Oost" in text
    assert "Fatima" in text
    assert "Oosterling" not in text


def test_the_right_alone_opens_nothing(house: House) -> None:
    auditor = staff(Role.AUDITOR)
    ExportRight.objects.create(user=auditor)
    export = made(auditor, with_contact=True, reason="Controle")
    assert export.state == Export.State.FAILED
    outsider = staff(Role.ADVISER)
    with pytest.raises(Forbidden):
        exports.ask(user=outsider, file_format="csv", now=NOW)
    with pytest.raises(Refused):
        exports.ask(user=auditor, file_format="csv", with_contact=True, reason="  ", now=NOW)


def test_the_file_holds_what_the_list_shows(client: Client, house: House) -> None:
    granted(house, title="Toegekend", email="b@example.org", asked_cents=150_000)
    client.force_login(house.wijkregisseur)
    client.post(FILES, {"zeker": "ja", "file_format": "json", "terug": "groep=besluit&geheim=1"})
    export = Export.objects.get()
    assert export.query == "groep=besluit"
    make_export.call(export.pk)
    export.refresh_from_db()
    (case,) = json.loads(content(export))["zaken"]
    assert case["Titel"] == "Toegekend"
    assert case["Toegekend in euro (cent)"] == 150_000
    assert case["Besloten"] == "2026-11-20"
    assert export.row_count == 1


def test_ticked_cases_alone_go_along_and_each_gets_an_event(client: Client, house: House) -> None:
    other = make_submission(house, title="Niet deze", email="b@example.org")
    foreign = make_submission(make_house("oost"), wijk=make_house("oost").wijk, email="c@example.org")
    first = house.wijkregisseur.assigned_submissions.exclude(pk=other.pk).get()
    client.force_login(house.wijkregisseur)
    boxes = [f"{case.pk}.{case.version}" for case in (first, foreign)]
    client.post(FILES, {"zeker": "ja", "file_format": "json", "zaak": boxes, "terug": "groep=afgerond"})
    export = Export.objects.get()
    make_export.call(export.pk)
    export.refresh_from_db()
    assert [case["Nummer"] for case in json.loads(content(export))["zaken"]] == [first.reference]
    assert first.events.filter(action="exported").count() == 1
    assert foreign.events.filter(action="exported").count() == 0
    client.post(FILES, {"zeker": "ja", "file_format": "json", "zaak": ["x"]})
    client.post(FILES, {"zeker": "ja", "file_format": "json", "alleen_keuze": "ja"})
    assert Export.objects.count() == 1


def test_an_excel_file_has_numbers_dates_and_its_mark(house: House) -> None:
    export = made(house.wijkregisseur, file_format="xlsx")
    with export.file.open("rb") as file:
        sheet = load_workbook(BytesIO(file.read())).active
    head = [cell.value for cell in sheet[1]]
    row = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert row["Gevraagd in euro"] == pytest.approx(1234.56)
    assert row["Ontvangen"].date() == NOW.date()
    assert row["Gemaakt voor"] == f"{house.wijkregisseur}, 20-11-2026 14:32"
    assert sheet.oddFooter.left.text == row["Gemaakt voor"]


def test_a_day_has_an_end_to_files(house: House) -> None:
    for _turn in range(20):
        exports.ask(user=house.wijkregisseur, file_format="csv", now=NOW)
    with pytest.raises(Refused):
        exports.ask(user=house.wijkregisseur, file_format="csv", now=NOW)


def test_the_page_tells_how_far_a_file_is(client: Client, house: House) -> None:
    client.force_login(house.wijkregisseur)
    export = exports.ask(user=house.wijkregisseur, file_format="csv", now=NOW)
    assert "We maken het nu." in client.get(FILES).content.decode()
    exports.fail(pk=export.pk)
    assert "Dit bestand is niet gelukt." in client.get(FILES).content.decode()
    made(house.wijkregisseur)
    assert "Haal op" in client.get(FILES).content.decode()
