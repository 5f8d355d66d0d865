"""Who decides on a plan, as a sentence for residents: from the municipality's own mandate table. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from participation import mandates
from participation.mandates import SIGNER_WORDS, MandateRow


def roles_for(table: Iterable[MandateRow], *, amount_cents: int | None, on: date) -> tuple[str, ...]:
    """The roles that would decide on an amount in cents; empty where it is not known or the table has no row."""
    if amount_cents is None:
        return ()
    try:
        return mandates.level(table, amount_cents=amount_cents, on=on).roles
    except mandates.MandateMissing:
        return ()


def sentence(roles: Iterable[str], *, is_past: bool = False) -> str:
    """Who decides, as a sentence without its full stop: "De wijkregisseur en de wijkwethouder beslissen"."""
    words = [_article(role) for role in roles]
    if not words:
        return ""
    if is_past:
        verb = _("besliste") if len(words) == 1 else _("beslisten")
    else:
        verb = _("beslist") if len(words) == 1 else _("beslissen")
    joined = _(" en ").join(words)
    return f"{joined[0].upper()}{joined[1:]} {verb}"


def _article(role: str) -> str:
    word = str(SIGNER_WORDS.get(role, role))
    return _("het %(body)s") % {"body": word} if role == mandates.COLLEGE else _("de %(role)s") % {"role": word}
