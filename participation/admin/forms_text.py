"""The form for the public text of a plan, on the working screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from cms.forms import LongTextField, TextField
from participation.admin.case_form import CaseForm

if TYPE_CHECKING:
    from participation.admin.case import Case


class PublicTextForm(CaseForm):
    """The text for the site, written beside what was sent."""

    key = "tekst"
    title = TextField(label=gettext_lazy("Titel op de site"), max_length=150)
    summary = LongTextField(
        label=gettext_lazy("Samenvatting"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Een of twee zinnen. Staat in lijsten en in mails."),
    )
    body = LongTextField(label=gettext_lazy("Het plan"), max_length=5000, widget=forms.Textarea(attrs={"rows": 10}))
    own_effort = LongTextField(
        label=gettext_lazy("Wat de buurt zelf doet"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    place = TextField(label=gettext_lazy("Plek"), max_length=150, required=False)

    shows_point = forms.BooleanField(
        label=gettext_lazy("Toon de plek op de kaart"),
        required=False,
        help_text=gettext_lazy("De speld van de indiener, afgerond op ongeveer 10 meter."),
    )
    is_substantial = forms.BooleanField(
        label=gettext_lazy("Dit is een ingrijpende wijziging"),
        required=False,
        help_text=gettext_lazy("Wie dit plan steunt of volgt, krijgt een mail en kan de steun intrekken."),
    )
    what_changed = TextField(
        label=gettext_lazy("Wat veranderde er?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Eén zin, voor op de site en in de mail. Verplicht bij een ingrijpende wijziging."),
    )

    def prepare(self, case: Case) -> None:
        """Ask about a point where the initiator set a pin, and about changes once everybody could read the text."""
        text = case.public
        if not _has_pin(case):
            del self.fields["shows_point"]
        if text is None or text.published_at is None:
            del self.fields["what_changed"]
        if text is None or not text.is_public:
            del self.fields["is_substantial"]

    def known(self, case: Case) -> dict[str, Any]:
        """The stored text; before there is one, the sent words as a start (nothing is public until it is saved)."""
        if case.public:
            words = {name: getattr(case.public, name) for name in ("title", "summary", "body", "own_effort", "place")}
            return words | ({"shows_point": case.public.latitude is not None} if _has_pin(case) else {})
        sent = case.sent
        if sent is None:
            return {}
        return {"title": sent.title, "body": sent.what, "own_effort": sent.own_effort, "place": sent.place_text[:150]}


def _has_pin(case: Case) -> bool:
    return case.sent is not None and case.sent.latitude is not None
