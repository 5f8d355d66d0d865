"""Forms with a proof of work: what comes without one is taken in, and put aside for a person (fault 29)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from django.test import Client
from django.utils import timezone

from cms import throttle
from cms.forms.protection import opened_at_token
from cms.models import UsedProof
from cms.proofs import challenge
from participation.models import Draft, PublicVersion, Submission
from tests.conftest import NOW, Mailbox
from tests.factories.puzzles import pack, solution, unpack
from tests.factories.residents import SHORT, SUPPORT, Town, lay_out_town, seeking_plan
from tests.participation.test_plan_form import filled_in
from tests.policies import policy_of

MINUTE = timedelta(minutes=1)
QUICK = {"geopend": "x"}


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum."""
    return lay_out_town()


@pytest.fixture(autouse=True)
def clock(town: Town) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def calm(**more: str) -> dict[str, str]:
    """The short form as a person fills it in, in a minute."""
    return SHORT | {"geopend": opened_at_token(timezone.now() - MINUTE)} | more


def proof() -> str:
    """A good proof, fresh."""
    return solution(challenge(timezone.now()))


def post(client: Client, bewijs: str) -> int:
    """The status of a short form that comes with this proof."""
    return client.post("/start/", calm(bewijs=bewijs)).status_code


def aside() -> list[bool]:
    """Of each case, the oldest first, whether it was put aside."""
    return list(Submission.objects.order_by("pk").values_list("is_suspicious", flat=True))


def spliced(good: str) -> str:
    """A used proof with a later end."""
    found = unpack(good)
    head, _, tail = found["salt"].partition("?expires=")
    return pack(found | {"salt": f"{head}?expires={int(tail[:10]) + 600}&"})


def test_posts_without_a_good_proof_reach_nobody_but_the_inbox(client: Client, settings: Any) -> None:
    settings.ALTCHA = "always"
    used, expired = proof(), solution(challenge(timezone.now() - timedelta(minutes=11)))

    statuses = [post(client, bewijs) for bewijs in (used, "", used, spliced(used), expired)]
    for _turn in range(55):
        throttle.hit("public_post", "127.0.0.1", limit=60, per=timedelta(hours=1), now=timezone.now())

    assert statuses == [302] * 5
    assert post(client, "") == post(client, proof()) == 429
    assert aside() == [False, True, True, True, True]
    assert PublicVersion.objects.count() == 0
    assert UsedProof.objects.count() == 1


@pytest.mark.faults
def test_a_thousand_posts_in_a_minute(client: Client, settings: Any) -> None:
    settings.ALTCHA = "always"
    used, expired = proof(), solution(challenge(timezone.now() - timedelta(minutes=11)))
    assert post(client, used) == 302
    tries = ["", used, spliced(used), expired]

    statuses = [post(client, tries[turn % 4]) for turn in range(1000)]

    assert (statuses.count(302), statuses.count(429)) == (59, 941)
    assert aside() == [False] + [True] * 59
    assert PublicVersion.objects.count() == 0


def test_a_person_without_javascript_can_file(client: Client, settings: Any, mailbox: Mailbox) -> None:
    settings.ALTCHA = "always"
    page = client.get("/start/").text
    assert page.count("data-bewijs ") == 1 and "hidden></div>" in page.split("data-bewijs ")[1]

    response = client.post("/start/", calm(), follow=True)

    case = Submission.objects.get()
    assert case.is_suspicious and case.reference in response.text
    assert [mail.template for mail in mailbox.queued] == ["plan_received"]


@pytest.mark.parametrize(
    ("mode", "more", "has_proof", "expected"),
    [
        ("off", {}, False, False),
        ("off", QUICK, True, True),
        ("suspicious", {}, False, False),
        ("suspicious", QUICK, False, True),
        ("suspicious", QUICK, True, False),
        ("always", {}, False, True),
        ("always", {}, True, False),
        ("always", QUICK, True, False),
        ("always", {"bijschrift": "x"}, True, True),
    ],
)
def test_what_is_put_aside(
    client: Client, settings: Any, mode: str, more: dict[str, str], has_proof: bool, expected: bool
) -> None:
    settings.ALTCHA = mode
    good = {"bewijs": proof()} if has_proof else {}

    assert client.post("/start/", calm() | more | good).status_code == 302
    assert aside() == [expected]


def test_a_busy_connection_is_asked_for_a_proof(client: Client, settings: Any) -> None:
    settings.ALTCHA = "suspicious"
    for _turn in range(18):
        throttle.hit("public_post", "127.0.0.1", limit=60, per=timedelta(hours=1), now=timezone.now())

    assert [post(client, bewijs) for bewijs in ("", "", proof())] == [302, 302, 302]
    assert aside() == [False, True, False]


def test_a_refused_form_asks_again_and_the_used_proof_does_not_come_back(client: Client, settings: Any) -> None:
    settings.ALTCHA = "suspicious"
    assert 'data-opgave="/bewijs/"' in client.get("/start/").text
    good = proof()
    refused = client.post("/start/", calm(bewijs=good, bereik="") | QUICK).text

    assert 'data-opgave="/bewijs/?nodig"' in refused and good not in refused
    assert UsedProof.objects.count() == 0


def test_the_whole_form_is_put_aside_without_a_proof(settings: Any) -> None:
    settings.ALTCHA = "always"
    for more in ({}, {"bewijs": proof()}):
        writer = Client()
        base = filled_in(writer)
        Draft.objects.update(created_at=timezone.now() - MINUTE)
        assert writer.post(f"{base}controleer/", {"verstuur": ""} | more).status_code == 302

    assert aside() == [True, False]


def test_support_without_a_proof_is_confirmed_by_mail_ten_times_an_hour(
    client: Client, town: Town, settings: Any, mailbox: Mailbox, clock: time_machine.Coordinates
) -> None:
    case = seeking_plan(town)
    before = len(mailbox.queued)
    path = f"/wijken/oost/initiatieven/{case.reference.lower()}-{case.public_version.slug}/steunen/"

    def support(number: int, **more: str) -> int:
        assert client.post(path, SUPPORT | {"email": f"buur{number}@example.org"} | more).status_code == 302
        return len(mailbox.queued) - before

    settings.ALTCHA = "always"
    assert [support(number) for number in range(12)] == [*range(1, 11), 10, 10]
    assert support(20, bewijs=proof()) == 11
    assert support(21, bewijs=proof(), bijschrift="x") == 11
    settings.ALTCHA = "off"
    assert support(22) == 12
    settings.ALTCHA = "always"
    clock.shift(timedelta(hours=1))
    assert support(23) == 13


def test_switched_off_a_form_holds_nothing_of_it(client: Client) -> None:
    assert "bewijs" not in client.get("/start/").text


def test_the_policy_of_a_page_that_asks_for_a_proof_is_that_of_any_page(client: Client, settings: Any) -> None:
    policy = policy_of(client.get("/start/"))
    settings.ALTCHA = "always"
    page = client.get("/start/")

    assert policy_of(page) == policy
    assert policy["script-src"] == policy["worker-src"] == ["'self'"]
    assert all("blob:" not in sources for sources in policy.values())
    assert "altcha/altcha.min.js" in page.text and "cms/bewijs.js" in page.text


def test_no_more_than_five_receipts_an_hour_go_to_one_address(client: Client, mailbox: Mailbox) -> None:
    for _turn in range(7):
        assert client.post("/start/", calm()).status_code == 302
    client.post("/start/", calm(bereik="ander@example.org", bijschrift="x"))

    assert Submission.objects.count() == 8
    assert [mail.template for mail in mailbox.queued] == ["plan_received"] * 5
