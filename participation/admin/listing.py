"""The list "Te behandelen"."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from cms import audit
from cms.workdays import local_date, working_days_between
from participation.admin.base import crumbs
from participation.admin.cards import badge, level_of, signer
from participation.admin.case_form import errors_of
from participation.admin.columns import Column, Desk, SaveForm, desk_of
from participation.admin.filter_form import LONGEST_ADDRESS, FilterForm, Pairs, address
from participation.admin.history import HistoryLine, last_line
from participation.admin.reader import reader_of
from participation.codes import Channel, Kind
from participation.deadlines import Deadline, deadline
from participation.details import title_of
from participation.inbox import front_counts, listing, shown_count
from participation.inbox_filters import MOST_HANDOVERS, Filters
from participation.inbox_sorts import SORTS, Cursor, Order
from participation.mandates import MandateRow
from participation.models import Decision, Submission
from participation.policies import can_open_inbox, may_handle_some
from participation.services.mandate import table
from participation.states import Group, is_open, staff_words

_TONES = {Group.NIEUW: "is-today", Group.BEZIG: "is-good", Group.WACHT: "is-wait", Group.BESLUIT: "is-late"}
FORM_ID = "wb-vraag"


@dataclass(frozen=True)
class Row:
    """One line of the list. No name, e-mail or address of a resident."""

    case: Submission
    title: str
    amount_cents: int | None
    badge: str
    signers: str
    deadline: Deadline
    state: str
    kind: str
    channel: str
    age_days: int | None
    last: HistoryLine | None = None
    decided_at: datetime | None = None
    flags: tuple[str, ...] = ()
    cells: tuple[Column, ...] = field(default=())


@dataclass(frozen=True)
class Link:
    """A way to another list: an address, or (where the question is not in the address) a button of the form."""

    text: str
    url: str = ""
    name: str = ""
    value: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Heading:
    """The heading of a column: its words, the way to its order, and which way it runs now ("" where it does not)."""

    column: Column
    link: Link | None
    direction: str


class InboxView(View):
    """The scoped list. It shows what `visible_to` gives; who has no inbox gets 404, as if it were not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who has an inbox.

        Raises:
            Http404: for who has no role with an inbox.
        """
        if not can_open_inbox(request.user):
            raise Http404
        self.reader = reader_of(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of the list that the address asks for; personal data is asked by a form alone."""
        data = request.GET.copy()
        data.pop("contact", None)
        return self._show(request, self.reader.form(data), data)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Lead to the address of what was filled in; show it here where it is too long, or about a person."""
        data = request.POST.copy()
        self._take_away(data)
        form = self.reader.form(data)
        if not form.is_valid():
            return self._show(request, form, data, status=422)
        contact = form.cleaned_data.get("contact")
        where = address(form.pairs)
        if not contact and len(where) <= LONGEST_ADDRESS:
            return redirect(request.path + (where if where != "?" else ""))
        if contact:
            kind = Submission._meta.label_lower
            audit.log(action="contact.search", object=kind, actor=request.user, now=timezone.now())
        return self._show(request, form, data, is_posted=True)

    def _take_away(self, data: QueryDict) -> None:
        """Leave out the filter whose chip was pressed."""
        name, _sign, value = data.get("weg", "").partition("=")
        if name == "contact":
            data["contact"] = ""
        elif name in data:
            data.setlist(name, [given for given in data.getlist(name) if given != value])

    def _show(
        self, request: HttpRequest, form: FilterForm, data: QueryDict, *, status: int = 200, is_posted: bool = False
    ) -> HttpResponse:
        filters, order, reader = form.filters, form.order, self.reader
        counts = front_counts(request.user)
        desk = desk_of(counts)
        after = Cursor.parse(data.get("na", ""), order)
        page = listing(request.user, filters, order, after=after, today=reader.today, levels=reader.levels)
        make, query = _Links(form.pairs, is_posted=is_posted), address(form.pairs).removeprefix("?")
        context = {
            "rows": rows_of(page.cases, today=reader.today, levels=reader.levels, desk=desk),
            "tiles": _tiles(counts.groups, form.pairs, filters),
            "form": form,
            "errors": errors_of(form) if status == 422 else [],
            "filters": filters,
            "chips": [Link(chip.text, *([""] if is_posted else [chip.url]), "weg", chip.key) for chip in form.chips],
            "desk": desk,
            "may_handle": may_handle_some(request.user),
            "save_form": SaveForm(auto_id="bewaar_%s"),
            "views": [(view, view.query == query) for view in reader.views],
            "headings": [_heading(column, order, make) for column in desk.columns],
            "sorts": [make.to_order(Order(sort), order) for sort in SORTS.values()],
            "order": order,
            "next": make(_("Volgende zaken"), na=str(page.next_cursor)) if page.next_cursor else None,
            "first": make(_("Naar het begin"), na="") if after else None,
            "posted": [*form.pairs, ("contact", filters.contact)] if is_posted else [],
            "query": query,
            "header_title": _("Te behandelen"),
            "breadcrumbs_items": [
                {**crumb, "url": crumb["url"] if i == 0 else ""} for i, crumb in enumerate(crumbs())
            ],
        }
        return TemplateResponse(request, "participation/admin/list.html", context, status=status)


class _Links:
    """Ways from this list to the next: addresses, or buttons where the question came by a form."""

    def __init__(self, pairs: Pairs, *, is_posted: bool) -> None:
        self.pairs, self.is_posted = pairs, is_posted

    def __call__(self, text: str, *, is_current: bool = False, **more: str) -> Link:
        ((name, value),) = more.items()
        return Link(text, "" if self.is_posted else address(self.pairs, **more), name, value, is_current)

    def to_order(self, to: Order, current: Order, text: str = "") -> Link:
        """To the same list in another order."""
        is_current = to.sort == current.sort
        return self(text or str(to.sort.label), sorteer=str(to), is_current=is_current)


def _heading(column: Column, order: Order, make: _Links) -> Heading:
    if not column.sort:
        return Heading(column, None, "")
    is_current = order.sort.key == column.sort
    to = Order(SORTS[column.sort], is_current and not order.is_falling)
    direction = ("descending" if order.is_falling else "ascending") if is_current else ""
    return Heading(column, make.to_order(to, order, str(column.label)), direction)


def rows_of(
    cases: list[Submission], *, today: date, levels: tuple[MandateRow, ...] | None = None, desk: Desk | None = None
) -> list[Row]:
    """The lines of the list; one query for each column that asks for more than the case itself."""
    levels = table() if levels is None else levels
    keys = {column.key for column in desk.columns} if desk else set()
    decided = _decided(cases) if "besloten" in keys else {}
    return [_row(case, levels, today, decided, desk) for case in cases]


def _decided(cases: list[Submission]) -> dict[int, datetime]:
    """When each case was decided on; one query."""
    found = Decision.objects.filter(submission__in=cases, status=Decision.Status.DECIDED).order_by("decided_at")
    return dict(found.values_list("submission_id", "decided_at"))


def _row(
    case: Submission,
    levels: tuple[MandateRow, ...],
    today: date,
    decided: dict[int, datetime],
    desk: Desk | None,
) -> Row:
    text = getattr(case, "public_version", None)
    level = level_of(levels, case, on=today)
    return Row(
        case=case,
        title=(text.title if text else title_of(case)) or case.reference,
        amount_cents=case.granted_cents if case.granted_cents is not None else case.asked_cents,
        badge=badge(level.roles) if level else "",
        signers=", ".join(signer(role) for role in level.roles) if level else "",
        deadline=deadline(case, today=today),
        state=staff_words(case.state, kind=case.kind),
        kind=str(Kind(case.kind).label),
        channel=str(Channel(case.channel).label),
        age_days=working_days_between(local_date(case.received_at), today) if is_open(case.state) else None,
        last=last_line(case) if desk else None,
        decided_at=decided.get(case.pk),
        flags=_flags(case),
        cells=desk.columns if desk else (),
    )


def _flags(case: Submission) -> tuple[str, ...]:
    """What asks for attention, in words."""
    flags = (
        (case.unread_at is not None, _("nieuw bericht")),
        (case.mail_is_open, _("e-mail niet bevestigd")),
        (case.is_suspicious, _("extra controle")),
        (case.handed_on_count > MOST_HANDOVERS, _("vaak doorgegeven")),
    )
    return tuple(words for is_so, words in flags if is_so)


def _tiles(counts: dict[Group, int], pairs: Pairs, filters: Filters) -> list[dict[str, Any]]:
    tiles = []
    for place in Group:
        is_current = filters.group == (place,) and not filters.state
        kept = [pair for pair in pairs if pair[0] not in ("groep", "status")]
        tiles.append(
            {
                "label": place.label,
                "count": shown_count(counts[place]),
                "tone": _TONES.get(place, ""),
                "is_current": is_current,
                "url": address(kept, groep="" if is_current else place.value),
            }
        )
    return tiles
