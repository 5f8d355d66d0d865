"""Filling in the public forms as a browser does, many times: each time from another connection."""

from __future__ import annotations

import itertools
from typing import Any

from django.http import HttpResponse
from django.test import Client

WHOLE = "/initiatieven/indienen/"
PLAN = {"titel": "Geveltuinen", "wat": "Twintig tuintjes langs de huizen."}
PLACE = {"postcode": "1221 AB", "huisnummer": "12a"}
MONEY = {"bedrag": "1.750", "kosten_1": "Planten", "kosten_1_bedrag": "1.750"}
YOU = {"naam": "Fatima El Idrissi", "email": "fatima@example.org"}
_turns = itertools.count(1)


def fresh_ip() -> str:
    """An address that no form came from yet, so that the limit of an hour is not what a test meets."""
    turn = next(_turns)
    return f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}"


def send(client: Client, path: str, data: dict[str, Any]) -> HttpResponse:
    """Post a form from a connection of its own."""
    return client.post(path, data, REMOTE_ADDR=fresh_ip())


def fill_in(client: Client, **changes: dict[str, str]) -> str:
    """The address of a draft with all four steps filled in, without the step; `changes` by step."""
    response = send(client, WHOLE, PLAN | changes.get("plan", {}) | {"verder": ""})
    assert response.status_code == 302, response.text
    base = response["Location"].removesuffix("plek/")
    for step, answers in (("plek", PLACE), ("geld", MONEY), ("jij", YOU)):
        response = send(client, f"{base}{step}/", answers | changes.get(step, {}) | {"verder": ""})
        assert response.status_code == 302, (step, response.text)
    return base
