"""The archive of the wijkkrant."""

import re
from typing import Any

import pytest
from pytest_django.asserts import assertContains

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import WijkkrantPage
from tests.factories.blocks import make_document, make_picture, make_wijkkrant, set_body
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree

pytestmark = pytest.mark.django_db
PATH = "/wijken/oost/wijkkrant/"


@pytest.fixture
def tree() -> Tree:
    """Home and Oost."""
    return make_tree(make_wijk("oost", "1221"))


def issue(title: str, day: str, **fields: Any) -> dict[str, Any]:
    """One issue of the paper."""
    document = fields.pop("document", None) or make_document(content=b"%PDF" + b"x" * 2_097_148)
    return {"title": title, "appeared_on": day, "document": document.pk, "summary": f"Dit is {title}."} | fields


def test_issues_stand_by_year_newest_first(tree: Tree, client: Client) -> None:
    days = {"Zomer 2025": "2025-07-01", "Najaar 2026": "2026-10-01", "Lente 2026": "2026-04-01"}
    document = make_document()
    make_wijkkrant(tree.wijk_pages["oost"], *(issue(title, day, document=document) for title, day in days.items()))

    main = client.get(PATH).content.decode().split("<main")[1].split("</main>")[0]

    assert re.findall(r"<h[23][^>]*>([^<]+)<", main) == ["2026", "Najaar 2026", "Lente 2026", "2025", "Zomer 2025"]


def test_an_issue_has_a_summary_a_cover_and_a_pdf_with_its_size(tree: Tree, client: Client) -> None:
    make_wijkkrant(tree.wijk_pages["oost"], issue("Najaar 2026", "2026-10-01", cover=make_picture().pk))

    answer = client.get(PATH)

    assertContains(answer, "Dit is Najaar 2026.")
    assertContains(answer, '<img alt=""')
    assertContains(answer, 'Download Najaar 2026 <span class="wp-small">(PDF, 2,0\xa0MB)')
    assertContains(answer, "1 oktober 2026")
    assertContains(answer, 'hreflang="nl"')


def test_under_another_language_it_says_that_the_paper_is_dutch(tree: Tree, client: Client) -> None:
    make_wijkkrant(tree.wijk_pages["oost"], issue("Autumn 2026", "2026-10-01", language="en"))

    assertContains(client.get(PATH), "in het Engels)")


def test_an_archive_without_papers_says_so(tree: Tree, client: Client) -> None:
    make_wijkkrant(tree.wijk_pages["oost"])

    assertContains(client.get(PATH), "Er staan nog geen kranten")


def test_a_paper_whose_file_is_gone_keeps_its_summary(tree: Tree, client: Client) -> None:
    document = make_document()
    make_wijkkrant(tree.wijk_pages["oost"], issue("Najaar 2026", "2026-10-01", document=document))
    document.delete()

    assertContains(client.get(PATH), "Dit is Najaar 2026.")


def test_the_archive_costs_the_same_at_1_and_at_200(tree: Tree, client: Client) -> None:
    document, cover = make_document(), make_picture(width=40, height=60)
    page = make_wijkkrant(tree.wijk_pages["oost"])
    counts = []
    for total in (1, 200):
        issues = [issue(f"Krant {n}", f"{1900 + n}-01-01", document=document, cover=cover.pk) for n in range(total)]
        set_body(WijkkrantPage.objects.get(pk=page.pk), *[("edition", row) for row in issues], field="editions")
        client.get(PATH)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assertContains(client.get(PATH), "<h3>", count=total)
        counts.append(len(queries))

    assert counts[0] == counts[1]
