"""Addresses of a former site in the demo: they lead on to the page that took their place, in every language."""

from __future__ import annotations

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.registries import DemoContext
from pages.models import WijkPage
from pages.town import home_page

# Path on the former site, and the place below home of what took over.
FORMER = {
    "/buurten": "wijken",
    "/buurten/index.html": "wijken",
    "/meedoen/bewonersplannen": "initiatieven",
    "/meedoen/buurtbudget": "wijkthermometer",
    "/over-ons/spelregels": "huisregels",
}


def build_redirects(context: DemoContext) -> None:
    """Lead the addresses of the former site on; what an editor changed or made stays."""
    made = 0
    for home in home_page().get_translations(inclusive=True):
        language = home.locale.language_code
        prefix = "" if language == "nl" else f"/{language}"
        pages = {page.url_path[len(home.url_path) :].strip("/"): page for page in home.get_descendants().live()}
        wanted = {former: pages.get(path) for former, path in FORMER.items()}
        for page in WijkPage.objects.descendant_of(home).live():
            wanted[f"/buurten/{page.slug}"] = page
        made += sum(_lead_on(f"{prefix}{former}", page) for former, page in wanted.items() if page)
    context.log(f"{made} doorverwijzingen")


def _lead_on(former: str, page: Page) -> bool:
    """Whether the redirect was made now."""
    _redirect, is_new = Redirect.objects.get_or_create(
        old_path=Redirect.normalise_path(former), site=None, defaults={"redirect_page_id": page.pk}
    )
    return is_new
