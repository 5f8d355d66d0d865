"""The editor of an activity: its form, and the panel that says in words when it is held, before it is published."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.staticfiles import versioned_static

from pages.calendar import fields
from pages.recurrence import HORIZON, LAST
from pages.recurrence_words import sentence
from pages.timetable import Planned, upcoming

SHOWN = 6
_WEEKDAYS = [
    ("0", _("maandag")),
    ("1", _("dinsdag")),
    ("2", _("woensdag")),
    ("3", _("donderdag")),
    ("4", _("vrijdag")),
    ("5", _("zaterdag")),
    ("6", _("zondag")),
]
_POSITIONS = [
    ("1", _("eerste")),
    ("2", _("tweede")),
    ("3", _("derde")),
    ("4", _("vierde")),
    ("5", _("vijfde")),
    (str(LAST), _("laatste")),
]


class NumbersField(forms.MultipleChoiceField):
    """A choice of numbers that is kept as "0,3"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What is kept, as the ticks that stand for it."""
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> str:
        """The ticks, as what is kept."""
        return ",".join(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other numbers are ticked than were kept."""
        return sorted(filter(None, (initial or "").split(","))) != sorted(data or [])


class ActivityPageForm(WagtailAdminPageForm):
    """Ticks for days of the week and for their place in the month."""

    weekdays = NumbersField(
        choices=_WEEKDAYS,
        label=_("Op welke dagen"),
        help_text=_("Bij elke week, en bij een vaste weekdag. Leeg: de weekdag van de eerste dag."),
    )
    positions = NumbersField(
        choices=_POSITIONS,
        label=_("De hoeveelste van de maand"),
        help_text=_("Alleen bij een vaste weekdag: de eerste vrijdag, of de laatste zaterdag."),
    )


def times_context(page: Any) -> dict[str, Any]:
    """What the panel says of the times of a page as they are filled in: words and days, or what is wrong."""
    if not page.starts_on:
        return {"problems": [], "days": [], "sentence": ""}
    today = timezone.localdate()
    found = fields.problems_of(page, today=today)
    own = [text for name, text in found.items() if name not in ("latitude", "place_name", "signup_text", "seats")]
    if own:
        return {"problems": own, "days": [], "sentence": ""}
    timetable = fields.timetable_of(page)
    end = max(today, page.starts_on) + HORIZON
    days: list[Planned] = upcoming(timetable, start=min(today, page.starts_on), end=end, count=SHOWN)
    coming = upcoming(timetable, start=today, end=end, count=SHOWN)
    return {"problems": [], "days": coming or days, "is_over": not coming, "sentence": sentence(timetable)}


class TimesPanel(Panel):
    """Says in a sentence when an activity is held, with its next six days; follows what is filled in."""

    class BoundPanel(Panel.BoundPanel):
        """For one page."""

        template_name = "pages/admin/times_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """The words and the days."""
            return super().get_context_data(parent_context) | times_context(self.instance)

        @property
        def media(self) -> forms.Media:
            """The script that asks for the words again when a field changes."""
            return forms.Media(js=[versioned_static("pages/agenda-beheer.js")])


def content_panels(first: list[Any]) -> list[Any]:
    """The panels of an activity, in the order in which an editor thinks. first: title and lead."""
    return [
        *first,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("ends_on"),
                FieldRowPanel([FieldPanel("repeat"), FieldPanel("interval")]),
                FieldPanel("weekdays"),
                FieldPanel("positions"),
                FieldRowPanel([FieldPanel("until"), FieldPanel("count")]),
                FieldPanel("skips_holidays"),
                TimesPanel(heading=_("Zo staat het straks in de agenda")),
            ],
            heading=_("Wanneer"),
        ),
        MultiFieldPanel([FieldPanel("changes"), FieldPanel("is_cancelled")], heading=_("Keren die anders zijn")),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldRowPanel([FieldPanel("place_name"), FieldPanel("street")]),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("also_in", widget=forms.CheckboxSelectMultiple),
                FieldPanel("is_citywide"),
            ],
            heading=_("Waar"),
        ),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Foto")),
        MultiFieldPanel(
            [
                FieldPanel("organiser"),
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("price"),
                FieldPanel("initiative"),
            ],
            heading=_("Organisatie en kosten"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("signup"),
                FieldPanel("signup_text"),
                FieldRowPanel([FieldPanel("seats"), FieldPanel("signup_hours")]),
            ],
            heading=_("Aanmelden"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("is_step_free"), FieldPanel("has_hearing_loop")]), FieldPanel("access_text")],
            heading=_("Toegang"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("streets"),
                FieldPanel("rung"),
                FieldPanel("present"),
                FieldPanel("heard"),
                FieldPanel("doing"),
            ],
            heading=capfirst(_("werk in de straat, en bijeenkomsten van de gemeente")),
        ),
    ]
