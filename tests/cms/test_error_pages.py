"""The pages for what goes wrong: friendly, with a telephone number, and standing when all else falls."""

import pytest

from django.core.exceptions import PermissionDenied
from django.db import connections
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext
from django.views.defaults import permission_denied

from cms import views

PHONE = '<a href="tel:14035">14 035</a>'


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that has gone away."""

    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("the database is down")

    for connection in connections.all():
        monkeypatch.setattr(connection, "cursor", refuse)


@pytest.mark.parametrize(
    ("path", "language", "home"),
    [
        ("/", "nl", "/"),
        ("/wijken/oost/", "nl", "/"),
        ("/en/", "en", "/en/"),
        ("/en/wijken/oost/", "en", "/en/"),
        # Our own texts do not exist in Arabic.
        ("/ar/wijken/", "en", "/ar/"),
    ],
)
def test_a_fault_of_ours_is_told_in_the_language_of_the_address(path: str, language: str, home: str) -> None:
    with translation.override("nl" if language == "en" else "en"):
        response = views.server_error(RequestFactory().get(path))
    html = response.content.decode()
    with translation.override(language):
        heading = gettext("Er ging iets mis bij ons")

    assert response.status_code == 500
    assert f'<html lang="{language}">' in html
    assert f"<h1>{heading}</h1>" in html
    assert f'<a class="wp-button" href="{home}">' in html
    assert PHONE in html
    assert "{" not in html


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/", "nl"), ("/wijken/oost/", "nl"), ("/en/wijken/oost/", "en")])
def test_the_page_stands_when_the_database_does_not(no_database: None, path: str, language: str) -> None:
    response = Client(raise_request_exception=False).get(path)

    assert response.status_code == 500
    assert f'<html lang="{language}">' in response.content.decode()
    assert PHONE in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_what_somebody_may_not_see_says_what_to_do() -> None:
    response = permission_denied(RequestFactory().get("/"), PermissionDenied())

    assert response.status_code == 403
    assert "<h1>Deze pagina kun jij niet zien</h1>" in response.content.decode()
    assert PHONE in response.content.decode()
