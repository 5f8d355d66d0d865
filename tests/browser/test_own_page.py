"""The initiator's own page: used without JavaScript on a phone, and looked at with axe on both widths."""

import pytest

pytestmark = pytest.mark.browser
EMAIL = "eigen.pagina@example.org"


def own_page(visitor) -> str:
    """Send a short plan, confirm the address, and give the address of the own page."""
    page = visitor.goto("/start/")
    page.get_by_label("Wat wil je doen?").fill("Een boekenkast op het plein. Iedereen mag ruilen.")
    page.get_by_label("Waar?").fill("Op het plein bij 1213 AB")
    page.get_by_label("Hoe bereiken we je?").fill(EMAIL)
    page.get_by_role("button", name="Verstuur je plan").click()
    visitor.goto(visitor.site.link_to(EMAIL, "/bevestig/"))
    page.get_by_role("button", name="Bevestig").click()
    assert "/mijn-plan/" in page.url
    return page.url


def test_a_short_plan_grows_and_somebody_joins_without_javascript(visit):
    visitor = visit(width=390, javascript=False)
    home, page = own_page(visitor), visitor.page
    page.get_by_role("link", name="Vul je plan aan", exact=True).click()
    page.get_by_label("Voor wie?").fill("Voor wie graag leest.")
    page.get_by_label("Wanneer?").fill("In het voorjaar.")
    page.get_by_label("voor onze buurt").check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_label("Hoeveel geld is er nodig?").fill("2.000,01")
    page.get_by_label("Kostenpost 1", exact=True).fill("Kast")
    page.get_by_label("Bedrag kostenpost 1").fill("2.000,01")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    told = page.get_by_role("main").inner_text()
    assert "Voor wie graag leest." in told
    assert "Voor dit bedrag is een aanvraag nodig." in told

    visitor.goto(home)
    page.get_by_label("E-mailadres van je mede-indiener").fill("mede.indiener@example.org")
    page.get_by_role("button", name="Nodig uit").click()
    assert "m…@example.org" in page.get_by_role("main").inner_text()
    visitor.goto(visitor.site.link_to("mede.indiener@example.org", "/meedoen/"))
    page.get_by_label("Je naam").fill("Bram")
    page.get_by_role("button", name="Ja, ik doe mee").click()
    visitor.goto(home)
    assert "Bram" in page.get_by_role("main").inner_text()

    looker = visit()
    for path in ("", "aanvullen/plan/", "aanvullen/plek/", "aanvullen/geld/", "aanvullen/controleer/"):
        check(looker, f"{home}{path}")
    check(looker, "/mijn-plan/")


def check(visitor, path: str) -> None:
    """Axe at 1280 and 390 pixels, and no sideways scrolling at 320."""
    visitor.goto(path)
    found = visitor.axe()
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    found += visitor.axe()
    assert found == []
    assert visitor.overflow(320) <= 0
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
