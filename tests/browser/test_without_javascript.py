"""A plan from "ik heb een plan" to a receipt, a support, and a seat at a dinner: on a phone, with JavaScript off."""

import re

import pytest

pytestmark = pytest.mark.browser


def test_a_short_plan_without_javascript(visit):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto("/start/")
    page.get_by_label("Wat wil je doen?").fill("Een bankje bij de vijver, zodat oudere buren kunnen rusten.")
    page.get_by_label("Waar?").fill("Bij de vijver aan de Riebeeckweg, 1213 AB")
    page.get_by_label("Hoe bereiken we je?").fill("els.zonder.js@example.org")
    page.get_by_role("button", name="Verstuur je plan").click()
    receipt = page.get_by_role("main").inner_text()
    assert re.search(r"WP-20\d\d-[A-Z0-9]{6}", receipt)
    link = visitor.site.link_to("els.zonder.js@example.org", "/bevestig/")
    visitor.goto(link)
    page.get_by_role("button", name="Bevestig").click()
    assert "/mijn-plan/" in page.url


def test_the_whole_plan_without_javascript(visit):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto("/wijken/zuid/initiatieven/indienen/")
    page.get_by_label("Hoe heet je plan?").fill("Muziekkoepel in het park")
    page.get_by_label("Wat wil je gaan doen?").fill("Een koepel waar kinderen en koren kunnen optreden.")
    page.get_by_label("voor onze buurt").check()
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_label("Postcode").fill("1214 ab")
    page.get_by_label("Huisnummer").fill("12")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_label("Hoeveel geld is er nodig?").fill("1.500,00")
    page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_label("Je naam").fill("Jo O'Brien-'t Hooft")
    page.get_by_label("Je e-mailadres").fill("jo.zonder.js@example.org")
    page.get_by_role("button", name="Verder", exact=True).click()
    check = page.get_by_role("main").inner_text()
    assert "Muziekkoepel in het park" in check
    assert "1.500" in check
    assert "O'Brien" in check
    page.get_by_role("button", name="Verstuur je plan").click()
    assert re.search(r"WP-20\d\d-[A-Z0-9]{6}", page.get_by_role("main").inner_text())


def test_a_support_without_javascript(visit):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto("/wijken/noordoost/initiatieven/")
    page.get_by_role("link", name="Moestuin Wirixstraat breidt uit").first.click()
    address = page.url
    before = supporters(page)
    page.get_by_role("link", name="Steun dit plan").first.click()
    page.get_by_label("Je e-mailadres").fill("buur.zonder.js@example.org")
    page.get_by_label("Postcode").fill("1222 ZZ")
    page.get_by_label("Huisnummer").fill("3")
    page.get_by_role("button", name="Ik steun dit plan").click()
    assert "Kijk in je mail" in page.get_by_role("heading", level=1).inner_text()
    visitor.goto(address)
    assert supporters(page) == before, "support counts only once it is confirmed"
    visitor.goto(visitor.site.link_to("buur.zonder.js@example.org", "/steun/bevestig/"))
    page.get_by_role("button", name="Bevestig").click()
    visitor.goto(address)
    assert supporters(page) == before + 1


def supporters(page) -> int:
    """The large figure on a plan's page."""
    return int(page.locator(".wp-draagvlak__count b").first.inner_text())


def test_somebody_signs_up_without_javascript_and_waits_for_a_seat(visit):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto("/wijken/oost/agenda/ratatouille/")
    page.get_by_role("link", name="Doe mee").click()
    page.get_by_role("button", name="Meld je aan").click()
    assert page.get_by_text("Vul je naam in.").first.is_visible()
    # The demo filled the first dinner.
    page.get_by_label("Je naam").fill("Wil de Wachter")
    page.get_by_label("Je e-mailadres").fill("wil.wacht@example.org")
    page.get_by_role("button", name="Meld je aan").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kijk in je mail"
    page.goto(visitor.site.link_to("wil.wacht@example.org", "/meedoen/bevestigen/"))
    page.get_by_role("button", name="Bevestig").click()
    assert page.get_by_text("Je staat op de wachtlijst").is_visible()
    page.goto(visitor.site.link_to("wil.wacht@example.org", "/meedoen/afmelden/"))
    page.get_by_role("button", name="Meld me af").click()
    assert page.get_by_text("Je komt niet").is_visible()
