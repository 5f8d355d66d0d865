"""Screens on which an administrator keeps terms, letters, and the log of outages."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput

from cms.admin.viewsets import SetupForm, SetupViewSet
from cms.forms import EuroField, LongTextField
from participation import letters
from participation.models import LetterTemplate, Outage, TermRule
from participation.services.letter_desk import save_template
from participation.services.outages import lengthen_for

_LAW_WEEKS = 8


class TermRuleForm(SetupForm):
    """Terms and amounts from a date on. An application keeps the rule of the day on which it was made."""

    dwangsom_first_cents = EuroField(label=gettext_lazy("Dwangsom per dag, dag 1 tot en met 14, in euro"))
    dwangsom_second_cents = EuroField(label=gettext_lazy("Dwangsom per dag, dag 15 tot en met 28, in euro"))
    dwangsom_third_cents = EuroField(label=gettext_lazy("Dwangsom per dag, dag 29 tot en met 42, in euro"))

    class Meta:
        model = TermRule
        fields = [
            *("valid_from", "decide_weeks", "article", "extensions_max", "splitting_days"),
            *("dwangsom_first_cents", "dwangsom_second_cents", "dwangsom_third_cents"),
        ]
        widgets = {"valid_from": AdminDateInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].help_text = _("Nodig als de gemeente langer dan acht weken mag nemen.")
        self.fields["splitting_days"].help_text = _("Zo ver terug tellen eerdere toekenningen mee voor het mandaat.")

    def clean(self) -> dict[str, object]:
        """Keep to the law where no ordinance says otherwise."""
        cleaned = super().clean()
        weeks = cleaned.get("decide_weeks")
        if weeks is not None and weeks > _LAW_WEEKS and not cleaned.get("article"):
            self.add_error("article", _("Vul het artikel in dat een langere termijn geeft. Anders is het acht weken."))
        return cleaned


class TermRuleViewSet(SetupViewSet):
    """How long the municipality may take, and what being late costs."""

    model = TermRule
    icon = "time"
    menu_label = gettext_lazy("Termijnen")
    list_display = ["valid_from", "decide_weeks", "article", "splitting_days"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known rules."""
        return TermRuleForm


class LetterTemplateForm(SetupForm):
    """The text of one kind of letter. A change of the text is a new version."""

    text = LongTextField(label=gettext_lazy("Tekst"), max_length=6000, widget=forms.Textarea(attrs={"rows": 14}))

    class Meta:
        model = LetterTemplate
        fields = ["kind", "text"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kind = self.instance.kind
        if self.instance.pk:
            self.fields["kind"].disabled = True
            newest = self.instance.versions.first()
            self.initial.setdefault("text", newest.text if newest else letters.DEFAULTS[kind])
        names = ", ".join(f"{{{name}}}" for name in letters.known(kind))
        self.fields["text"].help_text = _(
            "Schrijf ‘u’, in korte zinnen. Je kunt dit invullen: %(names)s. De aanhef en het einde staan vast."
        ) % {"names": names}

    def clean(self) -> dict[str, object]:
        """Check what is to be filled in."""
        cleaned = super().clean()
        if cleaned.get("text") and cleaned.get("kind"):
            for problem in letters.problems(str(cleaned["kind"]), str(cleaned["text"])):
                self.add_error("text", problem)
        return cleaned

    def save(self, commit: bool = True) -> LetterTemplate:
        """Keep it, with the text in a version of its own."""
        template = super().save(commit)
        save_template(template=template, text=self.cleaned_data["text"], by=self.for_user, now=timezone.now())
        return template


class LetterTemplateViewSet(SetupViewSet):
    """What the municipality's letters say."""

    model = LetterTemplate
    icon = "mail"
    menu_label = gettext_lazy("Brieven")
    list_display = [
        "kind",
        Column("versions", label=gettext_lazy("Versies"), accessor=lambda template: template.versions.count()),
    ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known letters."""
        return LetterTemplateForm


class OutageForm(SetupForm):
    """When residents could not send anything in. Saving gives more time to who had that day as the last one."""

    class Meta:
        model = Outage
        fields = ["from_at", "until_at", "what"]
        widgets = {"from_at": AdminDateTimeInput, "until_at": AdminDateTimeInput}

    def clean(self) -> dict[str, object]:
        """Keep the end after the beginning."""
        cleaned = super().clean()
        first, last = cleaned.get("from_at"), cleaned.get("until_at")
        if first and last and last <= first:
            self.add_error("until_at", _("Kies een einde dat na het begin ligt."))
        return cleaned

    def save(self, commit: bool = True) -> Outage:
        """Keep it, and move the terms whose last day falls in it."""
        outage = super().save(commit)
        lengthen_for(outage, now=timezone.now())
        return outage


class OutageViewSet(SetupViewSet):
    """When the site was out of order."""

    model = Outage
    icon = "warning"
    menu_label = gettext_lazy("Storingen")
    list_display = ["from_at", "until_at", "what"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known outages."""
        return OutageForm
