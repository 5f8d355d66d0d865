"""Signing in: ten wrong tries lock one account from one address for an hour (faults 25 and 28)."""

from datetime import timedelta

import pytest
import time_machine

from django.test import Client

from cms.models import AuditEvent, User
from tests.conftest import NOW

PASSWORD = "wachtwoord-voor-de-test"
WRONG = "verkeerd"
LOCKED = "Je hebt te vaak een verkeerd wachtwoord ingevuld."

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account() -> User:
    return User.objects.create_superuser("beheer@example.org", PASSWORD)


def sign_in(client: Client, password: str = WRONG, username: str = "beheer@example.org", **extra: str):
    return client.post("/beheer/login/", {"username": username, "password": password}, **extra)


def test_the_right_password_opens_the_admin_and_is_noted(client: Client, account: User) -> None:
    response = sign_in(client, PASSWORD)
    assert (response.status_code, response["Location"]) == (302, "/beheer/")
    assert client.get("/beheer/").status_code == 200
    event = AuditEvent.objects.get()
    assert (event.action, event.result, event.actor_id) == ("login", "ok", account.pk)


def test_ten_wrong_tries_lock_for_an_hour_also_with_the_right_password(client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _try in range(10):
            response = sign_in(client)
            assert response.status_code == 200 and LOCKED not in response.text
        assert LOCKED in sign_in(client, PASSWORD).text
        clock.shift(timedelta(minutes=59))
        assert LOCKED in sign_in(client, PASSWORD, "Beheer@Example.ORG ").text
        clock.shift(timedelta(minutes=1))
        assert sign_in(client, PASSWORD).status_code == 302
    assert list(AuditEvent.objects.filter(action="login.lock").values_list("result", flat=True)) == ["ok"]


def test_nine_wrong_tries_and_a_right_one_start_afresh(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        for _turn in range(2):
            for _try in range(9):
                sign_in(client)
            response = sign_in(client, PASSWORD)
            assert response.status_code == 302


def test_an_address_that_a_visitor_makes_up_does_not_evade_the_lock(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        for number in range(10):
            sign_in(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
        assert LOCKED in sign_in(client, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.9").text


def test_a_colleague_elsewhere_and_another_account_are_not_locked_out(client: Client) -> None:
    User.objects.create_superuser("ander@example.org", PASSWORD)
    with time_machine.travel(NOW, tick=False):
        for _try in range(10):
            sign_in(client)
        assert sign_in(Client(), PASSWORD, REMOTE_ADDR="203.0.113.9").status_code == 302
        assert sign_in(Client(), PASSWORD, "ander@example.org").status_code == 302


def test_an_account_that_does_not_exist_gets_the_same_answers(client: Client) -> None:
    def answers(username: str) -> list[str]:
        texts = [sign_in(client, username=username).text for _try in range(11)]
        return [LOCKED in text and "locked" or "wrong" for text in texts]

    assert answers("beheer@example.org") == answers("niemand@example.org") == ["wrong"] * 10 + ["locked"]
