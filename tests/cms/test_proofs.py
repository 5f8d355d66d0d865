"""Proofs of work: each puzzle lasts ten minutes, and its solution counts once (fault 29, CVE-2025-68113)."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from django.db import connection
from django.test import Client, RequestFactory

from cms import proofs, throttle
from cms.models import UsedProof
from cms.proofs import challenge, is_asked, purge, use
from tests.conftest import NOW
from tests.factories.puzzles import pack, solution, unpack

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_a_solution_counts_once() -> None:
    proof = solution(challenge(NOW))

    assert use(proof, now=NOW)
    assert not use(proof, now=NOW)
    assert not use(pack(unpack(proof) | {"took": 13}), now=NOW)
    assert use(solution(challenge(NOW)), now=NOW)
    assert UsedProof.objects.count() == 2


@pytest.mark.django_db
def test_a_puzzle_lasts_ten_minutes() -> None:
    proof = solution(challenge(NOW))

    assert not use(proof, now=NOW + timedelta(minutes=10))
    assert use(proof, now=NOW + timedelta(minutes=9, seconds=59))


def _spliced(proof: dict[str, Any]) -> list[dict[str, Any]]:
    """What a robot might make of one good solution."""
    salt, number = proof["salt"], str(proof["number"])
    head, _expires, tail = salt.partition("?expires=")
    later = str(int(tail[:10]) + 600)
    return [
        proof | {"salt": f"{head}?expires={later}&"},
        proof | {"salt": f"{salt}{number[:1]}", "number": int(number[1:] or 0)},
        proof | {"salt": salt[:-1], "number": proof["number"]},
        proof | {"salt": f"{head}?expires={tail[:9]}&", "number": int(tail[9] + number)},
        proof | {"salt": f"{salt}expires={later}&"},
        proof | {"salt": f"{head}?expires={later}&expires={tail}"},
        proof | {"salt": head},
        proof | {"number": proof["number"] + 1},
        proof | {"signature": "0" * 64},
        proof | {"challenge": proof["challenge"].upper()},
        proof | {"algorithm": "SHA-1"},
        proof | {"number": True},
        proof | {"number": -1},
        proof | {"number": 10**9},
        {name: value for name, value in proof.items() if name != "number"},
    ]


@pytest.mark.django_db
def test_nothing_can_be_made_of_a_solution() -> None:
    proof = unpack(solution(challenge(NOW)))

    assert [made for made in _spliced(proof) if use(pack(made), now=NOW)] == []
    assert UsedProof.objects.count() == 0
    assert use(pack(proof), now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "payload", ["", "x", "====", pack([]), pack(None), pack({}), pack("x"), "é", "e30" * 900, "[" * 999]
)
def test_nonsense_is_no_proof(payload: str) -> None:
    assert not use(payload, now=NOW)


@pytest.mark.django_db
def test_a_puzzle_of_another_installation_is_no_proof(settings: Any) -> None:
    proof = solution(challenge(NOW))
    settings.DATA_KEY = "another-" + "0123456789abcdef" * 4

    assert not use(proof, now=NOW)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_count_once() -> None:
    proof, answers = solution(challenge(NOW)), []
    ready = threading.Barrier(20)

    def hand_in() -> None:
        ready.wait()
        answers.append(use(proof, now=NOW))
        connection.close()

    threads = [threading.Thread(target=hand_in) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == [False] * 19 + [True]


@pytest.mark.django_db
def test_used_proofs_go_an_hour_after_their_puzzle() -> None:
    use(solution(challenge(NOW)), now=NOW)
    gone = NOW + timedelta(minutes=10) + HOUR

    assert (purge(gone, True), purge(gone, False)) == (0, 0)
    assert purge(gone + timedelta(seconds=1), True) == 1
    assert purge(gone + timedelta(seconds=1), False) == 1
    assert UsedProof.objects.count() == 0


@pytest.mark.django_db
def test_it_is_asked_as_the_setting_says(settings: Any) -> None:
    request = RequestFactory().get("/")
    ip = throttle.client_ip(request)
    for _turn in range(19):
        throttle.hit("public_post", ip, limit=60, per=HOUR, now=NOW)

    def asked() -> list[bool]:
        found = []
        for mode in proofs.MODES:
            settings.ALTCHA = mode
            found.append(is_asked(request, NOW))
        return found

    assert asked() == [False, False, True]
    throttle.hit("public_post", ip, limit=60, per=HOUR, now=NOW)
    assert asked() == [False, True, True]


@pytest.mark.django_db
def test_the_address_of_puzzles(client: Client, settings: Any) -> None:
    with time_machine.travel(NOW, tick=False):
        assert client.get("/bewijs/").status_code == 404
        settings.ALTCHA = "suspicious"
        assert client.get("/bewijs/").status_code == 204
        needed = client.get("/bewijs/?nodig")
        settings.ALTCHA = "always"
        response = client.get("/bewijs/")
        assert client.post("/bewijs/").status_code == 405

    assert set(needed.json()) == {"algorithm", "challenge", "maxNumber", "salt", "signature"}
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert use(solution(response.json()), now=NOW)
