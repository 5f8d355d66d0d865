"""Codes per address (level 3): made for a list, revoked one by one, wiped at closing (services.settling)."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cms import audit
from cms.codes import ALPHABET
from cms.crypto import decrypt, encrypt
from cms.models import User
from cms.postcodes import find_wijk, is_pc6, normalise
from polls import hashes
from polls.codes import Identity
from polls.models import AddressCode, Poll, Voter
from polls.services.errors import Refused

LENGTH = 10
MOST_AT_ONCE = 5_000


def new_code() -> str:
    """Ten characters, such as "7K3QF2MB9D": one of 30**10, which nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def shown(code: str) -> str:
    """A code as letters show it: "7K3QF-2MB9D"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


@transaction.atomic
def make(*, poll: Poll, addresses: Sequence[str], by: User | None, now: datetime) -> int:
    """Make a code for each address that has none; returns how many. Known addresses keep the code they have.

    Raises:
        Refused: for a poll without codes, one that is closed, or too long a list.
    """
    _require_codes(poll, now)
    if len(addresses) > MOST_AT_ONCE:
        raise Refused(_("Geef hoogstens %(most)s adressen tegelijk op.") % {"most": MOST_AT_ONCE})
    known = set(poll.codes.filter(is_revoked=False).values_list("address_hash", flat=True))
    batch = (poll.codes.aggregate(last=Max("batch"))["last"] or 0) + 1
    rows = {}
    for address in addresses:
        address_hash = hashes.of_address(poll, address)
        if address_hash not in known and address_hash not in rows:
            rows[address_hash] = _row(poll, address, address_hash, batch, len(rows) + 1)
    AddressCode.objects.bulk_create(rows.values())
    audit.log(action="poll.codes.make", object=poll, actor=by, now=now, data={"count": len(rows)})
    return len(rows)


def _row(poll: Poll, address: str, address_hash: str, batch: int, position: int) -> AddressCode:
    code = new_code()
    postcode = next((found for word in _pairs(address) if is_pc6(found := normalise(word))), "")
    return AddressCode(
        poll=poll,
        code_hash=hashes.of_code(poll, code),
        code_encrypted=encrypt(code),
        address_encrypted=encrypt(address),
        address_hash=address_hash,
        wijk=find_wijk(postcode).wijk if postcode else None,
        batch=batch,
        position=position,
    )


def _pairs(address: str) -> list[str]:
    """Words, and words two by two: a postcode is written with or without a space."""
    words = address.replace(",", " ").split()
    return [*words, *(" ".join(pair) for pair in zip(words, words[1:], strict=False))]


def _require_codes(poll: Poll, now: datetime) -> None:
    if poll.identity != Identity.CODE:
        raise Refused(_("Deze peiling werkt niet met codes."))
    if poll.settled_at is not None or now >= poll.closes_at:
        raise Refused(_("Deze peiling is gesloten. De lijst met codes en adressen is vernietigd."))


def letters(poll: Poll, batch: int | None = None) -> list[tuple[str, str]]:
    """Address and code of each letter, in the order of the lists; empty after closing."""
    rows = poll.codes.filter(is_revoked=False).exclude(code_encrypted="").order_by("batch", "position")
    if batch is not None:
        rows = rows.filter(batch=batch)
    return [
        (decrypt(address), shown(decrypt(code)))
        for address, code in rows.values_list("address_encrypted", "code_encrypted")
    ]


def with_use(poll: Poll) -> QuerySet[AddressCode]:
    """Codes, each with whether somebody voted with it. What was voted can't be found."""
    used = Voter.objects.filter(poll=poll, voter_hash=OuterRef("code_hash"))
    return poll.codes.annotate(is_used=Exists(used)).order_by("batch", "position")


@transaction.atomic
def revoke(*, poll: Poll, address: str, by: User, now: datetime) -> None:
    """End the code of an address, so that it can get another one.

    Raises:
        Refused: when there is none, or somebody voted with it.
    """
    _require_codes(poll, now)
    rows = poll.codes.select_for_update().filter(is_revoked=False, address_hash=hashes.of_address(poll, address))
    code = rows.first()
    if code is None:
        raise Refused(_("Bij dit adres hoort geen code. Schrijf het adres zoals het in de lijst staat."))
    if Voter.objects.filter(poll=poll, voter_hash=code.code_hash).exists():
        raise Refused(_("Met deze code is al gestemd. Intrekken kan niet meer."))
    AddressCode.objects.filter(pk=code.pk).update(is_revoked=True, code_encrypted="", address_encrypted="")
    audit.log(action="poll.codes.revoke", object=poll, actor=by, now=now)
