"""`/.well-known/security.txt`: where somebody who finds a weak spot can tell it (RFC 9116; compliance C23)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.mail.links import absolute

PATH = "/.well-known/security.txt"
# The page that says how we deal with a report (BIO2 5.24.08).
POLICY_PATH = "/kwetsbaarheid-melden/"
# The norm asks for an end within a year, so that what is written is looked at; we warn this long before it.
LONGEST = timedelta(days=365)
WARNING_TERM = timedelta(days=30)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Write the file."""
    expires = datetime.combine(settings.SECURITY_TXT_EXPIRES, time(), UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {absolute(PATH)}",
        f"Policy: {absolute(POLICY_PATH)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def check_expiry(app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckWarning]:
    """Warn when the end is near, past, or too far away."""
    if is_current(settings.SECURITY_TXT_EXPIRES, timezone.localdate()):
        return []
    return [
        CheckWarning(
            f"security.txt geldt tot {settings.SECURITY_TXT_EXPIRES:%d-%m-%Y}.",
            hint="Klopt SECURITY_CONTACT nog? Zet dan SECURITY_TXT_EXPIRES op een dag binnen een jaar.",
            id="cms.W001",
        )
    ]


def is_current(expires: date, today: date) -> bool:
    """Whether the end lies more than the warning term ahead, and at most a year."""
    return WARNING_TERM < expires - today <= LONGEST
