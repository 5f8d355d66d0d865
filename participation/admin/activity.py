"""The screen of a suggested activity: a draft for the calendar in one click."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.admin.base import ActionView, addressed
from participation.admin.case import Case
from participation.admin.case_form import CaseForm, PressForm
from participation.services import suggest


class DraftActivity(ActionView):
    """Make a draft of what was suggested."""

    done = _("Het concept staat klaar bij de pagina's van de wijk. De redactie kan het publiceren.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="concept")

    def act(self, case: Case, form: CaseForm) -> None:
        """Make it."""
        suggest.make_draft(**addressed(case, form))
