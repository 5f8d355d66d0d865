"""How often one address may be mailed because somebody filled it in (fault 26)."""

from datetime import datetime, timedelta

from cms.crypto import normalise_email
from cms.throttle import Limit

MAILS_PER_HOUR = 5
HOUR = timedelta(hours=1)


def limit_of(email: str, now: datetime) -> Limit:
    """How often an address may be mailed."""
    return Limit("mail", normalise_email(email), MAILS_PER_HOUR, HOUR, now)


def may_mail(email: str, now: datetime) -> bool:
    """Count one mail to this address; False where it is one too many (5 an hour). Nobody is told: see fault 25."""
    return limit_of(email, now).hit()
