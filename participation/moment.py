"""Which year of the books, and which day, an address asks for. Pure; days are local."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cms.templatetags.notation import datum_jaar


@dataclass(frozen=True)
class Moment:
    """A year of the books, on a day; `on` None: as they stand. `remark` says what was asked and could not be."""

    year: int
    on: date | None = None
    remark: str = ""


def moment(*, jaar: str, op: str, years: Sequence[int], today: date) -> Moment:
    """Read `?jaar=2026` and `?op=2026-06-30`. What can't be is answered with this year, and a sentence.

    Args:
        years: the years there are books of.
        today: the local day; a later one can't be asked for.
    """
    newest = today.year if today.year in years or not years else max(years)
    if op:
        return _on_day(jaar, op, years, today, newest)
    if not jaar:
        return Moment(newest)
    year = _year(jaar)
    if year is None:
        return Moment(newest, remark=_("Dat jaar begrijpen we niet. Je ziet nu %(year)s.") % {"year": newest})
    if year not in years:
        words = _("Over %(asked)s hebben we geen cijfers. Je ziet nu %(year)s.")
        return Moment(newest, remark=words % {"asked": year, "year": newest})
    return Moment(year)


def _on_day(jaar: str, op: str, years: Sequence[int], today: date, newest: int) -> Moment:
    year = _year(jaar)
    fallback = year if year in years and year is not None else newest
    now_shown = _("Je ziet nu de laatste stand van %(year)s.") % {"year": fallback}
    try:
        day = date.fromisoformat(op)
    except ValueError:
        words = _("Die datum begrijpen we niet. Schrijf hem als jaar-maand-dag, bijvoorbeeld %(day)s.")
        return Moment(fallback, remark=f"{words % {'day': today.isoformat()}} {now_shown}")
    shown = {"day": datum_jaar(day)}
    if day > today:
        return Moment(fallback, remark=f"{_('%(day)s moet nog komen.') % shown} {now_shown}")
    year = year or day.year
    if year not in years:
        return Moment(newest, remark=f"{_('Over %(day)s hebben we geen cijfers.') % shown} {now_shown}")
    return Moment(year, on=day)


def _year(text: str) -> int | None:
    """A year of four digits, or None."""
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None
