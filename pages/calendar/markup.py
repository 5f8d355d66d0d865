"""The parts of the calendar that stand on a page a hundred times: a cell of the month and a row of the list, as HTML.

Written here and not in templates, which take ten times as long for the same: a month would cost more than all the rest
of its page. Every value from a row is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import date_format, time_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.languages import active_language, marks
from cms.templatetags.notation import datum, datum_kort, tijd
from cms.templatetags.wijkplein import icoon
from pages.calendar.choice import LIST, WHEN, Choice
from pages.calendar.month import Day, Month
from pages.calendar.reading import Item
from pages.models import Activity
from pages.office_hours import time_words


class DayWords(NamedTuple):
    """A day as the calendar writes it: "do", "dec", "donderdag 3 december 2026", "3 december"."""

    weekday: str
    month: str
    full: str
    short: str


def day_words(day: date) -> DayWords:
    """A day in the active language."""
    return _day_words(day, active_language())


@lru_cache(maxsize=1000)
def _day_words(day: date, language: str) -> DayWords:
    month = date_format(day, "M").lower().rstrip(".")
    return DayWords(date_format(day, "D").lower(), month, datum(day), datum_kort(day))


@lru_cache(maxsize=2000)
def _clock(moment: time, language: str) -> str:
    return time_format(moment, pgettext("tijd kaal", "G.i"))


@lru_cache(maxsize=2000)
def _from_until(starts: time, ends: time | None, language: str) -> str:
    return time_words(starts, ends) if ends else _("vanaf %(time)s") % {"time": tijd(starts)}


def hours(item: Item) -> str:
    """When it is held on its day, or until which day it lasts."""
    if item.is_long:
        first, last = day_words(item.first_day).short, day_words(item.last_day).short
        return _("%(first)s tot en met %(last)s") % {"first": first, "last": last}
    if item.is_all_day:
        return _("De hele dag")
    return _from_until(item.starts_at.time(), item.ends_at.time() if item.has_end else None, active_language())


def weeks(grid: Month, choice: Choice) -> SafeString:
    """The rows of the month on the screen; a day leads on to its list where it has more."""
    address = escape(f"{choice.address(*WHEN, beeld=LIST)}&dag=")
    rows = ("".join(_day(day, address) for day in week) for week in grid.weeks)
    return _safe("".join(f'<tr role="row">{row}</tr>\n' for row in rows))


def printed_weeks(grid: Month) -> SafeString:
    """The rows of the month on paper."""
    rows = ("".join(_printed_day(day) for day in week) for week in grid.weeks)
    return _safe("".join(f'<tr role="row">{row}</tr>\n' for row in rows))


def _day(day: Day, address: str) -> str:
    words = day_words(day.day)
    state = "" if day.is_in_month else ' class="is-out"'
    today = ""
    if day.is_in_month and day.is_today:
        name = _("vandaag")
        state, today = ' class="is-today"', f'<span class="wp-sr"> {name}</span>'
    more = ""
    if day.more:
        # Without a plural, which takes Django as long as all the rest of a cell: it is the same for one and for many.
        count = _("nog %(number)s") % {"number": day.more}
        on = _("op %(day)s") % {"day": words.short}
        more = (
            f'<a class="wp-month__meer" href="{address}{day.day}">{escape(count)}'
            f'<span class="wp-sr"> {escape(on)}</span></a>'
        )
    number = f'<b><span class="wp-month__dag">{words.weekday} </span>{day.day.day}{today}</b>'
    return f'<td role="cell"{state}>{number}{_cells(day)}{more}</td>\n'


def _printed_day(day: Day) -> str:
    state = "" if day.is_in_month else ' class="is-out"'
    more = ""
    if day.more:
        count = _("en nog %(number)s") % {"number": day.more}
        more = f'<p class="wp-month__meer">{escape(count)}</p>'
    return f'<td role="cell"{state}><b>{day.day.day}</b>{_cells(day)}{more}</td>\n'


def _cells(day: Day) -> str:
    if not day.items:
        return ""
    language = active_language()
    return f"<ul>{''.join(_cell(item, language) for item in day.items)}</ul>"


def _cell(item: Item, language: str) -> str:
    """One activity in a cell: its time, its title, and for who hears the page its wijken."""
    when = ""
    if item.is_cancelled:
        off = _("Vervalt")
        when = f"<strong>{off}</strong> "
    elif not (item.is_all_day or item.is_long):
        starts = item.starts_at
        when = f'<time datetime="{starts.isoformat()}">{_clock(starts.time(), language)}</time> '
    wijken = "".join(f'<span class="wp-sr">, {escape(wijk.name)}</span>' for wijk in item.wijken)
    place = f'<span class="wp-print">{escape(item.place)}</span>' if _tells_place(item) else ""
    title = f"<span{marks(item.language, within=language)}>{escape(item.title)}</span>"
    return f'<li{_look(item)}><a href="{escape(item.url)}">{when}{title}{wijken}{place}</a></li>'


def _tells_place(item: Item) -> bool:
    """Whether its place is something new: the title of a spreekuur names it."""
    return bool(item.place) and item.place not in item.title


def _look(item: Item) -> str:
    tile = f' data-wijk="{escape(item.tile)}"' if item.tile else ""
    return f'{tile} class="is-uit"' if item.is_cancelled else tile


def rows(items: Iterable[Item], level: int) -> SafeString:
    """Rows of a list. level: that of the heading in each of them."""
    language = active_language()
    return _safe("\n".join(_row(item, level, language) for item in items))


def _row(item: Item, level: int, language: str) -> str:
    title = f'<a href="{escape(item.url)}"{marks(item.language, within=language)}>{escape(item.title)}</a>'
    facts = [("klok", hours(item))] + ([("plek", item.place)] if _tells_place(item) else [])
    facts += [("tegel", wijk.name) for wijk in item.wijken]
    if item.kind == Activity.Kind.WORKS:
        facts.append(("hek", item.kind_words.capitalize()))
    meta = "".join(f"<span>{icoon(icon)}{escape(text)}</span>" for icon, text in facts)
    return (
        f"<li{_look(item)}>{_date_box(item.first_day)}<div><h{level}>{title}</h{level}>{_change(item)}"
        f'<p class="wp-meta">{meta}</p></div></li>'
    )


def _date_box(day: date) -> str:
    words = day_words(day)
    return (
        f'<p class="wp-date"><time datetime="{day}">{escape(words.weekday)}<b>{day.day}</b>{escape(words.month)}'
        "</time></p>"
    )


def _change(item: Item) -> str:
    """That it is off and why, or on another day."""
    if item.is_cancelled:
        off = _("Vervalt") + (f": {escape(item.note)}" if item.note else "")
        return f'<p class="wp-badge wp-badge--negative">{icoon("kruis")}{off}</p>'
    if item.is_moved:
        moved = _("Op een andere dag dan anders")
        return f'<p class="wp-badge wp-badge--warning">{icoon("let-op")}{moved}</p>'
    return ""


def options(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a drop-down list."""
    made = (
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in choices
    )
    return _safe("".join(made))


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 (each value is escaped above)
