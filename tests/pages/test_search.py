"""`/zoeken/`: what is found, what never is, and what a question costs."""

from __future__ import annotations

import logging
import re

import pytest
from django_tasks_db.models import DBTaskResult

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.rich_text import RichText

from cms import search
from cms.registries import demo_parts, periodic_jobs, search_sections, setup_parts
from pages.languages import sync_trees, translate
from pages.models import ContentPage, Organisation, OrganisationText, Person
from participation.models import ChallengesPage
from participation.town import build_hosts
from tests.factories.cms import make_buurt, make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
# performance.md allows a page 12.
BUDGET = 12


@pytest.fixture
def tree() -> Tree:
    """Home, Oost and Zuid."""
    return make_tree(make_wijk("oost", "1221"), make_wijk("zuid"))


def body(text: str) -> list[tuple[str, RichText]]:
    """The body of a page with one text."""
    return [("text", RichText(f"<p>{text}</p>"))]


def index() -> None:
    """Do at once what the worker does for every saved page."""
    call_command("update_index", verbosity=0)


def titles(client: Client, words: str, prefix: str = "", **more: object) -> dict[str, list[str]]:
    """What is found, by section."""
    answer = client.get(f"{prefix}/zoeken/", {"q": words, **more})
    assert answer.status_code == 200
    return {section.name: [hit.title for hit in section.hits] for section in answer.context["found"]}


def pages(client: Client, words: str, prefix: str = "", **more: object) -> list[str]:
    """The pages that are found, the best first."""
    return titles(client, words, prefix, **more).get("paginas", [])


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("wandelingen", "Elke week zijn er wandelingen."),
        ("wandeling", "Elke week zijn er wandelingen."),
        ("wandelen", "Een mooie wandeling langs de hei."),
        ("huis", "Er komen nieuwe huizen."),
        ("huizen", "Kom naar ons huis."),
        ("cafe", "Koffie in het buurtcafé of een café."),
        ("CAFÉ", "Er is een cafe op het plein."),
        ("groen", "De groene straat."),
        ("de wandelingen in de wijk", "Wandelingen door de wijk."),
        ("hei wandeling", "Een wandeling langs de hei."),
    ],
)
def test_other_forms_of_a_word_are_found(client: Client, tree: Tree, typed: str, written: str) -> None:
    make_content_page(tree.home, "Te vinden", "vind", body=body(written))
    make_content_page(tree.home, "Iets anders", "anders", body=body("Niets daarvan."))
    index()

    assert pages(client, typed) == ["Te vinden"]


@pytest.mark.parametrize("typed", ["wandeling hei regen", "tuin", "zwembad"])
def test_a_page_without_one_of_the_words_is_not_found(client: Client, tree: Tree, typed: str) -> None:
    make_content_page(tree.home, "Te vinden", "vind", body=body("Een wandeling langs de hei en de buurttuinen."))
    index()

    assert pages(client, typed) == []


def test_title_lead_description_and_blocks_are_searched(client: Client, tree: Tree) -> None:
    make_content_page(
        tree.home,
        "Titelwoord",
        "vind",
        lead="Inleidwoord.",
        search_description="Zoekwoord.",
        body=[
            ("quote", {"text": "Citaatwoord.", "name": "Ada", "role": "buur"}),
            ("facts", {"title": "", "facts": [{"icon": "", "term": "Wanneer", "value": "feitwoord"}]}),
        ],
    )
    index()

    for word in ("titelwoord", "inleidwoord", "zoekwoord", "citaatwoord", "feitwoord"):
        assert pages(client, word) == ["Titelwoord"], word


def test_a_wijk_is_found_by_its_buurten(client: Client, tree: Tree) -> None:
    make_buurt(tree.wijk_pages["zuid"].wijk, "Bloemenbuurt")
    index()

    assert pages(client, "bloemenbuurt") == ["Zuid"]


def test_what_every_wijk_says_is_found_once_on_the_page_of_the_city(client: Client, tree: Tree) -> None:
    for parent in (tree.home, *tree.wijk_pages.values()):
        build_hosts(parent)
    oost = ChallengesPage.objects.child_of(tree.wijk_pages["oost"]).get()
    oost.influence = "Alleen hier staat kanarie."
    oost.save()
    index()

    wijken = [hit.wijk for hit in client.get("/zoeken/", {"q": "plantsoenen"}).context["found"][0].hits]
    assert wijken == [None]
    for words in ("kanarie", "taak overnemen in Oost"):
        hits = client.get("/zoeken/", {"q": words}).context["found"][0].hits
        assert [hit.url for hit in hits] == ["/wijken/oost/uitdagen/"]


def test_a_word_in_the_title_counts_more_than_one_in_the_text(client: Client, tree: Tree) -> None:
    text = "Hier staat van alles over de wijk en de mensen die er wonen en werken."
    make_content_page(tree.home, "Allerlei", "a", body=body(f"{text} Ook een speeltuin."))
    make_content_page(tree.home, "Speeltuinen", "b", body=body(text))
    make_content_page(tree.home, "Nog iets", "c", body=body(f"{text} Bij de speeltuin."))
    index()

    assert pages(client, "speeltuin")[0] == "Speeltuinen"


def test_drafts_are_never_found(client: Client, tree: Tree) -> None:
    page = make_content_page(tree.home, "Geheim", "geheim", live=False)
    live = make_content_page(tree.home, "Openbaar", "openbaar", body=body("Oude tekst."))
    live.body = body("Kanariewoord.")
    live.save_revision()
    gone = make_content_page(tree.home, "Geheim van vroeger", "vroeger")
    gone.unpublish()
    index()

    assert page.pk and pages(client, "geheim") == []
    assert pages(client, "kanariewoord") == []
    assert pages(client, "oude") == ["Openbaar"]


def test_restricted_pages_and_what_lies_below_them_are_never_found(client: Client, tree: Tree) -> None:
    closed = make_content_page(tree.home, "Kanarie", "kanarie")
    make_content_page(closed, "Kanarie eronder", "eronder")
    make_content_page(tree.home, "Kanarie open", "open")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.PASSWORD, password="x")
    index()

    assert pages(client, "kanarie") == ["Kanarie open"]


def test_the_copy_of_a_restricted_page_in_another_language_is_never_found(client: Client, tree: Tree) -> None:
    closed = make_content_page(tree.home, "Kanarie", "kanarie")
    sync_trees("en")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    index()

    assert Page.objects.filter(alias_of=closed, live=True).exists()
    assert pages(client, "kanarie", "/en") == []


def test_each_language_has_its_own_pages(client: Client, tree: Tree) -> None:
    page = make_content_page(tree.home, "Regels", "regels", lead="Wees aardig.")
    sync_trees("en")
    texts = {"Wat speelt er in jouw wijk?": "What is going on?", "Kijk wat er te doen is.": "Look around."}
    translate(tree.home, "en", texts)
    translate(page, "en", {"Regels": "House rules", "Wees aardig.": "Be kind to gardeners."})
    index()

    assert pages(client, "gardener", "/en") == ["House rules"]
    assert pages(client, "gardener") == []
    assert pages(client, "aardig") == ["Regels"]
    assert pages(client, "aardig", "/en") == []
    assert '<a href="/en/regels/">House rules</a>' in client.get("/en/zoeken/", {"q": "kind"}).text


def test_a_page_that_waits_for_translation_is_found_by_its_dutch_and_marked(client: Client, tree: Tree) -> None:
    make_content_page(tree.home, "Spelregels", "regels", lead="Over wandelingen.")
    sync_trees("en")
    index()
    text = client.get("/en/zoeken/", {"q": "wandeling"}).text

    assert '<h3 lang="nl"><a href="/en/regels/">Spelregels</a></h3>' in text
    assert '<p lang="nl">Over wandelingen.</p>' in text
    assert "<h3><a" in client.get("/zoeken/", {"q": "wandeling"}).text


def test_a_hit_tells_of_which_wijk_it_is(client: Client, tree: Tree) -> None:
    make_content_page(tree.wijk_pages["oost"], "Over de markt", "markt")
    make_content_page(tree.home, "De markt in de stad", "markt")
    index()
    hits = {hit.url: hit.wijk for hit in client.get("/zoeken/", {"q": "markt"}).context["found"][0].hits}

    assert hits == {"/wijken/oost/markt/": tree.wijk_pages["oost"].wijk, "/markt/": None}


def test_organisations_are_found_by_their_name_alone(client: Client, tree: Tree) -> None:
    wijk = tree.wijk_pages["oost"].wijk
    found = Organisation.objects.create(name="Wijkcentrum De Lelie", kind=Organisation.Kind.MEETING_PLACE)
    found.wijken = [wijk]
    found.save()
    OrganisationText.objects.create(
        organisation=found, locale=Locale.get_default(), summary="Eten en dansen.", sort_order=0
    )
    Organisation.objects.create(name="Lelie club", kind=Organisation.Kind.SPORT, is_active=False)
    Person.objects.create(name="Leila Lelie", email="leila@example.org")
    index()

    hit = client.get("/zoeken/", {"q": "lelie"}).context["found"][0].hits[0]
    assert titles(client, "wijkcentra lelie") == {}
    assert titles(client, "lelie") == {"organisaties": ["Wijkcentrum De Lelie"]}
    assert (hit.url, hit.text, hit.wijk) == (f"/wijken/oost/contact/#plek-{found.pk}", "Eten en dansen.", wijk)
    assert titles(client, "dansen") == {} and titles(client, "leila") == {}

    Organisation.objects.filter(pk=found.pk).update(is_citywide=True)
    hit = client.get("/zoeken/", {"q": "lelie"}).context["found"][0].hits[0]
    assert (hit.url, hit.wijk) == (f"/contact/?soort=ontmoeten#plek-{found.pk}", None)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "   ",
            "a",
            "?",
            '"',
            "'",
            "*",
            "(",
            ") OR (",
            'NEAR("a" "b")',
            "-",
            "--",
            "%",
            "\\",
            ":",
            "title:x",
            "^x",
        ),
        *(
            "&|!",
            "x" * 5000,
            "\x00",
            "😀",
            "مرحبا",
            "<script>alert(1)</script>",
            "1e4",
            "co2-neutraal",
            "a AND b NOT c",
        ),
    ],
)
def test_odd_questions_get_a_friendly_answer(client: Client, tree: Tree, typed: str) -> None:
    make_content_page(tree.home, "Iets", "iets")
    index()
    answer = client.get("/zoeken/", {"q": typed})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text and "\x00" not in answer.text
    assert "Waar zoek je naar?" in answer.text


def test_what_to_do_is_said_where_nothing_is_found(client: Client, tree: Tree) -> None:
    assert "Niets gevonden voor zwembad" in client.get("/zoeken/", {"q": "zwembad"}).text
    assert "Vul een woord van twee letters of meer in." in client.get("/zoeken/", {"q": "?"}).text
    empty = client.get("/zoeken/").text
    assert "Niets gevonden" not in empty and "twee letters" not in empty


def test_a_postcode_leads_to_its_wijk(client: Client, tree: Tree) -> None:
    assert 'href="/wijken/oost/">Oost' in client.get("/zoeken/", {"q": "1221 ab"}).text
    assert "bij deze postcode" not in client.get("/zoeken/", {"q": "9999ZZ"}).text


def test_more_of_a_section_comes_page_by_page(client: Client, tree: Tree) -> None:
    for number in range(20):
        make_content_page(tree.home, f"Fiets {number}", f"fiets-{number}")
    index()
    first = client.get("/zoeken/", {"q": "fiets"})
    more = re.search(r'href="([^"]+)">Toon meer', first.text).group(1).replace("&amp;", "&")
    second = client.get(f"/zoeken/{more}")
    third = client.get("/zoeken/", {"q": "fiets", "deel": "paginas", "vanaf": 16})

    found = [[hit.title for hit in answer.context["found"][0].hits] for answer in (first, second, third)]
    assert [len(part) for part in found] == [8, 8, 4]
    assert len({title for part in found for title in part}) == 20
    assert "Toon meer" in second.text and "Terug naar het begin" in second.text
    assert "Toon meer" not in third.text


@pytest.mark.parametrize("value", ["-1", "3", "x", "٣", "1e3", "", "9" * 40])
def test_an_odd_place_to_go_on_from_is_the_first_page(client: Client, tree: Tree, value: str) -> None:
    make_content_page(tree.home, "Fiets", "fiets")
    index()

    assert pages(client, "fiets", deel="paginas", vanaf=value) == ["Fiets"]


def test_nobody_pages_without_end(client: Client, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    make_content_page(tree.home, "Fiets", "fiets")
    index()
    asked = []
    section = search.SearchSection("Proef", 1, lambda question, skip, most: asked.append((skip, most)) or [])
    monkeypatch.setitem(search_sections._items, "paginas", section)

    pages(client, "fiets", deel="paginas", vanaf="99999")
    assert asked == [(search.FURTHEST, search.PER_SECTION + 1)]


def test_a_section_that_does_not_exist_is_none(client: Client, tree: Tree) -> None:
    make_content_page(tree.home, "Fiets", "fiets")
    index()

    assert titles(client, "fiets", deel="bestaat-niet") == {"paginas": ["Fiets"]}


def test_the_answer_is_public_not_for_search_engines_and_kept_nowhere(
    client: Client, tree: Tree, caplog: pytest.LogCaptureFixture
) -> None:
    make_content_page(tree.home, "Kanarievogel", "vogel")
    index()
    with (
        caplog.at_level(logging.DEBUG),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        answer = client.get("/zoeken/", {"q": "kanarievogel"})

    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert not answer.cookies and "Cookie" not in answer.get("Vary", "")
    assert '<meta name="robots" content="noindex">' in answer.text
    assert 'method="post"' not in answer.text
    assert [query["sql"] for query in asked if not query["sql"].lstrip().startswith("SELECT")] == []
    assert "kanarievogel" not in " ".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )


def test_other_methods_are_refused(client: Client, tree: Tree) -> None:
    assert client.head("/zoeken/?q=fiets").status_code == 200
    assert client.post("/zoeken/", {"q": "fiets"}).status_code == 405


def test_the_way_to_the_search_is_on_every_page(client: Client, tree: Tree) -> None:
    assert 'href="/zoeken/"' in client.get("/wijken/").text.partition("</header>")[0]
    missing = client.get("/is-er-niet/")
    assert missing.status_code == 404 and 'action="/zoeken/"' in missing.text


def test_a_search_costs_as_many_queries_with_two_hundred_pages(client: Client, tree: Tree) -> None:
    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            parent = tree.wijk_pages["oost"] if number % 2 else tree.home
            make_content_page(parent, f"Fiets {number}", f"fiets-{number}")
            Organisation.objects.create(name=f"Fietsclub {number} fiets", kind=Organisation.Kind.SPORT)
        index()

    def cost() -> int:
        client.get("/zoeken/", {"q": "fiets"})
        with CaptureQueriesContext(connection) as queries:
            assert pages(client, "fiets")
        return len(queries)

    fill(0, 1)
    few = cost()
    fill(1, 200)

    assert cost() == few <= BUDGET


@pytest.mark.django_db(transaction=True)
def test_the_worker_indexes_what_an_editor_publishes(client: Client, tree: Tree) -> None:
    page = make_content_page(tree.home, "Nieuw", "nieuw", live=False)
    DBTaskResult.objects.all().delete()
    page.body = body("Een kanariewoord.")
    page.save_revision().publish()
    assert pages(client, "kanariewoord") == []
    call_command("worker", once=True)
    assert pages(client, "kanariewoord") == ["Nieuw"]

    ContentPage.objects.get(pk=page.pk).delete()
    assert pages(client, "kanariewoord") == []


def test_the_index_is_filled_after_set_up_and_renewed_every_night(client: Client, tree: Tree) -> None:
    for parts in (setup_parts, demo_parts):
        assert max(parts, key=lambda part: part.order).build is search.fill_index
    assert periodic_jobs.get("search_index").every.days == 1

    make_content_page(tree.home, "Vannacht", "vannacht")
    periodic_jobs.get("search_index").run(None)
    assert pages(client, "vannacht") == ["Vannacht"]
