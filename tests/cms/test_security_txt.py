"""security.txt: complete, and never past its end (compliance C23)."""

import re
from datetime import date, datetime

import pytest

from django.conf import settings as project
from django.test import Client

from cms import security_txt

TODAY = date(2026, 11, 22)


def fields(client: Client) -> dict[str, str]:
    """The lines of the file."""
    text = client.get("/.well-known/security.txt").content.decode()
    assert text.endswith("\n")
    return dict(line.split(": ", 1) for line in text.splitlines())


def test_the_file_holds_what_the_norm_asks(client: Client, settings) -> None:
    settings.SECURITY_CONTACT = "mailto:veilig@example.org"
    settings.SECURITY_TXT_EXPIRES = date(2027, 11, 1)

    assert fields(client) == {
        "Contact": "mailto:veilig@example.org",
        "Expires": "2027-11-01T00:00:00Z",
        "Preferred-Languages": "nl, en",
        "Canonical": "https://wijkplein.example.org/.well-known/security.txt",
        "Policy": "https://wijkplein.example.org/kwetsbaarheid-melden/",
    }


def test_it_is_plain_text_that_a_cache_may_keep(client: Client) -> None:
    response = client.get("/.well-known/security.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Cache-Control"].startswith("public")
    assert client.post("/.well-known/security.txt").status_code == 405


def test_without_a_setting_the_contact_is_our_own_page(client: Client) -> None:
    assert re.fullmatch(r"(mailto:|https?://|tel:)\S+", fields(client)["Contact"])


def test_the_former_place_leads_to_it(client: Client) -> None:
    response = client.get("/security.txt")

    assert (response.status_code, response["Location"]) == (301, "/.well-known/security.txt")


def test_the_date_we_ship_lies_ahead() -> None:
    """Fails thirty days before the end: then look whether the contact is still right, and choose a new date."""
    assert security_txt.is_current(project.SECURITY_TXT_EXPIRES, datetime.now().astimezone().date())


@pytest.mark.parametrize(
    ("expires", "current"),
    [
        (date(2026, 12, 22), False),
        (date(2026, 12, 23), True),
        (date(2027, 11, 22), True),
        (date(2027, 11, 23), False),
        (date(2026, 11, 1), False),
    ],
)
def test_the_end_is_near_thirty_days_before_and_too_far_after_a_year(expires: date, current: bool) -> None:
    assert security_txt.is_current(expires, TODAY) is current


def test_the_system_check_warns(settings, time_machine) -> None:
    time_machine.move_to(datetime(2026, 11, 22, 12).astimezone())
    settings.SECURITY_TXT_EXPIRES = date(2027, 11, 1)
    assert security_txt.check_expiry() == []
    settings.SECURITY_TXT_EXPIRES = date(2026, 12, 1)
    assert [warning.id for warning in security_txt.check_expiry()] == ["cms.W001"]
