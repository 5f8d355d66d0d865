"""Addresses of former sites lead on: made by hand, imported, by the demo, and when a page gets a new one."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from wagtail.contrib.redirects.models import Redirect

from cms.models import User
from cms.registries import DemoContext
from pages.demo.redirects import build_redirects
from pages.languages import sync_trees
from pages.models import ContentPage
from pages.services import give_editors_rights_everywhere
from tests.conftest import NOW
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_content_page, make_tree

pytestmark = pytest.mark.django_db
SITE = "https://wijkplein.example.org"


@pytest.fixture
def tree() -> Tree:
    """Home and Oost, in Dutch and in English."""
    tree = make_tree(make_wijk("oost", "1221"))
    make_content_page(tree.home, "Huisregels", "huisregels")
    sync_trees("en")
    return tree


@pytest.fixture
def editor(tree: Tree) -> User:
    """Somebody who edits the whole site."""
    user = User.objects.create_user("redactie@example.org", "x")
    user.groups.add(give_editors_rights_everywhere(tree.home))
    return user


def leads_to(client: Client, path: str) -> tuple[int, str]:
    """Status, and where it leads."""
    answer = client.get(path)
    return answer.status_code, answer.get("Location", "")


@pytest.mark.parametrize("path", ["/buurten/oost", "/buurten/oost/", "/buurten/oost/?van=mail"])
def test_an_address_of_a_former_site_leads_on_for_good(client: Client, tree: Tree, path: str) -> None:
    Redirect.add_redirect("/buurten/oost", tree.wijk_pages["oost"])

    assert leads_to(client, path) == (301, "/wijken/oost/")


def test_addresses_with_a_query_or_a_file_lead_on_too(client: Client, tree: Tree) -> None:
    Redirect.add_redirect("/index.php?id=12&taal=nl", tree.wijken)
    Redirect.add_redirect("/buurten/oost.html", tree.wijk_pages["oost"])

    assert leads_to(client, "/index.php?taal=nl&id=12") == (301, "/wijken/")
    assert leads_to(client, "/index.php?taal=nl&id=13") == (404, "")
    assert leads_to(client, "/buurten/oost.html") == (301, "/wijken/oost/")


def test_in_english_they_lead_to_the_english_page(client: Client, tree: Tree) -> None:
    english = tree.wijk_pages["oost"].get_translations().get()
    Redirect.add_redirect("/en/neighbourhoods/oost", english)

    assert leads_to(client, "/en/neighbourhoods/oost/") == (301, "/en/wijken/oost/")


def test_a_page_goes_before_a_redirect(client: Client, tree: Tree) -> None:
    Redirect.add_redirect("/wijken", tree.home)

    assert leads_to(client, "/wijken/") == (200, "")


def test_the_answer_may_be_kept_by_caches(client: Client, tree: Tree) -> None:
    Redirect.add_redirect("/oud", tree.wijken)

    assert client.get("/oud/")["Cache-Control"] == "public, max-age=0, s-maxage=30"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_new_address_of_a_page_leads_on_from_the_old_one(
    client: Client,
    tree: Tree,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    prefix: str,
) -> None:
    language = prefix.strip("/") or "nl"
    page = ContentPage.objects.get(slug="huisregels", locale__language_code=language)
    page.slug = "spelregels"
    with django_capture_on_commit_callbacks(execute=True):
        page.save()

    assert leads_to(client, f"{prefix}/huisregels/") == (301, f"{prefix}/spelregels/")


def test_an_editor_imports_a_list_of_addresses(client: Client, tree: Tree, editor: User) -> None:
    client.force_login(editor)
    # Wagtail wants full addresses to lead to, and a path to come from.
    rows = [f"/buurten,{SITE}/wijken/", f"/en/hoods,{SITE}/en/wijken/", "/fout,/wijken/"]
    file = SimpleUploadedFile("adressen.csv", "\n".join(["van,naar", *rows]).encode(), "text/csv")
    confirm = client.post("/beheer/redirects/import/", {"import_file": file, "input_format": "0"})
    assert confirm.status_code == 200
    hidden = confirm.context["form"].initial
    done = client.post(
        "/beheer/redirects/import/process/",
        {**hidden, "from_index": "0", "to_index": "1", "permanent": "on"},
    )
    assert done.status_code == 200 and "/fout" in done.text

    client.logout()
    assert leads_to(client, "/buurten/") == (301, f"{SITE}/wijken/")
    assert leads_to(client, "/en/hoods/") == (301, f"{SITE}/en/wijken/")
    assert leads_to(client, "/fout/") == (404, "")


def test_the_administrator_imports_a_list_on_the_command_line(client: Client, tree: Tree, tmp_path: Path) -> None:
    file = tmp_path / "adressen.csv"
    file.write_text(f"van,naar\n/buurten/oost,{SITE}/wijken/oost/\n", encoding="utf-8")
    call_command("import_redirects", src=str(file))

    assert leads_to(client, "/buurten/oost/") == (301, f"{SITE}/wijken/oost/")


def test_the_demo_has_some_in_both_languages_and_leaves_what_was_changed(client: Client, tree: Tree) -> None:
    Redirect.add_redirect("/over-ons/spelregels", tree.wijken)
    for _turn in range(2):
        build_redirects(DemoContext(now=NOW))

    assert leads_to(client, "/buurten/oost/") == (301, "/wijken/oost/")
    assert leads_to(client, "/en/buurten/oost/") == (301, "/en/wijken/oost/")
    assert leads_to(client, "/meedoen/buurtbudget/") == (301, "/wijkthermometer/")
    assert leads_to(client, "/over-ons/spelregels/") == (301, "/wijken/")
    assert leads_to(client, "/en/over-ons/spelregels/") == (301, "/en/huisregels/")
