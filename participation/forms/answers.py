"""All that was typed in the whole form so far: kept raw, checked anew whenever something hangs on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cms.bounds import read_point
from cms.models import Wijk
from cms.pdok import find_address
from participation.forms.money import MoneyForm
from participation.forms.place_step import PlaceForm
from participation.forms.places import Place
from participation.forms.steps import PlanForm, StepForm, YouForm
from participation.services.plans import PlanInput

STEPS: dict[str, type[StepForm]] = {"plan": PlanForm, "plek": PlaceForm, "geld": MoneyForm, "jij": YouForm}
CHECK = "controleer"
ALL_STEPS = (*STEPS, CHECK)
_ADDRESS = "adres"


class Answers:
    """The answers of one draft, by step. Only fields of the steps themselves are ever kept (fault 37)."""

    def __init__(self, data: dict[str, Any] | None = None, *, page_wijk: Wijk | None = None) -> None:
        self.data: dict[str, Any] = dict(data or {})
        self.page_wijk = page_wijk

    def form(self, step: str, typed: Any = None) -> StepForm:
        """The form of a step: bound to what is being sent now, else to what was kept, else empty."""
        extra = {"page_wijk": self.page_wijk} if step == "plek" else {}
        kept = self.data.get(step)
        return STEPS[step](typed if typed is not None else kept, **extra)

    def shown(self, step: str) -> StepForm:
        """The form of a step as somebody comes to it: what was typed stands in it, and nothing is refused yet."""
        extra = {"page_wijk": self.page_wijk} if step == "plek" else {}
        return STEPS[step](initial=self.data.get(step) or {}, **extra)

    def keep(self, step: str, form: StepForm) -> None:
        """Take over what was typed in a step."""
        self.data[step] = form.raw()

    def first_unfinished(self, *, before: str = CHECK) -> str:
        """The first step before `before` that is missing or has a mistake; "" where there is none."""
        for step in ALL_STEPS[: ALL_STEPS.index(before)]:
            if step not in self.data or not self.form(step).is_valid():
                return step
        return ""

    def place(self) -> Place:
        """Postcode, wijk and what there is to say about them, as far as the place is known."""
        form = self.form("plek") if "plek" in self.data else None
        if form is None or not form.is_valid():
            return Place()
        place, kept = form.place(), self.data.get(_ADDRESS) or {}
        if kept.get("van") != _asked(form):
            return place
        return replace(place, address=kept["regel"], address_point=read_point(*kept["punt"]))

    def look_up_address(self) -> None:
        """Ask for the street of postcode and house number, once for each: what was found is kept with the answers."""
        form = self.form("plek")
        if not form.is_valid() or (self.data.get(_ADDRESS) or {}).get("van") == _asked(form):
            return
        self.data.pop(_ADDRESS, None)
        number = form.cleaned_data["huisnummer"]
        found = find_address(form.cleaned_data["postcode"], number)
        if found:
            point = [str(degrees) if degrees is not None else "" for degrees in (found.latitude, found.longitude)]
            self.data[_ADDRESS] = {"van": _asked(form), "regel": found.line(number), "punt": point}

    def email(self) -> str:
        """The e-mail address that was typed, where it can be one; "" else."""
        form = self.form("jij") if "jij" in self.data else None
        if form is None:
            return ""
        form.is_valid()
        return form.cleaned_data.get("email", "")

    def plan(self, *, language: str) -> PlanInput:
        """All answers, for `services.submit`.

        Raises:
            ValueError: when a step is missing or has a mistake.
        """
        forms = {step: self.form(step) for step in STEPS}
        if self.first_unfinished() or not all(form.is_valid() for form in forms.values()):
            raise ValueError("the form is not finished")
        what, place, money, you = (forms[step].cleaned_data for step in STEPS)
        found = self.place()
        latitude, longitude = found.point or (None, None)
        return PlanInput(
            title=what["titel"],
            what=what["wat"],
            for_whom=what["voor_wie"],
            when_text=what["wanneer"],
            goal=what["waartoe"],
            scope=what["reikwijdte"],
            category=what["onderwerp"],
            place_text=place["waar"] or found.address,
            postcode=place["postcode"],
            house_number=place["huisnummer"],
            wijk=found.wijk,
            other_wijken=found.others,
            latitude=latitude,
            longitude=longitude,
            asked_cents=forms["geld"].asked_cents(),
            cost_lines=tuple(forms["geld"].cost_lines()),
            own_effort=money["eigen_inzet"],
            other_funding=money["ander_geld"],
            name=you["naam"],
            email=you["email"],
            phone=you["telefoon"],
            address=you["adres"],
            organisation=you["organisatie"],
            co_emails=forms["jij"].co_emails(),
            language=language,
        )


def _asked(form: StepForm) -> str:
    """What an address was looked up by: postcode and number of a valid form."""
    return f"{form.cleaned_data['postcode']} {form.cleaned_data['huisnummer']}"
