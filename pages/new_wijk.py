"""Make a wijk with everything that belongs to it, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization

from cms import audit
from cms.models import Cluster, PostcodeArea, User, Wijk
from cms.postcodes import bounds, shown
from pages.models import WijkenPage, WijkPage
from pages.notation import T
from pages.services import follow_translations
from pages.town import lay_out_wijk

Area = tuple[str, str]


@dataclass(frozen=True)
class Leads:
    """The words that the page of a new wijk begins with, in Dutch and English: what has one needs the other too."""

    lead: str = ""
    lead_en: str = ""
    about: str = ""
    about_en: str = ""

    def fields(self) -> dict[str, str]:
        """The fields of the page that are filled in; without any English the site has none."""
        pairs = {"lead": (self.lead, self.lead_en), "about_lead": (self.about, self.about_en)}
        return {name: T(nl, en or nl) for name, (nl, en) in pairs.items() if nl}


@transaction.atomic
def make_wijk(
    *,
    name: str,
    slug: str,
    cluster: Cluster,
    tile: str,
    areas: Sequence[Area],
    leads: Leads,
    by: User | None,
    now: datetime,
) -> WijkPage:
    """Make the wijk, its postcodes and its pages with all parts, live in each language; and its group of editors.

    All of it or nothing. areas: first and last postcode of each range, as `cms.postcodes.bounds` gives them.

    Raises:
        ValidationError: when a name or address is taken, or a range lies in another wijk.
        LookupError: when there is no page yet that lists the wijken.
    """
    wijken = wijken_page()
    if wijken is None:
        raise LookupError("there is no page that lists the wijken")
    refuse_taken(name=name, slug=slug)
    refuse_overlap(areas)
    last = Wijk.objects.aggregate(last=Max("position"))["last"] or 0
    wijk = Wijk(name=name, slug=slug, cluster=cluster, tile=tile, position=last + 1)
    wijk.full_clean()
    wijk.save()
    PostcodeArea.objects.bulk_create(PostcodeArea(wijk=wijk, first=first, last=last_) for first, last_ in areas)
    page = lay_out_wijk(wijken, wijk, **leads.fields())
    copy_to_all_languages(page)
    follow_translations()
    audit.log(action="wijk.made", object=wijk, actor=by, now=now)
    return page


def wijken_page() -> WijkenPage | None:
    """The page below which the wijken stand, in the default language."""
    return WijkenPage.objects.filter(locale=Locale.get_default()).first()


def refuse_taken(*, name: str, slug: str) -> None:
    """Keep names and addresses apart.

    Raises:
        ValidationError: by field, when another wijk or page has it.
    """
    errors = {}
    if Wijk.objects.filter(name__iexact=name).exists():
        errors["name"] = _("Er is al een wijk met deze naam. Kies een andere naam.")
    wijken = wijken_page()
    is_page = wijken is not None and wijken.get_children().filter(slug=slug).exists()
    if is_page or Wijk.objects.filter(slug=slug).exists():
        errors["slug"] = _("Dit adres is al in gebruik. Kies een ander adres.")
    if errors:
        raise ValidationError(errors)


def refuse_overlap(areas: Sequence[Area]) -> None:
    """Keep each postcode in one wijk, so that it is clear whose case a plan from there is.

    Raises:
        ValidationError: naming the range, and where it lies already.
    """
    for first, last in areas:
        other = PostcodeArea.objects.filter(first__lte=last, last__gte=first).select_related("wijk").first()
        if other:
            message = _("De postcodes %(area)s horen al bij %(wijk)s. Pas dat gebied eerst aan.")
            words = {"area": area_words((other.first, other.last)), "wijk": other.wijk}
            raise ValidationError({"areas": message % words})


def read_areas(text: str) -> list[Area]:
    """The ranges of a text with one on each line: "1213 LA - 1213 ZZ", "1221" or "1213 LA".

    Raises:
        ValidationError: naming the line that is no range, or that a line before it has already.
    """
    found: list[Area] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        words = {"number": number, "line": line.strip()[:40]}
        try:
            first, last = bounds(line.replace("–", "-"))
        except ValueError:
            message = _("Regel %(number)s, ‘%(line)s’: dit is geen postcodegebied. Schrijf 1221 of 1213 LA - 1213 ZZ.")
            raise ValidationError(message, params=words) from None
        if any(first <= end and start <= last for start, end in found):
            raise ValidationError(_("Regel %(number)s, ‘%(line)s’, staat er al. Haal hem weg."), params=words)
        found.append((first, last))
    return found


def area_words(area: Area) -> str:
    """A range as people write it: "1213 LA - 1213 ZZ", or one postcode."""
    first, last = area
    return shown(first) if first == last else f"{shown(first)} - {shown(last)}"


def copy_to_all_languages(page: WijkPage) -> None:
    """Give pages made by code their place in the languages that follow the default one, until they are translated.

    Wagtail-localize does so itself for a page that an editor makes by hand.
    """
    made = Page.objects.descendant_of(page, inclusive=True).order_by("path")
    followers = Locale.objects.filter(pk__in=LocaleSynchronization.objects.values("locale"))
    for locale in followers.exclude(pk=page.locale_id):
        there = Page.objects.filter(locale=locale, translation_key__in=made.values("translation_key"))
        for source in made.exclude(translation_key__in=there.values("translation_key")).specific():
            source.copy_for_translation(locale, copy_parents=True, alias=True)
