"""What the page of an activity shows: when it is held next, what is different then, and how to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.templatetags.notation import datum, tijd
from cms.templatetags.wijkplein import pad
from pages import navigation
from pages.calendar import fields
from pages.calendar.agenda import webcal
from pages.models import Activity, ActivityPage, Occurrence
from pages.office_hours import time_words
from pages.recurrence import HORIZON, Repeat, Timetable
from pages.recurrence_words import sentence
from pages.timetable import Planned, expand

SHOWN = 7


@dataclass(frozen=True)
class Held:
    """One time on the page: local moments, and the editor's words in the language of the page."""

    starts_at: datetime
    ends_at: datetime
    first_day: date
    last_day: date
    original_day: date | None
    is_all_day: bool
    is_cancelled: bool
    note: str
    pk: int = 0

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another date than usual."""
        return self.original_day is not None and self.original_day != self.first_day and not self.is_cancelled

    @cached_property
    def time_words(self) -> str:
        """From when until when: "17.30 tot 19.30 uur"."""
        if self.is_all_day:
            return _("De hele dag")
        if self.ends_at == self.starts_at:
            return _("vanaf %(time)s") % {"time": tijd(self.starts_at)}
        return time_words(self.starts_at.time(), self.ends_at.time())


def page_context(page: ActivityPage, request: HttpRequest) -> dict[str, Any]:
    """When and where; of a preview what is filled in, else the facts that every language shares."""
    now = timezone.now()
    if getattr(request, "is_preview", False):
        activity, timetable = None, page.timetable
        rows = [_of_plan(plan) for plan in _planned(timetable, timezone.localdate(now))]
    else:
        activity = facts_of(page)
        timetable = fields.from_data(activity.timetable) if activity else page.timetable
        rows = list(_rows(activity, now)) if activity else []
    notes = _notes(page)
    held = [_with_note(row, key, notes) for row, key in rows]
    following = next((row for row in held if not row.is_cancelled), None)
    path = navigation.path_of(page)
    wijk = page.wijk
    return {
        "wijk": wijk,
        "activity": activity,
        "following": following,
        "is_over": following is None,
        "others": [row for row in held if row is not following][: SHOWN - 1],
        "sentence": sentence(timetable) if timetable.rule.repeat != Repeat.ONCE else "",
        "when": sentence(timetable),
        "facts": list(_facts(page, following)),
        "notes": notes,
        "file_url": f"{path.rstrip('/')}.ics",
        "webcal_url": webcal(pad(f"/wijken/{wijk.slug}/agenda.ics" if wijk else "/agenda.ics")),
        "signup_url": f"{path}meedoen/" if activity and activity.takes_signups and following else "",
        "agenda_url": pad(f"/wijken/{wijk.slug}/agenda/" if wijk else "/agenda/"),
        "initiative_url": pad(f"/initiatieven/{page.initiative}/") if page.initiative else "",
        "directions_url": directions(page),
        "place": place_of(page),
        "mistake_url": pad(f"/agenda/fout-melden/{activity.pk}/") if activity else "",
    }


def facts_of(page: ActivityPage) -> Activity | None:
    """The facts of a page in any language; None where there are none yet, or they are off the site."""
    return Activity.objects.filter(translation_key=page.translation_key, is_live=True).first()


def _planned(timetable: Timetable, today: date) -> list[Planned]:
    rows = expand(timetable, end=max(today, timetable.rule.first) + HORIZON)
    return [row for row in rows if row.last_day >= today][:SHOWN]


def _of_plan(plan: Planned) -> tuple[Held, str]:
    local = {"starts_at": timezone.localtime(plan.starts_at), "ends_at": timezone.localtime(plan.ends_at)}
    kept = ("first_day", "last_day", "original_day", "is_all_day", "is_cancelled", "note")
    return Held(**local, **{name: getattr(plan, name) for name in kept}), plan.key


def _rows(activity: Activity, now: datetime) -> Iterator[tuple[Held, str]]:
    """The first times that are not over; one query."""
    coming = activity.occurrences.filter(ends_at__gte=now).in_order()[:SHOWN]
    for row in coming:
        yield of_row(row), row.key


def of_row(row: Occurrence) -> Held:
    """A row as the page shows it."""
    kept = ("first_day", "last_day", "original_day", "is_all_day", "is_cancelled", "note", "pk")
    local = {name: timezone.localtime(getattr(row, name)) for name in ("starts_at", "ends_at")}
    return Held(**local, **{name: getattr(row, name) for name in kept})


def _notes(page: ActivityPage) -> dict[str, str]:
    """What the page itself says of a changed date, by the key of that date: a translation has words of its own."""
    return {change.key: change.note for change in page.timetable.changes}


def _with_note(row: Held, key: str, notes: dict[str, str]) -> Held:
    return Held(**vars(row) | {"note": notes.get(key, row.note)}) if notes else row


def place_of(page: ActivityPage) -> str:
    """Name and street of where it is, in one line."""
    name = page.place.name if page.place else page.place_name
    street = page.street or (page.place.street if page.place else "")
    return ", ".join(part for part in (name, street) if part)


def directions(page: ActivityPage) -> str:
    """An address with which a map shows the way; "" where we do not know the place well enough."""
    latitude, longitude = page.latitude, page.longitude
    if latitude is None and page.place:
        latitude, longitude = page.place.latitude, page.place.longitude
    if latitude is not None:
        return f"https://www.openstreetmap.org/directions?{urlencode({'to': f'{latitude},{longitude}'})}"
    street = page.street or (page.place.street if page.place else "")
    asked = urlencode({"query": f"{street}, {settings.MUNICIPALITY_NAME}"})
    return f"https://www.openstreetmap.org/search?{asked}" if street else ""


def _facts(page: ActivityPage, following: Held | None) -> Iterator[dict[str, str]]:
    """What stands beside the text, each with an icon."""
    if following:
        yield {"icon": "kalender", "term": _("Wanneer"), "value": _days(following)}
        yield {"icon": "klok", "term": _("Hoe laat"), "value": following.time_words}
    if where := place_of(page):
        yield {"icon": "plek", "term": _("Waar"), "value": where}
    if page.streets:
        yield {"icon": "hek", "term": _("In welke straten"), "value": page.streets}
    if page.kind != Activity.Kind.WORKS:
        yield {"icon": "euro", "term": _("Kosten"), "value": page.price or _("Gratis")}
    if access := access_words(page):
        yield {"icon": "rolstoel", "term": _("Toegankelijk"), "value": access}
    if page.audience != Activity.Audience.EVERYONE:
        yield {"icon": "mensen", "term": _("Voor wie"), "value": str(page.get_audience_display()).capitalize()}
    if page.organiser:
        yield {"icon": "mensen", "term": _("Georganiseerd door"), "value": page.organiser}
    if page.present:
        yield {"icon": "spraak", "term": _("Wie er is"), "value": page.present}


def _days(held: Held) -> str:
    first = datum(held.first_day).capitalize()
    if held.last_day == held.first_day:
        return first
    return _("%(first)s tot en met %(last)s") % {"first": first, "last": datum(held.last_day)}


def access_words(page: ActivityPage) -> str:
    """What an editor said of access, in one line."""
    parts = [_("Zonder trappen bereikbaar")] if page.is_step_free else []
    parts += [_("er is een ringleiding")] if page.has_hearing_loop else []
    words = ", ".join(parts)
    return ". ".join(part.rstrip(".") for part in (words[:1].upper() + words[1:], page.access_text) if part)
