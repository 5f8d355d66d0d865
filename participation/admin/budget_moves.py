"""Screens for what the college decided about the pots: the half-yearly review, and carrying over to the next year."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from participation.admin.budget import AdministratorView, crumbs, error_rows
from participation.admin.forms_budget import MOVES, CarryOverForm, CollegeForm, ReviewForm
from participation.models import BudgetDecision, BudgetYear
from participation.review import Move, proposals
from participation.services import review_budget
from participation.services.errors import Refused


class _CollegeView(AdministratorView):
    """A form about the pots of one year."""

    kind: str
    template_name: str

    def make_form(self, year: int, data: Any = None) -> CollegeForm:
        """The form, empty (with what is proposed) or as it was sent."""
        raise NotImplementedError

    def title(self, year: int) -> str:
        """The heading of the screen."""
        raise NotImplementedError

    def targets(self, moves: list[Move], form: CollegeForm) -> list[Move]:
        """The moves with the pot that each goes to."""
        return moves

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show it.

        Raises:
            Http404: when there are no books of that year.
        """
        return self._show(request, self.make_form(_known(year)), year)

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Book what was decided: all of it or nothing.

        Raises:
            Http404: when there are no books of that year.
        """
        form = self.make_form(_known(year), request.POST)
        if form.is_valid():
            try:
                self._record(form, year, request)
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, reason)
            else:
                messages.success(request, _("Het besluit staat in de boeken."))
                return redirect("budget:year", year=year)
        return self._show(request, form, year, status=422)

    @transaction.atomic
    def _record(self, form: CollegeForm, year: int, request: HttpRequest) -> None:
        given = {name: form.cleaned_data[name] for name in ("decided_on", "number", "why")}
        moves = self.targets(form.moves(), form)
        review_budget.record(year=year, kind=self.kind, moves=moves, by=request.user, now=timezone.now(), **given)

    def _show(self, request: HttpRequest, form: CollegeForm, year: int, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "year": year,
            "next_year": year + 1,
            "title": self.title(year),
            "errors": error_rows(form),
            "header_title": self.title(year),
            "breadcrumbs_items": crumbs({"url": "", "label": self.title(year)}),
        }
        return TemplateResponse(request, self.template_name, context, status=status)


class ReviewView(_CollegeView):
    """The half-yearly review: how each pot stands, and moves between them."""

    kind = BudgetDecision.Kind.REVIEW
    template_name = "participation/admin/budget_review.html"

    def make_form(self, year: int, data: Any = None) -> ReviewForm:
        """With the moves that fill what is short."""
        rows = review_budget.standings(year)
        subsidy = [standing for pot, standing in rows if pot.kind == "subsidy"]
        return ReviewForm(data, rows=rows, proposed=proposals(subsidy, most=MOVES))

    def title(self, year: int) -> str:
        """The heading of the screen."""
        return _("Herverdelen in %(year)s") % {"year": year}


class CarryOverView(_CollegeView):
    """What is left goes along to the next year."""

    kind = BudgetDecision.Kind.CARRY_OVER
    template_name = "participation/admin/budget_carry_over.html"

    def make_form(self, year: int, data: Any = None) -> CarryOverForm:
        """With a field for each pot that has money left."""
        return CarryOverForm(data, rows=review_budget.standings(year))

    def title(self, year: int) -> str:
        """The heading of the screen."""
        return _("Van %(year)s mee naar %(next)s") % {"year": year, "next": year + 1}

    def targets(self, moves: list[Move], form: CollegeForm) -> list[Move]:
        """The same pots, a year later."""
        return [replace(move, target=review_budget.next_pot(form.pots[move.source]).pk) for move in moves]


def _known(year: int) -> int:
    if not BudgetYear.objects.filter(year=year).exists():
        raise Http404
    return year
