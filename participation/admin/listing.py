"""The list "Te behandelen"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from cms.models import Wijk
from cms.workdays import local_date, working_days_between
from participation.admin.base import crumbs
from participation.admin.cards import badge, level_of, signer
from participation.deadlines import Deadline, deadline
from participation.details import title_of
from participation.inbox import CAP, Cursor, Filters, group_counts, listing, wijken_of
from participation.models import Submission
from participation.policies import can_open_inbox, sees_the_tray
from participation.services.mandate import table
from participation.states import STATE_ORDER, Group, is_open

_TONES = {Group.NIEUW: "is-today", Group.BEZIG: "is-good", Group.WACHT: "is-wait", Group.BESLUIT: "is-late"}


_ASSIGNED = [
    ("", gettext_lazy("Iedereen")),
    ("mij", gettext_lazy("Alleen van mij")),
    ("niemand", gettext_lazy("Nog van niemand")),
]


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
    age_days: int | None


class FilterForm(forms.Form):
    """What the list is narrowed by; anything that is no choice is left out, so an old link still opens."""

    use_required_attribute = False

    groep = forms.ChoiceField(choices=[(g.value, g.label) for g in Group], required=False, widget=forms.HiddenInput)
    sorteer = forms.ChoiceField(choices=[("nieuw", "")], required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=gettext_lazy("Titel of nummer"), max_length=150, required=False)
    van = forms.ChoiceField(
        label=gettext_lazy("Van wie"),
        choices=_ASSIGNED,
        required=False,
        widget=forms.RadioSelect,
    )
    wijk = forms.ChoiceField(label=gettext_lazy("Wijk"), required=False)
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("Alle open statussen")), *((state.value, state.label) for state in STATE_ORDER)],
        required=False,
    )

    def __init__(self, data: Any, *, wijken: list[Wijk], has_outside: bool) -> None:
        super().__init__(data, auto_id="filter_%s")
        outside = [("geen", _("Buiten de wijken of onbekend"))] if has_outside else []
        self.fields["wijk"].choices = [("", _("Alle wijken")), *((w.slug, w.name) for w in wijken), *outside]

    @property
    def filters(self) -> Filters:
        """The filters, as the selectors take them."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            group=given.get("groep", ""),
            wijk=given.get("wijk", ""),
            state=given.get("status", ""),
            assigned=given.get("van", ""),
            search=" ".join(given.get("q", "").split()),
            is_newest_first=given.get("sorteer") == "nieuw",
        )


class InboxView(View):
    """The scoped list. It shows what `visible_to` gives; who has no inbox gets 404, as if it were not there."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of it.

        Raises:
            Http404: for who has no role with an inbox.
        """
        if not can_open_inbox(request.user):
            raise Http404
        wijken = list(wijken_of(request.user))
        form = FilterForm(request.GET, wijken=wijken, has_outside=sees_the_tray(request.user))
        filters = form.filters
        page = listing(request.user, filters, after=Cursor.parse(request.GET.get("na", "")))
        counts = group_counts(request.user)
        context = {
            "rows": rows_of(page.cases, today=timezone.localdate()),
            "tiles": [_tile(group, counts[group], filters) for group in Group],
            "form": form,
            "filters": filters,
            "next_url": address(filters, na=str(page.next_cursor)) if page.next_cursor else "",
            "is_first_page": "na" not in request.GET,
            "first_url": address(filters),
            "sort_urls": {
                "deadline": address(replace(filters, is_newest_first=False)),
                "age": address(replace(filters, is_newest_first=True)),
            },
            "header_title": _("Te behandelen"),
            "breadcrumbs_items": [
                {**crumb, "url": crumb["url"] if i == 0 else ""} for i, crumb in enumerate(crumbs())
            ],
        }
        return TemplateResponse(request, "participation/admin/list.html", context)


def rows_of(cases: list[Submission], *, today: date) -> list[Row]:
    """The lines of the list; one query, for the mandate table."""
    levels = table()
    return [_row(case, levels, today) for case in cases]


def _row(case: Submission, levels: Any, today: date) -> Row:
    text = getattr(case, "public_version", None)
    level = level_of(levels, case, on=today)
    return Row(
        case=case,
        title=(text.title if text else title_of(case)) or case.reference,
        amount_cents=case.granted_cents if case.granted_cents is not None else case.asked_cents,
        badge=badge(level.roles) if level else "",
        signers=", ".join(signer(role) for role in level.roles) if level else "",
        deadline=deadline(case, today=today),
        state=case.get_state_display(),
        age_days=working_days_between(local_date(case.received_at), today) if is_open(case.state) else None,
    )


def address(filters: Filters, **more: str) -> str:
    """The query string of these filters; only what is set, so that an address stays short and says what it shows."""
    given = {
        "groep": filters.group,
        "wijk": filters.wijk,
        "status": filters.state,
        "van": filters.assigned,
        "q": filters.search,
        "sorteer": "nieuw" if filters.is_newest_first else "",
        **more,
    }
    return "?" + urlencode({name: value for name, value in given.items() if value})


def _tile(group: Group, count: int, filters: Filters) -> dict[str, Any]:
    is_current = filters.group == group and not filters.state
    return {
        "label": group.label,
        "count": f"{CAP - 1}+" if count >= CAP else str(count),
        "tone": _TONES.get(group, ""),
        "is_current": is_current,
        "url": address(replace(filters, group="" if is_current else group.value, state="")),
    }
