"""A forgotten password: the same answer for everyone, five mails an hour at most, links from BASE_URL (25, 26, 40)."""

import re

import pytest

from django.test import Client

from cms.models import AuditEvent, OutgoingMail, User
from tests.conftest import Mailbox

ADDRESS = "regisseur@example.org"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account() -> User:
    return User.objects.create_superuser(ADDRESS, "het-oude-wachtwoord")


def ask(client: Client, email: str = ADDRESS, **extra: str):
    return client.post("/beheer/password_reset/", {"email": email}, follow=True, **extra)


def test_the_mail_holds_one_link_of_ours_that_sets_a_new_password_once(client: Client, mailbox: Mailbox) -> None:
    ask(client, HTTP_X_FORWARDED_HOST="evil.example")
    message = mailbox.deliver()[0]
    assert message.to == [ADDRESS]
    assert message.subject == "Kies een nieuw wachtwoord"
    links = set(re.findall(r"https?://[^\s\"'<]+", message.body + message.alternatives[0].content))
    assert all(link.startswith("https://wijkplein.example.org/") for link in links)
    path = next(link for link in links if "password_reset" in link).removeprefix("https://wijkplein.example.org")
    form = client.get(path, follow=True)
    new = {"new_password1": "een-heel-nieuw-wachtwoord", "new_password2": "een-heel-nieuw-wachtwoord"}
    client.post(form.request["PATH_INFO"], new)
    assert User.objects.get().check_password("een-heel-nieuw-wachtwoord")
    assert "new_password1" not in client.get(path, follow=True).text


def test_the_answer_is_the_same_whether_the_account_exists(client: Client) -> None:
    known, unknown = ask(client), ask(Client(), "niemand@example.org")
    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    csrf_token = re.compile(r"\b[A-Za-z0-9]{64}\b")
    assert csrf_token.sub("", known.text) == csrf_token.sub("", unknown.text)
    assert OutgoingMail.objects.count() == 1
    assert AuditEvent.objects.get().action == "password.reset"


def test_one_address_gets_five_mails_an_hour_from_however_many_visitors(mailbox: Mailbox) -> None:
    for number in range(9):
        assert ask(Client(), REMOTE_ADDR=f"198.51.100.{number}").status_code == 200
    assert len(mailbox.deliver()) == 5


def test_a_closed_account_gets_no_mail(client: Client, account: User) -> None:
    User.objects.update(is_active=False)
    ask(client)
    assert not OutgoingMail.objects.exists()
