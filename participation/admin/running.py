"""The screen of a plan that goes on: the buurtdeal, its dates, what initiators sent, and the account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from participation.admin import forms_deal, forms_running
from participation.admin.base import ActionView, addressed, crumbs, find_case
from participation.admin.case import Case
from participation.admin.case_form import CaseForm, PressForm, errors_of
from participation.admin.running_screen import running_context
from participation.models import AccountLine, Milestone
from participation.services import aftercare, closing, deals, grant_account, milestones


def show_running(
    request: HttpRequest,
    case: Case,
    *,
    form: CaseForm | None = None,
    reasons: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The screen; a `form` that was refused stands in its place with what was typed."""
    context = running_context(case, form)
    context["errors"] = [{"text": reason} for reason in reasons] + (errors_of(form) if form else [])
    context["breadcrumbs_items"] = crumbs(
        {"url": reverse("inbox:case", args=[case.submission.pk]), "label": case.submission.reference},
        {"url": "", "label": _("Buurtdeal en uitvoering")},
    )
    return TemplateResponse(request, "participation/admin/running.html", context, status=status)


class RunningView(View):
    """The screen."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return show_running(request, find_case(request, pk))


class _RunningAction(ActionView):
    """A form of this screen."""

    screen: ClassVar[str] = "inbox:running"

    def show(self, request: HttpRequest, case: Case, **shown: Any) -> HttpResponse:
        """This screen."""
        return show_running(request, case, **shown)


class SaveDeal(_RunningAction):
    """Keep the words of the next version."""

    form_class = forms_deal.DealForm
    done = gettext_lazy("De buurtdeal is bewaard als concept.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Save it."""
        deals.save_draft(words=form.words(), **addressed(case, form))


class OfferDeal(_RunningAction):
    """Lay a next version down after the decision."""

    form_class = PressForm
    done = gettext_lazy("De buurtdeal ligt vast. De indieners krijgen een mail.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button alone."""
        return PressForm(data, case=case, key="vastleggen")

    def act(self, case: Case, form: CaseForm) -> None:
        """Offer it."""
        deals.offer(**addressed(case, form))


class AgreeDeal(_RunningAction):
    """The municipality's yes."""

    form_class = forms_running.AgreeForm
    done = gettext_lazy("Het akkoord van de gemeente is vastgelegd.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Agree."""
        deals.agree_as_municipality(deal=form.cleaned_data["which"], **addressed(case, form))


class LayTile(_RunningAction):
    """Note the day of the buurttegel."""

    form_class = forms_running.TileForm
    done = gettext_lazy("De dag van de buurttegel is bewaard.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Note it."""
        deals.lay_tile(on=form.cleaned_data["on"], **addressed(case, form))


class AddMilestone(_RunningAction):
    """Make a date."""

    form_class = forms_running.MilestoneForm
    done = gettext_lazy("De afspraak staat erbij.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Add it."""
        given = {name: form.cleaned_data[name] for name in ("title", "due_on", "who", "sort")}
        milestones.add(**given, **addressed(case, form))


class SettleMilestone(_RunningAction):
    """Say how a date stands."""

    form_class = forms_running.SettleMilestoneForm
    done = gettext_lazy("De afspraak is bijgewerkt.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the date that was picked, where it belongs to this case."""
        found = _picked(Milestone.objects.filter(submission=case.submission), data)
        return forms_running.SettleMilestoneForm(data, case=case, milestone=found)

    def act(self, case: Case, form: CaseForm) -> None:
        """Settle it."""
        given = {name: form.cleaned_data[name] for name in ("to", "outcome")}
        milestones.settle(milestone=form.cleaned_data["which"], **given, **addressed(case, form))


class ModeratePhoto(_RunningAction):
    """Put a photograph on the site or not."""

    form_class = forms_running.PhotoForm
    done = gettext_lazy("De foto is bekeken.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the photograph that was picked, where it belongs to this case."""
        return forms_running.PhotoForm(data, case=case, photo=_picked(case.submission.photos.all(), data))

    def act(self, case: Case, form: CaseForm) -> None:
        """Moderate it."""
        given = form.cleaned_data
        aftercare.moderate_photo(
            photo=given["which"], is_public=given["is_public"] == "ja", alt=given["alt"], **addressed(case, form)
        )


class ModerateStory(_RunningAction):
    """Put the story on the site or not."""

    form_class = forms_running.StoryForm
    done = gettext_lazy("Het verhaal is bekeken.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Moderate it."""
        given = form.cleaned_data
        aftercare.moderate_story(
            is_public=given["is_public"] == "ja", public_text=given["public_text"], **addressed(case, form)
        )


class MarkExample(_RunningAction):
    """Show the plan to other wijken, or not any more."""

    form_class = forms_running.ExampleForm
    done = gettext_lazy("Bewaard of dit een goed voorbeeld is.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Mark it."""
        given = form.cleaned_data
        closing.mark_example(is_example=given["is_example"] == "ja", why=given["why"], **addressed(case, form))


class CheckLine(_RunningAction):
    """Take a line of the account over or not."""

    form_class = forms_running.LineForm
    done = gettext_lazy("De regel is nagekeken.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the line that was picked, where it belongs to this case."""
        lines = AccountLine.objects.filter(account__submission=case.submission)
        return forms_running.LineForm(data, case=case, line=_picked(lines, data))

    def act(self, case: Case, form: CaseForm) -> None:
        """Check it."""
        given = form.cleaned_data
        grant_account.check_line(
            line=given["which"], is_ok=given["is_ok"] == "ja", note=given["note"], **addressed(case, form)
        )


class MoveDueDay(_RunningAction):
    """Give another day to account by."""

    form_class = forms_running.DueDayForm
    done = gettext_lazy("De dag van de verantwoording is bewaard.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Move it."""
        grant_account.move_due_day(due_on=form.cleaned_data["due_on"], **addressed(case, form))


def _picked(rows: Any, data: Any) -> Any:
    """The row whose number was posted, None where it is not among these."""
    which = str(data.get("which", ""))
    is_number = which.isascii() and which.isdigit() and len(which) < 19
    return rows.filter(pk=int(which)).first() if is_number else None
