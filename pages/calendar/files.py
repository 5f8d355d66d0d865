"""The calendar as files beside its page: iCalendar, RSS and JSON (ARCHITECTURE rule 13). Addresses come from BASE_URL.

Each answers with an ETag of what it holds, and 304 to who has that already. They hold what is on from a month ago
until eighteen months ahead.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.languages import active_language
from cms.models import Wijk
from cms.templatetags.notation import datum
from cms.trees import trees
from pages import navigation
from pages.calendar import fields
from pages.calendar.filters import later_than
from pages.calendar.ics import Entry, calendar
from pages.calendar.listing import key_of, read_key
from pages.calendar.markup import hours
from pages.calendar.reading import Item, items, place_of, read
from pages.calendar.words import facts_of, hour_words, titles_of
from pages.models import Activity, ActivityPage, AgendaPage, Occurrence
from pages.recurrence import HORIZON

PAST = timedelta(days=31)
PER_FILE = 500
IN_FEED = 50
ICS = "text/calendar; charset=utf-8"


@require_safe
def ics(request: HttpRequest, wijk: str = "") -> HttpResponse:
    """`agenda.ics`, of the city or a wijk; `?soort=` for one kind."""
    page = _agenda(wijk)
    chosen = _activities(page.wijk, _kind(request))
    return _ics(request, chosen, _name(page), f"{_base(page)}.ics")


@require_safe
def activity_ics(request: HttpRequest, slug: str, wijk: str = "") -> HttpResponse:
    """The file of one activity, to put in a calendar of one's own."""
    found = _page(ActivityPage, f"{_path(wijk)}{slug}/")
    chosen = Activity.objects.filter(translation_key=found.translation_key, is_live=True)
    if not chosen.exists():
        raise Http404
    return _ics(request, chosen, found.title, navigation.canonical(navigation.address_of(found)))


def _ics(request: HttpRequest, chosen: QuerySet[Activity], name: str, url: str) -> HttpResponse:
    today = timezone.localdate()
    body = calendar(_entries(chosen), name=name, url=url, horizon=today + HORIZON)
    return _answer(request, body, ICS)


def _activities(wijk: Wijk | None, kind: str) -> QuerySet[Activity]:
    """The activities of a wijk (and of all wijken), or of the city, that are on in the period of the files."""
    rows = Activity.objects.filter(is_live=True)
    on = Occurrence.objects.filter(activity=OuterRef("pk"), last_day__gte=timezone.localdate() - PAST)
    rows = rows.filter(Exists(on))
    if wijk:
        mine = Activity.wijken.through.objects.filter(activity_id=OuterRef("pk"), wijk=wijk)
        rows = rows.filter(Q(is_citywide=True) | Exists(mine))
    return rows.filter(kind=kind) if kind else rows


def _entries(chosen: QuerySet[Activity]) -> list[Entry]:
    rows = list(chosen.select_related("place").order_by("pk"))
    titles = titles_of(row.translation_key for row in rows if row.translation_key)
    facts = facts_of({row.pk for row in rows if row.office_hour_id})
    host, kinds = urlsplit(settings.BASE_URL).hostname, {value: str(label) for value, label in Activity.Kind.choices}
    found = []
    for row in rows:
        if row.translation_key:
            words = titles.get(row.translation_key)
        else:
            words = hour_words(facts[row.pk].organisation, facts[row.pk].wijken)
        if words is None:
            continue
        place = row.place.name if row.place else row.place_name
        street = row.street or (row.place.street if row.place else "")
        found.append(
            Entry(
                uid=f"{row.translation_key or f'spreekuur-{row.office_hour_id}'}@{host}",
                timetable=fields.from_data(row.timetable),
                title=words.title,
                url=navigation.canonical(words.url),
                changed_at=row.changed_at,
                sequence=row.sequence,
                text=words.lead,
                place=", ".join(part for part in (place, street) if part),
                point=(float(row.latitude), float(row.longitude)) if row.latitude is not None else None,
                kind=kinds[row.kind],
                language=words.language,
                is_cancelled=row.is_cancelled,
            )
        )
    return found


@require_safe
def feed_json(request: HttpRequest, wijk: str = "") -> HttpResponse:
    """`agenda.json`: each time that something is held, from today on, 500 at a time."""
    page = _agenda(wijk)
    today = timezone.localdate()
    rows = _coming(page.wijk, _kind(request), today)
    if key := read_key(request.GET.get("na", "")[:60]):
        rows = rows.filter(later_than(*key))
    found = list(read(rows)[: PER_FILE + 1])
    is_more = len(found) > PER_FILE
    following = f"{_base(page)}.json?na={key_of(*place_of(found[PER_FILE - 1]))}" if is_more else None
    data = {
        "titel": _name(page),
        "bron": navigation.canonical(navigation.address_of(page)),
        "keren": [_row(item) for item in items(found[:PER_FILE])],
        "volgende": following,
    }
    return _answer(request, json.dumps(data, ensure_ascii=False, indent=1).encode(), "application/json")


def _row(item: Item) -> dict[str, object]:
    """One time as data."""
    return {
        "titel": item.title,
        "taal": item.language,
        "adres": navigation.canonical(item.url),
        "soort": item.kind,
        "begin": item.first_day.isoformat() if item.is_all_day else item.starts_at.isoformat(),
        "einde": (item.last_day.isoformat() if item.is_all_day else item.ends_at.isoformat())
        if item.has_end
        else None,
        "hele_dag": item.is_all_day,
        "vervalt": item.is_cancelled,
        "verplaatst_van": item.original_day.isoformat() if item.is_moved and item.original_day else None,
        "opmerking": item.note,
        "plek": item.place,
        "wijken": [wijk.slug for wijk in item.wijken],
    }


@require_safe
def rss(request: HttpRequest, wijk: str = "") -> HttpResponse:
    """`agenda.rss`: the first times that something is held, each activity once."""
    page = _agenda(wijk)
    feed = Rss201rev2Feed(
        title=_name(page),
        link=navigation.canonical(navigation.address_of(page)),
        description=page.lead or page.title,
        language=get_language(),
        feed_url=f"{_base(page)}.rss",
    )
    seen: set[int] = set()
    for item in items(read(_coming(page.wijk, _kind(request), timezone.localdate()))[: 4 * IN_FEED]):
        if item.activity_pk in seen or len(seen) == IN_FEED:
            continue
        seen.add(item.activity_pk)
        when = f"{datum(item.first_day).capitalize()}, {hours(item)}"
        state = f"{_('Vervalt')}: " if item.is_cancelled else ""
        address = navigation.canonical(item.url)
        feed.add_item(
            f"{state}{item.title}",
            address,
            ". ".join(part for part in (when, item.place, item.lead) if part),
            unique_id=f"{address}#{item.first_day}",
            unique_id_is_permalink=False,
            categories=[str(wijk) for wijk in item.wijken],
        )
    return _answer(request, feed.writeString("utf-8").encode(), feed.content_type)


def _coming(wijk: Wijk | None, kind: str, today: date) -> QuerySet[Occurrence]:
    rows = Occurrence.objects.live().of_wijk(wijk).filter(first_day__gte=today, first_day__lte=today + HORIZON)
    return (rows.filter(kind=kind) if kind else rows).in_order()


def _answer(request: HttpRequest, body: bytes, content_type: str) -> HttpResponse:
    """The file, or 304 to who has it."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response) or response


def _kind(request: HttpRequest) -> str:
    asked = request.GET.get("soort", "")
    return asked if asked in Activity.Kind.values else ""


def _path(wijk: str) -> str:
    return f"wijken/{wijk}/agenda/" if wijk else "agenda/"


def _name(page: AgendaPage) -> str:
    return f"{page.title} {page.wijk or settings.MUNICIPALITY_NAME}"


def _base(page: AgendaPage) -> str:
    return navigation.canonical(navigation.address_of(page).rstrip("/"))


def _agenda(wijk: str) -> AgendaPage:
    return _page(AgendaPage, _path(wijk))


def _page(model: type, path: str) -> AgendaPage | ActivityPage:
    """The page at a path of the tree in the active language.

    Raises:
        Http404: when there is none, it is not live, or it is for some people alone.
    """
    tree = trees().get(active_language())
    page = model.objects.live().filter(url_path=f"{tree.home_path}{path}").first() if tree else None
    if page is None or page.get_view_restrictions().exists():
        raise Http404
    return page
