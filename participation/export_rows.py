"""What stands in a file with cases, column by column, and the file in each of its formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.sheets import csv_bytes, euros, xlsx_bytes
from participation import policies
from participation.codes import Channel, Kind
from participation.details import title_of
from participation.models import Applicant, Decision, Export, Submission
from participation.querysets import later_title
from participation.states import staff_words

Cell = str | int | date | None
CHUNK = 500


@dataclass(frozen=True)
class Field:
    """One column. is_money: cents, written as euro."""

    name: Promise
    read: Callable[[Submission], Any]
    is_money: bool = False


def _campaign(case: Submission, name: str) -> int | None:
    campaign = getattr(case, "campaign", None)
    return getattr(campaign, name) if campaign else None


def _title(case: Submission) -> str:
    text = getattr(case, "public_version", None)
    return (text.title if text else title_of(case)) or case.reference


def _local(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


FIELDS: tuple[Field, ...] = (
    Field(gettext_lazy("Nummer"), lambda case: case.reference),
    Field(gettext_lazy("Titel"), _title),
    Field(gettext_lazy("Soort"), lambda case: str(Kind(case.kind).label)),
    Field(gettext_lazy("Wijk"), lambda case: str(case.wijk or "")),
    Field(gettext_lazy("Buurt"), lambda case: str(case.buurt or "")),
    Field(gettext_lazy("Onderwerp"), lambda case: str(case.category or "")),
    Field(gettext_lazy("Status"), lambda case: staff_words(case.state, kind=case.kind)),
    Field(gettext_lazy("Kanaal"), lambda case: str(Channel(case.channel).label)),
    Field(gettext_lazy("Ontvangen"), lambda case: _local(case.received_at)),
    Field(gettext_lazy("Termijn"), lambda case: case.due_on),
    Field(gettext_lazy("Gevraagd in euro"), lambda case: case.asked_cents, is_money=True),
    Field(gettext_lazy("Toegekend in euro"), lambda case: case.granted_cents, is_money=True),
    Field(gettext_lazy("Besloten"), lambda case: _local(case.decided_at)),
    Field(gettext_lazy("Steun"), lambda case: _campaign(case, "inside_count")),
    Field(gettext_lazy("Steun nodig"), lambda case: _campaign(case, "supporters")),
    Field(gettext_lazy("Zorgen"), lambda case: _campaign(case, "concern_count")),
    Field(gettext_lazy("Behandelaar"), lambda case: str(case.assignee or "")),
    Field(gettext_lazy("Eigenaar"), lambda case: str(case.owner or "")),
    Field(gettext_lazy("Labels"), lambda case: ", ".join(label.name for label in case.labels.all())),
)
_CONTACT: tuple[tuple[Promise, str], ...] = (
    (gettext_lazy("Naam"), "name"),
    (gettext_lazy("Groep of organisatie"), "organisation"),
    (gettext_lazy("E-mailadres"), "email"),
    (gettext_lazy("Telefoonnummer"), "phone"),
    (gettext_lazy("Adres"), "address"),
)


def table_of(cases: QuerySet[Submission], *, export: Export, now: datetime) -> tuple[bytes, list[int]]:
    """The file, and the ids of the cases in it."""
    ids: list[int] = []
    mark = _mark(export, now)
    header = [str(field.name) for field in FIELDS]
    header += [str(name) for name, _field in _CONTACT] if export.with_contact else []
    rows = (_cells(case, export, mark) for case in _read(cases, export, ids))
    header.append(_("Gemaakt voor"))
    money = {place for place, field in enumerate(FIELDS) if field.is_money}
    return _WRITERS[export.file_format](header, rows, money, mark), ids


def _mark(export: Export, now: datetime) -> str:
    """For whom and when: on every line, so that a page that was cut out still says it."""
    made = timezone.localtime(now)
    mark = _("%(who)s, %(when)s") % {"who": export.user, "when": f"{made:%d-%m-%Y %H:%M}"}
    return _("%(mark)s, bevat contactgegevens") % {"mark": mark} if export.with_contact else mark


def _read(cases: QuerySet[Submission], export: Export, ids: list[int]) -> Iterator[Submission]:
    """The cases in chunks, in the order of their ids."""
    decided = Max("decisions__decided_at", filter=Q(decisions__status=Decision.Status.DECIDED))
    related = ("wijk", "buurt", "category", "assignee", "owner", "campaign", "initiative", "upkeep", "public_version")
    seen = list(cases.order_by("pk").values_list("pk", flat=True))
    readable = set()
    if export.with_contact:
        mine = Submission.objects.filter(policies.contact_filter(export.user))
    for first in range(0, len(seen), CHUNK):
        part = seen[first : first + CHUNK]
        found = Submission.objects.filter(pk__in=part).select_related(*related).prefetch_related("labels")
        found = found.annotate(later_title=later_title(), decided_at=decided)
        if export.with_contact:
            people = Applicant.objects.filter(is_main=True)
            found = found.prefetch_related(Prefetch("applicants", people, to_attr="main_applicants"))
            readable = set(mine.filter(pk__in=part).values_list("pk", flat=True))
        for case in found.order_by("pk"):
            ids.append(case.pk)
            case.may_read_contact = case.pk in readable
            yield case


def _cells(case: Submission, export: Export, mark: str) -> list[Cell]:
    cells: list[Cell] = [field.read(case) for field in FIELDS]
    if export.with_contact:
        person = case.main_applicants[0] if case.may_read_contact and case.main_applicants else None
        cells += [getattr(person, name) if person else "" for _label, name in _CONTACT]
    return [*cells, mark]


def _csv(header: list[str], rows: Iterable[list[Cell]], money: set[int], mark: str) -> bytes:
    return csv_bytes(
        header,
        ([euros(cell) if place in money else cell for place, cell in enumerate(row)] for row in rows),
    )


def _xlsx(header: list[str], rows: Iterable[list[Cell]], money: set[int], mark: str) -> bytes:
    return xlsx_bytes(header, rows, money=money, mark=mark)


def _json(header: list[str], rows: Iterable[list[Cell]], money: set[int], mark: str) -> bytes:
    """Amounts in cents under a name that says so; days as 2026-11-20."""
    names = [f"{name} (cent)" if place in money else name for place, name in enumerate(header)]
    cases = [dict(zip(names, row, strict=True)) for row in rows]
    written = {"gemaakt_voor": mark, "zaken": cases}
    return json.dumps(written, ensure_ascii=False, default=str, indent=1).encode()


_WRITERS: dict[str, Callable[[list[str], Iterable[list[Cell]], set[int], str], bytes]] = {
    Export.Format.XLSX: _xlsx,
    Export.Format.CSV: _csv,
    Export.Format.JSON: _json,
}
