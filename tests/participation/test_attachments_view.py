"""Who gets a file of a case, and how it is served (faults 20 and 36)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from django.test import Client

from cms.models import Role, User
from cms.uploads import clean_file
from participation.models import Attachment
from tests.conftest import NOW
from tests.factories.cms import UserFactory, staff
from tests.factories.files import pdf_file, photo
from tests.factories.participation import House, make_house, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None) -> Iterator[House]:
    """Zuid with its people, on Friday 20 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield make_house()


@pytest.fixture
def files(house: House) -> list[Attachment]:
    """A photo and a PDF with a case in Zuid."""
    case = make_submission(house, files=[clean_file(photo()), clean_file(pdf_file())])
    return list(case.attachments.all())


def address(file: Attachment) -> str:
    """Where a file is asked for."""
    return f"/beheer/te-behandelen/{file.submission_id}/bijlagen/{file.pk}/"


def desk(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def test_a_pdf_is_a_download_and_never_a_page_of_our_site(house: House, files: list[Attachment]) -> None:
    response = desk(house.wijkregisseur).get(address(files[1]))
    name = f"{files[1].submission.reference}-{files[1].pk}.pdf"

    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response.getvalue().startswith(b"%PDF-")


def test_the_case_shows_a_picture_and_a_tile_for_the_pdf(house: House, files: list[Attachment]) -> None:
    page = desk(house.wijkregisseur).get(f"/beheer/te-behandelen/{files[0].submission_id}/").text

    assert f'<img src="{address(files[0])}"' in page
    assert f'<img src="{address(files[1])}"' not in page
    assert f'<a href="{address(files[1])}">Download PDF 2</a>' in page


def test_the_address_alone_opens_nothing(house: House, files: list[Attachment]) -> None:
    signed_in = desk(house.wijkregisseur)
    for file in files:
        assert signed_in.get(address(file)).status_code == 200
        stranger = Client().get(address(file))
        assert stranger.status_code == 302
        assert stranger["Location"].startswith("/beheer/login/")

    signed_in.logout()
    assert signed_in.get(address(files[0])).status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.WIJKREGISSEUR, 404),
        (Role.WIJKWETHOUDER, 404),
        (Role.VOORZITTER, 404),
        (Role.ADVISER, 404),
        (Role.GRIFFIE, 200),
    ],
)
def test_a_role_elsewhere_gets_no_file(house: House, files: list[Attachment], role: str, status: int) -> None:
    other = make_house("oost")
    place = {} if role in (Role.ADVISER, Role.GRIFFIE) else {"wijk": other.wijk}
    if role == Role.VOORZITTER:
        place = {"cluster": other.wijk.cluster}
    person = desk(staff(role, **place))

    assert [person.get(address(file)).status_code for file in files] == [status] * 2
    assert [person.head(address(file)).status_code for file in files] == [status] * 2


def test_somebody_without_a_role_or_whose_role_ended_gets_no_file(house: House, files: list[Attachment]) -> None:
    person = desk(house.wijkregisseur)
    house.wijkregisseur.wijk_roles.update(valid_until=NOW.date().replace(day=19))

    assert person.get(address(files[0])).status_code != 200
    assert desk(UserFactory()).get(address(files[0])).status_code != 200


def test_a_file_can_not_be_had_by_way_of_another_case(house: House, files: list[Attachment]) -> None:
    other = make_submission(house, email="b@example.org")
    path = f"/beheer/te-behandelen/{other.pk}/bijlagen/{files[1].pk}/"

    assert desk(house.wijkregisseur).get(path).status_code == 404


def test_files_of_residents_lie_outside_the_public_folder(files: list[Attachment], settings) -> None:
    for file in files:
        assert not str(file.file.path).startswith(str(settings.MEDIA_ROOT))
        assert Client().get(f"/media/{file.file.name}").status_code == 404
