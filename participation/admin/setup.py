"""Screens on which an administrator keeps the rules: subjects, draagvlak and mandates."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets import AdminDateInput

from cms.admin.viewsets import SetupForm, SetupViewSet
from cms.forms import EuroField, LongTextField
from cms.money import format_euro
from cms.trees import trees
from participation.admin.cards import signer
from participation.admin.setup_terms import LetterTemplateViewSet, OutageViewSet, TermRuleViewSet
from participation.mandates import SIGNER_WORDS
from participation.models import Category, DraagvlakRule, ExportRight, Label, MandateRule, Owner, StandardAnswer
from participation.services import answers


class CategoryForm(SetupForm):
    """A subject, with a name for each language that the site answers in."""

    class Meta:
        model = Category
        fields = ["name", "slug", "position"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for code in self.languages():
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Naam in deze taal: %(language)s") % {"language": dict(settings.LANGUAGES)[code]},
                help_text=_("Laat leeg als de Nederlandse naam er mag staan."),
                required=False,
                max_length=60,
                initial=(self.instance.names or {}).get(code, ""),
            )

    @staticmethod
    def languages() -> list[str]:
        """The codes of the languages that need a name of their own."""
        return [code for code in trees() if code != settings.LANGUAGE_CODE]

    def clean(self) -> dict[str, object]:
        """Keep what was filled in; a name in a language that the site no longer answers in stays as it is."""
        cleaned = super().clean()
        given = {code: cleaned.get(f"name_{code}", "") for code in self.languages()}
        self.instance.names = {code: name for code, name in ((self.instance.names or {}) | given).items() if name}
        return cleaned


class CategoryViewSet(SetupViewSet):
    """Subjects of plans."""

    model = Category
    icon = "tag"
    menu_label = gettext_lazy("Onderwerpen")
    list_display = ["name", "position"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known subjects."""
        return CategoryForm


class LabelViewSet(SetupViewSet):
    """Words that staff put on cases. The standard view of objections counts on two of them."""

    model = Label
    icon = "tag"
    menu_label = gettext_lazy("Labels")
    form_fields = ["name", "slug", "position"]
    list_display = ["name", "position"]


class OwnerViewSet(SetupViewSet):
    """Departments and functions that solve what cases are about."""

    model = Owner
    icon = "group"
    menu_label = gettext_lazy("Eigenaren")
    form_fields = ["name", "position"]
    list_display = ["name", "position"]


class ExportRightViewSet(SetupViewSet):
    """Who may take contact data out of the inbox, of cases of which they may read them."""

    model = ExportRight
    icon = "download"
    menu_label = gettext_lazy("Bestanden met contactgegevens")
    form_fields = ["user"]
    list_display = ["user"]


class StandardAnswerForm(SetupForm):
    """The name of an answer, and its text of now; another text is a new version."""

    text = LongTextField(
        label=gettext_lazy("Tekst"),
        max_length=3000,
        help_text=gettext_lazy("Schrijf ‘je’, in korte zinnen. We bewaren ook de vorige versies."),
    )

    class Meta:
        model = StandardAnswer
        fields = ["name", "text", "position", "is_active"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.versions.first() if self.instance.pk else None
        if newest is not None:
            self.initial.setdefault("text", newest.text)

    def save(self, commit: bool = True) -> StandardAnswer:
        """Keep it, with the text in a version of its own."""
        answer = super().save(commit)
        answers.save_text(answer=answer, text=self.cleaned_data["text"], by=self.for_user, now=timezone.now())
        return answer


class StandardAnswerViewSet(SetupViewSet):
    """What staff often write to initiators."""

    model = StandardAnswer
    icon = "mail"
    menu_label = gettext_lazy("Standaard antwoorden")
    list_display = [
        "name",
        Column("versions", label=gettext_lazy("Versies"), accessor=lambda answer: answer.versions.count()),
        "is_active",
    ]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known answers."""
        return StandardAnswerForm


class DraagvlakRuleForm(SetupForm):
    """The numbers of a rule. A plan that seeks support keeps the rule it started with."""

    class Meta:
        model = DraagvlakRule
        fields = [
            *("kind", "scope", "wijk", "valid_from", "supporters", "pc6", "parties"),
            *("max_share_percent", "concern_talk_percent", "period_weeks"),
        ]
        widgets = {"valid_from": AdminDateInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wijk"].empty_label = _("alle wijken")
        self.fields["parties"].help_text = _("Laat leeg als het alleen getoond wordt.")
        self.fields["max_share_percent"].help_text = _("Laat leeg als er geen grens is.")

    def clean(self) -> dict[str, object]:
        """Keep shares within a hundred percent and numbers above nothing, so that every rule can be met."""
        cleaned = super().clean()
        for name in ("max_share_percent", "concern_talk_percent"):
            if (cleaned.get(name) or 0) > 100:
                self.add_error(name, _("Vul een percentage in van hoogstens 100."))
        for name in ("supporters", "pc6", "period_weeks", "max_share_percent"):
            if cleaned.get(name) == 0:
                self.add_error(name, _("Vul een getal in dat hoger is dan 0."))
        if (cleaned.get("pc6") or 0) > (cleaned.get("supporters") or 0):
            self.add_error("pc6", _("Vraag niet meer postcodes dan steuners."))
        return cleaned


class DraagvlakRuleViewSet(SetupViewSet):
    """How much support is enough."""

    model = DraagvlakRule
    icon = "group"
    menu_label = gettext_lazy("Draagvlakregels")
    list_display = ["scope", "kind", "wijk", "supporters", "pc6", "valid_from"]
    list_filter = ["scope", "wijk"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known rules."""
        return DraagvlakRuleForm


_SIGNERS = [("", gettext_lazy("niemand")), *SIGNER_WORDS.items()]


class MandateRuleForm(SetupForm):
    """A row of the mandate table: amounts in euro, and who signs in which order."""

    above_cents = EuroField(label=gettext_lazy("Boven, in euro"), help_text=gettext_lazy("0 voor het laagste niveau."))
    up_to_cents = EuroField(
        label=gettext_lazy("Tot en met, in euro"),
        required=False,
        help_text=gettext_lazy("Laat leeg als er geen grens is."),
    )
    first = forms.ChoiceField(label=gettext_lazy("Tekent eerst"), choices=_SIGNERS[1:])
    second = forms.ChoiceField(label=gettext_lazy("Tekent daarna"), choices=_SIGNERS, required=False)

    class Meta:
        model = MandateRule
        fields = ["kind", "above_cents", "up_to_cents", "first", "second", "form", "number", "valid_from"]
        widgets = {"valid_from": AdminDateInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for place, role in zip(("first", "second"), self.instance.roles or [], strict=False):
            self.initial.setdefault(place, role)

    def clean(self) -> dict[str, object]:
        """Put the roles in order, and refuse a level that covers nothing."""
        cleaned = super().clean()
        above, up_to = cleaned.get("above_cents"), cleaned.get("up_to_cents")
        if above is not None and up_to is not None and up_to <= above:
            self.add_error("up_to_cents", _("Vul een bedrag in dat hoger is dan de ondergrens."))
        roles = [role for role in (cleaned.get("first"), cleaned.get("second")) if role]
        if len(set(roles)) < len(roles):
            self.add_error("second", _("Twee handtekeningen zijn van twee mensen. Kies een andere rol, of niemand."))
        self.instance.roles = roles
        return cleaned


class MandateRuleViewSet(SetupViewSet):
    """Who decides on which amount."""

    model = MandateRule
    icon = "key"
    menu_label = gettext_lazy("Mandaten")
    list_display = [
        "kind",
        Column("level", label=gettext_lazy("Bedrag"), accessor=lambda rule: level_words(rule)),
        Column("signers", label=gettext_lazy("Tekent"), accessor=lambda rule: ", ".join(map(signer, rule.roles))),
        "number",
        "valid_from",
    ]
    list_filter = ["kind"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """The same form for new and known rows."""
        return MandateRuleForm


def level_words(rule: MandateRule) -> str:
    """The amounts of a level: "boven € 2.000, tot en met € 10.000"."""
    parts = [_("boven %(amount)s") % {"amount": format_euro(rule.above_cents)}] if rule.above_cents else []
    if rule.up_to_cents is not None:
        parts.append(_("tot en met %(amount)s") % {"amount": format_euro(rule.up_to_cents)})
    return ", ".join(parts) or _("elk bedrag")


class RulesGroup(ModelViewSetGroup):
    """The rules of the municipality."""

    menu_label = gettext_lazy("Regels")
    menu_name = "regels"
    menu_icon = "cogs"
    menu_order = 305
    items = (
        CategoryViewSet("onderwerpen"),
        LabelViewSet("labels"),
        OwnerViewSet("eigenaren"),
        StandardAnswerViewSet("antwoorden"),
        ExportRightViewSet("uitvoer"),
        DraagvlakRuleViewSet("draagvlakregels"),
        MandateRuleViewSet("mandaten"),
        LetterTemplateViewSet("brieven"),
        TermRuleViewSet("termijnen"),
        OutageViewSet("storingen"),
    )
