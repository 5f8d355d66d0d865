"""Hand money: what a wijkregisseur pays for small things, with its receipt, and what is left."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from wagtail.admin.widgets import AdminDateInput

from cms.forms import EuroField, RadioCards, TextField
from cms.models import User, Wijk
from cms.uploads import CleanFile, UploadError, clean_file, serve_private
from participation import books, ledger
from participation.admin.budget import error_rows
from participation.codes import PotKind
from participation.models import HandMoneyExpense
from participation.policies import can_open_inbox, wijken_filter
from participation.services import hand_money
from participation.services.errors import Forbidden, Refused

SHOWN = 100
_HINTS = {
    HandMoneyExpense.Sort.PURCHASE.value: gettext_lazy("Bijvoorbeeld plantjes, koffie of verf."),
    HandMoneyExpense.Sort.VOLUNTEERS.value: gettext_lazy("Bonnen als dank aan vrijwilligers."),
}


class ReceiptField(forms.FileField):
    """One photo or PDF of a receipt. The cleaned value is a file that we wrote ourselves (`cms.uploads`)."""

    widget = forms.FileInput(attrs={"accept": "image/*,application/pdf"})

    def clean(self, data: UploadedFile | None, initial: object = None) -> CleanFile:
        """Take it in.

        Raises:
            ValidationError: without a file, or with one that we can't take.
        """
        uploaded = super().clean(data, initial)
        try:
            return clean_file(uploaded)
        except UploadError as error:
            raise ValidationError(str(error), code="upload") from None


class ExpenseForm(forms.Form):
    """One expense; `wijken` are those whose hand money this person may spend."""

    use_required_attribute = False

    wijk = forms.ModelChoiceField(
        Wijk.objects.none(),
        label=gettext_lazy("Wijk"),
        empty_label=gettext_lazy("Kies een wijk"),
        error_messages={"required": gettext_lazy("Kies uit welk handgeld het komt.")},
    )
    sort = forms.ChoiceField(
        choices=HandMoneyExpense.Sort.choices,
        label=gettext_lazy("Wat is het?"),
        widget=RadioCards(hints=_HINTS),
        error_messages={"required": gettext_lazy("Kies wat je betaalde.")},
    )
    what = TextField(
        label=gettext_lazy("Waarvoor"),
        max_length=80,
        help_text=gettext_lazy("Dit staat op de wijkthermometer. Noem geen namen."),
        error_messages={"required": gettext_lazy("Vul in waarvoor het was.")},
    )
    amount_cents = EuroField(
        label=gettext_lazy("Bedrag in euro"), min_cents=1, max_cents=ledger.HAND_MONEY_UP_TO_CENTS
    )
    spent_on = forms.DateField(
        label=gettext_lazy("Dag die op de bon staat"),
        widget=AdminDateInput,
        error_messages={
            "required": gettext_lazy("Vul de dag in die op de bon staat."),
            "invalid": gettext_lazy("Vul een datum in, bijvoorbeeld 2026-07-01."),
        },
    )
    receipt = ReceiptField(
        label=gettext_lazy("Foto of PDF van de bon"),
        help_text=gettext_lazy("Alleen medewerkers zien de bon."),
        error_messages={"required": gettext_lazy("Voeg een foto of PDF van de bon toe.")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, wijken: list[Wijk]) -> None:
        super().__init__(data, files, auto_id="handgeld_%s", initial={"spent_on": timezone.localdate()})
        self.fields["wijk"].queryset = Wijk.objects.filter(pk__in=[wijk.pk for wijk in wijken])
        if len(wijken) == 1:
            self.initial["wijk"] = wijken[0].pk


class _ReaderView(View):
    """For who has an inbox; for anybody else it is not there."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say that there is nothing here.

        Raises:
            Http404: for who has no inbox.
        """
        if not can_open_inbox(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class HandMoneyView(_ReaderView):
    """What was paid from hand money, what is left of it, and a form for who may spend it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        wijken = wijken_of(request.user)
        own = [wijk for wijk in wijken if hand_money.may_spend(request.user, wijk)]
        return self._show(request, ExpenseForm(wijken=own) if own else None, wijken)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Book an expense."""
        wijken = wijken_of(request.user)
        own = [wijk for wijk in wijken if hand_money.may_spend(request.user, wijk)]
        if not own:
            return self._show(request, None, wijken, status=403)
        form = ExpenseForm(request.POST, request.FILES, wijken=own)
        if form.is_valid():
            try:
                hand_money.spend(**form.cleaned_data, by=request.user, now=timezone.now())
            except Refused as refusal:
                for reason in refusal.reasons:
                    form.add_error(None, reason)
            except UploadError as error:
                form.add_error("receipt", str(error))
            else:
                messages.success(request, _("De uitgave staat in de boeken."))
                return redirect("inbox:hand_money")
        return self._show(request, form, wijken, status=422)

    def _show(
        self, request: HttpRequest, form: ExpenseForm | None, wijken: list[Wijk], *, status: int = 200
    ) -> HttpResponse:
        year = timezone.localdate().year
        known = books.balances(year=year)
        context = {
            "form": form,
            "year": year,
            "pots": [(wijk, known.get((wijk.pk, PotKind.HAND_MONEY.value), ledger.Balance())) for wijk in wijken],
            "expenses": _rows(request.user, wijken),
            "shown": SHOWN,
            "errors": error_rows(form) if form else [],
            "header_title": _("Handgeld"),
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Beheer")},
                {"url": "", "label": _("Handgeld")},
            ],
        }
        return TemplateResponse(request, "participation/admin/hand_money.html", context, status=status)


class ReceiptView(_ReaderView):
    """The receipt of an expense: a picture on the screen, a PDF as a download."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """Give it.

        Raises:
            Http404: when it is of another wijk, gone, or not scanned for viruses yet.
        """
        expense = _find(request, pk)
        if expense.is_quarantined or not expense.file:
            raise Http404
        try:
            file = expense.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        return serve_private(file, as_name=f"bon-{expense.pk}.{expense.extension}", inline_image=True)


class TakeBackView(_ReaderView):
    """Booking a mistake back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Book it back.

        Raises:
            Http404: when it is of another wijk.
        """
        expense = _find(request, pk)
        try:
            hand_money.take_back(expense=expense, by=request.user, now=timezone.now())
        except Forbidden:
            return HandMoneyView()._show(request, None, wijken_of(request.user), status=403)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.reasons))
        else:
            messages.success(request, _("De uitgave is teruggeboekt."))
        return redirect("inbox:hand_money")


def wijken_of(user: User) -> list[Wijk]:
    """The wijken whose hand money this person may look into, in order."""
    return list(Wijk.objects.filter(wijken_filter(user)).in_order())


def _of(wijken: list[Wijk]) -> QuerySet[HandMoneyExpense]:
    return HandMoneyExpense.objects.filter(line__pot__wijk__in=wijken)


def _rows(user: User, wijken: list[Wijk]) -> list[dict[str, Any]]:
    """The newest expenses; three queries."""
    rows = _of(wijken).select_related("line__pot__wijk", "recorded_by").prefetch_related("line__corrections")[:SHOWN]
    return [
        {
            "expense": expense,
            "wijk": expense.line.pot.wijk,
            "is_taken_back": bool(expense.line.corrections.all()),
            "may_take_back": hand_money.may_spend(user, expense.line.pot.wijk),
        }
        for expense in rows
    ]


def _find(request: HttpRequest, pk: int) -> HandMoneyExpense:
    found = _of(wijken_of(request.user)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
