"""Find your wijk by postcode. Nothing is kept: no cookie, no form token, no log of what was typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import Wijk
from cms.postcodes import Found, WijkSearch, find_wijk, normalise, shown
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
