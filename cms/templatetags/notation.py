"""How money, dates and times are written: in the active language, on the municipality's clock."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from cms.money import format_euro

register = template.Library()


@register.filter
def euro(cents: int | None) -> str:
    """Write cents as euros: 840000 as "€ 8.400". Nothing for None."""
    return "" if cents is None or cents == "" else format_euro(int(cents))


def _local(value: date | datetime) -> date | datetime:
    """Bring an aware moment to the municipality's clock; leave dates as they are."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def getal(number: int) -> str:
    """Write a whole number: 12090 as "12.090"."""
    return number_format(number, force_grouping=True)


@register.filter
def datum(value: date | datetime | None) -> str:
    """Write a day in full: "donderdag 10 december 2026"."""
    return date_format(_local(value), pgettext("datum voluit", "l j F Y")) if value else ""


@register.filter
def datum_jaar(value: date | datetime | None) -> str:
    """Write a day with its year: "10 december 2026"."""
    return date_format(_local(value), pgettext("datum met jaar", "j F Y")) if value else ""


@register.filter
def datum_kort(value: date | datetime | None) -> str:
    """Write a day without its year: "10 december"."""
    return date_format(_local(value), pgettext("datum kort", "j F")) if value else ""


@register.filter
def tijd(value: datetime | time | None) -> str:
    """Write a time of day: "17.30 uur", "9.05 uur"."""
    if value is None or value == "":
        return ""
    return time_format(_local(value), pgettext("tijd", "G.i \\u\\u\\r"))


@register.filter
def datum_tijd(value: datetime | None) -> str:
    """Write a moment in full: "vrijdag 20 november 2026, 14.32 uur"."""
    return f"{datum(value)}, {tijd(value)}" if value else ""


@register.filter
def tel(number: str) -> SafeString:
    """Make a link to call: "14 035" keeps its space in the text and loses it in the address."""
    bare = re.sub(r"[^0-9+]", "", str(number or ""))
    return format_html('<a href="tel:{}">{}</a>', bare, number) if bare else SafeString("")


@register.filter
def initialen(name: str) -> str:
    """Give the first letters of a name's first and last part: "Samira Verhoef" as "SV"."""
    parts = str(name or "").split()
    return "".join(part[0] for part in dict.fromkeys([parts[0], parts[-1]])).upper() if parts else ""
