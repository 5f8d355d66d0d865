"""Putting a line of the books right, for administrators: the line stays, and another one makes up for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Max, QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField
from participation.admin.budget import AdministratorView, crumbs, error_rows
from participation.codes import LineKind
from participation.ledger import CORRECTABLE
from participation.models import LedgerLine
from participation.services.account import correct
from participation.services.errors import Refused

PER_PAGE = 50


class CorrectionForm(forms.Form):
    """What should have stood there, and on what ground. `newest` tells whether it was put right in the meantime."""

    use_required_attribute = False

    newest = forms.IntegerField(widget=forms.HiddenInput)
    right = EuroField(
        label=gettext_lazy("Welk bedrag had er moeten staan?"),
        help_text=gettext_lazy("Vul 0 in als de boeking er niet had moeten zijn."),
        error_messages={"required": gettext_lazy("Vul het goede bedrag in, of 0.")},
    )
    reason = forms.RegexField(
        r"^[A-Za-z0-9_.:/ -]+$",
        label=gettext_lazy("Waarop steunt dat?"),
        max_length=40,
        help_text=gettext_lazy("Een nummer of code, bijvoorbeeld factuur 2026-114 of typefout. Geen naam."),
        error_messages={
            "required": gettext_lazy("Vul in waarop de correctie steunt, bijvoorbeeld het nummer van de factuur."),
            "invalid": gettext_lazy("Gebruik alleen letters, cijfers, spaties, punten en streepjes."),
        },
    )

    def __init__(self, data: Any = None, *, row: Row) -> None:
        self.row = row
        super().__init__(data, auto_id="correctie_%s", initial={"newest": row.newest})

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was sent twice, and one that changes nothing."""
        cleaned = super().clean()
        if cleaned.get("newest") != self.row.newest:
            self.add_error(None, _("Deze boeking is intussen al rechtgezet. Kijk het bedrag na."))
            self.data = self.data.copy()
            self.data["newest"] = str(self.row.newest)
        elif cleaned.get("right") == abs(self.row.holds_cents) and not self.errors:
            self.add_error("right", _("Dit bedrag staat er al. Vul een ander bedrag in."))
        return cleaned

    @property
    def difference_cents(self) -> int:
        """What the new line adds, signed as the line itself. For a valid form."""
        sign = -1 if self.row.line.amount_cents < 0 else 1
        return sign * self.cleaned_data["right"] - self.row.holds_cents


@dataclass(frozen=True)
class Row:
    """A line with what it holds after its corrections, in signed cents, and the number of the newest of these."""

    line: LedgerLine
    holds_cents: int
    newest: int

    @property
    def kind(self) -> str:
        """The kind of the line, in words."""
        return str(LineKind(self.line.kind).label)

    @property
    def is_corrected(self) -> bool:
        """Whether it holds something else than was written."""
        return self.holds_cents != self.line.amount_cents


def _lines(year: int) -> QuerySet[LedgerLine]:
    """The lines of a year that can be put right."""
    lines = LedgerLine.objects.filter(pot__year__year=year, kind__in=CORRECTABLE)
    return lines.select_related("pot__wijk", "pot__year", "submission").annotate(
        corrected=Sum("corrections__amount_cents"), newest=Max("corrections__pk")
    )


def _row(line: LedgerLine) -> Row:
    return Row(line, line.amount_cents + (line.corrected or 0), line.newest or 0)


class LinesView(AdministratorView):
    """The lines of a year that can be put right, the newest first."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show a page of them."""
        before = request.GET.get("voor", "")
        lines = _lines(year).order_by("-pk")
        if before.isascii() and before.isdigit() and len(before) < 19:
            lines = lines.filter(pk__lt=int(before))
        found = list(lines[: PER_PAGE + 1])
        shown = [_row(line) for line in found[:PER_PAGE]]
        context = {
            "year": year,
            "rows": shown,
            "following": shown[-1].line.pk if len(found) > PER_PAGE else None,
            "header_title": _title(year),
            "breadcrumbs_items": crumbs(
                {"url": reverse("budget:year", args=[year]), "label": str(year)}, {"url": "", "label": _title(year)}
            ),
        }
        return TemplateResponse(request, "participation/admin/lines.html", context)


class CorrectionView(AdministratorView):
    """One line, and the form that puts it right."""

    def get(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Show it."""
        return self._show(request, CorrectionForm(row=_found(year, pk)))

    def post(self, request: HttpRequest, year: int, pk: int) -> HttpResponse:
        """Write the line that makes up for it."""
        form = CorrectionForm(request.POST, row=_found(year, pk))
        if form.is_valid():
            try:
                correct(
                    line=form.row.line,
                    amount_cents=form.difference_cents,
                    by=request.user,
                    reason=form.cleaned_data["reason"].strip(),
                    now=timezone.now(),
                )
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error("right", reason)
            else:
                messages.success(request, _("De correctie staat in de boeken. De oude boeking blijft te zien."))
                return redirect("budget:lines", year=year)
        return self._show(request, form, status=422)

    def _show(self, request: HttpRequest, form: CorrectionForm, *, status: int = 200) -> HttpResponse:
        year, title = form.row.line.pot.year.year, _("Zet een boeking recht")
        context = {
            "form": form,
            "row": form.row,
            "year": year,
            "errors": error_rows(form),
            "header_title": title,
            "breadcrumbs_items": crumbs(
                {"url": reverse("budget:lines", args=[year]), "label": _title(year)}, {"url": "", "label": title}
            ),
        }
        return TemplateResponse(request, "participation/admin/correction.html", context, status=status)


def _found(year: int, pk: int) -> Row:
    line = _lines(year).filter(pk=pk).first()
    if line is None:
        raise Http404
    return _row(line)


def _title(year: int) -> str:
    return _("Boekingen van %(year)s") % {"year": year}
