"""On which days something may happen that has to be told in time, such as a street party. Pure; days are local."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from cms.templatetags.notation import datum

LONGEST_DAYS = 365


def first_day(today: date, notice_days: int) -> date:
    """The first day that may be chosen: never today, and at least so many days ahead."""
    return today + timedelta(days=max(1, notice_days))


def last_day(today: date, notice_days: int) -> date:
    """The last day that may be chosen: nobody can say more than a year ahead what works there will be in a street.

    Never before the first day, however long ahead a page asks.
    """
    return today + timedelta(days=max(LONGEST_DAYS, notice_days))


def why_not(day: date, *, today: date, notice_days: int) -> str:
    """Why a day cannot be chosen, in a Dutch sentence that names one that can; "" where it can."""
    first, last = first_day(today, notice_days), last_day(today, notice_days)
    if day < first:
        return _("Kies een dag vanaf %(day)s. Zoveel tijd hebben we nodig.") % {"day": datum(first)}
    if day > last:
        return _("Kies een dag tot en met %(day)s. Verder vooruit kan nog niet.") % {"day": datum(last)}
    return ""
