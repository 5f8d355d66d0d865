"""Lists for editors: pages to look at again, and pages that wait for a translation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from wagtail.models import Page

from cms.workdays import local_date
from pages import reviews
from pages.admin.base import ListView, own_pages
from pages.admin.new_wijk import crumbs
from pages.models import ActivityPage
from pages.untranslated import BEHIND, INCOMPLETE, NOT_TRANSLATED, waiting_for_translation

LACKS = {
    NOT_TRANSLATED: gettext_lazy("Nog niet vertaald"),
    BEHIND: gettext_lazy("De tekst is daarna veranderd"),
    INCOMPLETE: gettext_lazy("Een deel is vertaald"),
}


class ReviewsView(ListView):
    """ "Klopt dit nog?": pages that nobody changed or confirmed for half a year."""

    title = gettext_lazy("Klopt dit nog?")
    template_name = "pages/admin/reviews.html"
    file_name = "klopt-dit-nog"
    file_header = (gettext_lazy("Pagina"), gettext_lazy("Adres"), gettext_lazy("Laatst nagekeken"))

    def rows(self) -> QuerySet[Page]:
        """The own ones, the oldest first."""
        return own_pages(self.request.user, reviews.stale_pages(timezone.now()))

    def cells(self, row: Page) -> Sequence[object]:
        """Title, address in the tree, day."""
        return row.title, row.url_path, local_date(row.sure_at).isoformat()


class TranslationsView(ListView):
    """Pages that wait for a translation."""

    title = gettext_lazy("Nog te vertalen")
    template_name = "pages/admin/translations.html"
    file_name = "nog-te-vertalen"
    file_header = (gettext_lazy("Pagina"), gettext_lazy("Taal"), gettext_lazy("Wat ontbreekt er?"))

    def rows(self) -> QuerySet[Page]:
        """The own ones, in the order of the tree."""
        return own_pages(self.request.user, waiting_for_translation()).select_related("locale")

    def part(self, first: int, count: int) -> list[Any]:
        """With the words for what is missing."""
        pages = super().part(first, count)
        for page in pages:
            page.lack_words = LACKS[page.lack]
        return pages

    def cells(self, row: Page) -> Sequence[object]:
        """Title of the source, language, what is missing."""
        return row.source_title or row.title, row.locale.language_code, LACKS[row.lack]


class ConfirmView(View):
    """One page: is it still right? The page has its own address, so that a mail can lead to it."""

    http_method_names = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Answer.

        Raises:
            Http404: when there is no such page on the site.
            PermissionDenied: to who may not change it.
        """
        page = Page.objects.live().filter(pk=page_id, depth__gt=1, alias_of__isnull=True).first()
        if page is None:
            raise Http404
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, page)

    def get(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Ask."""
        review = getattr(page, "review", None)
        dates = [moment for moment in (page.last_published_at, review and review.checked_at) if moment]
        context = {
            "page": page,
            "since": local_date(max(dates)) if dates else None,
            "header_title": _("Klopt dit nog?"),
            "header_icon": "clipboard-list",
            "breadcrumbs_items": crumbs(page.title),
        }
        return TemplateResponse(request, "pages/admin/confirm.html", context)

    def post(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Note that it is, and go back to the list."""
        reviews.confirm(page=page, by=request.user, now=timezone.now())
        words = _("Dank je wel. Over een half jaar vragen we weer of ‘%(title)s’ nog klopt.")
        if issubclass(page.specific_class, ActivityPage):
            words = _("Dank je wel. Over een jaar vragen we weer of ‘%(title)s’ nog klopt.")
        messages.success(request, words % {"title": page.title})
        return redirect("editors:reviews")
