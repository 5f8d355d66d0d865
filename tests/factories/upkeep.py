"""Something small that a resident promised, and the pages that it begins on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from participation.models import MiniRoutePage, Submission
from participation.services import upkeep
from participation.town import build_hosts
from tests.conftest import NOW
from tests.factories.residents import EMAIL, Town, lay_out_town

GARDEN = "/zo-geregeld/geveltuin/"
PARTY = "/zo-geregeld/straatfeest/"
# What a resident fills in for a garden; a party asks for a day as well.
FORM = {"postcode": "1221 AB", "huisnummer": "12", "naam": "Fatima El Idrissi", "bereik": EMAIL, "belofte": "on"}
PROMISE = "Ik houd 1,80 meter stoep vrij en verzorg de planten. Stop ik ermee? Dan leg ik de tegels terug."


def lay_out_routes(now: datetime = NOW) -> Town:
    """Hilversum with the pages of Oost and Zuid, and the first mini-routes."""
    town = lay_out_town(now)
    build_hosts(town.tree.home)
    return town


def route(slug: str = "geveltuin") -> MiniRoutePage:
    """The Dutch page of a mini-route."""
    return MiniRoutePage.objects.get(slug=slug, locale__language_code="nl")


def signed(town: Town, *, now: datetime = NOW, **changes: Any) -> Submission:
    """A garden in Oost that somebody promised to look after; `changes` are fields of Promise, or of `sign` itself."""
    extra = {
        name: changes.pop(name) for name in ("idempotency_key", "is_suspicious", "sends_receipt") if name in changes
    }
    given: dict[str, Any] = {
        "route": "geveltuin",
        "route_title": "Een geveltuin maken",
        "promise": PROMISE,
        "name": "Fatima El Idrissi",
        "email": EMAIL,
        "postcode": "1221AB",
        "house_number": "12",
        "wijk": town.wijken["oost"],
    }
    return upkeep.sign(promise=upkeep.Promise(**given | changes), now=now, **extra)
