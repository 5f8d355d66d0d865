"""What a visitor without an account gets at every address, and whether a cache may keep it: written by hand.

Kinds: `cache`, the same for everybody, kept by shared caches (ARCHITECTURE rule 12); `private`, of one visitor or one
moment, or with a form that posts: `private, no-store`. A new address without a row fails the crawl.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from participation.selectors import initiative_path
from tests.matrix.addresses import page_routes, patterns, resolver_paths, route_paths
from tests.matrix.every_page import live_pages
from tests.matrix.world import World

# Pattern or glob, status, kind. The first row that fits holds.
PATTERNS = (
    ("healthz", 200, "private"),
    ("healthz/ready", 503, "private"),
    ("robots.txt", 200, "cache"),
    ("sitemap.xml", 200, "cache"),
    ("manifest.webmanifest", 200, "cache"),
    ("sw.js", 200, "cache"),
    (".well-known/security.txt", 200, "cache"),
    ("security.txt", 301, "cache"),
    ("offline/", 200, "cache"),
    ("beheer/login/", 200, "private"),
    ("beheer/password_reset/confirm/*", 302, "private"),
    ("beheer/password_reset/*", 200, "private"),
    ("beheer/sprite/", 200, "private"),
    ("beheer/jsi18n/", 200, "private"),
    # Everything else of the admin asks to sign in.
    ("beheer/*", 302, "private"),
    # A document that everybody may read; one behind a password is among the stops below.
    (r"documents/^(\d+)/(.*)$", 200, "cache"),
    ("documents/authenticate_with_password/*", 200, "private"),
    ("media/*", 200, "cache"),
    ("vind-je-wijk/", 200, "cache"),
    ("zoeken/", 200, "cache"),
    ("*nieuws.rss", 200, "cache"),
    ("agenda/aanmelden/", 200, "private"),
    ("agenda/fout-melden/*", 200, "private"),
    ("meedoen/*", 200, "private"),
    ("agenda.*", 200, "cache"),
    ("*agenda*.ics", 200, "cache"),
    ("*agenda.json", 200, "cache"),
    ("*agenda.rss", 200, "cache"),
    ("page ActivityPage: meedoen/*", 200, "private"),
    ("*initiatieven.rss", 200, "cache"),
    ("besluiten*", 200, "cache"),
    ("bewijs/", 404, "cache"),
    ("start/*", 200, "private"),
    ("bevestig/*", 200, "private"),
    ("mijn-plan/<str:token>/bericht/", 302, "private"),
    ("mijn-plan/<str:token>/aanvragen/", 302, "private"),
    ("mijn-plan/<str:token>/te-laat/", 302, "private"),
    ("mijn-plan/<str:token>/brieven/*", 302, "private"),
    ("mijn-plan/<str:token>/bevestig/", 302, "private"),
    ("mijn-plan/<str:token>/samen/*", 302, "private"),
    ("mijn-plan/<str:token>/stoppen/", 302, "private"),
    ("mijn-plan/<str:token>/vraag/<int:question>/", 302, "private"),
    ("mijn-plan/<str:token>/buurtdeal*", 302, "private"),
    ("mijn-plan/<str:token>/verantwoording/*", 302, "private"),
    ("mijn-plan/<str:token>/afspraken/*", 302, "private"),
    ("mijn-plan/<str:token>/hoe-het-ging/", 302, "private"),
    ("mijn-plan/<str:token>/drie-vragen/", 302, "private"),
    ("mijn-plan/<str:token>/terugblik/", 302, "private"),
    ("mijn-plan/*", 200, "private"),
    ("goede-voorbeelden/", 200, "cache"),
    ("plan-foto/*", 404, "cache"),
    ("steun/*", 200, "private"),
    ("hulp/*", 200, "private"),
    ("volgen/*", 200, "private"),
    ("stem/*", 200, "private"),
    ("*/stemmen/versturen/$", 302, "private"),
    ("*/stemmen/bewaard/$", 302, "private"),
    ("*/stemmen/verder/*", 302, "private"),
    ("*/stemmen/bedankt/$", 302, "private"),
    ("*/stemmen/*", 200, "private"),
    ("*/insluiten/$", 404, "cache"),
    ("*open-data/v1/*", 200, "cache"),
    ("*wijkthermometer*(?P<extension>json|csv)$", 200, "cache"),
    ("*jaarverslag/*", 200, "cache"),
    ("_util/authenticate_with_password/*", 200, "private"),
    ("_util/login/", 302, "private"),
    (r"^((?:[\w\-]+/)*)$", 404, "cache"),
    ("page InitiativesPage: indienen/*", 200, "private"),
    ("page InitiativesPage: *(?P<act>steunen|zorg)/$", 200, "private"),
    ("page InitiativesPage: *(?P<act>vraag|helpen|volgen)/$", 200, "private"),
    ("page InitiativesPage: *vraag/verstuurd/$", 200, "private"),
    ("page InitiativesPage: *kijk-in-je-mail/$", 200, "private"),
    ("page MiniRoutePage: afspreken/", 200, "private"),
    ("page *", 200, "cache"),
)


@dataclass(frozen=True)
class Stop:
    """One question of the crawl: what it is called, how it is asked, and what must come back."""

    name: str
    path: str
    status: int
    kind: str
    method: str = "get"
    # Headers of the request, and whether the client checks form tokens as browsers meet it.
    headers: tuple[tuple[str, Any], ...] = ()
    checks_csrf: bool = False


def row_of(pattern: str) -> tuple[str, int, str] | None:
    """The first row that fits."""
    return next((row for row in PATTERNS if pattern == row[0] or fnmatchcase(pattern, row[0])), None)


def rows_and_addresses() -> tuple[list[str], list[str]]:
    """Addresses without a row, and rows without an address."""
    known = [*patterns(), *page_routes()]
    used = {row_of(pattern) for pattern in known}
    return [pattern for pattern in known if row_of(pattern) is None], [row[0] for row in PATTERNS if row not in used]


def stops(world: World) -> list[Stop]:
    """The whole crawl: every pattern, every page of the tree, and every error."""
    found = [
        Stop(pattern, path, *row_of(pattern)[1:])
        for pattern, path in (resolver_paths(world) | route_paths(world)).items()
    ]
    return [*found, *_tree(world), *_plans(world), *_files(world), *_errors(world)]


def _tree(world: World) -> list[Stop]:
    """Each page as an editor made it, live or not, open or not."""
    wijken = [f"/wijken/{slug}/" for slug in ("zuid", "oost", "centrum")]
    below = [f"{path}{tail}/" for path in ("/", *wijken) for tail in ("initiatieven", "wijkthermometer")]
    read = ["/", "/wijken/", "/wijken/zuid/over-ons/", *wijken, *below]
    # What tests/matrix/every_page.py made, so that each page type is asked for.
    read += sorted({urlsplit(page.full_url).path for page in live_pages()} - set(read))
    queries = [
        "/wijkthermometer/?jaar=2025",
        "/wijken/zuid/wijkthermometer/?op=2026-06-30",
        "/initiatieven/?stand=zoekt-steun&wijk=oost",
        "/initiatieven/?na=wp-2026-xxxxx",
        "/initiatieven/?beeld=kaart&geld=tot-2000&volgorde=sluit-snel",
        "/initiatieven/?q=plan&volgorde=meeste-steun",
        "/wijken/zuid/initiatieven/?volgorde=laatst-besloten",
        "/vind-je-wijk/?postcode=9999ZZ",
        "/vind-je-wijk/?postcode=1213",
        "/zoeken/?q=kanarie",
        "/zoeken/?q=plan&deel=plannen&vanaf=8",
    ]
    return [
        *(Stop(f"tree {path}", path, 200, "cache") for path in (*read, *queries)),
        Stop("find your wijk", "/vind-je-wijk/?postcode=1214AA", 302, "private"),
        Stop("draft page", "/wijken/oost/concept/", 404, "cache"),
        Stop("page behind a password", "/alleen-password/", 200, "private"),
        Stop("page for who signed in", "/alleen-login/", 302, "private"),
        Stop("page for a group", "/alleen-groups/", 302, "private"),
        Stop("redirect of an editor", "/oud-adres/", 301, "cache"),
        Stop("address without its last slash", "/wijken", 301, "cache"),
        Stop("address of Dutch with a prefix", "/nl/wijken/", 404, "cache"),
    ]


def _plans(world: World) -> list[Stop]:
    """Plans on the site in every state, their other addresses, and plans that are not on it (any more)."""
    path = initiative_path(world.case("zoekt", "zuid"))
    number = world.case("zoekt", "zuid").reference.lower()
    base = "/wijken/zuid/initiatieven/"
    shown = [(kind, initiative_path(world.case(kind, "zuid"))) for kind in ("geplaatst", "voorstel", "toegekend")]
    hidden = [(kind, world.case(kind, "zuid").reference.lower()) for kind in ("bekeken", "weggehaald", "spam")]
    hidden.append(("nergens", world.case("binnen", "nergens").reference.lower()))
    return [
        *(Stop(f"plan {kind}", address, 200, "cache") for kind, address in shown),
        *(Stop(f"hidden plan {kind}", f"{base}{reference}/", 404, "cache") for kind, reference in hidden),
        *(Stop(f"support {kind}", f"{base}{reference}/steunen/", 404, "cache") for kind, reference in hidden),
        Stop("merged plan", f"{base}{world.case('samengevoegd', 'zuid').reference.lower()}/", 302, "private"),
        Stop("no such plan", f"{base}wp-2026-22222/", 404, "cache"),
        Stop("wrong title of a plan", f"{base}{number}-iets-anders/", 301, "cache"),
        Stop("plan below the city", f"/initiatieven/{number}/", 301, "cache"),
        Stop("plan below another wijk", f"/wijken/oost/initiatieven/{number}/", 301, "cache"),
        Stop("concern", f"{path}zorg/", 200, "private"),
        Stop("question", f"{path}vraag/", 200, "private"),
        Stop("help", f"{path}helpen/", 200, "private"),
        Stop("look in your mail, after offering help", f"{path}helpen/kijk-in-je-mail/", 200, "private"),
        Stop("look in your mail, after asking to follow", f"{path}volgen/kijk-in-je-mail/", 200, "private"),
        Stop("what changed in a plan", f"{path}geschiedenis/", 200, "cache"),
        Stop("questions of a plan at another address", f"{base}{number}/vragen/", 301, "cache"),
        Stop("support of a plan that seeks none", f"{shown[0][1]}steunen/", 200, "private"),
        Stop("step of a draft that is not there", f"{base}indienen/1-x/plan/", 404, "private"),
        Stop("unknown step", f"{base}indienen/{world.tokens['draft']}/x/", 404, "cache"),
    ]


def _files(world: World) -> list[Stop]:
    private = world.editorial["private_document"]
    original = world.editorial["image"].file.name
    picture = world.case("bekeken", "zuid").attachments.get()
    return [
        Stop("style", "/static/cms/wijkplein.css", 200, "cache"),
        Stop("script", "/static/cms/wijkplein.js", 200, "cache"),
        Stop("no such static file", "/static/is-er-niet.css", 404, "cache"),
        Stop("csv of the city", "/wijkthermometer.csv", 200, "cache"),
        Stop("json of a wijk", "/wijken/oost/wijkthermometer.json", 200, "cache"),
        Stop("json of no wijk", "/wijken/nergens/wijkthermometer.json", 404, "cache"),
        Stop("no such picture", "/media/images/is-er-niet.jpg", 404, "cache"),
        Stop("original of a picture", f"/media/{original}", 404, "cache"),
        Stop("file of a case by its name", f"/media/{picture.file.name}", 404, "cache"),
        Stop("document behind a password", f"/documents/{private.pk}/{private.filename}", 200, "private"),
        Stop("no such document", "/documents/999999/weg.pdf", 404, "cache"),
    ]


def _errors(world: World) -> list[Stop]:
    path = initiative_path(world.case("zoekt", "zuid"))
    dead = "999999-x"
    links = ("start/ontvangen", "bevestig", "mijn-plan", "mijn-plan/meedoen", "steun/bevestig", "steun/intrekken")
    links += ("hulp/bevestig", "hulp/intrekken", "volgen/bevestig", "volgen/stop")
    return [
        *(Stop(f"dead link {link}", f"/{link}/{dead}/", 404, "private") for link in links),
        Stop("wrong method on a page", "/", 405, "private", "post"),
        Stop("wrong method on a plan", path, 405, "private", "post"),
        Stop("wrong method on a file", "/wijkthermometer.json", 405, "private", "post"),
        Stop("form without its token", f"{path}steunen/", 403, "private", "post", checks_csrf=True),
        Stop("form without its token, in the admin", "/beheer/login/", 403, "private", "post", checks_csrf=True),
        Stop("refused form", f"{path}steunen/", 422, "private", "post"),
        Stop("options of a page", "/", 200, "private", "options"),
        Stop("another host", "/", 400, "private", headers=(("HTTP_HOST", "evil.example"),)),
    ]
