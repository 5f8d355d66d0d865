"""Find your wijk by postcode, and search. Nothing is kept: no cookie, no form token, no log of what was typed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import Wijk
from cms.postcodes import Found, WijkSearch, find_wijk, normalise, shown
from cms.registries import search_sections
from cms.search import FURTHEST, PER_SECTION, Hit, Question, SearchSection, ask
from cms.templatetags.wijkplein import pad
from pages import navigation

_MAX_SHOWN = 40


@require_safe
def find_your_wijk(request: HttpRequest) -> HttpResponse:
    """Lead to the wijk of `?postcode=`; where there is no single one, say why and what to do (always 200)."""
    typed = request.GET.get("postcode", "").strip()
    search = find_wijk(typed)
    if search.wijk:
        return HttpResponseRedirect(pad(f"/wijken/{search.wijk.slug}/"))
    path = pad("/vind-je-wijk/")
    context = {
        "value": typed[:_MAX_SHOWN],
        "error": _what_to_do(typed, search) if "postcode" in request.GET else "",
        "choices": search.choices,
        "wijken": list(Wijk.objects.in_order()),
        "crumbs": [(_("Home"), pad("/")), (_("Vind je wijk"), path)],
        "canonical_url": navigation.canonical(path),
        "description": _("Vul je postcode in en kijk wat er speelt in jouw wijk."),
        "section": "wijken",
    }
    return render(request, "pages/find_your_wijk.html", context)


def _what_to_do(typed: str, search: WijkSearch) -> str:
    """One sentence or two that say how to go on."""
    postcode = shown(normalise(typed))
    if not typed:
        return _("Vul je postcode in, bijvoorbeeld 1223 AB.")
    if search.found is Found.LETTERS_NEEDED:
        names = _(" en ").join(wijk.name for wijk in search.choices)
        return _("Postcode %(postcode)s ligt in twee wijken: %(names)s. Vul ook de twee letters in.") % {
            "postcode": postcode,
            "names": names,
        }
    if search.found is Found.UNKNOWN:
        return _("We kennen postcode %(postcode)s niet. Klopt de postcode? Kies dan hieronder je wijk.") % {
            "postcode": postcode
        }
    return _("Dit is geen postcode. Vul vier cijfers en twee letters in, bijvoorbeeld 1223 AB.")


@dataclass(frozen=True)
class FoundSection:
    """A section with its hits, and the addresses of the following ones and of the first ones ("" for none)."""

    name: str
    title: Promise
    hits: list[Hit]
    more_url: str = ""
    first_url: str = ""


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the site says on `?q=`: all sections, or with `&deel=` and `&vanaf=` more of one of them (always 200)."""
    question = ask(request.GET.get("q", ""), get_language() or settings.LANGUAGE_CODE)
    part = request.GET.get("deel", "")
    chosen = part if part in search_sections else ""
    skip = _skipped(request.GET.get("vanaf", "")) if chosen else 0
    sections = sorted(search_sections.items(), key=lambda item: item[1].order)
    wanted = [(name, section) for name, section in sections if not chosen or name == chosen]
    found = [_find(question, name, section, skip) for name, section in wanted if question.stems]
    path = pad("/zoeken/")
    context = {
        "question": question,
        "found": [section for section in found if section.hits],
        "chosen": chosen,
        "all_url": f"?{urlencode({'q': question.text})}",
        "your_wijk": find_wijk(question.text).wijk if normalise(question.text) else None,
        "crumbs": [(_("Home"), pad("/")), (_("Zoeken"), path)],
        "canonical_url": navigation.canonical(path),
    }
    return render(request, "pages/search.html", context)


def _skipped(typed: str) -> int:
    """How many hits to skip: a whole number of pages, and no more than there are pages for."""
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    return min(number - number % PER_SECTION, FURTHEST)


def _find(question: Question, name: str, section: SearchSection, skip: int) -> FoundSection:
    """Some hits of a section; one more is asked for, to know whether there are any after them."""
    hits = section.find(question, skip, PER_SECTION + 1)
    asked = {"q": question.text, "deel": name}
    following = skip + PER_SECTION
    has_more = len(hits) > PER_SECTION and following <= FURTHEST
    return FoundSection(
        name=name,
        title=section.title,
        hits=hits[:PER_SECTION],
        more_url=f"?{urlencode(asked | {'vanaf': following})}" if has_more else "",
        first_url=f"?{urlencode(asked)}" if skip else "",
    )
