"""Casework: one view for each form of the working screen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from participation import workflow
from participation.admin import forms
from participation.admin.base import ActionView, addressed, find_case, show_case, typed
from participation.admin.case import OWN_FORM, Case
from participation.admin.case_form import CaseForm, MessageForm, PressForm, TextForm
from participation.admin.criteria import CRITERIA
from participation.admin.forms_text import PublicTextForm
from participation.admin.letters import PreviewedView
from participation.codes import State
from participation.letters import LetterKind
from participation.services import answers, apply, moderate, support
from participation.services.letter_desk import Draft


class SaveText(ActionView):
    """Save the public text."""

    form_class = PublicTextForm
    done = _("De openbare tekst is bewaard.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Save it; publishing is a switch of its own."""
        moderate.save_public_text(**addressed(case, form), **typed(form))


class Publish(ActionView):
    """Put the public text on the site."""

    done = _("Het plan staat op de site.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="plaatsen")

    def act(self, case: Case, form: CaseForm) -> None:
        """Publish."""
        moderate.publish(**addressed(case, form))


class Unpublish(ActionView):
    """Take the public text off the site."""

    done = _("Het plan staat niet meer op de site.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="weghalen")

    def act(self, case: Case, form: CaseForm) -> None:
        """Unpublish."""
        moderate.unpublish(**addressed(case, form))


class ChangeFacts(ActionView):
    """Change wijk, buurt, scope, subject and amount."""

    form_class = forms.FactsForm
    done = _("De gegevens zijn aangepast.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Save them; another wijk gives the case to the people of that wijk."""
        moderate.change_facts(**addressed(case, form), **typed(form))


class Assign(ActionView):
    """Say who handles the case."""

    form_class = forms.AssignForm
    done = _("De zaak is toegewezen.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Assign."""
        moderate.assign(**addressed(case, form), to=form.cleaned_data["to"])


class Judge(ActionView):
    """Judge one criterion."""

    done = _("Je oordeel is bewaard.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the criterion in the address.

        Raises:
            Http404: when there is no such criterion.
        """
        if self.kwargs["number"] not in {criterion.number for criterion in CRITERIA}:
            raise Http404
        return forms.CriterionForm(data, case=case, number=self.kwargs["number"])

    def act(self, case: Case, form: CaseForm) -> None:
        """Judge."""
        moderate.judge(**addressed(case, form), criterion=self.kwargs["number"], **typed(form))


class Step(PreviewedView):
    """Take a step of the workflow."""

    done = _("De status is veranderd.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """The form of the step in the address.

        Raises:
            Http404: when the workflow has no such step from any state, or it has a form of its own.
        """
        target = self.kwargs["to"]
        if target not in State.values or target in OWN_FORM:
            raise Http404
        step = workflow.find(case.submission.state, target)
        if step is None:
            # The case moved on since the screen was made, or the address was typed: the service says why not.
            return PressForm(data, case=case, key=f"naar_{target}")
        return forms.StepForm(data, case=case, step=step)

    def act(self, case: Case, form: CaseForm) -> None:
        """Move."""
        moderate.move(**addressed(case, form), to=self.kwargs["to"], **typed(form))

    def draft(self, case: Case, form: CaseForm) -> Draft | None:
        """The letter of setting aside; other steps have none."""
        return Draft(LetterKind.SET_ASIDE, form.cleaned_data["text"]) if form.has_letter else None


class OpenSupport(ActionView):
    """Let neighbours support the plan."""

    form_class = forms.OpenSupportForm
    done = _("Buren kunnen dit plan nu steunen.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Open."""
        support.open_support(**addressed(case, form), **typed(form))


class CloseSupport(ActionView):
    """Stop seeking support before its time."""

    form_class = forms.CloseSupportForm
    done = _("Steunen kan niet meer. De zaak is weer in behandeling.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Close."""
        support.close_support(**addressed(case, form), **typed(form))


class SendMessage(ActionView):
    """Write to the initiator: first perhaps a standard answer, then a look at the mail, then send it.

    Nothing is overwritten, so the version does not matter.
    """

    form_class = MessageForm
    done = _("Je bericht is verstuurd.")

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Send it; or put the chosen answer in the field, or show the mail, and send nothing yet."""
        step = request.POST.get("stap", "")
        if step not in ("antwoord", "voorbeeld"):
            return super().post(request, pk, **kwargs)
        case = find_case(request, pk)
        if not self.is_allowed(case):
            return self._forbidden(request, case)
        if step == "antwoord":
            return self._begin(request, case)
        form = MessageForm(request.POST, case=case)
        if not form.is_valid():
            return show_case(request, case, form=form, status=422)
        mail = answers.preview(submission=case.submission, text=form.cleaned_data["text"], by=case.user, now=case.now)
        return show_case(request, case, form=form, preview=mail, is_previewed=True)

    def _begin(self, request: HttpRequest, case: Case) -> HttpResponse:
        """The form with the answer below what was typed already."""
        chosen = answers.in_use().filter(pk=_number(request.POST.get("answer", ""))).first()
        typed_so_far = request.POST.get("text", "").strip()
        data = request.POST.copy()
        data["text"] = "\n\n".join(filter(None, [typed_so_far, chosen.text if chosen else ""]))
        form = MessageForm(data, case=case)
        if chosen is None:
            form.add_error("answer" if "answer" in form.fields else None, _("Kies eerst een standaard antwoord."))
        return show_case(request, case, form=form, is_begun=True, status=422 if form.errors else 200)

    def act(self, case: Case, form: CaseForm) -> None:
        """Send."""
        words = {"text": form.cleaned_data["text"], "answer": form.cleaned_data.get("answer")}
        moderate.send_message(submission=case.submission, by=case.user, now=case.now, **words)


def _number(text: str) -> int:
    """A row's id from a form; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


class AddNote(ActionView):
    """Keep a note among staff. Nothing is overwritten, so the version does not matter."""

    done = _("Je notitie is bewaard.")

    def is_allowed(self, case: Case) -> bool:
        """Deciders too: so they can ask before they sign."""
        return case.can_note

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """One text."""
        return TextForm(data, case=case, key="notitie")

    def act(self, case: Case, form: CaseForm) -> None:
        """Keep it."""
        moderate.add_note(submission=case.submission, by=case.user, text=form.cleaned_data["text"], now=case.now)


class Apply(ActionView):
    """Enter the application for the initiator: from here the Awb term runs."""

    form_class = forms.ApplyForm
    done = _("De aanvraag is vastgelegd. De termijn loopt.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Apply."""
        apply.apply_for_money(**addressed(case, form), asked_cents=form.cleaned_data["asked_cents"])


class ShowContact(ActionView):
    """Show contact data once, and log that it was read. Nothing personal comes into an address or a cache."""

    def is_allowed(self, case: Case) -> bool:
        """Who has the contact right."""
        return case.can_read_contact

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="contact")

    def act(self, case: Case, form: CaseForm) -> None:
        """Read.

        Raises:
            Forbidden: without the right.
        """
        self.people = moderate.read_contact(submission=case.submission, by=case.user, now=case.now)

    def finish(self, request: HttpRequest, case: Case, form: CaseForm) -> HttpResponse:
        """The screen with the card open; reloading it asks again."""
        fresh = find_case(request, case.submission.pk)
        return show_case(request, fresh, contacts=self.people)


show_contact = never_cache(ShowContact.as_view())
