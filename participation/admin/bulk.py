"""The same for several cases: tick them in the list, choose what, and see how it went."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Role, User, WijkRole
from participation.admin.base import crumbs
from participation.admin.desk import DeskView, to_list
from participation.models import Label
from participation.policies import roles_today
from participation.services import bulk
from participation.services.bulk import Picked, Result


class _ManyForm(forms.Form):
    """What is asked once for all ticked cases."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, user: User) -> None:
        super().__init__(data, auto_id="samen_%s")
        self.prepare(user)

    def prepare(self, user: User) -> None:
        """Fill the choices."""


class AssignManyForm(_ManyForm):
    """To whom."""

    to = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Behandelaar"), required=False)

    def prepare(self, user: User) -> None:
        """Offer who handles cases in the wijken where this person does; the service asks again for each case."""
        roles = WijkRole.objects.active(timezone.localdate()).filter(role=Role.WIJKREGISSEUR)
        if not user.is_superuser:
            mine = [role.wijk_id for role in roles_today(user) if role.role == Role.WIJKREGISSEUR]
            roles = roles.filter(wijk__in=mine)
        people = User.objects.filter(wijk_roles__in=roles).distinct()
        self.fields["to"].queryset = people.order_by("last_name", "first_name", "pk")
        self.fields["to"].empty_label = _("nog van niemand")


class LabelManyForm(_ManyForm):
    """Which label."""

    label = forms.ModelChoiceField(
        Label.objects.all(),
        label=gettext_lazy("Label"),
        empty_label=gettext_lazy("Kies een label"),
        error_messages={"required": gettext_lazy("Kies een label.")},
    )


@dataclass(frozen=True)
class Action:
    """Something to do with several cases. explain: what it means, before it is done."""

    title: Promise
    button: Promise
    explain: Promise
    form: type[_ManyForm]
    run: Callable[..., Result]


ACTIONS: dict[str, Action] = {
    "toewijzen": Action(
        gettext_lazy("Wijs zaken toe"),
        gettext_lazy("Wijs toe"),
        gettext_lazy("Alleen een wijkregisseur van de wijk kan een zaak krijgen."),
        AssignManyForm,
        bulk.assign,
    ),
    "label": Action(
        gettext_lazy("Geef zaken een label"),
        gettext_lazy("Geef dit label"),
        gettext_lazy("Labels die er al zijn, blijven staan."),
        LabelManyForm,
        bulk.add_label,
    ),
    "spam": Action(
        gettext_lazy("Markeer zaken als ongewenst"),
        gettext_lazy("Markeer als ongewenst"),
        gettext_lazy("De indiener hoort hier niets van. Na 30 dagen halen we de tekst weg."),
        _ManyForm,
        bulk.mark_spam,
    ),
}


def picked(request: HttpRequest) -> list[Picked]:
    """The cases that were ticked, as "id.version"; what is no such thing is left out."""
    found = []
    for text in request.POST.getlist("zaak")[: bulk.MOST]:
        pk, _dot, version = text.partition(".")
        if all(part.isascii() and part.isdigit() and len(part) < 10 for part in (pk, version)):
            found.append(Picked(int(pk), int(version)))
    return found


class BulkView(DeskView):
    """First asks what is needed, then does it for each case that this person may do it with."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Lead somebody who reloads this address to the list."""
        return redirect("inbox:list")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask, or do it and say how it went."""
        action, cases = ACTIONS.get(request.POST.get("wat", "")), picked(request)
        back = request.POST.get("terug", "")
        if action is None or not cases:
            messages.error(request, _("Kies eerst een of meer zaken, en dan wat je ermee wilt doen."))
            return to_list(back)
        is_sure = "zeker" in request.POST
        form = action.form(request.POST if is_sure else None, user=request.user)
        if not is_sure or not form.is_valid():
            return self._ask(request, action, form, cases, back)
        result = action.run(picked=cases, by=request.user, now=timezone.now(), **form.cleaned_data)
        (messages.warning if result.skipped else messages.success)(request, result.text)
        return to_list(back)

    def _ask(
        self, request: HttpRequest, action: Action, form: _ManyForm, cases: list[Picked], back: str
    ) -> HttpResponse:
        context = {
            "action": action,
            "key": request.POST["wat"],
            "form": form,
            "picked": [f"{one.pk}.{one.version}" for one in cases],
            "back": back,
            "errors": [
                {"text": text, "target": form[name].auto_id} for name, errors in form.errors.items() for text in errors
            ],
            "header_title": action.title,
            "breadcrumbs_items": crumbs({"url": "", "label": str(action.title)}),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "participation/admin/bulk.html", context, status=status)
