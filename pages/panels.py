"""What a wijk page tells of its wijk: buurten, postcodes, themes, and the people to turn to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import DateField, F, IntegerField, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wagtail.models import Page

from cms.models import Role, Wijk, WijkRole
from cms.postcodes import shown
from cms.prepared import Prepared, Slot
from cms.templatetags.notation import datum_jaar
from pages import names
from pages.beside import Photo
from pages.coming_office_hours import Coming, coming
from pages.names import Link
from pages.social_base import profile_of, with_profiles


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to; e-mail address and telephone are those of work."""

    name: str
    role: str
    text: str
    email: str
    phone: str
    is_wijkregisseur: bool
    when: str = ""
    photo: Photo | None = None
    marks: SafeString = SafeString("")
    text_marks: SafeString = SafeString("")


@dataclass(frozen=True)
class About:
    """The facts of a wijk. Postcodes are ranges in words: "1221", "1213 LA tot en met 1213 ZZ".

    `pages` are those below the wijk page, by the model of each. `office_hour` is the first spreekuur that comes.
    """

    buurten: list[str]
    postcodes: list[str]
    themes: list[str]
    pages: dict[str, list[Link]]
    news: list[Link]
    contacts: list[Contact]
    office_hour: Coming | None


Range = tuple[str, str]


def about(wijk: Wijk, *, page: Page, on: date | None = None) -> About:
    """Read the facts of a wijk and its page on a local date (today by default); three queries."""
    on = on or timezone.localdate()
    found = names.read(wijk, page, on=on)
    return About(
        buurten=found.buurten,
        postcodes=range_words(found.ranges),
        themes=found.themes,
        pages=found.pages,
        news=found.news,
        contacts=contacts(wijk, on=on),
        office_hour=next(iter(coming(wijk, count=1)), None),
    )


def contacts(wijk: Wijk, *, on: date | None = None) -> list[Contact]:
    """The wijkregisseurs and wijkwethouders of a wijk on a local date (today by default); one query."""
    held = _holders(_of_wijk(get_language()).rows(on=on or timezone.localdate(), wijk=wijk.pk))
    held.sort(key=lambda holder: (_IN_ORDER.index(holder[0].role), holder[1] or [("", "")], holder[0].pk))
    return [_contact(role, wijk, own) for role, own in held]


def wijkregisseurs(*, on: date | None = None) -> list[tuple[Wijk, list[Contact]]]:
    """The wijkregisseurs of each wijk that has one, in order, on a local date (today by default); one query."""
    held = _holders(_held(on or timezone.localdate()).filter(role=Role.WIJKREGISSEUR))
    held.sort(key=lambda holder: (holder[0].wijk.position, holder[0].wijk_id, holder[1] or [("", "")], holder[0].pk))
    found: dict[Wijk, list[Contact]] = {}
    for role, own in held:
        found.setdefault(role.wijk, []).append(_contact(role, role.wijk, own))
    return list(found.items())


_IN_ORDER = [Role.WIJKREGISSEUR, Role.WIJKWETHOUDER]


@cache
def _of_wijk(language: str | None) -> Prepared:
    """The roles of a wijk, for each language its own query: texts come in that of the page."""
    of_wijk = {"wijk_id": Slot("wijk", IntegerField()), "role__in": _IN_ORDER}
    return Prepared(lambda: _held(Slot("on", DateField())).filter(**of_wijk))


def _held(on: date | Slot) -> QuerySet[WijkRole]:
    """Roles with who holds them, once for each range of postcodes of their own: a handful at most."""
    rows = with_profiles(WijkRole.objects.active(on))
    rows = rows.select_related("user__profile", "deputy_for__user", "wijk").order_by("areas__first")
    return rows.annotate(area_first=F("areas__first"), area_last=F("areas__last"))


def _holders(rows: Iterable[WijkRole]) -> list[tuple[WijkRole, list[Range]]]:
    """Each role once, with the postcodes of its own."""
    held: dict[int, tuple[WijkRole, list[Range]]] = {}
    for role in rows:
        _role, own = held.setdefault(role.pk, (role, []))
        if role.area_first:
            own.append((role.area_first, role.area_last))
    return list(held.values())


def _contact(role: WijkRole, wijk: Wijk, own: list[Range]) -> Contact:
    name = str(Role(role.role).label)
    where = f"{wijk} {' en '.join(pc4s(own))}" if own else str(wijk)
    profile = profile_of(role)
    own_words = "" if role.deputy_for_id else profile.get("text", "")
    return Contact(
        name=role.user.get_full_name() or f"{capfirst(name)} {wijk}",
        role=f"{capfirst(name)} {where}",
        text=own_words or _deputy_words(role) or _ROLE_WORDS[role.role](),
        email=profile.get("email") or role.user.email,
        phone=profile.get("phone") or role.user.phone,
        is_wijkregisseur=role.role == Role.WIJKREGISSEUR,
        when=profile.get("when", ""),
        photo=profile.get("photo"),
        marks=profile.get("marks", SafeString("")),
        text_marks=profile["marks"] if own_words else SafeString(""),
    )


def _deputy_words(role: WijkRole) -> str:
    if not role.deputy_for_id:
        return ""
    absent = role.deputy_for.user.get_full_name()
    return _("Vervangt %(name)s tot en met %(day)s.") % {"name": absent, "day": datum_jaar(role.valid_until)}


_ROLE_WORDS = {
    Role.WIJKREGISSEUR: lambda: _("Je eerste aanspreekpunt voor ideeën en vragen."),
    Role.WIJKWETHOUDER: lambda: _("Spreekt namens het college en beslist mee over grotere plannen."),
}


def pc4s(ranges: Iterable[Range]) -> list[str]:
    """The four digits that ranges of postcodes begin and end with, each once, in order."""
    return sorted({end[:4] for pair in ranges for end in pair})


def range_words(ranges: Iterable[Range]) -> list[str]:
    """Ranges of postcodes in words: "1221" for a whole PC4, else "1213 LA tot en met 1213 ZZ"."""
    words = []
    for first, last in sorted(set(ranges)):
        if first == last:
            words.append(shown(first))
        elif first[:4] == last[:4] and first.endswith("AA") and last.endswith("ZZ"):
            words.append(first[:4])
        else:
            words.append(_("%(first)s tot en met %(last)s") % {"first": shown(first), "last": shown(last)})
    return list(dict.fromkeys(words))
