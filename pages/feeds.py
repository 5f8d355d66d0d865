"""The news as RSS, of the city and of a wijk (ARCHITECTURE rule 13). Addresses come from BASE_URL."""

from __future__ import annotations

from datetime import datetime, time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.trees import trees
from pages import navigation, news
from pages.models import NewsIndexPage

SIZE = 20


@require_safe
def city(request: HttpRequest) -> HttpResponse:
    """`/nieuws.rss`: all news, that of the wijken too."""
    return _feed("nieuws/")


@require_safe
def of_wijk(request: HttpRequest, wijk: str) -> HttpResponse:
    """`/wijken/<wijk>/nieuws.rss`: what the news page of the wijk lists."""
    return _feed(f"wijken/{wijk}/nieuws/")


def _feed(path: str) -> HttpResponse:
    page = _index(path)
    wijk = page.wijk
    own = navigation.address_of(page)
    feed = Rss201rev2Feed(
        title=_("Nieuws uit %(wijk)s") % {"wijk": wijk} if wijk else f"{page.title} | {settings.WAGTAIL_SITE_NAME}",
        link=navigation.canonical(own),
        description=page.lead or page.title,
        language=get_language(),
        feed_url=navigation.canonical(f"{own.rstrip('/')}.rss"),
    )
    for item in news.listing(page, wijk, size=SIZE).items:
        address = navigation.canonical(item.url)
        noon = timezone.make_aware(datetime.combine(item.published_on, time(12)))
        names = [str(row) for row in item.wijken]
        feed.add_item(
            item.title, address, item.lead, unique_id=address, pubdate=noon, updateddate=noon, categories=names
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _index(path: str) -> NewsIndexPage:
    """The news page at a path of the tree in the active language.

    Raises:
        Http404: when there is none, it is not live, or it is for some people alone.
    """
    tree = trees().get(get_language() or settings.LANGUAGE_CODE)
    page = NewsIndexPage.objects.live().filter(url_path=f"{tree.home_path}{path}").first() if tree else None
    if page is None or page.get_view_restrictions().exists():
        raise Http404
    return page
