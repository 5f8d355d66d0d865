"""Page types of polls: the overview of a wijk or the city, and one poll. They hold words; facts are rows (rule 3)."""

from __future__ import annotations

from typing import Any

from modelcluster.fields import ParentalManyToManyField

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from cms.maps import let_tiles_in
from cms.models import Wijk
from pages.blocks import Body
from pages.blocks.text import SMALL_FEATURES
from pages.models import OfWijk
from pages.models.content import WithPicture
from pages.models.wijk import wijk_of
from pages.video import PlaysFilms
from polls.blocks import Questions
from polls.codes import Identity, Rung, ShowResult

SLUG = "peilingen"


class PollsPage(OfWijk):
    """The polls of a wijk, or of the whole city."""

    asks_review = False
    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types = ["polls.PollPage"]
    max_count_per_parent = 1
    template = "polls/polls_page.html"
    section = "meepraten"

    class Meta:
        verbose_name = _("peilingenpagina")
        verbose_name_plural = _("peilingenpagina's")

    def clean(self) -> None:
        """Keep the address: the pages to vote are found by it (polls.urls).

        Raises:
            ValidationError: when it is another.
        """
        super().clean()
        if self.slug and self.slug != SLUG:
            raise ValidationError({"slug": _("Het adres van deze pagina blijft ‘peilingen’.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is open, what comes, and what is over."""
        from polls.views import overview

        return super().get_context(request, *args, **kwargs) | overview.page_context(request, self.wijk)


class PollPage(PlaysFilms, WithPicture):
    """One poll: what it asks, what happens with the answers, and what came of it."""

    body = StreamField(Body(), verbose_name=_("meer uitleg"), blank=True)
    questions = StreamField(Questions(), verbose_name=_("vragen"))
    # A draft may lack them; publishing asks for both.
    opens_at = models.DateTimeField(_("opent op"), null=True)
    closes_at = models.DateTimeField(_("sluit op"), null=True)
    identity = models.PositiveSmallIntegerField(
        _("hoe weten we dat iedereen één keer stemt?"), choices=Identity.choices, default=Identity.EMAIL
    )
    for_wijken = ParentalManyToManyField(
        Wijk,
        verbose_name=_("wijken die mogen stemmen"),
        blank=True,
        related_name="+",
        help_text=_("Laat leeg voor de wijk van deze pagina, of voor de hele gemeente."),
    )
    for_postcodes = models.TextField(
        _("of alleen deze postcodes"),
        blank=True,
        help_text=_("Een gebied op elke regel: 1221, 1213 LA of 1213 LA - 1213 ZZ."),
    )
    asks_postcode = models.BooleanField(
        _("vraag de postcode, niet verplicht"),
        default=False,
        help_text=_(
            "Dan zien we of wijken anders stemmen. Bij stemmen met een postcode uit het gebied vragen we hem altijd."
        ),
    )
    show_result = models.CharField(
        _("wanneer zien mensen de uitslag?"), max_length=10, choices=ShowResult.choices, default=ShowResult.CLOSED
    )
    may_change = models.BooleanField(
        _("mensen mogen hun antwoord veranderen tot het sluiten"),
        default=False,
        help_text=_(
            "Dan is de stem niet meer geheim: we moeten weten welk antwoord van wie is. Dat staat ook op de pagina."
        ),
    )
    rung = models.PositiveSmallIntegerField(_("hoeveel invloed heb je?"), choices=Rung.choices, default=Rung.CONSULT)
    promise = models.TextField(
        _("wat gebeurt er met de uitslag?"), max_length=400, help_text=_("Wie beslist, wanneer, en waarover?")
    )
    result_on = models.DateField(_("uitslag op"), null=True, blank=True)
    decided_on = models.DateField(_("besluit op"), null=True, blank=True)
    outcome = StreamField(
        [("text", blocks.RichTextBlock(label=_("Tekst"), features=SMALL_FEATURES))],
        verbose_name=_("wat hebben we ermee gedaan?"),
        blank=True,
    )
    previous = models.ForeignKey(
        "self",
        verbose_name=_("vorige keer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Een buurtpeiling die vaker terugkomt: de uitslag van toen komt erbij te staan."),
    )

    asks_review = False
    parent_page_types = ["polls.PollsPage"]
    subpage_types: list[str] = []
    template = "polls/poll_page.html"
    section = "meepraten"
    override_translatable_fields = [
        *WithPicture.override_translatable_fields,
        SynchronizedField("show_result", overridable=False),
        SynchronizedField("for_postcodes", overridable=False),
    ]

    content_panels = [
        *WithPicture.content_panels,
        FieldPanel("questions"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]), FieldPanel("show_result")],
            heading=_("Wanneer"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("identity"),
                FieldPanel("for_wijken"),
                FieldPanel("for_postcodes"),
                FieldPanel("asks_postcode"),
                FieldPanel("may_change"),
            ],
            heading=_("Wie"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("rung"),
                FieldPanel("promise"),
                FieldRowPanel([FieldPanel("result_on"), FieldPanel("decided_on")]),
            ],
            heading=_("Invloed"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Vul dit na het sluiten in. Het komt boven de uitslag te staan.")),
                FieldPanel("outcome"),
            ],
            heading=_("Terugkoppeling"),
        ),
        FieldPanel("previous"),
    ]

    class Meta:
        verbose_name = _("peiling")
        verbose_name_plural = _("peilingen")

    @cached_property
    def wijk(self) -> Wijk | None:
        """The wijk below whose page it stands; None for the whole city."""
        return wijk_of(self)

    @property
    def is_source_of_poll(self) -> bool:
        """Whether the rows of the poll follow this page: that in the default language, where there is one."""
        if self.alias_of_id:
            return False
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return True
        same = PollPage.objects.filter(translation_key=self.translation_key, alias_of__isnull=True)
        return not same.filter(locale__language_code=settings.LANGUAGE_CODE).exists()

    def clean(self) -> None:
        """Keep dates in order and conditions possible, and what people answered as it was asked.

        Raises:
            ValidationError: by field.
        """
        from polls.services import editing

        super().clean()
        if errors := editing.faults(self):
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the poll as it stands, and its results where these may be shown."""
        from polls.views import poll

        return super().get_context(request, *args, **kwargs) | poll.page_context(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; where the result has a map, the pictures of its background may come from their host."""
        response = super().serve(request, *args, **kwargs)
        if getattr(response, "context_data", {}).get("map_tiles"):
            let_tiles_in(response)
        return response
