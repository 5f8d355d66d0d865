"""The result by mail: asked apart from voting, sent once after closing, and the address is gone then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from django.test import Client
from django.utils import timezone

from cms import retention
from cms.models import MailStatus, OutgoingMail
from cms.registries import periodic_jobs
from polls import hashes
from polls.models import Poll, ResultRequest
from polls.services import telling
from polls.services.casting import cast
from tests.conftest import Mailbox
from tests.factories.pages import Tree
from tests.factories.polls import make_poll, pick

PLEIN = "/wijken/zuid/peilingen/plein/"
ASK = f"{PLEIN}stemmen/uitslag-mailen/"
NADIA = "nadia@example.org"
NOW = datetime.now(UTC)


@pytest.fixture
def poll(tree: Tree) -> Poll:
    return make_poll(tree.wijk_pages["zuid"])


def close(poll: Poll, days_ago: int = 1) -> None:
    closed = timezone.now() - timedelta(days=days_ago)
    Poll.objects.filter(pk=poll.pk).update(opens_at=closed - timedelta(days=9), closes_at=closed)


def run() -> None:
    for _turn in range(2):
        periodic_jobs.get("polls_settle").run(datetime.now(UTC))


def test_who_asks_gets_the_result_once_after_closing_and_is_forgotten(
    poll: Poll, client: Client, mailbox: Mailbox
) -> None:
    assert f'href="{ASK}"' in client.get(PLEIN).content.decode()
    assert "bewaren je adres los van je stem" in client.get(ASK).content.decode()
    response = client.post(ASK, {"email": f" {NADIA} "})
    assert response.url == f"{ASK}gelukt/"
    assert "Daarna krijg je één mail." in client.get(response.url).content.decode()
    for number in range(3):
        cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll, number // 2))
    run()
    assert OutgoingMail.objects.count() == 0
    close(poll)
    run()
    assert ResultRequest.objects.count() == 0
    mailbox.deliver()
    (mail,) = mailbox.to(NADIA)
    assert mail.subject == "De uitslag: Wat komt er op het plein?"
    assert "3 mensen deden mee." in mail.body
    # By hand: two of three is 67 percent.
    assert "‘Speelplek’ kreeg de meeste stemmen: 2 van de 3, dat is 67%." in mail.body
    assert PLEIN in mail.body
    run()
    assert len(mailbox.to(NADIA)) == 1
    assert not OutgoingMail.objects.filter(template="poll_result", status=MailStatus.SENT).exists()


def test_asking_twice_is_once_and_looks_the_same(poll: Poll, client: Client) -> None:
    first, second = client.post(ASK, {"email": NADIA}), client.post(ASK, {"email": NADIA.upper()})
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert ResultRequest.objects.count() == 1


def test_the_english_page_asks_for_an_english_mail(poll: Poll) -> None:
    telling.ask(poll=poll, email=NADIA, language="en")
    close(poll)
    telling.tell_due(NOW)
    assert OutgoingMail.objects.get().language == "en"


@pytest.mark.parametrize("email", ["", "nadia", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_refused_and_kept(poll: Poll, client: Client, email: str) -> None:
    response = client.post(ASK, {"email": email})
    assert response.status_code == 422
    assert "e-mailadres" in response.content.decode()
    assert email in response.content.decode()
    assert ResultRequest.objects.count() == 0


def test_a_robot_in_the_trap_sees_the_same_and_leaves_nothing(poll: Poll, client: Client) -> None:
    assert client.post(ASK, {"email": NADIA, "bijschrift": "x"}).status_code == 302
    assert ResultRequest.objects.count() == 0


def test_after_closing_there_is_nothing_to_ask(poll: Poll, client: Client) -> None:
    close(poll)
    assert client.get(ASK).url == PLEIN
    assert client.post(ASK, {"email": NADIA}).url == PLEIN
    assert ResultRequest.objects.count() == 0


def test_the_address_is_no_key_to_a_voter_and_is_not_to_be_read(poll: Poll, client: Client) -> None:
    client.post(ASK, {"email": NADIA})
    row = ResultRequest.objects.get()
    assert row.person_hash != hashes.of_email(poll, NADIA)
    assert NADIA not in row.email_encrypted
    assert "nadia" not in str(row)


def test_a_person_is_found_and_removed(poll: Poll) -> None:
    telling.ask(poll=poll, email=NADIA, language="nl")
    telling.ask(poll=poll, email="otto@example.org", language="nl")
    assert telling.inspect(NADIA) == [{"peiling": poll.pk, "e-mail": NADIA}]
    assert telling.erase(NADIA, NOW) == 1
    assert telling.inspect(NADIA) == []
    assert ResultRequest.objects.count() == 1


def test_of_a_poll_that_left_the_site_nothing_is_mailed_and_addresses_go(poll: Poll) -> None:
    telling.ask(poll=poll, email=NADIA, language="nl")
    close(poll, days_ago=29)
    Poll.objects.update(is_live=False)
    assert telling.tell_due(NOW) == 0
    retention.purge_all(datetime.now(UTC))
    assert ResultRequest.objects.count() == 1
    close(poll, days_ago=31)
    retention.purge_all(datetime.now(UTC))
    assert ResultRequest.objects.count() == 0


def test_a_mail_that_did_not_go_yet_is_kept(poll: Poll) -> None:
    telling.ask(poll=poll, email=NADIA, language="nl")
    close(poll)
    telling.tell_due(NOW)
    assert telling.forget_sent() == 0
    assert OutgoingMail.objects.count() == 1
