"""`/healthz` says that the process lives, `/healthz/ready` that the whole site works; neither is kept by a cache."""

from datetime import timedelta

import pytest

from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from cms import health, periodic
from cms.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    health._all_migrated.cache_clear()


def mail_due(minutes_ago: int) -> OutgoingMail:
    due = timezone.now() - timedelta(minutes=minutes_ago)
    return OutgoingMail.objects.create(
        to_encrypted="x", to_hash="x", template="proef", dedupe_key="x", next_attempt_at=due, created_at=due
    )


def test_a_living_process_says_ok(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_a_site_with_a_worker_is_ready(client: Client) -> None:
    periodic.beat(timezone.now() - timedelta(seconds=110))
    mail_due(14)
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": True,
        "migrations": True,
        "worker": True,
        "mail": True,
        "mail_late_count": 0,
    }
    assert "no-store" in response["Cache-Control"]


def test_no_worker_for_two_minutes_is_not_ready(client: Client) -> None:
    assert client.get("/healthz/ready").status_code == 503
    periodic.beat(timezone.now() - timedelta(seconds=130))
    response = client.get("/healthz/ready")
    assert (response.status_code, response.json()["worker"], response.json()["mail"]) == (503, False, True)


def test_mail_that_waits_longer_than_a_quarter_of_an_hour_is_not_ready(client: Client) -> None:
    periodic.beat(timezone.now())
    mail_due(16)
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert (response.json()["mail"], response.json()["mail_late_count"], response.json()["worker"]) == (False, 1, True)


def test_a_migration_that_waits_is_not_ready_until_it_is_applied(client: Client, monkeypatch) -> None:
    periodic.beat(timezone.now())
    with monkeypatch.context() as patch:
        patch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: ["een"])
        response = client.get("/healthz/ready")
        assert (response.status_code, response.json()["migrations"]) == (503, False)
    assert client.get("/healthz/ready").status_code == 200


def test_a_database_that_is_away_is_told_by_both(client: Client, monkeypatch) -> None:
    class Away:
        def __enter__(self) -> None:
            raise DatabaseError("wachtwoord voor gebruiker geweigerd")

        def __exit__(self, *args: object) -> None:
            """Never reached."""

    monkeypatch.setattr(connection, "cursor", Away)
    live, ready = client.get("/healthz"), client.get("/healthz/ready")
    assert (live.status_code, ready.status_code, ready.json()["database"]) == (503, 503, False)
    assert b"wachtwoord" not in live.content + ready.content


@pytest.mark.parametrize("path", ["/healthz", "/healthz/ready"])
def test_only_reading_is_allowed(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
