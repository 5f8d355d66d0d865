"""What lists say of activities: title and address in the language of the page, and for which wijken they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.utils.translation import gettext as _

from wagtail.models import Page

from cms.languages import active_language
from cms.models import Wijk
from cms.prepared import Keys, Prepared
from cms.templatetags.wijkplein import pad
from pages import navigation
from pages.models import Activity, ActivityPage
from pages.routing import shut

_OF_ACTIVITY = ("pk", "translation_key", "place_name", "place__name", "is_citywide")
# What a list shows of a wijk.
_OF_WIJK = ("id", "slug", "name", "tile")


@dataclass(frozen=True, slots=True)
class Words:
    """What a list says of an activity, and where its page is."""

    title: str
    url: str
    lead: str
    language: str


def titles_of(keys: Iterable[UUID]) -> dict[UUID, Words]:
    """Title, address and lead of activities by key, in the active language where there is such a page; one query."""
    language, wanted = active_language(), list(set(keys))
    if not wanted:
        return {}
    # Those in the active language last, so that they stand.
    rows = sorted(_titles(language).rows(keys=wanted), key=lambda row: row[4] == language)
    home = pad("/")
    return {
        key: Words(title, home + navigation.below_home(path), lead, source or own)
        for key, title, path, lead, own, source in rows
    }


@cache
def _titles(language: str) -> Prepared:
    def build() -> QuerySet:
        keys, languages = Keys("keys", UUIDField()), {language, settings.LANGUAGE_CODE}
        pages = ActivityPage.objects.filter(translation_key__in=keys, live=True, locale__language_code__in=languages)
        # By subqueries: to join the sources of aliases the database would read all pages of the site.
        source = Page.objects.filter(pk=OuterRef("alias_of_id")).order_by()
        pages = pages.alias(_source_path=Subquery(source.values("path")))
        pages = pages.exclude(shut("path") | Q(alias_of__isnull=False) & shut("_source_path"))
        spoken = Subquery(source.values("locale__language_code"))
        shown = pages.values_list("translation_key", "title", "url_path", "lead", "locale__language_code", spoken)
        return shown.order_by()

    return Prepared(build)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a list shows of an activity besides its words. key: of its pages; no wijken: the whole city.

    place: its name, that of an organisation too; organisation: of that alone.
    """

    key: UUID | None
    place: str
    organisation: str
    wijken: list[Wijk]

    @classmethod
    def of(cls, key: UUID | None, place_name: str, organisation: str | None) -> Facts:
        """From what the database has; as yet without wijken."""
        return cls(key, place_name if organisation is None else organisation, organisation or "", [])


def facts_of(keys: Collection[int], *, with_wijken: bool = True) -> dict[int, Facts]:
    """Place and wijken of activities by number, the wijken in the order of the municipality; one query.

    with_wijken: not where all of them are about one wijk, so that nobody has to be told which.
    """
    rows = (_FACTS_AND_WIJKEN if with_wijken else _FACTS).rows(keys=keys) if keys else ()
    known: dict[int, Wijk] = {}
    found: dict[int, Facts] = {}
    for activity, key, place_name, organisation, is_citywide, *row in rows:
        facts = found.get(activity)
        if facts is None:
            facts = found[activity] = Facts.of(key, place_name, organisation)
        if is_citywide or not row or row[0] is None:
            continue
        if row[0] not in known:
            # Only what a list shows.
            known[row[0]] = Wijk.from_db(None, _OF_WIJK, row)
        facts.wijken.append(known[row[0]])
    return found


def _facts() -> QuerySet:
    rows = Activity.objects.filter(pk__in=Keys("keys", BigIntegerField()))
    return rows.values_list(*_OF_ACTIVITY)


def _facts_and_wijken() -> QuerySet:
    rows = _facts().order_by("wijken__position", "wijken__pk")
    return rows.values_list(*_OF_ACTIVITY, *(f"wijken__{name}" for name in _OF_WIJK))


_FACTS = Prepared(_facts)
_FACTS_AND_WIJKEN = Prepared(_facts_and_wijken)


def hour_words(place: str, wijken: list[Wijk]) -> Words:
    """What a list says of a spreekuur, and the page that tells who will be there."""
    path = f"/wijken/{wijken[0].slug}/contact/" if wijken else "/contact/"
    return Words(_("Spreekuur in %(place)s") % {"place": place}, pad(path), "", active_language())
