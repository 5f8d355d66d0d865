"""Six characters that stand for a link, for who reads the mail on another device (spec/forms.md, fault 27).

A code follows from its token by HMAC, so that nothing of it is stored. Guessing: 5 tries of 30**6 codes is less than
one in a hundred million. After five wrong tries the code is dead; the link in the same mail still works.
"""

import re
from datetime import datetime

from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import Purpose, Token
from cms.tokens import REUSABLE, TokenError, text_of

# No 0 O 1 I L U: nobody has to guess how to read it.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 6
MAX_TRIES = 5
_SEPARATORS = re.compile(r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2060\ufeff._/-]+")


class CodeWrong(TokenError):
    """Not the code, or a code that works no more. One sentence for all, so that nobody learns which."""

    message: str | Promise = _(
        "Deze code klopt niet of werkt niet meer. Kijk de code na, of klik op de link in de mail."
    )


def code_of(token: Token) -> str:
    """The code that goes with a token, such as "7K3QF2". The same at every call."""
    digest = salted_hmac(f"cms.codes.{token.purpose}", text_of(token), algorithm="sha256").digest()
    number, characters = int.from_bytes(digest, "big"), []
    for _place in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        characters.append(ALPHABET[place])
    return "".join(characters)


def shown(code: str) -> str:
    """A code as a mail shows it: "7K3-QF2"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def normalise(text: str) -> str:
    """A code as it was typed ("7k3 qf2"), in its one form: capitals, without spaces and dashes."""
    return _SEPARATORS.sub("", text or "").upper()


def redeem_code(*, purpose: Purpose, subject: str, code: str, now: datetime) -> Token:
    """The newest token about this subject, when this is its code. Hand `text_of` it to the service that redeems it.

    Every try is counted, and before it is looked at: of threads at the same time none gets a sixth. Call it outside
    the transaction of that service, as `throttle.hit`: what is rolled back is not counted.

    Raises:
        CodeWrong: for every reason there is, with the same sentence.
        ValueError: when tokens of this purpose are never used up, and so have no code.
    """
    if purpose in REUSABLE:
        raise ValueError(f"tokens for {purpose} have no code")
    alive = Token.objects.filter(
        purpose=purpose, subject=subject, used_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    token = alive.order_by("pk").last()
    if token is None:
        raise CodeWrong
    counted = alive.filter(pk=token.pk, code_tries__lt=MAX_TRIES).update(code_tries=F("code_tries") + 1)
    if not counted or not constant_time_compare(normalise(code), code_of(token)):
        raise CodeWrong
    return token
