"""What a wijk page tells of its wijk: buurten, postcodes, themes, and the people to turn to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail.models import Page

from cms.models import PostcodeArea, Role, Wijk, WijkRole, WijkTheme
from cms.postcodes import shown
from cms.templatetags.notation import datum_jaar


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to; e-mail address and telephone are those of work."""

    name: str
    role: str
    text: str
    email: str
    phone: str
    is_wijkregisseur: bool


@dataclass(frozen=True)
class About:
    """The facts of a wijk. Postcodes are ranges in words: "1221", "1213 LA tot en met 1213 ZZ".

    `pages` are title and slug of the texts below the wijk page.
    """

    buurten: list[str]
    postcodes: list[str]
    themes: list[str]
    pages: list[tuple[str, str]]
    contacts: list[Contact]


Range = tuple[str, str]


def about(wijk: Wijk, *, page: Page, on: date | None = None) -> About:
    """Read the facts of a wijk and its page on a local date (today by default); three queries."""
    on = on or timezone.localdate()
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    names = _names(wijk, wijk.themes.filter(started & lasting), page)
    rows = PostcodeArea.objects.filter(wijk=wijk).values_list("first", "last", "roles__pk").order_by("first")
    areas = list(rows)
    own_areas: dict[int, list[Range]] = {}
    for first, last, role in areas:
        if role:
            own_areas.setdefault(role, []).append((first, last))
    return About(
        buurten=sorted(name for kind, name, _slug, _order in names if kind == "buurt"),
        postcodes=range_words((first, last) for first, last, _role in areas),
        themes=[name for kind, name, _slug, _order in names if kind == "theme"],
        pages=[(name, slug) for kind, name, slug, _order in names if kind == "page"],
        contacts=_contacts(wijk, own_areas, on),
    )


def _names(wijk: Wijk, themes: QuerySet[WijkTheme], page: Page) -> list[tuple[str, str, str, str]]:
    """Kind, name, slug and order of buurten, themes and texts, in one query: the page's budget counts them."""
    buurten = wijk.buurten.order_by().values_list(Value("buurt"), "name", Value(""), "name")
    of_themes = themes.order_by().values_list(Value("theme"), "name", Value(""), Cast("pk", CharField()))
    texts = page.get_children().live().filter(content_type__model="contentpage", view_restrictions__isnull=True)
    of_texts = texts.order_by().values_list(Value("page"), "title", "slug", "path")
    return sorted(buurten.union(of_themes, of_texts, all=True), key=_in_order)


def _in_order(row: tuple[str, str, str, str]) -> tuple[int, str]:
    """By name for buurten; by number and by place in the tree, where longer is later, for the others."""
    kind, _name, _slug, order = row
    return (0 if kind == "buurt" else len(order), order)


def contacts(wijk: Wijk, *, on: date | None = None) -> list[Contact]:
    """The wijkregisseurs and wijkwethouders of a wijk on a local date (today by default); two queries."""
    rows = PostcodeArea.objects.filter(wijk=wijk, roles__isnull=False).values_list("first", "last", "roles__pk")
    own_areas: dict[int, list[Range]] = {}
    for first, last, role in rows.order_by("first"):
        own_areas.setdefault(role, []).append((first, last))
    return _contacts(wijk, own_areas, on or timezone.localdate())


def _contacts(wijk: Wijk, own_areas: dict[int, list[Range]], on: date) -> list[Contact]:
    held = (
        WijkRole.objects.active(on)
        .filter(wijk=wijk, role__in=[Role.WIJKREGISSEUR, Role.WIJKWETHOUDER])
        .select_related("user", "deputy_for__user")
    )
    order = [Role.WIJKREGISSEUR, Role.WIJKWETHOUDER]
    roles = sorted(held, key=lambda role: (order.index(role.role), own_areas.get(role.pk, [("", "")]), role.pk))
    return [_contact(role, wijk, own_areas.get(role.pk, [])) for role in roles]


def _contact(role: WijkRole, wijk: Wijk, own: list[Range]) -> Contact:
    name = str(role.get_role_display())
    where = f"{wijk} {' en '.join(pc4s(own))}" if own else str(wijk)
    return Contact(
        name=role.user.get_full_name() or f"{name.capitalize()} {wijk}",
        role=f"{name.capitalize()} {where}",
        text=_deputy_words(role) or _ROLE_WORDS[role.role](),
        email=role.user.email,
        phone=role.user.phone,
        is_wijkregisseur=role.role == Role.WIJKREGISSEUR,
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
