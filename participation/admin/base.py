"""What every screen about one case shares: finding it, showing it, and answering a form.

Our own views, and not Wagtail's ModelViewSet: its generic edit, inspect, history, usage and delete views ask the
permission policy once per model and never per object, so somebody of another wijk could open or even change a case.
Here every view begins at `visible_to`, and an outsider gets 404.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View

from participation.admin.case import Case
from participation.admin.case_file import RELATED
from participation.admin.case_form import CaseForm, errors_of
from participation.admin.history import history
from participation.admin.screen import screen_context
from participation.models import Submission
from participation.services.errors import Forbidden, Refused, StaleCase


def find_case(request: HttpRequest, pk: int) -> Case:
    """The case in the eyes of who asks.

    Raises:
        Http404: when it is not there for this person: another wijk's case can't be told from none.
    """
    submission = Submission.objects.visible_to(request.user).select_related(*RELATED).filter(pk=pk).first()
    if submission is None:
        raise Http404
    return Case(submission, request.user, timezone.now())


def crumbs(*last: dict[str, str]) -> list[dict[str, str]]:
    """Where we are, from the front page of the admin on."""
    home = {"url": reverse("wagtailadmin_home"), "label": _("Beheer")}
    return [home, {"url": reverse("inbox:list"), "label": _("Te behandelen")}, *last]


def show_case(
    request: HttpRequest,
    case: Case,
    *,
    form: CaseForm | None = None,
    reasons: Sequence[str] = (),
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """The working screen; a `form` that was refused stands in its place with what was typed."""
    context = screen_context(case, form) | extra
    context["errors"] = [{"text": reason} for reason in reasons] + (errors_of(form) if form else [])
    context["breadcrumbs_items"] = crumbs({"url": "", "label": case.submission.reference})
    return TemplateResponse(request, "participation/admin/case.html", context, status=status)


def addressed(case: Case, form: CaseForm) -> dict[str, Any]:
    """What every service on a case is told: which case, by whom, in which version, when."""
    return {
        "submission": case.submission,
        "by": case.user,
        "expected_version": form.cleaned_data["version"],
        "now": case.now,
    }


def typed(form: CaseForm) -> dict[str, Any]:
    """What was filled in, without the form's own bookkeeping."""
    return {name: value for name, value in form.cleaned_data.items() if name not in ("version", "seen")}


class CaseView(View):
    """The working screen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; with `?kaarten` the form for support on paper stands open for the next card."""
        return show_case(request, find_case(request, pk), is_entering="kaarten" in request.GET)


class ActionView(View):
    """One form of the working screen, answered. A page of its own only to post to; opening it leads to the screen."""

    form_class: ClassVar[type[CaseForm]]
    done: ClassVar[str | Promise] = ""
    http_method_names: ClassVar[list[str]] = ["get", "post"]

    def is_allowed(self, case: Case) -> bool:
        """Whether this person may do this at all; the casework by default. Services ask again."""
        return case.can_handle

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form with what was posted."""
        return self.form_class(data, case=case)

    def act(self, case: Case, form: CaseForm) -> None:
        """Call the service.

        Raises:
            StaleCase: when the case was changed after the form was made.
            Refused: when the rules do not allow it.
            Forbidden: when this person may not.
        """
        raise NotImplementedError

    screen: ClassVar[str] = "inbox:case"

    def show(self, request: HttpRequest, case: Case, **shown: Any) -> HttpResponse:
        """The screen that this form stands on."""
        return show_case(request, case, **shown)

    def get(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Lead somebody who reloads or shares this address to the screen."""
        return redirect(self.screen, pk=find_case(request, pk).submission.pk)

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not and keep what was typed."""
        self.kwargs = kwargs
        case = find_case(request, pk)
        if not self.is_allowed(case):
            return self._forbidden(request, case)
        form = self.make_form(case, request.POST)
        if not form.is_valid():
            return self.show(request, case, form=form, status=422)
        try:
            self.act(case, form)
        except StaleCase:
            return self._stale(request, pk, form)
        except Refused as refusal:
            fresh = find_case(request, pk)
            return self.show(request, fresh, form=form, reasons=refusal.reasons, status=422)
        except Forbidden:
            return self._forbidden(request, case)
        return self.finish(request, case, form)

    def finish(self, request: HttpRequest, case: Case, form: CaseForm) -> HttpResponse:
        """Back to the screen, at the form's place; to the list when the case has left this person's sight."""
        if self.done:
            messages.success(request, self.done)
        if not Submission.objects.visible_to(request.user).filter(pk=case.submission.pk).exists():
            return redirect("inbox:list")
        return redirect(f"{reverse(self.screen, args=[case.submission.pk])}#{form.key}")

    def _forbidden(self, request: HttpRequest, case: Case) -> HttpResponse:
        reason = _("Dit mag je niet doen met deze zaak. Vraag het de wijkregisseur van de wijk.")
        return self.show(request, case, reasons=[reason], status=403)

    def _stale(self, request: HttpRequest, pk: int, form: CaseForm) -> HttpResponse:
        """Both versions side by side, with what was typed in the fields; sending again is a choice."""
        case = find_case(request, pk)
        seen = form.cleaned_data.get("seen") or 0
        data = request.POST.copy()
        data["version"], data["seen"] = case.submission.version, case.last_event_id
        again = self.make_form(case, data)
        context = {
            "case": case,
            "form": again,
            "url": request.path,
            "stored": again.stored,
            "changes": history(event for event in case.events if event.pk > seen),
            "breadcrumbs_items": crumbs(
                {"url": reverse("inbox:case", args=[pk]), "label": case.submission.reference},
                {"url": "", "label": _("Intussen veranderd")},
            ),
            "header_title": _("Intussen veranderd"),
        }
        return TemplateResponse(request, "participation/admin/stale.html", context, status=409)
