"""New plans as RSS, of the city and of a wijk (ARCHITECTURE rule 13): the moderated text of what is on the site."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.trees import trees
from pages import navigation
from participation import listing
from participation.choice import Choice
from participation.models import InitiativesPage
from participation.selectors import Card

SIZE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What may not stand in XML, whatever way it is written (XML 1.0, section 2.2).
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@require_safe
def city(request: HttpRequest) -> HttpResponse:
    """`/initiatieven.rss`: the newest plans of all wijken."""
    return _feed(request, "initiatieven/")


@require_safe
def of_wijk(request: HttpRequest, wijk: str) -> HttpResponse:
    """`/wijken/<wijk>/initiatieven.rss`: the newest plans of the wijk."""
    return _feed(request, f"wijken/{wijk}/initiatieven/")


class PlansFeed(Rss201rev2Feed):
    """A feed that says when its newest plan came; without plans, when its page did. Not the moment of asking."""

    def __init__(self, *args: object, page: InitiativesPage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._page = page

    def latest_post_date(self) -> datetime:
        """The moment that the feed is of."""
        return max((item["pubdate"] for item in self.items), default=self._page.last_published_at or EPOCH)


def _feed(request: HttpRequest, path: str) -> HttpResponse:
    page = _overview(path)
    cards = listing.plans(Choice(), wijk=page.wijk, size=SIZE, now=timezone.now()).cards
    own = navigation.address_of(page)
    feed = PlansFeed(
        title=_("Plannen in %(wijk)s") % {"wijk": page.wijk}
        if page.wijk
        else f"{page.title} | {settings.WAGTAIL_SITE_NAME}",
        link=navigation.canonical(own),
        description=page.lead or page.title,
        language=get_language(),
        feed_url=navigation.canonical(f"{own.rstrip('/')}.rss"),
        page=page,
    )
    for card in cards:
        _add(feed, card)
    return answer(request, feed)


def _add(feed: Rss201rev2Feed, card: Card) -> None:
    """A plan. Its guid is its number, which outlives another title, another wijk and another language."""
    feed.add_item(
        NOT_IN_XML.sub("", card.title),
        navigation.canonical(card.path),
        NOT_IN_XML.sub("", card.summary),
        unique_id=navigation.canonical(f"/initiatieven/{card.reference.lower()}/"),
        unique_id_is_permalink=False,
        pubdate=card.published_at,
        categories=[name for name in (str(card.wijk or ""), card.category) if name],
    )


def answer(request: HttpRequest, feed: Rss201rev2Feed) -> HttpResponse:
    """The feed, or 304 for who has it already.

    Last-Modified only informs: a plan that is taken off makes the feed older than what a reader has, so that only the
    ETag says whether that is the feed of now.
    """
    body = feed.writeString("utf-8").encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=feed.content_type)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    return get_conditional_response(request, etag=etag, response=response) or response


def _overview(path: str) -> InitiativesPage:
    """The overview at a path of the tree in the active language.

    Raises:
        Http404: when there is none, it is not live, or it is for some people alone.
    """
    tree = trees().get(get_language() or settings.LANGUAGE_CODE)
    page = InitiativesPage.objects.live().filter(url_path=f"{tree.home_path}{path}").first() if tree else None
    if page is None or page.get_view_restrictions().exists():
        raise Http404
    return page
