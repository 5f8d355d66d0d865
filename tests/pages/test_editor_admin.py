"""Working as an editor in the admin: rights, approval, scheduling, translation, previews, lists and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Locale, Page, Workflow, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource

from cms.models import OutgoingMail, Role, User, Wijk
from cms.registries import DemoContext, periodic_jobs
from pages.approval import NAME, build_workflow
from pages.languages import sync_trees, translate
from pages.models import ContentPage, Picture
from pages.services import follow_translations, give_editors_rights, give_editors_rights_everywhere
from pages.untranslated import waiting_for_translation
from tests.conftest import NOW, Mailbox
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def friday() -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def tree() -> Tree:
    """The pages of Oost and Zuid, in two languages, with their editors and the workflow."""
    made = make_tree(make_wijk("oost", "1221"), make_wijk("zuid", "1214"))
    sync_trees("en")
    give_editors_rights_everywhere(made.home)
    for page in made.wijk_pages.values():
        give_editors_rights(page)
    build_workflow(DemoContext(now=NOW))
    return made


def member(group: str, email: str) -> User:
    """An editor of this group."""
    person = UserFactory(email=email)
    person.groups.add(Group.objects.get(name=group))
    return User.objects.get(pk=person.pk)


def signed_in(person: User) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def zuid(tree: Tree) -> Client:
    """The editor of Zuid."""
    return signed_in(member("Redactie Zuid", "zuid@example.org"))


@pytest.fixture
def city(tree: Tree) -> Client:
    """The editor of the whole city."""
    return signed_in(member("Redactie", "redactie@example.org"))


def filled_in(title: str = "Speeltuin", *blocks: tuple[str, object], **fields: object) -> dict[str, object]:
    """The form of a page of text, as an editor sends it."""
    data = {
        "title": title,
        "slug": title.lower(),
        "lead": "Kom spelen.",
        "picture": "",
        "picture_alt": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield(list(blocks)),
        "comments": inline_formset([]),
    }
    return nested_form_data(data | fields)


def text(html: str) -> tuple[str, str]:
    """A block of text in a form."""
    return ("text", rich_text(html))


def add(browser: Client, parent: Page, data: dict[str, object], action: str = "") -> Page | None:
    """Fill in a new page of text; `action` such as "action-publish" is the button."""
    url = f"/beheer/pages/add/pages/contentpage/{parent.pk}/"
    response = browser.post(url, data | ({action: "1"} if action else {}))
    assert response.status_code == 302, response.content.decode()
    return Page.objects.child_of(parent).filter(slug=data["slug"]).first()


# Rights


def test_an_editor_of_a_wijk_writes_and_translates_that_wijk_in_both_languages(tree: Tree, zuid: Client) -> None:
    page = add(zuid, tree.wijk_pages["zuid"], filled_in(), "action-publish")
    english = page.get_translation(Locale.objects.get(language_code="en"))
    assert english.alias_of_id == page.pk

    locale = Locale.objects.get(language_code="en").pk
    response = zuid.post(f"/beheer/localize/submit/page/{page.pk}/", {"locales": [locale]})

    assert response["Location"] == f"/beheer/pages/{english.pk}/edit/"
    english.refresh_from_db()
    assert english.alias_of_id is None
    assert zuid.get(f"/beheer/pages/{english.pk}/edit/").status_code == 200


def test_an_editor_of_a_wijk_can_not_translate_or_touch_another(tree: Tree, zuid: Client, city: Client) -> None:
    page = add(city, tree.wijk_pages["oost"], filled_in("Museum"), "action-publish")
    english = page.get_translation(Locale.objects.get(language_code="en"))
    locale = {"locales": [Locale.objects.get(language_code="en").pk]}

    for url, data in (
        (f"/beheer/localize/submit/page/{page.pk}/", locale),
        (f"/beheer/pages/{page.pk}/edit/", filled_in("Gekaapt")),
        (f"/beheer/pages/{english.pk}/edit/", filled_in("Gekaapt")),
        (f"/beheer/pages/{page.pk}/unpublish/", {}),
        (f"/beheer/pages/{page.pk}/move/{tree.wijk_pages['zuid'].pk}/confirm/", {}),
    ):
        zuid.post(url, data)
    page.refresh_from_db()
    english.refresh_from_db()
    assert (page.title, page.live, english.alias_of_id) == ("Museum", True, page.pk)
    assert page.get_parent().slug == "oost"

    city.post(f"/beheer/localize/submit/page/{page.pk}/", locale)
    source = page.specific.get_translation(Locale.objects.get(language_code="en"))
    assert source.alias_of_id is None
    made = TranslationSource.objects.get()
    assert zuid.post(f"/beheer/localize/update/{made.pk}/", {})["Location"] == "/beheer/"
    assert city.get(f"/beheer/localize/update/{made.pk}/").status_code == 200


def test_rights_follow_to_a_language_that_comes_later(tree: Tree) -> None:
    sync_trees("tr")
    turkish = tree.wijk_pages["zuid"].get_translation(Locale.objects.get(language_code="tr"))
    person = member("Redactie Zuid", "zuid@example.org")
    assert not turkish.permissions_for_user(person).can_edit()

    periodic_jobs.get("editors_rights").run(NOW)

    person = User.objects.get(pk=person.pk)
    assert turkish.permissions_for_user(person).can_publish()
    foreign = tree.wijk_pages["oost"].get_translation(Locale.objects.get(language_code="tr"))
    assert not foreign.permissions_for_user(person).can_edit()
    before = GroupPagePermission.objects.count()
    assert follow_translations() == 0
    assert GroupPagePermission.objects.count() == before


def test_rights_of_a_group_that_does_not_translate_stay_in_its_language(tree: Tree) -> None:
    group = Group.objects.create(name="Alleen Nederlands")
    right = GroupPagePermission.objects.first().permission
    GroupPagePermission.objects.create(group=group, page=tree.home.page_ptr, permission=right)

    assert follow_translations() == 0


# Approval


def submitted(browser: Client, parent: Page) -> Page:
    """A new page that was sent for approval."""
    page = add(browser, parent, filled_in(), "action-submit")
    assert not page.live
    return page


def workflow_url(page: Page) -> str:
    """Where the task of a page is answered."""
    task = WorkflowState.objects.filter(object_id=str(page.pk)).latest("pk").current_task_state_id
    return f"/beheer/pages/workflow/action/{page.pk}/{{}}/{task}/"


def test_the_workflow_holds_for_all_pages_in_both_languages(tree: Tree) -> None:
    english = tree.wijk_pages["zuid"].get_translation(Locale.objects.get(language_code="en"))

    assert tree.wijk_pages["zuid"].get_workflow().name == english.get_workflow().name == NAME
    build_workflow(DemoContext(now=NOW))
    assert list(Workflow.objects.values_list("name", flat=True)) == [NAME]
    assert not Group.objects.filter(name__in=("Editors", "Moderators")).exists()


def test_a_page_is_submitted_approved_and_live_with_a_mail_each_way(
    tree: Tree, zuid: Client, city: Client, mailbox: Mailbox
) -> None:
    page = submitted(zuid, tree.wijk_pages["zuid"])

    [asked] = mailbox.deliver()
    assert asked.to == ["redactie@example.org"]
    assert asked.subject == "Een pagina wacht op jouw controle: Speeltuin"
    assert f"https://wijkplein.example.org/beheer/pages/{page.pk}/edit/" in asked.body
    assert "1 pagina wacht op controle" in city.get("/beheer/").content.decode()

    city.post(workflow_url(page).format("approve"), {"comment": ""})

    page.refresh_from_db()
    assert page.live
    [told] = mailbox.deliver()
    assert told.to == ["zuid@example.org"]
    assert told.subject == "Je pagina is goedgekeurd: Speeltuin"


def test_a_page_that_is_sent_back_comes_with_the_comment(
    tree: Tree, zuid: Client, city: Client, mailbox: Mailbox
) -> None:
    page = submitted(zuid, tree.wijk_pages["zuid"])
    mailbox.deliver()

    city.post(workflow_url(page).format("reject"), {"comment": "Zet de tijden erbij. Zie https://kwaad.example.com"})

    page.refresh_from_db()
    assert not page.live
    [told] = mailbox.deliver()
    assert told.subject == "Pas je pagina nog aan: Speeltuin"
    assert "Zet de tijden erbij." in told.body
    assert "https://kwaad.example.com" not in told.body


def test_mails_about_approval_go_through_the_outbox_alone(tree: Tree, zuid: Client, city: Client) -> None:
    User.objects.create_superuser("beheer@example.org")

    submitted(zuid, tree.wijk_pages["zuid"])

    assert mail.outbox == []
    assert [queued.template for queued in OutgoingMail.objects.all()] == ["page_to_check"]


def test_who_wants_no_mail_about_approval_gets_none(tree: Tree, zuid: Client) -> None:
    person = member("Redactie", "redactie@example.org")
    UserProfile.objects.create(user=person, submitted_notifications=False)

    submitted(zuid, tree.wijk_pages["zuid"])

    assert not OutgoingMail.objects.exists()


# Scheduling


def test_a_page_goes_live_and_off_the_site_at_its_time(tree: Tree, zuid: Client) -> None:
    times = {"go_live_at": "2026-11-20 15:00", "expire_at": "2026-11-21 15:00"}
    page = add(zuid, tree.wijk_pages["zuid"], filled_in() | times, "action-publish")
    assert not page.live
    job = periodic_jobs.get("publish_scheduled")
    assert job.every == timedelta(minutes=1)

    seen = []
    for hours in (0, 1, 24, 25):
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            job.run(NOW + timedelta(hours=hours))
            seen.append(Client().get("/wijken/zuid/speeltuin/").status_code)

    assert seen == [404, 200, 200, 404]


# Screens of a page


def test_the_editor_screen_explains_itself_in_dutch(tree: Tree, zuid: Client) -> None:
    page = make_content_page(tree.wijk_pages["zuid"], "Speeltuin", "speeltuin")

    shown = zuid.get(f"/beheer/pages/{page.pk}/edit/").content.decode()

    for words in (
        "Kort en duidelijk. Deze titel staat ook in menu&#x27;s en lijsten.",
        "Een of twee korte zinnen onder de titel",
        "Kort adres",
        "Titel voor zoekmachines",
        "Beschrijving voor zoekmachines",
        "Klopt dit nog?",
    ):
        assert words in shown


def test_the_old_address_leads_to_the_new_one_after_a_change(
    tree: Tree, zuid: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = add(zuid, tree.wijk_pages["zuid"], filled_in(), "action-publish")

    data = filled_in(slug="speelplek") | {"action-publish": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        assert zuid.post(f"/beheer/pages/{page.pk}/edit/", data).status_code == 302

    assert Client().get("/wijken/zuid/speeltuin/")["Location"] == "/wijken/zuid/speelplek/"


def test_a_page_can_be_previewed_before_it_is_saved(tree: Tree, zuid: Client) -> None:
    parent = tree.wijk_pages["zuid"]
    url = f"/beheer/pages/add/pages/contentpage/{parent.pk}/preview/"
    answer = zuid.post(url, filled_in("Speeltuin", text("<h2>Openingstijden</h2>")))
    assert answer.json()["is_valid"]

    shown = zuid.get(f"{url}?in_preview_panel=true&mode=")

    assert shown.status_code == 200
    assert "Openingstijden" in shown.content.decode()
    assert shown["X-Frame-Options"] == "SAMEORIGIN"


# Checks


def test_after_saving_the_editor_is_told_what_to_look_at_and_it_is_published_all_the_same(
    tree: Tree, zuid: Client
) -> None:
    bad = '<h3>Kop</h3><p><a href="https://example.org">Lees meer</a> en <a href="https://example.org">hier</a></p>'
    page = add(zuid, tree.wijk_pages["zuid"], filled_in("Speeltuin", text(bad)), "action-publish")

    shown = zuid.get("/beheer/").content.decode()

    assert page.live
    assert "Kijk nog even naar deze pagina:" in shown
    assert "De kop ‘Kop’ slaat een niveau over. Maak er kop 2 van." in shown
    assert "De link ‘hier’ zegt niet waar hij heen gaat." in shown


def test_saving_in_the_background_is_silent(tree: Tree, zuid: Client) -> None:
    page = add(zuid, tree.wijk_pages["zuid"], filled_in())

    answer = zuid.post(
        f"/beheer/pages/{page.pk}/edit/",
        filled_in("Speeltuin", text("<h3>Kop</h3>")),
        headers={"accept": "application/json"},
    )

    assert answer["Content-Type"] == "application/json"
    assert "Kijk nog even" not in zuid.get("/beheer/").content.decode()


def test_a_picture_without_description_is_the_one_thing_that_stops_publishing(tree: Tree, zuid: Client) -> None:
    picture = make_picture()
    data = filled_in(picture=picture.pk) | {"action-publish": "1"}

    response = zuid.post(f"/beheer/pages/add/pages/contentpage/{tree.wijk_pages['zuid'].pk}/", data)

    assert response.status_code == 200
    assert "Beschrijf in een zin wat er op de foto te zien is." in response.content.decode()


def make_picture() -> Picture:
    """A picture of the library."""
    return Picture.objects.create(title="Plein", description="Een plein.", file=get_test_image_file())


def test_the_list_of_findings_shows_the_own_pages_and_gives_a_file(tree: Tree, zuid: Client, city: Client) -> None:
    for slug in ("oost", "zuid"):
        make_content_page(tree.wijk_pages[slug], f"Regels {slug}", "regels", body="<h3>=Kop</h3>")

    own = zuid.get("/beheer/redactie/controle/").content.decode()
    assert "Regels zuid" in own and "Regels oost" not in own
    everything = city.get("/beheer/redactie/controle/?export=csv")
    lines = everything.content.decode("utf-8-sig").splitlines()
    assert everything["Content-Disposition"] == 'attachment; filename="controle-inhoud.csv"'
    assert lines[0] == "Pagina;Taal;Waar;Wat"
    assert lines[1:] == [
        "Regels oost;nl;Inhoud, 1: Tekst;De kop ‘=Kop’ slaat een niveau over. Maak er kop 2 van.",
        "Regels zuid;nl;Inhoud, 1: Tekst;De kop ‘=Kop’ slaat een niveau over. Maak er kop 2 van.",
    ]


def test_the_text_of_both_languages_is_checked(tree: Tree, city: Client) -> None:
    page = make_content_page(tree.home, "Regels", "regels", body='<p><a href="/x/">Onze regels</a></p>')
    texts = {"Regels": "Rules", '<a id="a1">Onze regels</a>': '<a id="a1">Click here</a>'}
    translate(page, "en", texts)

    shown = city.get("/beheer/redactie/controle/").content.decode()

    assert "De link ‘Click here’ zegt niet waar hij heen gaat." in shown
    assert "Onze regels" not in shown
    english = page.get_translation(Locale.objects.get(language_code="en"))
    opened = city.get(f"/beheer/pages/{english.pk}/edit/").content.decode()
    assert "De link ‘Click here’ zegt niet waar hij heen gaat." in opened


# Translations


def lacks(**only: object) -> dict[str, str]:
    """What the English pages below home lack, by address."""
    return {page.slug: page.lack for page in waiting_for_translation().filter(**only)}


def test_a_translation_is_missing_behind_or_incomplete(tree: Tree) -> None:
    page = make_content_page(tree.home, "Regels", "regels", lead="Wees aardig.")
    page.save_revision().publish()
    sync_trees("en")
    assert lacks(slug="regels") == {"regels": "none"}

    translate(page, "en", {"Regels": "Rules", "Wees aardig.": "Be kind."})
    assert lacks(slug="regels") == {}

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        page.refresh_from_db()
        page.lead = "Wees vriendelijk."
        page.save_revision().publish()
        assert lacks(slug="regels") == {"regels": "behind"}
        TranslationSource.objects.get_for_instance(page).update_from_db()
        assert lacks(slug="regels") == {"regels": "part"}


def test_the_list_of_translations_shows_the_own_pages_alone(tree: Tree, zuid: Client, city: Client) -> None:
    own = zuid.get("/beheer/redactie/nog-te-vertalen/").content.decode()
    assert "/wijken/zuid/" in own and "/wijken/oost/" not in own
    assert "/wijken/oost/" in city.get("/beheer/redactie/nog-te-vertalen/").content.decode()
    file = zuid.get("/beheer/redactie/nog-te-vertalen/?export=csv").content.decode("utf-8-sig").splitlines()
    assert file == [
        "Pagina;Taal;Wat ontbreekt er?",
        "Zuid;en;Nog niet vertaald",
        "Initiatieven;en;Nog niet vertaald",
        "Wijkthermometer;en;Nog niet vertaald",
    ]


# What waits, and how much it costs


def test_the_front_page_counts_what_waits_for_this_editor(tree: Tree, zuid: Client) -> None:
    page = make_content_page(tree.wijk_pages["zuid"], "Speeltuin", "speeltuin")
    Page.objects.filter(pk=page.pk).update(last_published_at=NOW - timedelta(days=200))

    shown = zuid.get("/beheer/").content.decode()

    assert "1 pagina om na te kijken" in shown
    assert "3 pagina&#x27;s nog te vertalen" in shown
    assert "wacht op controle" not in shown


def test_lists_ask_as_many_queries_at_200_pages_as_at_one(tree: Tree, city: Client) -> None:
    paths = ("", "redactie/klopt-dit-nog/", "redactie/nog-te-vertalen/", "redactie/controle/")

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            page = make_content_page(tree.home, f"Pagina {number}", f"pagina-{number}", body="<h3>Kop</h3>")
            Page.objects.filter(pk=page.pk).update(last_published_at=NOW - timedelta(days=200))
        sync_trees("en")

    def queries_of(path: str) -> int:
        city.get(f"/beheer/{path}")
        with CaptureQueriesContext(connection) as asked:
            assert city.get(f"/beheer/{path}").status_code == 200
        return len(asked)

    fill(0, 1)
    at_one = {path: queries_of(path) for path in paths}
    fill(1, 200)

    assert {path: queries_of(path) for path in paths} == at_one


def test_a_long_list_is_cut_into_screens(tree: Tree, city: Client) -> None:
    for number in range(60):
        make_content_page(tree.home, f"Pagina {number:02}", f"pagina-{number}", body="<h3>Kop</h3>")

    first = city.get("/beheer/redactie/controle/").content.decode()
    second = city.get("/beheer/redactie/controle/?vanaf=50").content.decode()

    assert first.count("slaat een niveau over") == 50 and "?vanaf=50" in first
    assert second.count("slaat een niveau over") == 10 and "Naar het begin" in second
    assert city.get("/beheer/redactie/controle/?vanaf=x").status_code == 200


def test_caseworkers_see_nothing_of_the_lists(tree: Tree) -> None:
    browser = signed_in(staff(Role.WIJKREGISSEUR, Wijk.objects.get(slug="zuid")))

    assert browser.get("/beheer/redactie/controle/")["Location"] == "/beheer/"
    assert "Voor de redactie" not in browser.get("/beheer/").content.decode()
    assert ContentPage.objects.count() == 0
