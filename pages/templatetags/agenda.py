"""How the calendar writes days, times and addresses, and its panels on other pages."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.pieces import piece
from cms.templatetags.notation import datum, tijd
from cms.templatetags.wijkplein import pad
from pages.calendar import markup
from pages.calendar.choice import Choice
from pages.calendar.reading import coming
from pages.office_hours import time_words
from pages.timetable import Planned

register = template.Library()


@register.filter
def weekday_short(day: date) -> str:
    """Write a day of the week in two letters or three: "do"."""
    return markup.day_words(day).weekday


@register.filter
def month_short(day: date) -> str:
    """Write a month in short: "dec"."""
    return markup.day_words(day).month


register.simple_tag(markup.weeks, name="agenda_weeks")
register.simple_tag(markup.printed_weeks, name="agenda_printed_weeks")
register.simple_tag(markup.rows, name="agenda_rows")
register.simple_tag(markup.options, name="agenda_options")


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
def print_back(choice: Choice) -> str:
    """Lead from the sheet back to the month on the screen."""
    return choice.address()


@piece(register, "pages/panels/agenda.html")
def agenda_panel(wijk: Wijk | None = None, count: int = 4) -> dict[str, object]:
    """Show what is on first, of a wijk or of the city."""
    path = f"/wijken/{wijk.slug}/agenda/" if wijk else "/agenda/"
    return {"items": coming(wijk, count=count), "wijk": wijk, "url": pad(path)}
