"""The forms of the social base."""

from __future__ import annotations

from django import forms
from django.template.defaultfilters import linebreaksbr
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList

from cms.models import User

_WIJKEN = MultiFieldPanel(
    [FieldPanel("is_citywide"), FieldPanel("wijken", widget=forms.CheckboxSelectMultiple)],
    heading=gettext_lazy("Voor welke wijken?"),
)
_TEXTS = gettext_lazy("Teksten, één per taal")
_LANGUAGE = gettext_lazy("Waar een taal ontbreekt, staat de Nederlandse tekst.")


class PersonForm(WagtailAdminModelForm):
    """Links an account that has a role; a role decides on the wijken itself."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        accounts = User.objects.filter(is_active=True, wijk_roles__isnull=False).distinct()
        self.fields["user"].queryset = accounts.order_by("last_name", "first_name", "pk")

    def clean(self) -> dict[str, object]:
        """Refuse wijken beside an account: when the role ends, the person would stay on the site."""
        cleaned = super().clean()
        if cleaned.get("user") and (cleaned.get("is_citywide") or cleaned.get("wijken")):
            self.add_error("user", _("Met een account komen de wijken van de rol. Kies hieronder geen wijken."))
        return cleaned


class OfficeHourForm(WagtailAdminModelForm):
    """Names the people; a person's own text is "persoon 12"."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["people"]
        people.queryset = people.queryset.filter(is_active=True).order_by("name")
        people.label_from_instance = lambda person: person.name
        partners = self.fields["partners"]
        partners.queryset = partners.queryset.filter(is_active=True)


class LinesPanel(FieldPanel):
    """A text to read, with its lines below each other."""

    def format_value_for_display(self, value: str) -> SafeString:
        """The text, escaped."""
        return linebreaksbr(value)


ORGANISATION = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("kind"),
        InlinePanel("texts", heading=_TEXTS, label=gettext_lazy("tekst"), help_text=_LANGUAGE),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("street"), FieldPanel("postcode")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=gettext_lazy("Adres, en de plek op de kaart"),
        ),
        InlinePanel(
            "calendar_feeds",
            panels=[
                FieldRowPanel([FieldPanel("url"), FieldPanel("wijk")]),
                FieldPanel("checked_at", read_only=True),
                FieldPanel("problem", read_only=True),
                LinesPanel("report", read_only=True),
            ],
            heading=gettext_lazy("Eigen agenda"),
            label=gettext_lazy("agenda"),
            help_text=gettext_lazy(
                "Houdt de organisatie zelf een agenda bij? Dan halen we die vier keer per dag op. "
                "De activiteiten komen meteen op de site. Haal je het adres weg, dan gaan ze van de site."
            ),
        ),
        InlinePanel("opening_times", heading=gettext_lazy("Openingstijden"), label=gettext_lazy("openingstijd")),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("website")], heading=gettext_lazy("Contact")
        ),
        _WIJKEN,
        FieldPanel("picture"),
        FieldPanel("is_active"),
    ]
)
PERSON = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("user"),
        FieldPanel("organisation"),
        InlinePanel("texts", heading=_TEXTS, label=gettext_lazy("tekst"), help_text=_LANGUAGE),
        MultiFieldPanel([FieldPanel("phone"), FieldPanel("email")], heading=gettext_lazy("Contact")),
        _WIJKEN,
        FieldPanel("picture"),
        FieldPanel("is_active"),
    ],
    base_form_class=PersonForm,
)
OFFICE_HOUR = ObjectList(
    [
        FieldRowPanel([FieldPanel("wijk"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("pattern")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("people", widget=forms.CheckboxSelectMultiple),
        FieldPanel("partners", widget=forms.CheckboxSelectMultiple),
        InlinePanel(
            "skipped",
            heading=gettext_lazy("Gaat een keer niet door"),
            label=gettext_lazy("datum"),
            help_text=gettext_lazy("Op feestdagen gaat een spreekuur vanzelf niet door."),
        ),
    ],
    base_form_class=OfficeHourForm,
)
PORTRAIT = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("picture"),
        FieldRowPanel([FieldPanel("consent_on"), FieldPanel("consent_until")]),
        FieldPanel("consent_reference"),
        FieldPanel("email"),
    ]
)
