"""`/besluiten/`: the municipality's decisions on plans, each at an address for ever (Woo, compliance C11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.templatetags.notation import datum_jaar
from cms.templatetags.wijkplein import pad
from pages import navigation
from participation.feeds import EPOCH, NOT_IN_XML, answer
from participation.models import Decision, PublicDecision
from participation.selectors import initiative_path
from participation.services.proposals import STATE_OF
from participation.states import resident_words

PAGE_SIZE = 50
FEED_SIZE = 30


def published() -> QuerySet[PublicDecision]:
    """The decisions on the site, the newest first."""
    return PublicDecision.objects.filter(is_public=True).select_related("wijk").order_by("-decided_on", "-pk")


def path_of(found: PublicDecision) -> str:
    """The address of a decision in the active language."""
    return pad(f"/besluiten/{found.code}/")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The newest fifty, or those before a number: `?voor=2026-11-20.120`."""
    text = request.GET.get("voor", "")
    place = _place(text)
    rows = published()
    if place is not None:
        day, pk = place
        rows = rows.filter(decided_on__lte=day).exclude(decided_on=day, pk__gte=pk)
    found = list(rows[: PAGE_SIZE + 1])
    shown = [{"found": one, "url": path_of(one), "words": _words(one)} for one in found[:PAGE_SIZE]]
    last = found[PAGE_SIZE - 1] if len(found) > PAGE_SIZE else None
    path = pad("/besluiten/")
    context = {
        "decisions": shown,
        "more_url": f"{path}?voor={last.decided_on.isoformat()}.{last.pk}" if last else "",
        "crumbs": [(_("Home"), pad("/")), (_("Besluiten"), path)],
        "canonical_url": navigation.canonical(path),
        "section": "initiatieven",
        "feed_url": pad("/besluiten.rss"),
    }
    return render(request, "participation/public_decisions.html", context)


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One decision; 410 for one that was taken off the site, which says that it was there.

    Raises:
        Http404: when there never was one on the site at this address.
    """
    rows = PublicDecision.objects.select_related("wijk", "decision", "submission__public_version", "submission__wijk")
    found = rows.filter(code=code, published_at__isnull=False).first()
    if found is None:
        raise Http404
    if not found.is_public:
        return _gone(request)
    path = path_of(found)
    version = getattr(found.submission, "public_version", None)
    is_there = version is not None and version.is_public and found.submission.wijk is not None
    context = {
        "found": found,
        "words": _words(found),
        "is_replaced": found.decision.status == Decision.Status.REPLACED,
        "plan_url": initiative_path(version) if is_there and version else "",
        "wijk": found.wijk,
        "publisher": _publisher(),
        "facts": _facts(found),
        "crumbs": [(_("Home"), pad("/")), (_("Besluiten"), pad("/besluiten/")), (found.title, path)],
        "canonical_url": navigation.canonical(path),
        "section": "initiatieven",
    }
    return render(request, "participation/public_decision.html", context)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """`/besluiten.rss`: the newest decisions."""
    rows = list(published()[:FEED_SIZE])
    made = DecisionsFeed(
        title=f"{_('Besluiten')} | {settings.WAGTAIL_SITE_NAME}",
        link=navigation.canonical(pad("/besluiten/")),
        description=_("Wat de gemeente besloot over plannen van bewoners."),
        language=get_language(),
        feed_url=navigation.canonical(pad("/besluiten.rss")),
    )
    for row in rows:
        made.add_item(
            NOT_IN_XML.sub("", row.title),
            navigation.canonical(path_of(row)),
            NOT_IN_XML.sub("", " ".join(filter(None, [f"{_words(row)}.", row.text]))),
            unique_id=navigation.canonical(f"/besluiten/{row.code}/"),
            unique_id_is_permalink=False,
            pubdate=row.published_at,
            author_name=_publisher(),
            categories=[name for name in (str(row.wijk or ""), row.subject) if name],
        )
    return answer(request, made)


class DecisionsFeed(Rss201rev2Feed):
    """A feed that is as old as its newest decision."""

    def latest_post_date(self) -> Any:
        """The moment that the feed is of."""
        return max((item["pubdate"] for item in self.items), default=EPOCH)


def _facts(found: PublicDecision) -> list[dict[str, str]]:
    """The metadata as people read them."""
    rows = [
        ("kalender", _("Besloten op"), datum_jaar(found.decided_on)),
        ("vink", _("Soort"), _("Besluit over een plan van bewoners")),
        ("info", _("Onderwerp"), found.subject),
        ("plek", _("Wijk"), str(found.wijk or "")),
        ("huis", _("Van"), _publisher()),
        ("info", _("Kenmerk"), found.code.upper()),
    ]
    return [{"icon": icon, "term": term, "value": value} for icon, term, value in rows if value]


def _words(found: PublicDecision) -> str:
    return resident_words(STATE_OF[found.outcome])


def _publisher() -> str:
    return f"Gemeente {settings.MUNICIPALITY_NAME}"


def _place(text: str) -> tuple[date, int] | None:
    """Where a page begins: a day and a number, as our own link writes them; None for anything else."""
    day, _dot, pk = text.partition(".")
    try:
        place = date.fromisoformat(day), int(pk)
    except ValueError:
        return None
    return place if 0 < place[1] < 2**63 else None


def _gone(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("Dit besluit staat niet meer op de site"),
        "text": _("De gemeente haalde het weg. Heb je er een vraag over? Bel de gemeente."),
        "actions": [{"url": pad("/besluiten/"), "text": _("Naar alle besluiten")}],
        "crumbs": [(_("Home"), pad("/")), (_("Besluiten"), pad("/besluiten/"))],
    }
    return render(request, "cms/melding.html", context, status=410)
