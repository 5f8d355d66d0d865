"""The sitemap: Wagtail's pages, and what other apps register in `sitemap_sources`. Addresses come from BASE_URL."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wagtail.models import Page, Site

from cms.languages import bare_path
from cms.mail.links import absolute
from cms.page_languages import alternates
from cms.registries import sitemap_sources
from cms.trees import trees


class BaseUrlSitemap(Sitemap):
    """A sitemap that takes the host from BASE_URL, never from the request (ARCHITECTURE rule 17)."""

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """The entries of one page of the sitemap."""
        base = urlsplit(settings.BASE_URL)
        return super().get_urls(page=page, site=SimpleNamespace(domain=base.netloc), protocol=base.scheme)


class PageSitemap(BaseUrlSitemap):
    """Live pages without a view restriction; untranslated copies in another language are left out."""

    def items(self) -> Any:
        """The pages, in the order of the tree."""
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            return Page.objects.none()
        root = site.root_page
        trees = Page.objects.filter(translation_key=root.translation_key)
        pages = Page.objects.none()
        for tree in trees:
            pages |= Page.objects.descendant_of(tree, inclusive=True)
        return pages.live().public().filter(alias_of__isnull=True).order_by("path").defer_streamfields().specific()

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        """What each page says of itself: a page that hosts plans names these too."""
        found: list[dict[str, Any]] = []
        translated = _translations()
        for item in self.paginator.page(page).object_list.iterator():
            languages = translated[item.translation_key]
            found += [self._entry(entry, item, languages) for entry in item.get_sitemap_urls()]
        changed = [entry.get("lastmod") for entry in found]
        if changed and all(changed):
            self.latest_lastmod: datetime = max(changed)
        return found

    def _entry(self, entry: dict[str, Any], page: Page, languages: dict[int, str]) -> dict[str, Any]:
        """An entry on our own host, with its address in each language that the page is translated into."""
        path = urlsplit(entry["location"]).path or "/"
        own = languages.get(page.locale_id, settings.LANGUAGE_CODE)
        others = [
            {"lang_code": code, "location": address}
            for code, address in alternates(bare_path(path, own), languages.values())
        ]
        return entry | {"location": absolute(path), "alternates": others}


def _translations() -> dict[UUID, dict[int, str]]:
    """The languages that each page is translated into, by number of the language; one query."""
    rows = Page.objects.live().filter(alias_of__isnull=True, locale__language_code__in=trees())
    found: dict[UUID, dict[int, str]] = defaultdict(dict)
    for key, locale_id, language in rows.values_list("translation_key", "locale_id", "locale__language_code"):
        found[key][locale_id] = language
    return found


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`."""
    sources: Iterable[tuple[str, type[Sitemap]]] = [("pages", PageSitemap), *sitemap_sources.items()]
    return sitemap_view(request, dict(sources))
