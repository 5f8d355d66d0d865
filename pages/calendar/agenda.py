"""What the page of a calendar shows, of a wijk or of the whole city."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.models import Wijk
from cms.prepared import Prepared, Slot
from cms.qr import qr_svg
from cms.templatetags.notation import datum
from cms.templatetags.wijkplein import pad
from cms.wijken import in_order
from pages import navigation
from pages.calendar import choice as choices
from pages.calendar.choice import Choice
from pages.calendar.listing import Listing, listing
from pages.calendar.month import PER_DAY, PER_DAY_PRINTED, Month, month_of
from pages.models import Activity, AgendaPage, Organisation


def page_context(request: HttpRequest, page: AgendaPage) -> dict[str, Any]:
    """The month or the list that the address asks for."""
    today, wijk = timezone.localdate(), page.wijk
    wijken = [] if wijk else in_order()
    places = _places(wijk)
    choice = choices.read(request.GET, today=today, wijken=wijken, places=places)
    context = _print(page, choice, today) if choice.is_print else _screen(request, page, choice, today)
    where = wijk or choice.wijk
    return context | {
        "wijk": wijk,
        "choice": choice,
        "month_words": choices.month_words(choice.month),
        "heading": _shown(choice),
        "weekday_names": _weekdays(),
        "selects": choices.selects(choice, today=today, wijken=wijken, places=places),
        "month_url": choice.address("beeld", "periode", "dag"),
        "list_url": choice.address("periode", "dag", beeld=choices.LIST),
        "print_url": _print_url(choice),
        "periods": _periods(choice),
        "previous": (choice.of_month(choices.previous_month(choice.month)), _month_name(choice, -1)),
        "following_month": (choice.of_month(choices.next_month(choice.month)), _month_name(choice, 1)),
        "file_base": pad(f"/wijken/{where.slug}/agenda" if where else "/agenda"),
        "file_query": choice.address(*choices.WHEN, "beeld", "wijk", "plek", "voor").removesuffix("?"),
        "webcal_url": webcal(pad(f"/wijken/{where.slug}/agenda.ics" if where else "/agenda.ics")),
        "suggest_url": pad("/agenda/aanmelden/") + (f"?wijk={where.slug}" if where else ""),
        "is_noindex": bool(choice.asked),
    }


def _places(wijk: Wijk | None) -> list[Organisation]:
    """The places where something is held; of a wijk those that it has. One query."""
    return _PLACES_OF_WIJK.rows(wijk=wijk.pk) if wijk else _PLACES.rows()


def _held(**of: Slot) -> QuerySet[Organisation]:
    held = Activity.objects.filter(place=OuterRef("pk"), is_live=True, **of)
    return Organisation.objects.filter(Exists(held), is_active=True).order_by("name").only("pk", "name")


_PLACES = Prepared(_held)
_PLACES_OF_WIJK = Prepared(lambda: _held(wijken=Slot("wijk", BigIntegerField())))


def _screen(request: HttpRequest, page: AgendaPage, choice: Choice, today: date) -> dict[str, Any]:
    wijk, filters = page.wijk, choice.filters(page.wijk)
    if not choice.is_list:
        return {"grid": month_of(filters, month=choice.month, today=today, wijk=wijk)}
    after = request.GET.get("na", "")[:60]
    found: Listing = listing(filters, first=choice.first, last=choice.last, after=after, wijk=wijk)
    return {
        "listing": found,
        "is_later_page": bool(after),
        "next_page": choice.address(na=found.following) if found.following else "",
        "first_page": choice.address(),
    }


def _print(page: AgendaPage, choice: Choice, today: date) -> dict[str, Any]:
    """The month on one sheet, with a QR code that leads back here. The city has too much for more than three a day."""
    wijk, per_day = page.wijk, PER_DAY_PRINTED if page.wijk else PER_DAY
    grid: Month = month_of(choice.filters(wijk), month=choice.month, today=today, per_day=per_day, wijk=wijk)
    address = navigation.canonical(navigation.path_of(page))
    shown = f"{address}?maand={choice.month:%Y-%m}"
    return {
        "grid": grid,
        "qr": qr_svg(shown, css_class="wp-qr"),
        "shown_address": address.partition("://")[2].rstrip("/"),
    }


def _weekdays() -> list[tuple[str, str]]:
    """The days of the week in short and in full, Monday first."""
    week = [date(2024, 1, 1) + timedelta(days=number) for number in range(7)]
    return [(date_format(day, "D").lower(), date_format(day, "l")) for day in week]


def _shown(choice: Choice) -> str:
    """What is shown, in a few words within a sentence: "vandaag", "december 2026"."""
    if choice.day:
        return datum(choice.day)
    names = {choices.TODAY: _("Vandaag"), choices.WEEKEND: _("Dit weekend")}
    if choice.is_list and choice.first != choice.month and not choice.period:
        return _("Vanaf vandaag").lower()
    name = names.get(choice.period)
    # English writes its days and months with a capital also within a sentence.
    return name.lower() if name else choices.month_words(choice.month)


def _periods(choice: Choice) -> list[dict[str, Any]]:
    names = ((choices.TODAY, _("Vandaag")), (choices.WEEKEND, _("Dit weekend")), (choices.MONTH, _("Deze maand")))
    return [
        {"text": text, "url": choice.address(*choices.WHEN, "beeld", periode=name), "is_now": choice.period == name}
        for name, text in names
    ]


def _print_url(choice: Choice) -> str:
    address = choice.address("beeld", *choices.WHEN, maand=f"{choice.month:%Y-%m}")
    return f"{address}&print"


def _month_name(choice: Choice, step: int) -> str:
    move = choices.next_month if step > 0 else choices.previous_month
    return choices.month_words(move(choice.month)).capitalize()


def webcal(path: str) -> str:
    """The address with which a calendar of somebody's own keeps following ours."""
    return f"webcal://{settings.BASE_URL.partition('://')[2]}{path}"
