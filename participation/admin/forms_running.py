"""Forms of the screen of a plan that goes on: the buurtdeal, dates, what initiators sent, and the account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField, TextField
from participation.admin.case_form import CaseForm
from participation.admin.forms_deal import NO_NAMES, day_field
from participation.admin.forms_support import PickForm
from participation.codes import Kind
from participation.models import AccountLine, Milestone, PlanPhoto
from participation.services import aftercare, closing, milestones

if TYPE_CHECKING:
    from participation.admin.case import Case


class AgreeForm(PickForm):
    """The municipality's yes to one version."""

    key = "akkoord_deal"


class TileForm(CaseForm):
    """The day on which the buurttegel was laid."""

    key = "tegel"
    on = day_field(gettext_lazy("De buurttegel is gelegd op"))


class MilestoneForm(CaseForm):
    """A date to agree on."""

    key = "afspraak"
    title = TextField(label=gettext_lazy("Wat gebeurt er?"), max_length=milestones.TITLE_LENGTH, help_text=NO_NAMES)
    due_on = day_field(gettext_lazy("Uiterlijk op"))
    who = forms.ChoiceField(label=gettext_lazy("Wie doet het?"), choices=Milestone.Who.choices)
    sort = forms.ChoiceField(label=gettext_lazy("Soort afspraak"), choices=Milestone.Sort.choices)

    def prepare(self, case: Case) -> None:
        """A yearly evaluation is of a challenge alone."""
        if case.submission.kind != Kind.CHALLENGE:
            is_other = Milestone.Sort.EVALUATION.value
            self.fields["sort"].choices = [pair for pair in Milestone.Sort.choices if pair[0] != is_other]


class SettleMilestoneForm(PickForm):
    """How one date stands."""

    to = forms.ChoiceField(label=gettext_lazy("Hoe staat het?"), choices=Milestone.State.choices)
    outcome = LongTextField(
        label=gettext_lazy("Uitkomst"),
        max_length=milestones.OUTCOME_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, case: Case, milestone: Milestone | None = None
    ) -> None:
        self.milestone = milestone
        which = milestone.pk if milestone else None
        super().__init__(data, case=case, which=which, key=f"stand{which or ''}")

    def known(self, case: Case) -> dict[str, Any]:
        """How it stands now."""
        return {"to": self.milestone.state, "outcome": self.milestone.outcome} if self.milestone else {}


class PhotoForm(PickForm):
    """Whether a photograph comes on the site, in these words for who can't see it."""

    is_public = forms.ChoiceField(
        label=gettext_lazy("Op de site?"),
        choices=[("ja", gettext_lazy("Zet op de site")), ("nee", gettext_lazy("Zet niet op de site"))],
    )
    alt = TextField(label=gettext_lazy("Wat is er te zien?"), max_length=aftercare.ALT_LENGTH, help_text=NO_NAMES)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, photo: PlanPhoto | None = None) -> None:
        self.photo = photo
        which = photo.pk if photo else None
        super().__init__(data, case=case, which=which, key=f"foto{which or ''}")

    def known(self, case: Case) -> dict[str, Any]:
        """What the initiator wrote."""
        return {"alt": self.photo.alt} if self.photo else {}


class StoryForm(CaseForm):
    """The story as it comes on the site."""

    key = "verhaal"
    public_text = LongTextField(
        label=gettext_lazy("Het verhaal zoals het op de site komt"),
        max_length=aftercare.STORY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Haal namen en andere persoonsgegevens eruit."),
    )
    is_public = forms.ChoiceField(
        label=gettext_lazy("Op de site?"),
        choices=[("ja", gettext_lazy("Zet op de site")), ("nee", gettext_lazy("Zet niet op de site"))],
    )

    def known(self, case: Case) -> dict[str, Any]:
        """The words on the site; else what the initiator sent, as a start."""
        story = getattr(case.submission, "story", None)
        return {"public_text": story.public_text or story.text} if story else {}


class ExampleForm(CaseForm):
    """Whether the plan is shown as an example, and why."""

    key = "voorbeeld"
    why = LongTextField(
        label=gettext_lazy("Wat leren anderen ervan?"),
        max_length=closing.WHY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=NO_NAMES,
    )
    is_example = forms.ChoiceField(
        label=gettext_lazy("Goed voorbeeld?"),
        choices=[("ja", gettext_lazy("Ja, laat het andere wijken zien")), ("nee", gettext_lazy("Nee"))],
    )

    def known(self, case: Case) -> dict[str, Any]:
        """Why it is one now."""
        found = getattr(case.submission, "best_practice", None)
        return {"why": found.why} if found else {}


class LineForm(PickForm):
    """Whether a line of the account counts."""

    is_ok = forms.ChoiceField(
        label=gettext_lazy("Klopt deze regel?"),
        choices=[("ja", gettext_lazy("Ja, telt mee")), ("nee", gettext_lazy("Nee, telt niet mee"))],
    )
    note = TextField(label=gettext_lazy("Waarom niet?"), max_length=200, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, line: AccountLine | None = None) -> None:
        self.line = line
        which = line.pk if line else None
        super().__init__(data, case=case, which=which, key=f"regel{which or ''}")

    def known(self, case: Case) -> dict[str, Any]:
        """What was found before."""
        if self.line is None:
            return {}
        is_ok = self.line.check_state != AccountLine.Check.NOT_OK
        return {"is_ok": "ja" if is_ok else "nee", "note": self.line.note}


class DueDayForm(CaseForm):
    """By when the account must be in."""

    key = "verantwoordingsdag"
    due_on = day_field(gettext_lazy("Verantwoording uiterlijk"))

    def known(self, case: Case) -> dict[str, Any]:
        """The day as it stands."""
        found = getattr(case.submission, "grant_account", None)
        return {"due_on": found.due_on} if found else {}
