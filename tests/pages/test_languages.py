"""Pages in other languages: copies that say so, real translations, one address, and a way from one to the other."""

import re
from collections.abc import Callable

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, Page
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import User
from pages.first_pages import make
from pages.languages import NotTranslated, sync_trees, texts_of, translate
from pages.models import BasePage, ContentPage
from pages.notation import T
from pages.services import give_editors_rights_everywhere
from tests.factories.cms import UserFactory, make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
PRIVACY = {"Privacy": "Your data", "privacy": "privacy", "Dit doen we.": "This is what we do."}
OOST = {"Oost": "Oost", "Alles over Oost.": "All about Oost."}
HOME = {"Wat speelt er in jouw wijk?": "What is going on in your wijk?", "Kijk wat er te doen is.": "See what is on."}


@pytest.fixture
def tree() -> Tree:
    """Home, Oost, a page of text; and all of it as copies under /en/."""
    tree = make_tree(make_wijk("oost", "1221"))
    make_content_page(tree.home, "Privacy", "privacy", lead="Dit doen we.")
    sync_trees()
    return tree


def english(page: Page) -> Page:
    """The page with the same key in the English tree."""
    return page.get_translation(Locale.objects.get(language_code="en")).specific


def switch_of(html: str) -> list[tuple[str, str, str]]:
    """Language, address and text of the links in the header to other languages."""
    header = html.split("<header")[1].split("</header>")[0]
    return re.findall(r'<a href="([^"]+)" lang="\w+" hreflang="(\w+)"[^>]*>([^<]+)</a>', header)


def alternates_of(html: str) -> dict[str, str]:
    """What the head says of other languages to search engines."""
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', html))


def page_of(client: Client, path: str) -> str:
    """The answer of an address that is there."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_every_page_is_there_in_english_at_the_same_address(tree: Tree, client: Client) -> None:
    for path in ("/", "/wijken/", "/wijken/oost/", "/wijken/oost/initiatieven/", "/privacy/"):
        assert client.get(f"/en{path}").status_code == 200, path


def test_doing_it_again_adds_what_came_since_and_nothing_else(tree: Tree) -> None:
    before = Page.objects.count()
    make_content_page(tree.home, "Huisregels", "huisregels")

    sync_trees()
    sync_trees()

    assert Page.objects.count() == before + 2


def test_a_page_that_code_makes_later_is_there_too_translated_or_as_a_copy(tree: Tree) -> None:
    dutch = make(tree.home, ContentPage, slug="nederlands", title="Alleen Nederlands")
    both = make(tree.home, ContentPage, slug="allebei", title=T("Allebei", "Both"))

    assert english(dutch).alias_of_id == dutch.pk
    assert (english(both).alias_of_id, english(both).title) == (None, "Both")


def test_an_untranslated_page_says_so_in_english_and_marks_its_text_as_dutch(tree: Tree, client: Client) -> None:
    html = page_of(client, "/en/privacy/")

    assert '<html lang="en">' in html
    assert '<main id="inhoud" tabindex="-1" lang="nl">' in html
    assert '<div class="wp-wrap wp-section--tight" lang="en">' in html
    assert "This page has not been translated yet." in html
    assert '<link rel="canonical" href="https://wijkplein.example.org/privacy/">' in html
    assert alternates_of(html) == {}


def test_a_translated_page_is_english_throughout(tree: Tree, client: Client) -> None:
    translate(ContentPage.objects.get(slug="privacy", locale__language_code="nl"), "en", PRIVACY)

    html = page_of(client, "/en/privacy/")

    assert "<h1>Your data</h1>" in html
    assert '<main id="inhoud" tabindex="-1">' in html
    assert "not been translated" not in html
    assert '<link rel="canonical" href="https://wijkplein.example.org/en/privacy/">' in html


def test_both_languages_name_each_other_to_search_engines(tree: Tree, client: Client) -> None:
    translate(ContentPage.objects.get(slug="privacy", locale__language_code="nl"), "en", PRIVACY)
    both = {
        "nl": "https://wijkplein.example.org/privacy/",
        "en": "https://wijkplein.example.org/en/privacy/",
        "x-default": "https://wijkplein.example.org/privacy/",
    }

    assert alternates_of(page_of(client, "/privacy/")) == both
    assert alternates_of(page_of(client, "/en/privacy/")) == both
    assert alternates_of(page_of(client, "/")) == {}


def test_the_sitemap_holds_translations_with_their_alternates_and_no_copies(tree: Tree, client: Client) -> None:
    translate(ContentPage.objects.get(slug="privacy", locale__language_code="nl"), "en", PRIVACY)

    xml = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"<loc>[^<]*(/en/[^<]*)</loc>", xml) == ["/en/privacy/"]
    link = '<xhtml:link rel="alternate" hreflang="{}" href="https://wijkplein.example.org{}"/>'
    for language, path in (("nl", "/privacy/"), ("en", "/en/privacy/"), ("x-default", "/privacy/")):
        assert xml.count(link.format(language, path)) == 2
    assert "/en/wijken/" not in xml


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/", "/en/"),
        ("/wijken/oost/", "/en/wijken/oost/"),
        ("/wijken/oost/initiatieven/?stand=klaar", "/en/wijken/oost/initiatieven/?stand=klaar"),
        ("/start/", "/en/start/"),
        ("/en/wijken/oost/", "/wijken/oost/"),
        ("/en/start/", "/start/"),
    ],
)
def test_the_switch_leads_to_the_same_page(tree: Tree, client: Client, path: str, there: str) -> None:
    html = page_of(client, path)

    language, name = ("nl", "Nederlands") if path.startswith("/en/") else ("en", "English")
    assert switch_of(html) == [(there, language, name)]


def test_where_there_is_no_page_the_switch_leads_home(tree: Tree, client: Client) -> None:
    make_content_page(tree.home, "Nieuw", "nieuw")
    gone = client.get("/en/bestaat-niet/")

    assert switch_of(page_of(client, "/nieuw/")) == [("/en/", "en", "English")]
    assert gone.status_code == 404
    assert switch_of(gone.content.decode()) == [("/", "nl", "Nederlands")]


def test_a_site_in_one_language_has_no_switch_until_there_is_another(client: Client) -> None:
    make_tree()

    html = page_of(client, "/")

    assert switch_of(html) == []
    assert "hreflang" not in html

    sync_trees()

    assert switch_of(page_of(client, "/")) == [("/en/", "en", "English")]


def test_the_switch_costs_no_query(client: Client) -> None:
    tree = make_tree(make_wijk("oost", "1221"))
    make_content_page(tree.home)
    paths = ("/", "/wijken/oost/", "/privacy/")

    def counted(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    alone = [counted(path) for path in paths]
    sync_trees()
    for page in (tree.home, tree.wijken, tree.wijk_pages["oost"]):
        translate(page, "en", HOME | OOST | {"Wijken": "Wijken"})

    assert [counted(path) for path in paths] == alone
    assert [counted(f"/en{path}") for path in paths[:2]] == alone[:2]


@pytest.mark.parametrize("path", ["/tr/", "/tr/start/", "/tr/wijken/oost/", "/xx/start/", "/nl/start/"])
def test_a_language_without_pages_does_not_answer(tree: Tree, client: Client, path: str) -> None:
    Locale.objects.create(language_code="tr")

    answer = client.get(path)

    assert answer.status_code == 404
    assertContains(answer, '<html lang="nl">', status_code=404)


def test_a_page_that_waits_can_be_kept_by_any_cache_like_any_other(tree: Tree, client: Client) -> None:
    answer = client.get("/en/privacy/", HTTP_ACCEPT_LANGUAGE="fr")

    assert not answer.cookies
    assert "Vary" not in answer.headers
    assert answer["Content-Language"] == "en"


def test_neither_cookie_nor_browser_chooses_the_language(tree: Tree, client: Client) -> None:
    client.cookies["django_language"] = "en"

    assertContains(client.get("/wijken/", HTTP_ACCEPT_LANGUAGE="en"), '<html lang="nl">')


# Translations, made by code as editors make them.


def test_a_translation_is_one_that_editors_know(tree: Tree) -> None:
    made = translate(tree.wijk_pages["oost"], "en", OOST)

    assert (made.title, made.specific.lead, made.live, made.alias_of_id) == ("Oost", "All about Oost.", True, None)
    assert Translation.objects.get(source__object_id=made.translation_key).get_progress() == (2, 2)
    assert set(StringTranslation.objects.values_list("data", flat=True)) == {"Oost", "All about Oost."}


def test_a_page_with_a_text_that_nobody_translated_stays_as_it_is(tree: Tree) -> None:
    with pytest.raises(NotTranslated) as refused:
        translate(tree.wijk_pages["oost"], "en", {"Oost": "Oost"})

    assert refused.value.texts == ["Alles over Oost."]
    assert english(tree.wijk_pages["oost"]).alias_of_id == tree.wijk_pages["oost"].pk


def test_a_changed_source_gets_its_new_text(tree: Tree) -> None:
    oost = tree.wijk_pages["oost"]
    translate(oost, "en", OOST)
    oost.lead = "Wat er speelt."
    oost.save()

    translate(oost, "en", {"Oost": "Oost", "Wat er speelt.": "What is going on."})

    assert english(oost).lead == "What is going on."


def test_a_draft_stays_a_draft(tree: Tree) -> None:
    draft = make_content_page(tree.home, "Privacy", "concept", lead="Dit doen we.", live=False)

    assert not translate(draft, "en", PRIVACY).live


def test_a_page_that_was_published_too_early_says_so_until_its_last_text_is_there(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        translate_object(tree.wijk_pages["oost"], [Locale.objects.get(language_code="en")])
    early = page_of(client, "/en/wijken/oost/")
    translate(tree.wijk_pages["oost"], "en", OOST)

    assert "This page has not been fully translated yet." in early
    assert "fully translated" not in page_of(client, "/en/wijken/oost/")
    assert "vertaald" not in page_of(client, "/wijken/oost/")


def test_blocks_are_translated_text_by_text(tree: Tree) -> None:
    block = "5f3a1e0c-7c5e-4f0e-9d0e-0c6f2f6a7b11"
    page = make_content_page(tree.home, "Regels", "regels")
    page.body = [{"type": "text", "id": block, "value": "<h2>Wees aardig</h2><p>Noem <b>geen</b> namen.</p>"}]
    page.save()
    sync_trees()

    assert texts_of(page) == ["Regels", "Wees aardig", "Noem <b>geen</b> namen."]
    translate(
        page,
        "en",
        {"Regels": "Rules", "Wees aardig": "Be kind", "Noem <b>geen</b> namen.": "Name <b>no</b> names."},
    )

    (found,) = english(page).body
    assert (found.value.source, found.id) == ("<h2>Be kind</h2><p>Name <b>no</b> names.</p>", block)


def test_an_address_stays_the_same_when_a_page_is_translated(tree: Tree) -> None:
    for page, texts in ((tree.home, HOME), (tree.wijk_pages["oost"], OOST)):
        translate(page, "en", texts)
        translate(page, "en", texts)

    assert english(tree.wijk_pages["oost"]).slug == "oost"
    assert english(tree.wijk_pages["oost"]).url_path.endswith("/wijken/oost/")
    assert english(tree.home).depth == 2


def test_every_page_type_keeps_its_address_in_every_language() -> None:
    for model in apps.get_models():
        if issubclass(model, BasePage):
            slug = next(field for field in get_translatable_fields(model) if field.field_name == "slug")
            assert not slug.is_translated(model()), model


# A third language: pages in Arabic, our own texts in English.


@pytest.fixture
def arabic(tree: Tree) -> Page:
    """The page on privacy in Arabic, and with it the way that leads there."""
    Locale.objects.create(language_code="ar")
    source = ContentPage.objects.get(slug="privacy", locale__language_code="nl")
    return translate(source, "ar", {"Privacy": "بياناتك", "Dit doen we.": "هذا ما نفعله."})


def test_an_arabic_page_runs_from_right_to_left_and_our_parts_are_english(arabic: Page, client: Client) -> None:
    html = page_of(client, "/ar/privacy/")

    assert '<html lang="ar" dir="rtl">' in html
    assert "<h1>بياناتك</h1>" in html
    assert '<main id="inhoud" tabindex="-1">' in html
    for part in ('<header class="wp-header"', '<footer class="wp-footer"', '<a class="wp-skip" href="#inhoud"'):
        assert f'{part} lang="en" dir="ltr">' in html
    assert ">Skip to content</a>" in html
    assert '<a href="/ar/wijken/"' in html


def test_the_switch_shows_arabic_where_there_is_arabic(arabic: Page, client: Client) -> None:
    html = page_of(client, "/privacy/")

    assert switch_of(html) == [("/en/privacy/", "en", "English"), ("/ar/privacy/", "ar", "العربية")]
    assert 'lang="ar" hreflang="ar" dir="rtl"' in html
    assert alternates_of(html)["ar"] == "https://wijkplein.example.org/ar/privacy/"
    assert switch_of(page_of(client, "/wijken/")) == [("/en/wijken/", "en", "English")]
    assert [row[1] for row in switch_of(page_of(client, "/ar/privacy/"))] == ["nl", "en"]


def test_pages_of_our_own_under_an_arabic_address_are_english(arabic: Page, client: Client) -> None:
    html = page_of(client, "/ar/start/")

    assert '<html lang="en">' in html
    assert 'action="/ar/' in html or "/ar/" in html


def test_a_home_page_that_waits_for_its_arabic_shows_the_dutch_one(arabic: Page, client: Client) -> None:
    html = page_of(client, "/ar/")

    assert '<html lang="en">' in html
    assert '<main id="inhoud" tabindex="-1" lang="nl">' in html


def test_other_pages_do_not_break(arabic: Page, client: Client) -> None:
    for path in ("/", "/en/", "/wijken/oost/", "/en/wijken/oost/"):
        assertNotContains(client.get(path), "العربية")


def test_a_preview_is_in_the_language_of_its_page(arabic: Page, tree: Tree, rf: Callable[..., object]) -> None:
    for page, marks in ((arabic, 'lang="ar" dir="rtl"'), (english(tree.wijk_pages["oost"]), 'lang="en"')):
        html = page.specific.make_preview_request().render().content.decode()
        assert f"<html {marks}>" in html


def test_an_administrator_switches_a_language_on_without_a_developer(tree: Tree, client: Client) -> None:
    client.force_login(User.objects.create_superuser("beheer@example.org", "x"))
    assertContains(client.get("/beheer/locales/"), "English")
    sync = "component-wagtail_localize_localesynchronization"

    client.post(
        "/beheer/locales/new/",
        {"language_code": "pl", f"{sync}-enabled": "on", f"{sync}-sync_from": Locale.get_default().pk},
    )

    assert Locale.objects.filter(language_code="pl").exists()
    assert Client().get("/pl/wijken/").status_code == 200
    assert Client().get("/uk/wijken/").status_code == 404


def test_nobody_but_an_administrator_switches_a_language_on(tree: Tree, client: Client) -> None:
    editor = UserFactory()
    editor.groups.add(give_editors_rights_everywhere(tree.home))
    client.force_login(editor)

    client.post("/beheer/locales/new/", {"language_code": "pl"})

    assert not Locale.objects.filter(language_code="pl").exists()
