"""Page types that host initiatives, the wijkthermometer and challenges. They hold editorial text; facts are models."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField

from cms.maps import let_tiles_in
from pages.blocks import AccordionBlock
from pages.blocks.text import SMALL_FEATURES, icon_choices
from pages.models import OfWijk

# "wp-2026-7k3qf2-speelplek-groen": the number in any case, and after it the title, which may be wrong or missing.
_PLAN = r"^(?P<reference>[A-Za-z]{2}-[0-9]{4}-[A-Za-z0-9]{3,20})(?:-(?P<slug>[-\w]{0,120}))?/"
_READ = ["GET", "HEAD", "OPTIONS"]


class InitiativesPage(RoutablePageMixin, OfWijk):
    """Overview of initiatives, of a wijk or of the city, with the form and each initiative below it."""

    asks_review = False
    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "participation/initiatives_page.html"
    section = "initiatieven"
    allowed_http_methods = ["GET", "HEAD", "OPTIONS", "POST"]

    class Meta:
        verbose_name = _("initiatievenpagina")
        verbose_name_plural = _("initiatievenpagina's")

    @path("")
    def overview(self, request: HttpRequest) -> HttpResponse:
        """The list of plans."""
        from participation.views import overview

        if request.method not in _READ:
            return HttpResponseNotAllowed(_READ)
        response = self.render(request, context_overrides=overview.page_context(request, self.wijk))
        if response.context_data.get("map_tiles"):
            # The pictures of the map's background may come from their host (rule 14).
            let_tiles_in(response)
        return response

    @path("indienen/")
    def start_form(self, request: HttpRequest) -> HttpResponse:
        """Begin the whole form."""
        from participation.views import plan_form

        return plan_form.start(request, self)

    @path("indienen/<str:token>/<str:step>/")
    def form_step(self, request: HttpRequest, token: str, step: str) -> HttpResponse:
        """A step of the whole form."""
        from participation.views import plan_form

        return plan_form.step(request, self, token, step)

    @re_path(f"{_PLAN}$")
    def initiative(self, request: HttpRequest, reference: str, slug: str | None = None) -> HttpResponse:
        """One plan."""
        from participation.views import initiative

        if request.method not in _READ:
            return HttpResponseNotAllowed(_READ)
        response = initiative.show(request, self, reference)
        if getattr(response, "context_data", {}).get("map_tiles"):
            let_tiles_in(response)
        return response

    @re_path(rf"{_PLAN}(?P<part>vragen|geschiedenis)/$")
    def part_of_plan(self, request: HttpRequest, reference: str, part: str, slug: str | None = None) -> HttpResponse:
        """All questions about a plan, or all its changes: pages to read."""
        from participation.views import initiative

        if request.method not in _READ:
            return HttpResponseNotAllowed(_READ)
        return initiative.show_part(request, self, reference, part)

    @re_path(rf"{_PLAN}(?P<act>steunen|zorg)/$")
    def support(self, request: HttpRequest, reference: str, act: str, slug: str | None = None) -> HttpResponse:
        """Support a plan, or voice a concern."""
        from participation.views import initiative, support

        stance = {"steunen": "support", "zorg": "concern"}[act]
        return support.support(request, self, initiative.find_public(reference).submission, stance)

    @re_path(rf"{_PLAN}(?P<act>vraag|helpen|volgen)/$")
    def take_part(self, request: HttpRequest, reference: str, act: str, slug: str | None = None) -> HttpResponse:
        """Ask a question about a plan, offer help, or follow it."""
        from participation.views import follow, help, initiative, questions

        show = {"vraag": questions.ask, "helpen": help.offer, "volgen": follow.follow}[act]
        return show(request, self, initiative.find_public(reference).submission)

    @re_path(rf"{_PLAN}vraag/verstuurd/$")
    def question_sent(self, request: HttpRequest, reference: str, slug: str | None = None) -> HttpResponse:
        """What happens with a question."""
        from participation.views import initiative, questions

        return questions.thanks(request, self, initiative.find_public(reference).submission)

    @re_path(rf"{_PLAN}(?P<act>steunen|helpen|volgen)/kijk-in-je-mail/$")
    def check_mail(self, request: HttpRequest, reference: str, act: str, slug: str | None = None) -> HttpResponse:
        """What to do next, after supporting, offering help or asking to follow."""
        from participation.views import follow, help, in_mail, initiative, support

        waiting = {"steunen": support.WAITING, "helpen": help.WAITING, "volgen": follow.WAITING}[act]
        return in_mail.check_mail(request, self, initiative.find_public(reference).submission, act, waiting)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The overview, and each plan whose one address lies below this page."""
        from participation.listing import sitemap_entries

        return [*super().get_sitemap_urls(request), *sitemap_entries(self.wijk)]


class ThermometerPage(OfWijk):
    """The household book of a wijk, or of all wijken side by side."""

    asks_review = False
    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "participation/thermometer_page.html"
    section = "geld"

    class Meta:
        verbose_name = _("wijkthermometer")
        verbose_name_plural = _("wijkthermometers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers of the year and day that the address asks for."""
        from participation.views import thermometer

        return super().get_context(request, *args, **kwargs) | thermometer.page_context(request, self.wijk)


class ExampleBlock(blocks.StructBlock):
    """A task that residents might take over."""

    icon = blocks.ChoiceBlock(label=_("Pictogram"), choices=icon_choices, required=False, default="")
    title = blocks.CharBlock(label=_("Kop"), max_length=60)
    text = blocks.TextBlock(label=_("Tekst"), max_length=200, rows=2)

    class Meta:
        label = _("Voorbeeld")
        icon = "pick"


class ConditionsBlock(blocks.StructBlock):
    """One list of conditions: what must be so, or what cannot be."""

    title = blocks.CharBlock(label=_("Kop"), max_length=80)
    is_excluded = blocks.BooleanBlock(label=_("Dit kan juist niet"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Voorwaarde"), max_length=150), label=_("Lijst"), min_num=1)

    class Meta:
        label = _("Voorwaarden")
        icon = "tick-inverse"


class StepBlock(blocks.StructBlock):
    """One step of the procedure."""

    title = blocks.CharBlock(label=_("Stap"), max_length=80)
    text = blocks.TextBlock(label=_("Wat gebeurt er?"), max_length=300, rows=2)

    class Meta:
        label = _("Stap")
        icon = "arrow-right"


class ChallengesPage(OfWijk):
    """Right to Challenge, as information: what it is, how it goes, on what conditions, and whom to talk to."""

    what = StreamField(
        [("text", blocks.RichTextBlock(label=_("Tekst"), features=SMALL_FEATURES))],
        verbose_name=_("wat is het?"),
        blank=True,
    )
    examples = StreamField([("example", ExampleBlock())], verbose_name=_("voorbeelden"), blank=True)
    conditions = StreamField([("conditions", ConditionsBlock())], verbose_name=_("wanneer kan het?"), blank=True)
    steps = StreamField([("step", StepBlock())], verbose_name=_("zo gaat het"), blank=True)
    influence = models.TextField(_("hoeveel invloed?"), blank=True, max_length=400)
    buildings = StreamField(
        [("text", blocks.RichTextBlock(label=_("Tekst"), features=SMALL_FEATURES))],
        verbose_name=_("als het om een gebouw gaat"),
        blank=True,
    )
    questions = StreamField([("questions", AccordionBlock())], verbose_name=_("vragen"), blank=True, max_num=1)

    parent_page_types = ["pages.HomePage", "pages.WijkPage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "participation/challenges_page.html"
    section = "initiatieven"

    content_panels = [
        *OfWijk.content_panels,
        FieldPanel("what"),
        FieldPanel("examples"),
        FieldPanel("conditions"),
        FieldPanel("steps"),
        MultiFieldPanel([FieldPanel("influence"), FieldPanel("buildings")], heading=_("Naast de stappen")),
        FieldPanel("questions"),
    ]

    class Meta:
        verbose_name = _("pagina over taken overnemen")
        verbose_name_plural = _("pagina's over taken overnemen")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the lists, where the button leads, and whom to talk to."""
        from participation import challenges

        return super().get_context(request, *args, **kwargs) | challenges.page_context(self)
