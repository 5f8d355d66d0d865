"""Every page of the demo in a real browser: axe, width, and a console without complaints."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import AXE_TAGS

pytestmark = pytest.mark.browser
PUBLIC = [
    "/",
    "/wijken/",
    "/wijken/oost/",
    "/wijken/hilversumse-meent/",
    "/privacy/",
    "/toegankelijkheid/",
    "/zo-werkt-wijkplein/",
    "/vind-je-wijk/",
    "/vind-je-wijk/?postcode=1213",
    "/vind-je-wijk/?postcode=1011AB",
    "/start/",
    "/initiatieven/",
    "/initiatieven/?wijk=oost&stand=zoekt-steun&beeld=kaart",
    "/en/initiatieven/?geld=tot-2000&volgorde=sluit-snel&q=plek",
    "/initiatieven/indienen/",
    "/wijken/centrum/initiatieven/",
    "/wijkthermometer/",
    "/wijken/oost/wijkthermometer/",
    "/wijken/oost/wijkthermometer/?jaar=2022",
    "/jaarverslag/2026/",
    "/wijken/zuid/jaarverslag/2025/",
    "/agenda/?maand=2026-12",
    "/wijken/oost/agenda/?beeld=lijst",
    "/wijken/oost/agenda/?maand=2026-12&print",
    "/wijken/noordoost/agenda/hapje-noord/",
    "/wijken/oost/agenda/nieuw-riool/",
    "/wijken/oost/agenda/ratatouille/meedoen/",
    "/agenda/aanmelden/",
    "/deze-pagina-is-er-niet/",
]
# The pages of one plan, found on the overview of its wijk by its title.
PLANS = [
    ("centrum", "Watertappunt op het Jan Korteplein", ("", "steunen/", "zorg/", "steunen/kijk-in-je-mail/")),
    ("centrum", "Nieuwe invulling speelplek Hoogstraat", ("",)),
    ("zuid", "Openluchtbioscoop met entree", ("",)),
    ("noordwest", "Verlichting langs de hertenweide", ("",)),
]

INBOX = "/beheer/te-behandelen/"


def check(visitor, path: str) -> None:
    """Axe at 1280 and 390 pixels, and no sideways scrolling at 320."""
    visitor.goto(path)
    found = visitor.axe()
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    found += visitor.axe()
    assert found == []
    assert visitor.overflow(320) <= 0


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_accessible_and_fits_a_phone(visit, path):
    check(visit(), path)


@pytest.mark.parametrize(("wijk", "title", "tails"), PLANS)
def test_a_plan_is_accessible_and_fits_a_phone(visit, wijk, title, tails):
    visitor = visit()
    visitor.goto(f"/wijken/{wijk}/initiatieven/")
    address = visitor.page.get_by_role("link", name=title).first.get_attribute("href")
    for tail in tails:
        check(visitor, address + tail)


def test_forms_with_errors_are_accessible(visit):
    visitor = visit()
    for path, button in (("/start/", "Verstuur je plan"), ("/initiatieven/indienen/", "Verder")):
        visitor.goto(path)
        visitor.page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
        assert visitor.page.title().startswith("Fout: ")
        assert visitor.axe() == []
        assert visitor.overflow(320) <= 0
        visitor.page.set_viewport_size({"width": 1280, "height": 900})


def test_the_inbox_is_accessible(visit):
    visitor = visit()
    visitor.sign_in("regisseur.centrum@example.org")
    for path in ("/beheer/", "/beheer/te-behandelen/weergaven/", "/beheer/te-behandelen/bestanden/", INBOX):
        visitor.goto(path)
        assert own_findings(visitor) == []
    # The list with every filter in sight: light and dark, on a desk and in the street.
    visitor.page.evaluate("document.querySelectorAll('#main details').forEach((part) => { part.open = true; })")
    for width in (1280, 390):
        assert visitor.overflow(width) <= 0
        for scheme in ("light", "dark"):
            visitor.page.emulate_media(color_scheme=scheme)
            assert own_findings(visitor) == []
    assert visitor.overflow(320) <= 0
    visitor.page.emulate_media(color_scheme="light")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    visitor.page.get_by_role("link", name="Watertappunt op het Jan Korteplein").first.click()
    visitor.page.wait_for_url(re.compile(r"/te-behandelen/\d+/$"))
    assert own_findings(visitor) == []
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    assert own_findings(visitor) == []


def test_hand_money_is_spent_in_the_street(visit, tmp_path):
    receipt = tmp_path / "bon.jpg"
    Image.new("RGB", (300, 500), "white").save(receipt)
    visitor = visit()
    visitor.sign_in("regisseur.zuid@example.org")
    page = visitor.page
    page.set_viewport_size({"width": 390, "height": 844})
    visitor.goto(f"{INBOX}handgeld/")
    page.get_by_role("button", name="Boek uitgave").click()
    expect(page.get_by_role("link", name="Voeg een foto of PDF van de bon toe.")).to_be_visible()
    assert own_findings(visitor) == []

    page.get_by_label("Iets gekocht").check()
    page.get_by_label("Waarvoor").fill("Verf voor het hek")
    page.get_by_label("Bedrag in euro").fill("12,50")
    page.get_by_label("Foto of PDF van de bon").set_input_files(receipt)
    page.get_by_role("button", name="Boek uitgave").click()
    page.get_by_role("row", name="Verf voor het hek").get_by_role("link", name="bon van Verf voor het hek").wait_for()
    # Without Wagtail's own green bar, which has too little contrast while colours change.
    visitor.goto(f"{INBOX}handgeld/")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert own_findings(visitor) == []
    assert visitor.overflow(320) <= 0


def test_the_inbox_is_walked_with_the_keyboard(visit):
    visitor = visit()
    visitor.sign_in("regisseur.centrum@example.org")
    page = visitor.goto(INBOX)
    titles = page.locator(".wb-table tbody th a")
    for key, place in (("j", 0), ("j", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        assert titles.nth(place).evaluate("(link) => link === document.activeElement")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter_q"
    # In a field these are letters.
    page.keyboard.type("j/k")
    assert page.locator("#filter_q").input_value() == "j/k"
    page.locator("#filter_q").fill("")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{INBOX}")
    page.locator("[data-alle]").check()
    assert page.locator("input[name=zaak]:checked").count() == titles.count()
    page.locator(".wb-weergaven summary").click()
    expect(page.locator("[data-aantal=zwervers]")).not_to_be_empty()
    page.locator("body").press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/te-behandelen/\d+/$"))


def own_findings(visitor) -> list[str]:
    """What axe finds in the main part of an admin page; the rest of the page is Wagtail's own."""
    options = {"runOnly": {"type": "tag", "values": [tag for tag in AXE_TAGS if tag != "best-practice"]}}
    results = Axe().run(visitor.page, context="#main", options=options)
    return [
        f"{visitor.page.url} {found['id']}: {node['html'][:200]}"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]
