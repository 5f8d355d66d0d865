"""The content checks on the screen: after saving a page, and as a list of all pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail.models import Page

from pages.admin.base import ListView, own_pages
from pages.checks import Finding, check, picture_ids
from pages.models import BasePage, Picture

SHOWN_AFTER_SAVING = 3
_CHUNK = 500


@dataclass(frozen=True)
class Row:
    """A finding and its page."""

    page: Page
    finding: Finding


def findings_of(pages: Iterable[Page]) -> Iterator[Row]:
    """Everything to look at on these pages, in their own class; one query for all."""
    pages = [page for page in pages if isinstance(page, BasePage)]
    used = {pk for page in pages for pk in picture_ids(page)}
    without = set(Picture.objects.filter(pk__in=used, description="").values_list("pk", flat=True)) if used else set()
    for page in pages:
        for finding in check(page, pictures_without_description=without):
            yield Row(page, finding)


def tell(request: HttpRequest, page: Page) -> None:
    """Say what to look at, below the message that the page was saved. Saving by itself in the background is silent."""
    if "application/json" in request.headers.get("Accept", ""):
        return
    found = [row.finding for row in findings_of([page])]
    if not found:
        return
    first = format_html_join("", "<li><b>{}</b> {}</li>", ((row.where, row.sentence) for row in found[:3]))
    more = len(found) - SHOWN_AFTER_SAVING
    rest = format_html(
        '<p><a href="{}">{}</a></p>', f"{reverse('editors:findings')}?pagina={page.pk}", _("Bekijk alle punten")
    )
    message = format_html("{} <ul>{}</ul>{}", _("Kijk nog even naar deze pagina:"), first, rest if more > 0 else "")
    messages.warning(request, message)


class FindingsView(ListView):
    """What to look at on all pages of the site that this person may change; `?pagina=` for one of them."""

    title = gettext_lazy("Controle van de inhoud")
    template_name = "pages/admin/findings.html"
    file_name = "controle-inhoud"
    file_header = (gettext_lazy("Pagina"), gettext_lazy("Taal"), gettext_lazy("Waar"), gettext_lazy("Wat"))

    def rows(self) -> QuerySet[Page]:
        """The pages to look at; copies that wait for a translation show the words of their source."""
        pages = Page.objects.live().filter(depth__gt=1, alias_of__isnull=True)
        asked = self.request.GET.get("pagina", "")
        if asked.isascii() and asked.isdigit() and len(asked) < 10:
            pages = pages.filter(pk=int(asked))
        return own_pages(self.request.user, pages).order_by("path")

    def part(self, first: int, count: int) -> list[Any]:
        """Findings, not pages: read on until there are enough."""
        found: list[Row] = []
        for start in range(0, 100_000, _CHUNK):
            pages = list(self.rows()[start : start + _CHUNK].specific())
            found += findings_of(pages)
            if len(pages) < _CHUNK or len(found) >= first + count:
                break
        return found[first : first + count]

    def cells(self, row: Row) -> Sequence[object]:
        """Page, language, place and sentence."""
        return row.page.title, self.languages[row.page.locale_id], row.finding.where, row.finding.sentence
