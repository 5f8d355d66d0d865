"""Terms and the call before a no: one view for each form of the working screen."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.workdays import next_working_day
from participation.admin import forms_terms
from participation.admin.base import ActionView, addressed, typed
from participation.admin.case import Case
from participation.admin.case_form import CaseForm
from participation.admin.letters import PreviewedView
from participation.letters import LetterKind
from participation.services.calls import record_call
from participation.services.default_notice import register_notice
from participation.services.extend import extend
from participation.services.letter_desk import Draft


class Extend(PreviewedView):
    """Tell the initiator that the decision takes longer."""

    form_class = forms_terms.ExtendForm
    done = _("De termijn is verlengd. De indiener krijgt bericht.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Extend."""
        extend(**addressed(case, form), **typed(form))

    def draft(self, case: Case, form: CaseForm) -> Draft:
        """The notice."""
        last_day = next_working_day(form.cleaned_data["until"])
        return Draft(LetterKind.EXTENSION, form.cleaned_data["text"], last_day=last_day)


class RegisterNotice(ActionView):
    """Register a notice of default that came on paper."""

    form_class = forms_terms.NoticeForm
    done = _("De ingebrekestelling is vastgelegd. Beslis binnen twee weken.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Register it."""
        register_notice(**addressed(case, form), **typed(form))


class RecordCall(ActionView):
    """Record the call before a no."""

    form_class = forms_terms.CallForm
    done = _("Vastgelegd.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Record it."""
        record_call(**addressed(case, form), **typed(form))
