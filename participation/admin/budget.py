"""The budget of a year, for administrators: amounts per pot and wijk, through the books' own service.

Lines in the books are never changed here: what is filled in is added as a new allocation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from cms.forms import EuroField
from cms.models import Wijk
from participation.books import balances
from participation.codes import PotKind
from participation.models import BudgetYear, LedgerLine
from participation.services.account import allocate

FIRST_YEAR, LAST_YEAR = 2015, 2099
WIJK_POTS = (PotKind.SUBSIDY, PotKind.HAND_MONEY)
CITY_POTS = (PotKind.WIJKKANSEN, PotKind.PLATFORM)


@dataclass(frozen=True)
class PotField:
    """A pot on the screen: what is in the books, and the field to add to it."""

    wijk: Wijk | None
    kind: PotKind
    budget_cents: int
    field: forms.BoundField


class AllocationForm(forms.Form):
    """An amount for each pot, empty for nothing. `last_line` tells whether somebody booked in the meantime."""

    use_required_attribute = False

    last_line = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.RegexField(
        r"^[A-Za-z0-9_.:/ -]*$",
        label=gettext_lazy("Grond"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Het nummer van het besluit, bijvoorbeeld tabel 1 of A21-182."),
        error_messages={"invalid": gettext_lazy("Gebruik alleen letters, cijfers, spaties, punten en streepjes.")},
    )

    def __init__(self, data: Any = None, *, year: int) -> None:
        self.year = year
        self.wijken = list(Wijk.objects.in_order())
        self.pots = [
            *((wijk, kind) for wijk in self.wijken for kind in WIJK_POTS),
            *((None, kind) for kind in CITY_POTS),
        ]
        newest = LedgerLine.objects.filter(pot__year__year=year).order_by("-pk").values_list("pk", flat=True).first()
        self.newest_line = newest or 0
        super().__init__(data, auto_id="budget_%s", initial={"last_line": self.newest_line})
        for wijk, kind in self.pots:
            label = _("%(pot)s erbij voor %(where)s") % {"pot": kind.label, "where": wijk or _("de hele stad")}
            self.fields[field_name(wijk, kind)] = EuroField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for an amount, and refuse a form that was sent twice or lay open while somebody else booked."""
        cleaned = super().clean()
        if cleaned.get("last_line") != self.newest_line:
            self.add_error(None, _("Er is intussen geboekt. Vergelijk de bedragen met de boeken en vul opnieuw in."))
        elif not self.errors and not any(cleaned[field_name(wijk, kind)] for wijk, kind in self.pots):
            self.add_error(None, _("Vul minstens één bedrag in dat hoger is dan 0."))
        return cleaned

    def rows(self) -> list[PotField]:
        """The pots with what is in the books; one query."""
        books = balances(year=self.year)
        return [
            PotField(wijk, kind, _budget(books, wijk, kind), self[field_name(wijk, kind)]) for wijk, kind in self.pots
        ]


def field_name(wijk: Wijk | None, kind: str) -> str:
    """The name of the field of a pot."""
    return f"{kind}_{wijk.pk}" if wijk else str(kind)


def _budget(books: dict, wijk: Wijk | None, kind: PotKind) -> int:
    balance = books.get((wijk.pk if wijk else None, kind.value))
    return balance.budget_cents if balance else 0


class AdministratorView(View):
    """For administrators alone; for anybody else it is not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say that there is nothing here.

        Raises:
            Http404: for who is no administrator.
        """
        if not request.user.is_superuser:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class BudgetYearsView(AdministratorView):
    """The years in the books, and a field to begin another."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them, or lead to the year that was asked for."""
        asked = request.GET.get("jaar", "")
        if asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR:
            return redirect("budget:year", year=int(asked))
        context = {
            "years": BudgetYear.objects.values_list("year", flat=True),
            "this_year": timezone.localdate().year,
            "is_refused": bool(asked),
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
            "header_title": _("Budget van een jaar"),
            "breadcrumbs_items": crumbs(),
        }
        return TemplateResponse(request, "participation/admin/budget_years.html", context)


class BudgetYearView(AdministratorView):
    """The pots of one year, with a field behind each to add to it."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them."""
        return self._show(request, AllocationForm(year=_year(year)))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Book what was filled in: all of it or nothing."""
        form = AllocationForm(request.POST, year=_year(year))
        if not form.is_valid():
            return self._show(request, form, status=422)
        with transaction.atomic():
            for wijk, kind in form.pots:
                cents = form.cleaned_data[field_name(wijk, kind)]
                if cents:
                    reason = form.cleaned_data["reason"].strip()
                    allocate(
                        year=year,
                        kind=kind,
                        wijk=wijk,
                        amount_cents=cents,
                        by=request.user,
                        reason=reason,
                        now=timezone.now(),
                    )
        messages.success(request, _("Het budget van %(year)s is bijgewerkt.") % {"year": year})
        return redirect("budget:year", year=year)

    def _show(self, request: HttpRequest, form: AllocationForm, *, status: int = 200) -> HttpResponse:
        rows = form.rows()
        context = {
            "form": form,
            "year": form.year,
            "has_books": form.newest_line > 0,
            "wijk_rows": [rows[i : i + len(WIJK_POTS)] for i in range(0, len(form.wijken) * len(WIJK_POTS), 2)],
            "city_rows": rows[len(form.wijken) * len(WIJK_POTS) :],
            "total_cents": sum(row.budget_cents for row in rows),
            "errors": error_rows(form),
            "header_title": _("Budget %(year)s") % {"year": form.year},
            "breadcrumbs_items": crumbs({"url": "", "label": str(form.year)}),
        }
        return TemplateResponse(request, "participation/admin/budget_year.html", context, status=status)


def _year(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year


def error_rows(form: forms.Form) -> list[dict[str, str]]:
    """What is wrong with a form, for the summary: the words, and the id of the field."""
    return [
        {"text": text, "target": "" if name == "__all__" else form[name].auto_id}
        for name, texts in form.errors.items()
        for text in texts
    ]


def crumbs(*last: dict[str, str]) -> list[dict[str, str]]:
    """The way to a screen of the books."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Beheer")}
    return [home, {"url": reverse("budget:years"), "label": _("Budget van een jaar")}, *last]
