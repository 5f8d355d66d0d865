"""Standard and saved views: the list of them with counters, keeping one, and taking one away."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.admin.base import crumbs
from participation.admin.columns import SaveForm
from participation.admin.desk import DeskView, to_list
from participation.admin.filter_form import address
from participation.admin.reader import Reader, reader_of
from participation.inbox import capped_counts, shown_count
from participation.inbox_views import View
from participation.models import SavedView
from participation.services import desk
from participation.services.errors import Forbidden, Refused


@dataclass(frozen=True)
class Line:
    """A view as the page lists it; saved: its row, None for a standard one."""

    view: View
    count: str
    saved: SavedView | None
    is_mine: bool
    may_remove: bool


def counts_of(reader: Reader, views: tuple[View, ...]) -> dict[str, str]:
    """How many cases each view shows this person, capped, by its key; one query however many there are."""
    wanted = {view.key: reader.cases(reader.form(QueryDict(view.query))) for view in views}
    return {key: shown_count(count) for key, count in capped_counts(reader.user, wanted).items()}


def _lines(reader: Reader) -> list[Line]:
    counts = counts_of(reader, reader.views)
    user = reader.user
    mine = Q(maker=user) | Q(is_shared=True)
    saved = {f"eigen-{row.pk}": row for row in SavedView.objects.filter(mine).select_related("maker")}
    return [
        Line(
            view,
            counts[view.key],
            row := saved.get(view.key),
            is_mine=row is not None and row.maker_id == user.pk,
            may_remove=row is not None and (row.maker_id == user.pk or user.is_superuser),
        )
        for view in reader.views
    ]


class ViewsView(DeskView):
    """All views with their counters: where the day begins."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        context = {
            "lines": _lines(reader_of(request.user)),
            "header_title": _("Weergaven"),
            "breadcrumbs_items": crumbs({"url": "", "label": _("Weergaven")}),
        }
        return TemplateResponse(request, "participation/admin/views.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep what the list shows under a name. Only filters that this reader has are kept."""
        form = SaveForm(request.POST)
        query = request.POST.get("terug", "")
        if not form.is_valid():
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
            return to_list(query)
        pairs = reader_of(request.user).form(QueryDict(query[:4000])).pairs
        kept = address(pairs).removeprefix("?")
        try:
            desk.save_view(user=request.user, query=kept, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.reasons))
        else:
            messages.success(request, _("De weergave is bewaard."))
        return to_list(kept)


class RemoveView(DeskView):
    """Take a saved view away."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Lead somebody who reloads this address to the views."""
        return redirect("inbox:views")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it.

        Raises:
            Http404: for a view that this person does not see.
        """
        seen = Q(maker=request.user) | Q(is_shared=True)
        view = SavedView.objects.filter(seen if not request.user.is_superuser else Q(), pk=pk).first()
        if view is None:
            raise Http404
        try:
            desk.remove_view(view=view, by=request.user)
        except Forbidden:
            messages.error(request, _("Alleen wie deze weergave maakte, kan hem weghalen."))
        else:
            messages.success(request, _("De weergave is weggehaald."))
        return redirect("inbox:views")


class CountsView(DeskView):
    """The counters of the views, for a page that renews them without losing its place."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """By the key of each view."""
        reader = reader_of(request.user)
        return JsonResponse(counts_of(reader, reader.views))
