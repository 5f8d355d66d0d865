"""Owner, labels and "read": one view for each form."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.admin.base import ActionView, addressed
from participation.admin.case import Case
from participation.admin.case_form import CaseForm, PressForm
from participation.admin.forms_marks import LabelsForm, OwnerForm
from participation.services import marks


class SetOwner(ActionView):
    """Say who must solve it."""

    form_class = OwnerForm
    done = _("De eigenaar is bewaard.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Save it; handing on is counted."""
        marks.set_owner(**addressed(case, form), owner=form.cleaned_data["owner"])


class SetLabels(ActionView):
    """Label the case."""

    form_class = LabelsForm
    done = _("De labels zijn bewaard.")

    def act(self, case: Case, form: CaseForm) -> None:
        """Save them."""
        marks.set_labels(**addressed(case, form), labels=form.cleaned_data["labels"])


class MarkRead(ActionView):
    """Say that a message needs no answer. Nothing is overwritten, so the version does not matter."""

    done = _("Het bericht is gelezen.")

    def make_form(self, case: Case, data: Any) -> CaseForm:
        """A button."""
        return PressForm(data, case=case, key="gelezen")

    def act(self, case: Case, form: CaseForm) -> None:
        """Mark it."""
        marks.mark_read(submission=case.submission, by=case.user, now=case.now)
