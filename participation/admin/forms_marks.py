"""Forms of the working screen: owner and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.admin.case_form import CaseForm
from participation.models import Label, Owner

if TYPE_CHECKING:
    from participation.admin.case import Case


class OwnerForm(CaseForm):
    """Which department or function must solve it."""

    key = "eigenaar"
    owner = forms.ModelChoiceField(Owner.objects.none(), label=gettext_lazy("Eigenaar"), required=False)

    def known(self, case: Case) -> dict[str, Any]:
        """The owner now."""
        return {"owner": case.submission.owner_id}

    def prepare(self, case: Case) -> None:
        """Offer the owners that the municipality keeps."""
        self.fields["owner"].queryset = Owner.objects.all()
        self.fields["owner"].empty_label = _("nog geen eigenaar")


class LabelsForm(CaseForm):
    """The labels of the case."""

    key = "labels"
    labels = forms.ModelMultipleChoiceField(
        Label.objects.none(),
        label=gettext_lazy("Labels"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def known(self, case: Case) -> dict[str, Any]:
        """The labels now."""
        return {"labels": [label.pk for label in case.labels]}

    def prepare(self, case: Case) -> None:
        """Offer the labels that the municipality keeps."""
        self.fields["labels"].queryset = Label.objects.all()
