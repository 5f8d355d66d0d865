"""Page types that host initiatives and the wijkthermometer. They hold editorial text; the facts are models."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from cms.models import Wijk
from pages.models import BasePage, WijkPage
from pages.routing import trail_of

# "wp-2026-7k3qf2-speelplek-groen": the number in any case, and after it the title, which may be wrong or missing.
_PLAN = r"^(?P<reference>[A-Za-z]{2}-[0-9]{4}-[A-Za-z0-9]{3,20})(?:-(?P<slug>[-\w]{0,120}))?/"
_READ = ["GET", "HEAD", "OPTIONS"]


class OfWijk(BasePage):
    """A page that stands below a wijk, or below home for the whole city."""

    class Meta:
        abstract = True

    @cached_property
    def wijk(self) -> Wijk | None:
        """The wijk it is about; None for the whole city. One query below a wijk."""
        trail = trail_of(self)
        parent = trail[-1] if trail else self.get_parent()
        if not issubclass(parent.specific_class, WijkPage):
            return None
        return WijkPage.objects.select_related("wijk").get(pk=parent.pk).wijk


class InitiativesPage(RoutablePageMixin, OfWijk):
    """Overview of initiatives, of a wijk or of the city, with the form and each initiative below it."""

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
        return self.render(request, context_overrides=overview.page_context(request, self.wijk))

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
        return initiative.show(request, self, reference)

    @re_path(rf"{_PLAN}(?P<act>steunen|zorg)/$")
    def support(self, request: HttpRequest, reference: str, act: str, slug: str | None = None) -> HttpResponse:
        """Support a plan, or voice a concern."""
        from participation.views import initiative, support

        stance = {"steunen": "support", "zorg": "concern"}[act]
        return support.support(request, self, initiative.find_public(reference).submission, stance)

    @re_path(rf"{_PLAN}(?:steunen|zorg)/kijk-in-je-mail/$")
    def check_mail(self, request: HttpRequest, reference: str, slug: str | None = None) -> HttpResponse:
        """What to do next, after supporting."""
        from participation.views import initiative, support

        return support.check_mail(request, self, initiative.find_public(reference).submission)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The overview, and each plan whose one address lies below this page."""
        from participation.listing import sitemap_entries

        return [*super().get_sitemap_urls(request), *sitemap_entries(self.wijk)]


class ThermometerPage(OfWijk):
    """The household book of a wijk, or of all wijken side by side."""

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
