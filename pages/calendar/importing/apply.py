"""From the events of a file to pages and their facts: made, changed, called off or taken away. Idempotent by UID."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wagtail.models import Locale

from cms.models import Wijk
from pages.calendar.importing.event import Imported
from pages.calendar.importing.events import Found, Refusal, read
from pages.calendar.publish import sync_activity
from pages.languages import copy_to_trees
from pages.models import Activity, ActivityPage, AgendaPage, Organisation
from pages.recurrence import Change, Repeat

MOST_SLUG = 80


@dataclass
class Report:
    """What an import did, by title, and what it could not follow."""

    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def lines(self, *, changes: bool = True) -> list[str]:
        """The report as people read it, one line for each thing and the counts last. changes: also what was done."""
        rows = [f"{_('nieuw')}: {title}" for title in self.made if changes]
        rows += [f"{_('gewijzigd')}: {title}" for title in self.changed if changes]
        rows += [f"{_('weggehaald')}: {title}" for title in self.gone if changes]
        for refusal in self.refusals:
            name = f" ({refusal.title})" if refusal.title else ""
            shown = {"line": refusal.line, "name": name, "text": refusal.text}
            rows.append(_("regel %(line)s%(name)s: %(text)s") % shown)
        counts = {"made": len(self.made), "changed": len(self.changed), "same": len(self.same)}
        counts |= {"gone": len(self.gone), "refused": len(self.refusals)}
        rows.append(
            _("%(made)s nieuw, %(changed)s gewijzigd, %(same)s gelijk, %(gone)s weg, %(refused)s geweigerd") % counts
        )
        return rows


def import_calendar(
    *,
    wijk: Wijk | None,
    data: bytes,
    source: str,
    place: Organisation | None = None,
    now: datetime,
    dry_run: bool = False,
) -> Report:
    """Take a file over into the calendar of a wijk, or of the city. source: where it is from, the same each time.

    An event that left the file and is still to come is taken off the site; not so where a line could not be followed,
    since that event may be the one.

    Raises:
        LookupError: when there is no such calendar.
    """
    agenda = agenda_of(wijk)
    found = read(data, today=timezone.localdate(now))
    report = Report(refusals=found.refusals)
    if dry_run:
        report.made = [event.title for event in found.events]
        return report
    for event in found.events:
        _take_over(agenda, event, source, place, report, now)
    if not found.refusals:
        _take_away(agenda, found, source, report, now)
    return report


def agenda_of(wijk: Wijk | None) -> AgendaPage:
    """The calendar of a wijk, or without one of the city, in the default language.

    Raises:
        LookupError: when there is none.
    """
    pages = AgendaPage.objects.filter(locale=Locale.get_default(), live=True).order_by("path")
    for page in pages:
        if page.wijk == wijk:
            return page
    raise LookupError(f"{wijk.slug if wijk else 'the city'} has no calendar")


@transaction.atomic
def _take_over(
    agenda: AgendaPage, event: Imported, source: str, place: Organisation | None, report: Report, now: datetime
) -> None:
    known = ActivityPage.objects.child_of(agenda).filter(import_source=source, import_uid=event.uid).first()
    if known is not None and known.import_digest == event.digest:
        report.same.append(event.title)
        return
    # What an editor took off the site stays off; what we took off ourselves (`take_off`) has no digest.
    is_shown = known is None or known.live or not known.import_digest
    page = known or ActivityPage(slug=_free_slug(agenda, event.title), locale=agenda.locale)
    for name, value in page_fields(event, place).items():
        setattr(page, name, value)
    page.import_source, page.import_uid, page.import_digest = source, event.uid, event.digest
    if known is None:
        page = agenda.add_child(instance=page)
    revision = page.save_revision(clean=False)
    if is_shown:
        revision.publish()
        copy_to_trees(page)
        sync_activity(translation_key=page.translation_key, now=now)
    else:
        ActivityPage.objects.filter(pk=page.pk).update(import_digest=event.digest)
    (report.changed if known else report.made).append(event.title)


def page_fields(event: Imported, place: Organisation | None) -> dict[str, Any]:
    """The fields of a page that stand for an event."""
    rule, times = event.timetable.rule, event.timetable.times
    lead, _line_end, rest = event.text.partition("\n")
    body = "".join(f"<p>{escape(part)}</p>" for part in event.text.splitlines() if part)
    is_short = not rest and len(lead) <= 400
    return {
        "title": event.title,
        "lead": lead if is_short else "",
        "body": [] if is_short or not body else ActivityPage.body.field.to_python([{"type": "text", "value": body}]),
        "starts_on": rule.first,
        "starts_at": times.starts_at,
        "ends_at": times.ends_at,
        "ends_on": rule.first + timedelta(days=times.days_later) if times.days_later else None,
        "repeat": rule.repeat.value,
        "interval": rule.interval,
        "weekdays": ",".join(map(str, rule.weekdays)),
        "positions": ",".join(map(str, rule.positions)),
        "until": rule.until,
        "count": rule.count,
        "changes": ActivityPage.changes.field.to_python([_block(change) for change in event.timetable.changes]),
        "is_cancelled": event.is_cancelled,
        "kind": (Activity.Kind.ONCE if rule.repeat == Repeat.ONCE else Activity.Kind.REGULAR).value,
        "place": None if event.place else place,
        "place_name": event.place,
        "latitude": Decimal(str(event.point[0])) if event.point else None,
        "longitude": Decimal(str(event.point[1])) if event.point else None,
        "organiser": place.name if place else "",
    }


def _block(change: Change) -> dict[str, Any]:
    """A change as the editor's block, with the id that it has in the file."""
    times = {"starts_at": None, "ends_at": None}
    if change.times is not None:
        times = {
            "starts_at": change.times.starts_at.isoformat() if change.times.starts_at else None,
            "ends_at": change.times.ends_at.isoformat() if change.times.ends_at else None,
        }
    if change.day is None:
        return {"type": "extra", "id": change.id, "value": {"day": str(change.to), "note": change.note} | times}
    if change.to is None:
        value = {"day": str(change.day), "note": change.note, "is_hidden": change.is_hidden}
        return {"type": "skip", "id": change.id, "value": value}
    value = {"day": str(change.day), "to": str(change.to), "note": change.note} | times
    return {"type": "move", "id": change.id, "value": value}


def _free_slug(agenda: AgendaPage, title: str) -> str:
    base = slugify(title)[:MOST_SLUG].strip("-") or "activiteit"
    taken = set(ActivityPage.objects.child_of(agenda).filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _take_away(agenda: AgendaPage, found: Found, source: str, report: Report, now: datetime) -> None:
    """Take off the site what left the file and has a date to come."""
    kept = {event.uid for event in found.events}
    pages = ActivityPage.objects.child_of(agenda).filter(import_source=source, live=True).exclude(import_uid__in=kept)
    for page in pages:
        coming = Activity.objects.filter(translation_key=page.translation_key, occurrences__ends_at__gte=now)
        if coming.exists():
            take_off(page, now=now)
            report.gone.append(page.title)


@transaction.atomic
def take_off(page: ActivityPage, *, now: datetime) -> None:
    """Take a page off the site that came from another calendar; should it come back there, it comes back here."""
    page.unpublish()
    ActivityPage.objects.filter(pk=page.pk).update(import_digest="")
    sync_activity(translation_key=page.translation_key, now=now)
