"""Reading the social base: people and organisations as cards, in the language of the page, else in Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cms.models import Wijk, WijkRole
from cms.postcodes import normalise, shown
from pages.beside import Photo, marks_of, photo_of, with_photo, with_text
from pages.models.organisations import OpeningTime, Organisation
from pages.models.people import Person
from pages.office_hours import opening_words

ICONS = {
    Organisation.Kind.MEETING_PLACE: "koffie",
    Organisation.Kind.WELFARE: "mensen",
    Organisation.Kind.CARE: "plus",
    Organisation.Kind.HOUSING: "huis",
    Organisation.Kind.POLICE: "schild",
    Organisation.Kind.SPORT: "bal",
    Organisation.Kind.CULTURE: "idee",
    Organisation.Kind.ASSOCIATION: "slinger",
    Organisation.Kind.MUNICIPALITY: "gebouw",
}
# Where residents meet and do things; the other kinds are there to help.
_KIND = Organisation.Kind
MEETING = frozenset({_KIND.MEETING_PLACE, _KIND.SPORT, _KIND.CULTURE, _KIND.ASSOCIATION})
# How many organisations the page of the city shows at a time.
PAGE_SIZE = 60


@dataclass(frozen=True)
class PersonCard:
    """Somebody to turn to; address and number are those of work. `marks` are the attributes of all its texts."""

    name: str
    role: str
    text: str = ""
    email: str = ""
    phone: str = ""
    when: str = ""
    photo: Photo | None = None
    marks: SafeString = SafeString("")

    @property
    def role_marks(self) -> SafeString:
        """Those of the role, which an editor wrote too."""
        return self.marks

    @property
    def text_marks(self) -> SafeString:
        """Those of the words."""
        return self.marks


@dataclass
class OrganisationCard:
    """A place or a partner. `hours` are opening times in words, `point` its latitude and longitude in degrees."""

    pk: int
    name: str
    kind: str
    kind_name: str
    icon: str
    summary: str
    hours_note: str
    marks: SafeString
    address: str
    phone: str
    email: str
    website: str
    point: tuple[str, str] | None
    photo: Photo | None
    hours: list[str] = field(default_factory=list)


def with_profiles(roles: QuerySet[WijkRole]) -> QuerySet[WijkRole]:
    """Add what the profile of each account says, as `profile_of` reads it."""
    rows = with_photo(with_text(roles, "user__profile__texts", "text", "availability"), "user__profile__picture")
    return rows.select_related("user__profile")


def profile_of(role: WijkRole) -> dict[str, Any]:
    """Words, days at work and photo of who holds a role of `with_profiles`; empty for a profile off the site."""
    profile = getattr(role.user, "profile", None)
    if profile is None or not profile.is_active:
        return {}
    return {
        "text": role.text_text,
        "when": role.text_availability,
        "marks": marks_of(role),
        "photo": photo_of(role),
        "email": profile.email,
        "phone": profile.phone,
    }


def people(wijk: Wijk | None) -> list[PersonCard]:
    """Those who serve a wijk, or without a wijk the whole city; not those with an account, who have a role there."""
    rows = Person.objects.serving(wijk) if wijk else Person.objects.filter(is_active=True, is_citywide=True)
    return _person_cards(rows.filter(user__isnull=True))


def people_by_id(ids: Iterable[int]) -> list[PersonCard]:
    """These people, in this order, as far as they are on the site; one query."""
    order = {pk: place for place, pk in enumerate(ids)}
    rows = Person.objects.filter(pk__in=order, is_active=True)
    return _person_cards(rows, order)


def _person_cards(rows: QuerySet[Person], order: dict[int, int] | None = None) -> list[PersonCard]:
    rows = with_photo(with_text(rows, "texts", "role", "text", "availability"), "picture")
    found = list(rows.select_related("organisation", "user"))
    if order is not None:
        found.sort(key=lambda row: order[row.pk])
    return [_person_card(row) for row in found]


def _person_card(row: Person) -> PersonCard:
    where = row.organisation.name if row.organisation else ""
    return PersonCard(
        name=row.name,
        role=", ".join(filter(None, [row.text_role, where])),
        text=row.text_text,
        email=row.email or (row.user.email if row.user else ""),
        phone=row.phone or (row.user.phone if row.user else ""),
        when=row.text_availability,
        photo=photo_of(row),
        marks=marks_of(row),
    )


def organisations(
    wijk: Wijk | None, *, kind: str = "", after: str = "", count: int | None = None
) -> list[OrganisationCard]:
    """Organisations of a wijk or of all wijken, by name; two queries.

    kind: of this kind alone. after, count: the next so many after a name.
    """
    rows = Organisation.objects.serving(wijk)
    if kind:
        rows = rows.filter(kind=kind)
    if after:
        rows = rows.filter(name__gt=after)
    return organisation_cards(rows.order_by("name")[:count])


def organisations_by_id(ids: Iterable[int]) -> list[OrganisationCard]:
    """These organisations, in this order, as far as they are on the site; two queries."""
    order = {pk: place for place, pk in enumerate(ids)}
    cards = organisation_cards(Organisation.objects.filter(pk__in=order, is_active=True))
    return sorted(cards, key=lambda card: order[card.pk])


def organisation_cards(rows: QuerySet[Organisation]) -> list[OrganisationCard]:
    """Organisations with their text, photo and opening times."""
    found = with_photo(with_text(rows, "texts", "summary", "hours_note"), "picture")
    cards = [_organisation_card(row) for row in found]
    times: dict[int, list[tuple]] = {}
    for pk, *period in OpeningTime.objects.filter(organisation__in=[card.pk for card in cards]).values_list(
        "organisation", "weekday", "opens_at", "closes_at"
    ):
        times.setdefault(pk, []).append(tuple(period))
    for card in cards:
        card.hours = opening_words(times.get(card.pk, []))
    return cards


def _organisation_card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(
        pk=row.pk,
        name=row.name,
        kind=row.kind,
        kind_name=row.get_kind_display(),
        icon=ICONS[row.kind],
        summary=row.text_summary,
        hours_note=row.text_hours_note,
        marks=marks_of(row),
        address=", ".join(filter(None, [row.street, shown(normalise(row.postcode))])),
        phone=row.phone,
        email=row.email,
        website=row.website,
        # As text: no language writes the comma of its numbers into it.
        point=None if row.latitude is None else (str(row.latitude), str(row.longitude)),
        photo=photo_of(row),
    )


def grouped(cards: Iterable[OrganisationCard]) -> list[tuple[str, list[OrganisationCard]]]:
    """Heading and cards of what there is: first where one meets, then who helps; by kind, and then by name."""
    kinds, cards = list(Organisation.Kind.values), sorted(cards, key=lambda card: card.name)
    cards.sort(key=lambda card: kinds.index(card.kind))
    groups = [
        (_("Elkaar ontmoeten en samen iets doen"), [card for card in cards if card.kind in MEETING]),
        (_("Hulp en vragen"), [card for card in cards if card.kind not in MEETING]),
    ]
    return [group for group in groups if group[1]]


@dataclass(frozen=True)
class Choice:
    """The organisations of the city that somebody asked for.

    selects: name, label, options (value, text) and chosen value of each filter. first_page, next_page: the queries of
    the first ones and of the ones that come after; next_page is "" on the last page.
    """

    organisations: list[OrganisationCard]
    selects: list[dict[str, Any]]
    is_filtered: bool
    is_later_page: bool
    first_page: str
    next_page: str


def choose(asked: QueryDict) -> Choice:
    """What `?wijk=`, `?soort=` and `?na=` (a name) ask for; what is unknown counts as not asked. Three queries."""
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.in_order()}
    wijk, kind, after = wijken.get(asked.get("wijk")), asked.get("soort", ""), asked.get("na", "")[:120]
    kind = kind if kind in Organisation.Kind.values else ""
    found = organisations(wijk, kind=kind, after=after, count=PAGE_SIZE + 1)
    chosen = {name: value for name, value in (("wijk", wijk.slug if wijk else ""), ("soort", kind)) if value}
    shown_now, has_more = found[:PAGE_SIZE], len(found) > PAGE_SIZE
    return Choice(
        organisations=shown_now,
        selects=[
            _select("wijk", _("Wijk"), [(wijk.slug, wijk.name) for wijk in wijken.values()], chosen),
            _select("soort", _("Soort"), Organisation.Kind.choices, chosen),
        ],
        is_filtered=bool(chosen),
        is_later_page=bool(after),
        first_page=f"?{urlencode(chosen)}",
        next_page=f"?{urlencode(chosen | {'na': shown_now[-1].name})}" if has_more else "",
    )


def _select(name: str, label: str, options: list[tuple[str, str]], chosen: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "label": label, "options": options, "chosen": chosen.get(name, "")}
