"""Somebody who fills in a form under /en/: the page, the mails and their links are in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains

from django.test import Client

from cms.models import OutgoingMail
from pages.languages import sync_trees
from participation.forms.answers import CHECK
from participation.models import Category, Submission
from participation.selectors import initiative_path
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, SHORT, SUPPORT, Town, lay_out_town, own_page, seeking_plan

pytestmark = pytest.mark.django_db
BUUR = "buur@example.org"


@pytest.fixture
def town() -> Town:
    """Hilversum, with its pages under /en/ too."""
    town = lay_out_town()
    sync_trees()
    return town


@pytest.fixture(autouse=True)
def friday(town: Town) -> Iterator[None]:
    """It is Friday 20 November 2026, 14.32 uur."""
    with time_machine.travel(NOW, tick=False):
        yield


def addresses_in(body: str) -> list[str]:
    """The paths of our own links in a mail."""
    return re.findall(r"https://wijkplein\.example\.org(/\S+)", body)


def test_a_plan_that_was_sent_in_english_is_answered_in_english(client: Client, mailbox: Mailbox) -> None:
    client.post("/en/start/", SHORT)
    (sent,) = mailbox.deliver()

    assert Submission.objects.get().language == "en"
    assert sent.subject.startswith("We have your plan: number WP-2026-")
    assert "You get an answer by Friday 27 November 2026 at the latest." in " ".join(sent.body.split())
    assert {path.split("/")[1] for path in addresses_in(sent.body)} == {"en"}
    assert client.get(addresses_in(sent.body)[0]).status_code == 200


def test_a_month_keeps_its_capital_on_the_receipt(client: Client) -> None:
    receipt = client.post("/en/start/", SHORT, follow=True)

    assertContains(receipt, "Received on Friday 20 November 2026, 14:32.")
    assertContains(receipt, "<p>Friday 20 November 2026. Only the municipality can read it.</p>", html=True)


def test_subjects_have_a_name_in_english_wherever_one_is_shown(client: Client, town: Town) -> None:
    subject = Category.objects.create(name="Bankjes", slug="bankjes", names={"en": "Benches"})
    paths = [
        initiative_path(seeking_plan(town, category=subject)),
        "/initiatieven/?onderwerp=bankjes",
        "/initiatieven.rss",
    ]

    form = client.get("/en/initiatieven/indienen/")
    assertContains(form, '<option value="bankjes">Benches</option>', html=True)
    for path in paths:
        english, dutch = client.get(f"/en{path}"), client.get(path)
        assertContains(english, "Benches")
        assertNotContains(english, "Bankjes")
        assertContains(dutch, "Bankjes")
        assertNotContains(dutch, "Benches")


def test_a_subject_without_an_english_name_keeps_its_own(client: Client, town: Town) -> None:
    Category.objects.create(name="Bankjes", slug="bankjes")

    form = client.get("/en/initiatieven/indienen/")
    assertContains(form, '<option value="bankjes">Bankjes</option>', html=True)


def test_support_of_a_dutch_plan_that_was_given_in_english_is_answered_in_english(
    client: Client, town: Town, mailbox: Mailbox
) -> None:
    plan = seeking_plan(town)
    OutgoingMail.objects.all().delete()
    path = f"/en/wijken/oost/initiatieven/{plan.reference.lower()}-{plan.public_version.slug}/"

    client.post(f"{path}steunen/", SUPPORT)
    (sent,) = mailbox.deliver()

    assert sent.to == [BUUR]
    assert sent.subject == "Confirm your support: Geveltuinen in de straat"
    confirm = next(link for link in addresses_in(sent.body) if "/bevestig/" in link)
    assert confirm.startswith("/en/steun/bevestig/")
    assertContains(client.get(confirm), "Confirm")


def test_a_draft_that_was_begun_in_english_goes_on_in_english(client: Client, mailbox: Mailbox) -> None:
    started = client.get("/en/wijken/oost/initiatieven/indienen/")
    begun = client.post(
        started.wsgi_request.path, {"titel": "A bench near the pond", "wat": "A bench.", "verder": "Verder"}
    )
    base = begun["Location"].removesuffix("plek/")

    client.post(f"{base}bewaar/", {"email": EMAIL})
    (sent,) = mailbox.deliver()

    assert sent.subject == "Go on with your plan"
    assert addresses_in(sent.body)[0].startswith("/en/initiatieven/indienen/")
    assert addresses_in(sent.body)[0].endswith(f"/{CHECK}/")
    assert client.get(addresses_in(sent.body)[0], follow=True).status_code == 200


def test_the_text_of_a_resident_is_marked_with_its_own_language(client: Client, town: Town) -> None:
    plan = seeking_plan(town)
    html = client.get(
        f"/en/wijken/oost/initiatieven/{plan.reference.lower()}-{plan.public_version.slug}/"
    ).content.decode()

    assert '<html lang="en">' in html
    assert '<h1 lang="nl">Geveltuinen in de straat</h1>' in html
    assert '<p class="wp-lead" lang="nl">Twintig kleine tuinen.</p>' in html


def test_the_own_page_is_in_the_language_of_its_address(client: Client, town: Town) -> None:
    path = own_page(client, seeking_plan(town))

    assertContains(client.get(f"/en{path}"), '<html lang="en">')
    assertContains(client.get(path), '<html lang="nl">')
