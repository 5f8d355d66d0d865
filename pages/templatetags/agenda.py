"""How the calendar writes days, times and addresses, and its panels on other pages."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.languages import active_language, marks
from cms.models import Wijk
from cms.pieces import piece
from cms.templatetags.notation import datum, datum_kort, tijd
from cms.templatetags.wijkplein import pad
from pages.calendar.choice import LIST, WHEN, Choice
from pages.calendar.reading import Item, coming
from pages.office_hours import time_words
from pages.timetable import Planned

register = template.Library()


@register.filter
def weekday_short(day: date) -> str:
    """Write a day of the week in two letters or three: "do"."""
    return date_format(day, "D").lower()


@register.filter
def month_short(day: date) -> str:
    """Write a month in short: "dec"."""
    return date_format(day, "M").lower().rstrip(".")


@register.filter
def clock(moment: datetime) -> str:
    """Write a local time without "uur": "17.30"."""
    return time_format(moment, pgettext("tijd kaal", "G.i"))


@register.filter
def hours(item: Item) -> str:
    """Say when it is held on its day, or until which day it lasts."""
    if item.is_long:
        first, last = datum_kort(item.first_day), datum_kort(item.last_day)
        return _("%(first)s tot en met %(last)s") % {"first": first, "last": last}
    if item.is_all_day:
        return _("De hele dag")
    if not item.has_end:
        return _("vanaf %(time)s") % {"time": tijd(item.starts_at)}
    return time_words(item.starts_at.time(), item.ends_at.time())


@register.filter
def planned_words(row: Planned) -> str:
    """Say when something is held: "donderdag 10 december 2026, 17.30 tot 19.30 uur"."""
    words = datum(row.first_day)
    if row.last_day > row.first_day:
        words = _("%(first)s tot en met %(last)s") % {"first": words, "last": datum(row.last_day)}
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    if row.is_all_day:
        return words
    at = time_words(starts.time(), ends.time()) if ends > starts else _("vanaf %(time)s") % {"time": tijd(starts)}
    return f"{words}, {at}"


@register.simple_tag
def title_language(item: Item) -> SafeString:
    """Mark a title that is in another language than the page."""
    return mark_safe(marks(item.language, within=active_language()))  # noqa: S308 (a code of our own table)


@register.simple_tag
def day_url(choice: Choice, day: date) -> str:
    """Lead to one day in the list of its month."""
    return choice.address(*WHEN, beeld=LIST, dag=f"{day:%Y-%m-%d}")


@register.simple_tag
def print_back(choice: Choice) -> str:
    """Lead from the sheet back to the month on the screen."""
    return choice.address()


@piece(register, "pages/panels/agenda.html")
def agenda_panel(wijk: Wijk | None = None, count: int = 4) -> dict[str, object]:
    """Show what is on first, of a wijk or of the city."""
    path = f"/wijken/{wijk.slug}/agenda/" if wijk else "/agenda/"
    return {"items": coming(wijk, count=count), "wijk": wijk, "url": pad(path)}
