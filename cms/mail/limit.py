"""How often one address may be mailed because somebody filled it in (fault 26)."""

from datetime import datetime, timedelta

from cms import throttle
from cms.crypto import normalise_email

MAILS_PER_HOUR = 5
HOUR = timedelta(hours=1)


def may_mail(email: str, now: datetime) -> bool:
    """Count one mail to this address; False where it is one too many (5 an hour). Nobody is told: see fault 25."""
    return throttle.hit("mail", normalise_email(email), limit=MAILS_PER_HOUR, per=HOUR, now=now)
