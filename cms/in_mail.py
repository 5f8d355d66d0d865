"""“Kijk in je mail”: what every page does that waits for the code of a mail (faults 25 and 27).

Which row a browser waits for stands in a cookie of that page alone, encrypted, since the number of a row would tell
whether an address was there before; it is never in the address.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from cms import codes, tokens
from cms.crypto import Unreadable, decrypt, encrypt
from cms.models import Purpose

# No "__Host-": that prefix allows no path, and no other page has to see this.
COOKIE = "in_je_mail"
COOKIE_AGE = timedelta(hours=1)
# Waits for nothing, and nobody can tell.
NOBODY = 0
_PK_DIGITS = 19


def go(path: str, pk: int, now: datetime) -> HttpResponseRedirect:
    """To the page at a path, after a form. pk: the row that waits; NOBODY where none does, and nobody can tell."""
    response = redirect(path)
    ends = int((now + COOKIE_AGE).timestamp())
    response.set_cookie(
        COOKIE,
        encrypt(f"{pk:0{_PK_DIGITS}d} {ends}"),
        max_age=COOKIE_AGE,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def remembered(request: HttpRequest, now: datetime) -> int:
    """The row that this browser waits for; NOBODY without a cookie of ours from the last hour."""
    try:
        pk, _space, ends = decrypt(request.COOKIES.get(COOKIE, "")).partition(" ")
        return int(pk) if int(ends) > now.timestamp() else NOBODY
    except (Unreadable, ValueError):
        return NOBODY


def link_of_code(*, purpose: Purpose, subject: str, code: str, now: datetime) -> str:
    """The text of the link that stands in the same mail as a code: hand it to the service that the link leads to.

    Raises:
        TokenError: with one sentence for every code that does not work.
    """
    return tokens.text_of(codes.redeem_code(purpose=purpose, subject=subject, code=code, now=now))


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a code that worked, without the cookie."""
    response.delete_cookie(COOKIE, path=request.path, samesite="Lax")
    return response
