"""The steps of the whole form once more, filled with what stands there now: for a plan that was sent already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout, Row

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms import Submit
from cms.postcodes import shown
from participation.forms.fields import UNKNOWN_WIJK, Details
from participation.forms.money import MoneyForm
from participation.forms.place_step import PlaceForm
from participation.forms.places import place_of
from participation.forms.steps import BACK, PlanForm, StepForm
from participation.models import CostLine, Submission
from participation.services.plans import CostInput, PlanInput
from participation.services.supplement import estimate_of, last_change, words_of

_NEXT = Submit("verder", _("Bewaar en ga verder"), icon="pijl")
_STOP = Submit("bewaar", _("Bewaar en stop hier"), kind="subtle")


class ChangeForm(StepForm):
    """A step of a plan that was sent. It carries the last change that it shows, so that nobody's words get lost."""

    gezien = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    buttons = (_NEXT, BACK, _STOP)

    def show_again(self, change: int) -> None:
        """Show what was typed once more, after somebody else's change: sending it now counts. For a bound form."""
        self.data = self.data.copy()
        self.data[self.add_prefix("gezien")] = str(change)


class ChangePlanForm(ChangeForm, PlanForm):
    """What it is. Files came with the plan; new ones go by message to the wijkregisseur."""

    buttons = (_NEXT, _STOP)
    bestanden = None
    layout = Layout("titel", "wat", "voor_wie", "wanneer", "waartoe", "reikwijdte", "onderwerp")


class ChangePlaceForm(ChangeForm, PlaceForm):
    """Where it is, in words. The pin of the first form stays where it was put."""

    breedte = None
    lengte = None
    layout = Layout(
        Fieldset(
            _("Bij welk adres?"),
            HTML('{% include "participation/parts/hint_place.html" %}'),
            Row("postcode", "huisnummer", css_class="wp-mt-2"),
        ),
        "waar",
        "wijk",
        Details(_("Is je plan ook in een andere wijk? (niet verplicht)"), "ook_in"),
    )

    def clean(self) -> dict[str, object]:
        """As where it was asked first, without a pin."""
        return super().clean() | {"breedte": "", "lengte": ""}


class ChangeMoneyForm(ChangeForm, MoneyForm):
    """What is asked, and the estimate."""

    layout = Layout(
        "bedrag",
        "weet_niet",
        HTML('{% include "participation/parts/costs.html" %}'),
        "eigen_inzet",
        "ander_geld",
    )


STEPS: dict[str, type[ChangeForm]] = {"plan": ChangePlanForm, "plek": ChangePlaceForm, "geld": ChangeMoneyForm}


def step_form(step: str, case: Submission, typed: Mapping[str, Any] | None = None) -> ChangeForm:
    """The form of a step: with what is being sent, else with what stands there now."""
    extra = {"page_wijk": case.wijk} if step == "plek" else {}
    if typed is not None:
        return STEPS[step](typed, **extra)
    return STEPS[step](initial=_INITIAL[step](case) | {"gezien": last_change(case)}, **extra)


def change_of(step: str, form: ChangeForm) -> dict[str, Any]:
    """What a valid step says, as keywords of `services.supplement`."""
    given = form.cleaned_data
    if step == "plan":
        words = {"title": "titel", "what": "wat", "for_whom": "voor_wie", "when_text": "wanneer", "goal": "waartoe"}
        facts = {"scope": given["reikwijdte"], "category": given["onderwerp"]}
        return {"words": {name: given[field] for name, field in words.items()}, "facts": facts}
    if step == "plek":
        place = form.place()
        words = {"postcode": "postcode", "house_number": "huisnummer", "place_text": "waar"}
        facts = {"other_wijken": place.others} | ({"wijk": place.wijk} if place.wijk else {})
        return {"words": {name: given[field] for name, field in words.items()}, "facts": facts}
    return {
        "words": {"own_effort": given["eigen_inzet"], "other_funding": given["ander_geld"]},
        "facts": {"asked_cents": form.asked_cents()},
        "cost_lines": form.cost_lines(),
    }


def plan_of(case: Submission) -> PlanInput:
    """A plan as it stands now, for reading it over."""
    words = words_of(case)
    return PlanInput(
        **vars(words),
        scope=case.scope,
        category=case.category,
        wijk=case.wijk,
        other_wijken=tuple(case.other_wijken.all()),
        asked_cents=case.asked_cents,
        cost_lines=tuple(CostInput(line.side, line.description, line.amount_cents) for line in estimate_of(case)),
    )


def _plan(case: Submission) -> dict[str, Any]:
    words = words_of(case)
    return {
        "titel": words.title,
        "wat": words.what,
        "voor_wie": words.for_whom,
        "wanneer": words.when_text,
        "waartoe": words.goal,
        "reikwijdte": case.scope,
        "onderwerp": case.category.slug if case.category else "",
    }


def _place(case: Submission) -> dict[str, Any]:
    """The place; the wijk is only named where it does not follow from the postcode."""
    words = words_of(case)
    if case.wijk is None:
        wijk = "" if words.postcode else UNKNOWN_WIJK
    else:
        wijk = "" if place_of(words.postcode).wijk == case.wijk else case.wijk.slug
    return {
        "postcode": shown(words.postcode),
        "huisnummer": words.house_number,
        "waar": words.place_text,
        "wijk": wijk,
        "ook_in": [other.slug for other in case.other_wijken.all()],
    }


def _money(case: Submission) -> dict[str, Any]:
    """The money, and the lines of the estimate in their own rows."""
    words = words_of(case)
    found: dict[str, Any] = {
        "bedrag": case.asked_cents,
        "weet_niet": case.asked_cents is None,
        "eigen_inzet": words.own_effort,
        "ander_geld": words.other_funding,
    }
    numbers = dict.fromkeys(CostLine.Side.values, 0)
    for line in estimate_of(case):
        numbers[line.side] += 1
        name = f"{'kosten' if line.side == CostLine.Side.COST else 'inkomsten'}_{numbers[line.side]}"
        found |= {name: line.description, f"{name}_bedrag": line.amount_cents}
    return found


_INITIAL = {"plan": _plan, "plek": _place, "geld": _money}
