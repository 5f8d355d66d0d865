"""The page of an activity: its words, and what an editor fills in of time and place.

Publishing makes the facts others hang on (`pages.calendar.publish`); every language reads times from there.
"""

from __future__ import annotations

from typing import Any

from modelcluster.fields import ParentalManyToManyField

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.models import Wijk
from pages.admin.activity_form import ActivityPageForm, content_panels
from pages.blocks import Body
from pages.blocks.changes import Changes
from pages.blocks.text import SMALL_FEATURES
from pages.models.activities import Activity
from pages.models.base import BasePage
from pages.models.content import WithPicture
from pages.models.organisations import Organisation
from pages.models.wijk import wijk_of
from pages.recurrence import Repeat, Timetable
from pages.video import PlaysFilms

_READ = ["GET", "HEAD", "OPTIONS"]
_REFERENCE = RegexValidator(r"^[A-Za-z]{2}-[0-9]{4}-[A-Za-z0-9]{3,20}$", _("Dit is geen kenmerk van een plan."))
# What is the same in every language, though it is text to Django.
_SAME = ("weekdays", "positions", "place_name", "street", "organiser", "contact_phone", "initiative", "streets")


class SignUpWay(models.TextChoices):
    """Whether people have to say that they come."""

    NONE = "nee", _("Je hoeft je niet aan te melden.")
    ELSEWHERE = "zelf", _("Aanmelden bij de organisatie, zoals hieronder staat.")
    HERE = "hier", _("Aanmelden op deze site.")


class Rung(models.TextChoices):
    """How much say residents have: the participation ladder (domain: README)."""

    NONE = "geen", _("Geen invloed: de wet beslist")
    INFORM = "informeren", _("Informeren: je hoort wat er gebeurt")
    CONSULT = "raadplegen", _("Meepraten: we vragen wat je vindt")
    ADVISE = "adviseren", _("Adviseren: je geeft advies, en we leggen uit wat we ermee doen")
    COPRODUCE = "coproduceren", _("Coproduceren: we maken het samen")
    DECIDE = "meebeslissen", _("Meebeslissen: we beslissen samen")


class ActivityPage(RoutablePageMixin, PlaysFilms, WithPicture):
    """One activity, however often it is held."""

    kind = models.CharField(_("soort"), max_length=12, choices=Activity.Kind.choices, default=Activity.Kind.REGULAR)
    audience = models.CharField(
        _("voor wie"), max_length=12, choices=Activity.Audience.choices, default=Activity.Audience.EVERYONE
    )
    body = StreamField(Body(), verbose_name=_("inhoud"), blank=True)

    starts_on = models.DateField(_("eerste dag"), default=timezone.localdate)
    starts_at = models.TimeField(_("begint om"), null=True, blank=True, help_text=_("Leeg: het duurt de hele dag."))
    ends_on = models.DateField(
        _("laatste dag van één keer"),
        null=True,
        blank=True,
        help_text=_("Alleen als één keer tot na middernacht duurt, of meer dagen."),
    )
    ends_at = models.TimeField(_("eindigt om"), null=True, blank=True)
    repeat = models.CharField(_("hoe vaak"), max_length=12, choices=Repeat.choices, default=Repeat.ONCE)
    interval = models.PositiveSmallIntegerField(
        _("om de hoeveel"),
        default=1,
        help_text=_("1 is elke week, maand of jaar; 2 is om de week, om de maand of om het jaar."),
    )
    weekdays = models.CharField(_("op welke dagen"), max_length=20, blank=True)
    positions = models.CharField(_("de hoeveelste van de maand"), max_length=20, blank=True)
    until = models.DateField(_("herhalen tot en met"), null=True, blank=True)
    count = models.PositiveIntegerField(
        _("of een aantal keer"), null=True, blank=True, help_text=_("Keren die vervallen tellen mee.")
    )
    skips_holidays = models.BooleanField(_("niet op feestdagen"), default=False)
    changes = StreamField(Changes(), verbose_name=_("keren die anders zijn"), blank=True)
    is_cancelled = models.BooleanField(
        _("de hele activiteit gaat niet door"),
        default=False,
        help_text=_("Alle keren blijven staan, als vervallen. Schrijf in de inleiding waarom."),
    )

    place = models.ForeignKey(
        Organisation, verbose_name=_("plek"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place_name = models.CharField(
        _("of een andere plek"), max_length=120, blank=True, help_text=_("Bijvoorbeeld: Grote Kerk, Kerkbrink.")
    )
    street = models.CharField(_("straat en huisnummer"), max_length=120, blank=True)
    latitude = models.DecimalField(_("breedtegraad"), max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("lengtegraad"), max_digits=8, decimal_places=6, null=True, blank=True)
    also_in = ParentalManyToManyField(
        Wijk,
        verbose_name=_("ook bij"),
        blank=True,
        related_name="+",
        help_text=_("Andere wijken waar deze activiteit ook hoort."),
    )
    is_citywide = models.BooleanField(_("voor alle wijken"), default=False)

    organiser = models.CharField(_("georganiseerd door"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mailadres op de site"), blank=True)
    contact_phone = models.CharField(_("telefoonnummer op de site"), max_length=30, blank=True)
    price = models.CharField(_("kosten"), max_length=120, blank=True, help_text=_("Leeg: gratis."))
    signup = models.CharField(_("aanmelden"), max_length=6, choices=SignUpWay.choices, default=SignUpWay.NONE)
    signup_text = models.CharField(_("hoe je je aanmeldt"), max_length=300, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("aantal plaatsen per keer"), null=True, blank=True, help_text=_("Leeg: er is plek voor iedereen.")
    )
    signup_hours = models.PositiveSmallIntegerField(
        _("aanmelden tot zoveel uur van tevoren"), default=0, help_text=_("0: tot het begint.")
    )
    is_step_free = models.BooleanField(_("zonder trappen bereikbaar"), default=False)
    has_hearing_loop = models.BooleanField(_("er is een ringleiding"), default=False)
    access_text = models.CharField(
        _("meer over toegang"),
        max_length=200,
        blank=True,
        help_text=_("Bijvoorbeeld: er is een toilet voor rolstoelen. We spreken ook Turks."),
    )
    initiative = models.CharField(
        _("komt van plan"),
        max_length=30,
        blank=True,
        validators=[_REFERENCE],
        help_text=_("Het kenmerk van het plan, bijvoorbeeld WP-2026-7K3QF2."),
    )

    streets = models.CharField(_("in welke straten"), max_length=200, blank=True)
    rung = models.CharField(_("hoeveel invloed bewoners hebben"), max_length=12, choices=Rung.choices, blank=True)
    present = models.CharField(
        _("wie er is"), max_length=200, blank=True, help_text=_("Bijvoorbeeld: de wijkregisseur en de wijkagent.")
    )
    heard = StreamField(
        [("text", blocks.RichTextBlock(label=_("Tekst"), features=SMALL_FEATURES))],
        verbose_name=_("dit hoorden we"),
        blank=True,
    )
    doing = StreamField(
        [("text", blocks.RichTextBlock(label=_("Tekst"), features=SMALL_FEATURES))],
        verbose_name=_("dit doen we"),
        blank=True,
    )

    import_source = models.CharField(_("overgenomen uit"), max_length=300, blank=True, editable=False)
    import_uid = models.CharField(_("kenmerk daar"), max_length=300, blank=True, editable=False, db_index=True)
    import_digest = models.CharField(_("stand daar"), max_length=64, blank=True, editable=False)

    base_form_class = ActivityPageForm
    content_panels = content_panels(BasePage.content_panels)

    parent_page_types = ["pages.AgendaPage"]
    subpage_types: list[str] = []
    template = "pages/activity_page.html"
    section = "agenda"
    allowed_http_methods = ["GET", "HEAD", "OPTIONS", "POST"]
    routed_with = ("picture", "place")
    exclude_fields_in_copy = ["import_source", "import_uid", "import_digest"]
    override_translatable_fields = [
        *WithPicture.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in (*_SAME, "import_source", "import_uid")),
        SynchronizedField("import_digest", overridable=False),
    ]

    class Meta:
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")

    @cached_property
    def wijk(self) -> Wijk | None:
        """The wijk below whose page it stands; None for the whole city."""
        return wijk_of(self)

    @property
    def timetable(self) -> Timetable:
        """What is filled in of its times."""
        from pages.calendar import fields

        return fields.timetable_of(self)

    def clean(self) -> None:
        """Refuse times, places and numbers that can't be right.

        Raises:
            ValidationError: by field, in sentences that say how to mend it.
        """
        super().clean()
        from pages.calendar import fields

        found = fields.problems_of(self, today=timezone.localdate())
        if found:
            raise ValidationError(found)

    @path("")
    def read(self, request: HttpRequest) -> HttpResponse:
        """The activity, to read."""
        if request.method not in _READ:
            return HttpResponseNotAllowed(_READ)
        return self.render(request)

    @path("meedoen/")
    def sign_up(self, request: HttpRequest) -> HttpResponse:
        """Sign up for a date."""
        from pages.calendar import signup_views

        return signup_views.sign_up(request, self)

    @path("meedoen/kijk-in-je-mail/")
    def check_mail(self, request: HttpRequest) -> HttpResponse:
        """What to do next."""
        from pages.calendar import signup_views

        return signup_views.check_mail(request, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add when and where it is held."""
        from pages.calendar import activity

        return super().get_context(request, *args, **kwargs) | activity.page_context(self, request)
