"""Single-purpose links: signed, expiring, and in force only as long as their row says so (faults 19 and 20).

Opening a link changes nothing: pages `find` on GET and `redeem` on POST, since mail scanners open every link.
"""

from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.models import Purpose, Token
from cms.rows import insert_all

__all__ = [
    "REUSABLE",
    "Purpose",
    "TokenError",
    "TokenExpired",
    "TokenUnknown",
    "TokenUsed",
    "find",
    "issue",
    "issue_all",
    "purge",
    "redeem",
    "revoke",
    "text_of",
]

# These only open a page; what that page does has guards of its own.
REUSABLE = frozenset(
    {
        Purpose.MY_PLAN,
        Purpose.RECEIPT,
        Purpose.WITHDRAW_SUPPORT,
        Purpose.STOP_FOLLOW,
        Purpose.WITHDRAW_HELP,
        Purpose.CANCEL_SIGNUP,
        Purpose.CHANGE_VOTE,
    }
)
KEPT_AFTER_EXPIRY = timedelta(days=30)
KEPT_AFTER_RESUME = timedelta(days=1)


class TokenError(Exception):
    """A link that does not open anything; `message` tells the resident what to do."""

    message: str | Promise = ""

    def __str__(self) -> str:
        return str(self.message)


class TokenUnknown(TokenError):
    """Not one of ours, cut off, changed, or made for another purpose."""

    message = _("We kennen deze link niet. Kijk of je de hele link uit de mail hebt gekopieerd.")


class TokenExpired(TokenError):
    """Past its date, or replaced by a newer link."""

    message = _("Deze link is verlopen. Vraag een nieuwe link aan.")


class TokenUsed(TokenError):
    """Used before, here or in another window."""

    message = _("Je hebt deze link al gebruikt. Je hoeft niets meer te doen.")


def issue(*, purpose: Purpose, subject: str, now: datetime, valid_for: timedelta) -> Token:
    """Make a token about a subject: a kind and an id, such as "support:12", never a name or an address."""
    return issue_all(subject=subject, now=now, lasts={purpose: valid_for})[purpose]


def issue_all(*, subject: str, now: datetime, lasts: dict[Purpose, timedelta]) -> dict[Purpose, Token]:
    """Make a token for each of these purposes about one subject, in one statement. lasts: how long each is valid."""
    made = {
        purpose: Token(purpose=purpose, subject=subject, created_at=now, expires_at=now + valid_for)
        for purpose, valid_for in lasts.items()
    }
    insert_all(list(made.values()))
    return made


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"cms.tokens.{purpose}", sep=":")


def _signed_value(token: Token) -> str:
    """What the signature covers: with the subject and the time, so that after a restored backup an old link
    does not open the row that took over its number."""
    return f"{token.pk}|{token.subject}|{token.created_at.astimezone(UTC).isoformat()}"


def text_of(token: Token) -> str:
    """The text of the link: letters, digits, "-" and "_" only. The same at every call, so a mail can be made again."""
    return f"{token.pk}-{_signer(token.purpose).signature(_signed_value(token))}"


def find(text: str, *, purpose: Purpose, now: datetime) -> Token:
    """The token of a link, when it may be used now. Changes nothing.

    Raises:
        TokenUnknown, TokenExpired, TokenUsed: each with a sentence for the resident.
    """
    number, _dash, signature = text.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise TokenUnknown
    token = Token.objects.filter(pk=int(number), purpose=purpose).first()
    if token is None or number != str(token.pk):
        raise TokenUnknown
    try:
        _signer(purpose).unsign(f"{_signed_value(token)}:{signature}")
    except signing.BadSignature:
        raise TokenUnknown from None
    if token.used_at is not None and token.purpose not in REUSABLE:
        raise TokenUsed
    if token.revoked_at is not None or token.expires_at <= now:
        raise TokenExpired
    return token


def redeem(text: str, *, purpose: Purpose, now: datetime) -> Token:
    """Use a link up. Of several at the same time just one succeeds; call it in the transaction of what it allows.

    Raises:
        TokenUnknown, TokenExpired, TokenUsed: each with a sentence for the resident.
        ValueError: when tokens of this purpose are never used up.
    """
    if purpose in REUSABLE:
        raise ValueError(f"tokens for {purpose} are never used up")
    token = find(text, purpose=purpose, now=now)
    unused = Token.objects.filter(pk=token.pk, used_at__isnull=True, revoked_at__isnull=True)
    if not unused.update(used_at=now):
        raise TokenUsed
    token.used_at = now
    return token


def revoke(*, purpose: Purpose, subject: str, now: datetime) -> int:
    """Withdraw every link for this purpose and subject; returns how many."""
    return Token.objects.filter(purpose=purpose, subject=subject, revoked_at__isnull=True).update(revoked_at=now)


def purge(now: datetime, dry_run: bool) -> int:
    """Remove links that ended 30 days ago, and those of a resumed draft after a day (inbox.md 12)."""
    rows = Token.objects.filter(expires_at__lt=now - KEPT_AFTER_EXPIRY) | Token.objects.filter(
        purpose=Purpose.RESUME_DRAFT, used_at__lt=now - KEPT_AFTER_RESUME
    )
    return rows.count() if dry_run else rows.delete()[0]
