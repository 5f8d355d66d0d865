"""The screen for the evaluation of a year (participation.md, After the fact)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.admin.viewsets import SetupForm, SetupViewSet
from participation.models import EvaluationAnswer


class EvaluationForm(SetupForm):
    """A question of the evaluation with its answer."""

    class Meta:
        model = EvaluationAnswer
        fields = ["year", "wijk", "letter", "question", "answer"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wijk"].empty_label = _("de hele stad")
        self.fields["question"].help_text = _("De vraag uit de evaluatie. Hij kan elk jaar anders zijn.")


class EvaluationViewSet(SetupViewSet):
    """The five questions a-e, which stand with their answers in the yearly report."""

    model = EvaluationAnswer
    icon = "help"
    menu_label = gettext_lazy("Evaluatie")
    list_display = ["year", "wijk", "letter", "question"]
    list_filter = ["year", "wijk"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known questions."""
        return EvaluationForm
