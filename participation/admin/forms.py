"""Forms of the working screen: casework. Those of decisions stand in forms_decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import EuroField, LongTextField, RadioCards, TextField
from cms.models import Buurt, Role, User, Wijk
from cms.postcodes import bounds
from cms.workdays import next_working_day
from participation.admin.case_form import CaseForm
from participation.admin.forms_terms import day_field
from participation.codes import Reason, Scope, State, Verdict
from participation.models import Category, Submission
from participation.services.steps import ANSWER_WITHIN
from participation.workflow import confirmations, reason_is_needed

if TYPE_CHECKING:
    from participation.admin.case import Case


REASONS = [("", gettext_lazy("Kies een reden")), *Reason.choices]


class FactsForm(CaseForm):
    """Where and what: the facts on which rules hang."""

    key = "gegevens"
    wijk = forms.ModelChoiceField(Wijk.objects.none(), label=gettext_lazy("Wijk"), required=False)
    other_wijken = forms.ModelMultipleChoiceField(
        Wijk.objects.none(),
        label=gettext_lazy("Ook in deze wijken"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Dan tekent ook de wijkwethouder van die wijk."),
    )
    buurt = forms.ModelChoiceField(Buurt.objects.none(), label=gettext_lazy("Buurt"), required=False)
    scope = forms.ChoiceField(
        choices=[("", gettext_lazy("nog niet bekend")), *Scope.choices],
        label=gettext_lazy("Reikwijdte"),
        required=False,
    )
    category = forms.ModelChoiceField(Category.objects.none(), label=gettext_lazy("Onderwerp"), required=False)
    asked_cents = EuroField(
        label=gettext_lazy("Gevraagd bedrag in euro"),
        required=False,
        help_text=gettext_lazy("Leeg is nog niet bekend. Vul 0 in als er geen geld nodig is."),
    )

    def known(self, case: Case) -> dict[str, Any]:
        """The facts of the case."""
        found = case.submission
        return {
            "wijk": found.wijk_id,
            "other_wijken": case.other_wijken,
            "buurt": found.buurt_id,
            "scope": found.scope,
            "category": found.category_id,
            "asked_cents": found.asked_cents,
        }

    def prepare(self, case: Case) -> None:
        """Offer all wijken: a case that came to the wrong wijk must be able to go to the right one."""
        self.fields["wijk"].queryset = Wijk.objects.in_order()
        self.fields["other_wijken"].queryset = Wijk.objects.in_order()
        self.fields["wijk"].empty_label = _("buiten de wijken of onbekend")
        self.fields["buurt"].queryset = Buurt.objects.select_related("wijk").order_by("wijk__position", "name")
        self.fields["buurt"].label_from_instance = lambda buurt: f"{buurt.wijk}: {buurt.name}"
        self.fields["buurt"].empty_label = _("geen buurt")
        self.fields["category"].queryset = Category.objects.all()
        self.fields["category"].empty_label = _("nog geen onderwerp")

    def clean(self) -> dict[str, Any]:
        """Keep the buurt in the wijk."""
        cleaned = super().clean()
        buurt, wijk = cleaned.get("buurt"), cleaned.get("wijk")
        if buurt and buurt.wijk_id != (wijk and wijk.pk):
            self.add_error("buurt", _("Deze buurt ligt niet in de wijk die je koos. Kies een andere buurt of wijk."))
        return cleaned


class AssignForm(CaseForm):
    """Who handles the case."""

    key = "toewijzen"
    to = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Behandelaar"), required=False)

    def known(self, case: Case) -> dict[str, Any]:
        """Who handles it now."""
        return {"to": case.submission.assignee_id}

    def prepare(self, case: Case) -> None:
        """Offer the wijkregisseurs of the wijk today, and who has it now."""
        roles = case.wijk_roles_today.filter(role=Role.WIJKREGISSEUR, wijk=case.submission.wijk_id)
        people = User.objects.filter(wijk_roles__in=roles) | User.objects.filter(pk=case.submission.assignee_id)
        self.fields["to"].queryset = people.distinct().order_by("last_name", "first_name", "pk")
        self.fields["to"].empty_label = _("nog van niemand")


class CriterionForm(CaseForm):
    """What the wijkregisseur finds of one criterion, with the evidence."""

    verdict = forms.ChoiceField(choices=Verdict.choices, label=gettext_lazy("Oordeel"), widget=RadioCards)
    note = LongTextField(label=gettext_lazy("Toelichting"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, number: int) -> None:
        self.number = number
        super().__init__(data, case=case, key=f"criterium{number}")

    def known(self, case: Case) -> dict[str, Any]:
        """The verdict so far."""
        found = case.verdicts.get(self.number)
        return {"verdict": found.verdict, "note": found.note} if found else {}


class OpenSupportForm(CaseForm):
    """In which area and for how long neighbours may support the plan."""

    key = "steun_openen"
    areas = LongTextField(
        label=gettext_lazy("Postcodes waar steun telt"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=gettext_lazy("Een gebied per regel, bijvoorbeeld 1213 LA of 1221 AA - 1221 ZZ."),
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Aantal weken"),
        min_value=1,
        max_value=52,
        required=False,
        help_text=gettext_lazy("Laat leeg om de regel van de gemeente te volgen."),
    )
    is_asked_in_writing = forms.BooleanField(
        label=gettext_lazy("Ik vroeg de indiener schriftelijk om draagvlak te laten zien"),
        required=False,
        help_text=gettext_lazy("Dan staat de termijn van de wet stil tot de laatste dag van het steunen."),
    )

    def prepare(self, case: Case) -> None:
        """Ask of an application alone whether its term stands still."""
        if not case.submission.applied_at:
            del self.fields["is_asked_in_writing"]

    def known(self, case: Case) -> dict[str, Any]:
        """The ranges of the buurt where it has them, else of the wijk."""
        return {"areas": "\n".join(case.proposed_areas)}

    def clean_areas(self) -> list[tuple[str, str]]:
        """Read the ranges.

        Raises:
            ValidationError: naming the line that is no postcode.
        """
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["areas"].splitlines())):
            try:
                found.append(bounds(line))
            except ValueError:
                message = _("‘%(line)s’ is geen postcodegebied. Schrijf het als 1213 LA of 1221 AA - 1221 ZZ.")
                raise forms.ValidationError(message, params={"line": line[:40]}) from None
        return found


class CloseSupportForm(CaseForm):
    """Stop seeking support before the period is over, with a reason."""

    key = "steun_sluiten"
    reason = forms.ChoiceField(choices=REASONS, label=gettext_lazy("Reden"))
    text = LongTextField(
        label=gettext_lazy("Bericht aan de indiener"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StepForm(CaseForm):
    """One step of the workflow. It asks what that step asks: a reason, a text, a confirmation, the other case."""

    reason = forms.ChoiceField(choices=REASONS, label=gettext_lazy("Reden"), required=False)
    text = LongTextField(
        label=gettext_lazy("Bericht aan de indiener"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Dit gaat per mail naar de indiener. Schrijf ‘je’, in korte zinnen."),
    )
    until = day_field(
        gettext_lazy("Antwoord uiterlijk op"),
        required=False,
        help_text=gettext_lazy("Tot en met die dag staat de termijn van de wet stil."),
    )
    merged_into = TextField(
        label=gettext_lazy("Nummer van de zaak waar deze bij hoort"), max_length=40, required=False
    )
    is_confirmed = forms.BooleanField(label=gettext_lazy("Ja, ga toch verder"), required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, step: Any) -> None:
        self.step = step
        self.has_letter = step.target == State.SET_ASIDE
        super().__init__(data, case=case, key=f"naar_{step.target.value}")

    def prepare(self, case: Case) -> None:
        """Leave out what this step does not ask."""
        self.questions = confirmations(self.step, case.facts)
        self.fields["reason"].required = reason_is_needed(self.step, case.facts)
        self.fields["text"].required = self.step.needs_text
        self.fields["merged_into"].required = self.step.target.value == "merged"
        if self.questions:
            self.fields["is_confirmed"].help_text = " ".join(self.questions)
        unasked = {
            "reason": not self.fields["reason"].required,
            "text": self.step.mail is None,
            "until": self.step.target.value != "waiting_initiator",
            "merged_into": not self.fields["merged_into"].required,
            "is_confirmed": not self.questions,
        }
        for name in (name for name, is_unasked in unasked.items() if is_unasked):
            del self.fields[name]

    def known(self, case: Case) -> dict[str, Any]:
        """Two weeks to answer, on a working day."""
        is_waiting = self.step.target.value == "waiting_initiator"
        return {"until": next_working_day(case.today + ANSWER_WITHIN)} if is_waiting else {}

    def clean_merged_into(self) -> Submission:
        """Find the other case among those that this person may see.

        Raises:
            ValidationError: when there is none, or it is the same case.
        """
        seen = Submission.objects.visible_to(self.case.user).exclude(pk=self.case.submission.pk)
        other = seen.filter(reference__iexact=self.cleaned_data["merged_into"]).first()
        if other is None:
            raise forms.ValidationError(_("Er is geen andere zaak met dit nummer. Kijk het nummer na."))
        return other


class ApplyForm(CaseForm):
    """The application, entered for the initiator."""

    key = "aanvraag"
    asked_cents = EuroField(label=gettext_lazy("Aangevraagd bedrag in euro"))

    def known(self, case: Case) -> dict[str, Any]:
        """The amount asked so far."""
        return {"asked_cents": case.submission.asked_cents}
