"""Proofs of work (ALTCHA): a puzzle that a browser solves by itself, so that flooding us costs a robot something.

Switched off by default (settings.ALTCHA). Each puzzle lasts ten minutes and each solution counts once, by a unique key
in the database (fault 29): no cache is needed. Nothing here ever refuses a resident: a form without a proof is taken
in too, and put aside for extra control.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from cms import throttle
from cms.crypto import keyed_hash
from cms.models import UsedProof

OFF, SUSPICIOUS, ALWAYS = "off", "suspicious", "always"
MODES = (OFF, SUSPICIOUS, ALWAYS)
LASTS = timedelta(minutes=10)
KEPT_AFTER_EXPIRY = timedelta(hours=1)
# Hashes to try at most: a second or two on a telephone, less on a computer.
MOST_TRIES = 50_000
# So many forms in an hour from one connection are more than a household sends (60 is the most: see `guard`).
BUSY_FROM = 20
_MOST_CHARACTERS = 2_000
_ALGORITHM = "SHA-256"
# Nothing but the salt and the moment: whatever is added to it, or cut from it, is no puzzle of ours (CVE-2025-68113).
_SALT = re.compile(r"[0-9a-f]{24}\?expires=([0-9]{10})&", re.ASCII)
_TEXTS = ("algorithm", "challenge", "salt", "signature")


def is_on() -> bool:
    """Whether forms may ask for a proof."""
    return settings.ALTCHA != OFF


def is_asked(request: HttpRequest, now: datetime) -> bool:
    """Whether a form from this connection should bring a proof along: always, or since much came from it this hour."""
    if settings.ALTCHA != SUSPICIOUS:
        return is_on()
    return throttle.is_full("public_post", throttle.client_ip(request), limit=BUSY_FROM, now=now)


def challenge(now: datetime) -> dict[str, Any]:
    """A new puzzle, as ALTCHA's widget wants it. It lasts ten minutes from now (aware); nothing is stored."""
    options = altcha.ChallengeOptions(
        algorithm=_ALGORITHM, max_number=MOST_TRIES, hmac_key=_key(), expires=now + LASTS
    )
    return altcha.create_challenge(options).to_dict()


def use(payload: str, *, now: datetime) -> bool:
    """Whether this solution, as the widget hands it in, is right, in time and not used before; it is used from now."""
    solution = _read(payload)
    expires_at = _expires_at(solution, now) if solution else None
    if solution is None or expires_at is None:
        return False
    is_right, _why_not = altcha.verify_solution(solution, _key(), check_expires=False)
    if not is_right:
        return False
    try:
        with transaction.atomic():
            UsedProof.objects.create(key_hash=solution["challenge"], expires_at=expires_at)
    except IntegrityError:
        return False
    return True


def _key() -> str:
    return keyed_hash("altcha", "puzzles")


def _read(payload: str) -> dict[str, Any] | None:
    """The solution, where it has the shape of one; else None."""
    if len(payload) > _MOST_CHARACTERS:
        return None
    try:
        found = json.loads(base64.b64decode(payload, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in _TEXTS):
        return None
    number = found.get("number")
    is_number = type(number) is int and 0 <= number <= MOST_TRIES
    return found if is_number and found["algorithm"] == _ALGORITHM else None


def _expires_at(solution: dict[str, Any], now: datetime) -> datetime | None:
    """Until when the puzzle lasts; None where that is over, or longer than any puzzle of ours."""
    found = _SALT.fullmatch(solution["salt"])
    expires_at = datetime.fromtimestamp(int(found[1]), UTC) if found else None
    return expires_at if expires_at and now < expires_at <= now + LASTS else None


def purge(now: datetime, dry_run: bool) -> int:
    """Remove proofs an hour after their puzzle expired; nobody can hand them in any more."""
    rows = UsedProof.objects.filter(expires_at__lt=now - KEPT_AFTER_EXPIRY)
    return rows.count() if dry_run else rows.delete()[0]
