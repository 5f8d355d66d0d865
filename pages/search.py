"""What the search finds of the editorial site: pages in the language of the address, and organisations by name.

People are found by what they do, through pages and organisations; their names are in no index.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from cms.languages import address
from cms.models import Wijk
from cms.registries import search_sections
from cms.search import Hit, Question, SearchSection
from cms.stems import stems
from cms.templatetags.wijkplein import pad
from cms.trees import trees
from pages.models import BasePage, Organisation, OrganisationText, WijkPage
from pages.models.wijk import OfWijk
from pages.routing import paths_of_line


def register() -> None:
    """Let the search of the site look here."""
    search_sections.register("paginas", SearchSection(_("Pagina's"), 10, find_pages))
    search_sections.register("organisaties", SearchSection(_("Plekken en organisaties"), 30, find_organisations))


def find_pages(question: Question, skip: int, most: int) -> list[Hit]:
    """Live pages that everybody may read, below the home page of the active language. At most five queries."""
    language = get_language() or settings.LANGUAGE_CODE
    tree = trees().get(language)
    home = Page.objects.filter(pk=tree.home_id).first() if tree else None
    if home is None:
        return []
    readable = _readable(home).select_related("alias_of__locale")
    pages = list(readable.search(question.query)[skip : skip + most])
    leads, wijken = _leads(pages), _wijken(home)
    return [
        Hit(
            title=page.title,
            url=address(page.url_path[len(home.url_path) :]),
            text=page.search_description or leads.get(page.pk, ""),
            wijk=next((wijken[path] for path in paths_of_line(page) if path in wijken), None),
            language=page.alias_of.locale.language_code if page.alias_of else language,
        )
        for page in pages
    ]


def _readable(home: Page) -> PageQuerySet:
    """Live pages of a tree without those behind a restriction, and without copies of such pages."""
    found = Page.objects.descendant_of(home, inclusive=True).filter(locale_id=home.locale_id).live()
    closed = Q()
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        closed |= Q(path__startswith=path)
    if not closed:
        return found
    behind = Page.objects.filter(closed).values("pk")
    copies = Page.objects.filter(alias_of__in=behind).values("pk")
    return found.exclude(closed).exclude(pk__in=copies)


def _leads(pages: Iterable[Page]) -> dict[int, str]:
    """The lead of each page; one query whatever kinds of page there are."""
    kinds: dict[type[BasePage], list[int]] = {}
    for page in pages:
        if page.specific_class and issubclass(page.specific_class, BasePage):
            kinds.setdefault(page.specific_class, []).append(page.pk)
    queries = [kind.objects.filter(pk__in=keys).order_by().values_list("pk", "lead") for kind, keys in kinds.items()]
    return dict(queries[0].union(*queries[1:], all=True)) if queries else {}


def _wijken(home: Page) -> dict[str, Wijk]:
    """Each wijk by the place in the tree of its page."""
    pages = WijkPage.objects.filter(locale_id=home.locale_id).select_related("wijk").only("path", "wijk")
    return {page.path: page.wijk for page in pages}


def stems_of(page: BasePage) -> str:
    """The stems of all that a page says, as the index takes them; those of the title count three times.

    What a page of a wijk has in common with that of the city is found there, and not once more in every wijk.
    """
    language = page.untranslated_from or page.locale.language_code
    elsewhere = _texts_of_the_city(page)
    own = [text for text in _texts(page) if text not in elsewhere]
    return " ".join(stems(" ".join([page.title] * 3 + own), language))


def _texts_of_the_city(page: BasePage) -> list[str]:
    """What the page of the same kind below home says, for a page below a wijk."""
    if not isinstance(page, OfWijk) or page.wijk is None:
        return []
    home = page.path[: 2 * page.steplen]
    city = type(page).objects.filter(path__startswith=home, depth=3).first()
    return _texts(city) if city else []


def _texts(page: BasePage) -> list[str]:
    """What editors write in the fields of its own class, and of which buurten a wijk consists."""
    texts = [page.search_description]
    for field in page._meta.concrete_fields:
        value = field.value_from_object(page)
        if not issubclass(field.model, BasePage) or not value:
            continue
        if hasattr(field, "get_searchable_content"):
            texts += field.get_searchable_content(value)
        elif type(field) in (models.CharField, models.TextField) and not field.choices:
            texts.append(value)
    if isinstance(page, OfWijk) and page.wijk:
        texts.append(page.wijk.name)
    if isinstance(page, WijkPage):
        texts += page.wijk.buurten.values_list("name", flat=True)
    return texts


def find_organisations(question: Question, skip: int, most: int) -> list[Hit]:
    """Organisations with all asked words in their name, by name. Three queries; a town has some hundreds of them."""
    names = Organisation.objects.filter(is_active=True).order_by("name", "pk").values_list("pk", "name")
    keys = [pk for pk, name in names if _is_named(name, question)][skip : skip + most]
    rows = Organisation.objects.filter(pk__in=keys).prefetch_related("wijken")
    texts = _summaries(keys)
    return [_hit(row, *texts.get(row.pk, ("", ""))) for row in sorted(rows, key=lambda row: keys.index(row.pk))]


def _is_named(name: str, question: Question) -> bool:
    return any(set(asked) <= set(stems(name, settings.LANGUAGE_CODE)) for asked in question.stems)


def _summaries(keys: list[int]) -> dict[int, tuple[str, str]]:
    """What can be done at each organisation, and in which language that is told: the active one, else the default."""
    wanted = [settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE]
    rows = OrganisationText.objects.filter(organisation_id__in=keys, locale__language_code__in=wanted)
    found = rows.values_list("organisation_id", "summary", "locale__language_code")
    ordered = sorted(found, key=lambda row: wanted[::-1].index(row[2]), reverse=True)
    return {pk: (summary, language) for pk, summary, language in ordered}


def _hit(row: Organisation, summary: str, language: str) -> Hit:
    """An organisation is shown on the contact page of its wijk, or on that of the city among those of its kind."""
    wijken = [] if row.is_citywide else list(row.wijken.all())
    path = f"{pad('/contact/')}?soort={row.kind}"
    if wijken:
        path = pad(f"/wijken/{wijken[0].slug}/contact/")
    return Hit(
        title=row.name,
        url=f"{path}#plek-{row.pk}",
        text=summary,
        wijk=wijken[0] if len(wijken) == 1 else None,
        kind=str(row.get_kind_display()),
        language=language,
    )
