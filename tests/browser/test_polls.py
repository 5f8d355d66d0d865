"""Voting as residents do it: by keyboard alone, without JavaScript, on a phone; and for everybody to read."""

import re

import pytest

pytestmark = pytest.mark.browser
QUICK = "/wijken/centrum/peilingen/openingstijden-wijkcentrum/"
SQUARE = "/wijken/oost/peilingen/jac-p-thijsseplein/"
SURVEY = "/peilingen/buurtpeiling/"
CODED = "/wijken/noordwest/peilingen/bomen-in-de-straat/"
BENCHES = "/peilingen/waar-komen-bankjes/"
DANGER = "/wijken/zuid/peilingen/gevaarlijk-oversteken/"
LAST_YEAR = "/peilingen/buurtpeiling-vorig-jaar/"


def focus_name(page) -> str:
    """What has the focus: the text of its label, or its own."""
    return page.evaluate(
        "(part => part === document.body ? '' : (part.labels?.[0] ?? part).textContent.trim())(document.activeElement)"
    )


def tab_to(page, words: str) -> None:
    """Press Tab until something with these words has the focus."""
    for _press in range(60):
        if focus_name(page) == words:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {words}")


def test_one_question_is_answered_with_the_keyboard_alone(visit):
    visitor = visit()
    page = visitor.goto(QUICK)
    tab_to(page, "Stem")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stemmen/")
    tab_to(page, "Overdag")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("In de avond").is_checked()
    tab_to(page, "Verstuur")
    # Who takes less than three seconds is looked at as a robot might be.
    page.keyboard.press("Enter")
    page.wait_for_url("**/bedankt/")
    assert page.get_by_role("heading", level=1).inner_text() == "Bedankt, je stem telt mee"
    assert "Tussenstand na" in page.get_by_role("main").inner_text()
    assert visitor.axe() == []
    # The same browser can't vote again.
    assert visitor.goto(f"{QUICK}stemmen/").url.endswith("/bedankt/")


def test_a_vote_by_mail_counts_without_javascript_on_a_phone(visit, site):
    visitor = visit(width=390, javascript=False)
    page = visitor.goto(SQUARE)
    before = int(re.search(r"Tussenstand na (\d+)", page.get_by_role("main").inner_text())[1])
    page.get_by_role("link", name="Stem", exact=True).click()
    page.get_by_role("button", name="Verstuur").click()
    errors = page.get_by_role("main").inner_text()
    assert "Beantwoord de vraag ‘Kies één idee’." in errors
    assert "Vul je e-mailadres in" in errors
    page.get_by_label("Een buurttuin").check()
    page.get_by_label("Je e-mailadres").fill("stemmer.telefoon@example.org")
    page.get_by_label("Postcode").fill("1223 ab")
    page.get_by_role("button", name="Verstuur").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kijk in je mail"
    visitor.goto(site.link_to("stemmer.telefoon@example.org", "/stem/bevestig/"))
    page.get_by_role("button", name="Bevestig").click()
    assert f"Tussenstand na {before + 1} stemmen" in page.get_by_role("main").inner_text()


def test_a_survey_asks_what_follows_from_an_answer_and_ends_with_all_answers(visit):
    visitor = visit(width=390)
    page = visitor.goto(f"{SURVEY}stemmen/")
    assert "Stap 1 van 4" in page.get_by_role("main").inner_text()
    where = page.get_by_label("Waar voel je je niet veilig?")
    assert not where.is_visible()
    page.get_by_label("Nee", exact=True).check()
    where.fill("In de tunnel")
    page.get_by_label("8", exact=True).check()
    assert visitor.axe() == []
    assert visitor.overflow(320) == 0
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url("**/stemmen/2/")
    page.get_by_label("Bomen en planten").check()
    for row in range(3):
        page.locator(".pl-schaal").nth(row).get_by_role("radio").nth(3).check()
    for place, select in enumerate(page.locator("select").all(), start=1):
        select.select_option(str(place))
    assert visitor.axe() == []
    assert visitor.overflow(320) == 0
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url("**/stemmen/3/")
    page.get_by_label("Ja, dat doe ik al").check()
    page.get_by_role("button", name="Verder", exact=True).click()
    page.wait_for_url("**/versturen/")
    text = page.get_by_role("main").inner_text()
    assert "In de tunnel" in text
    assert "1. Langzamer verkeer" in text
    assert visitor.axe() == []


def test_a_code_from_a_letter_is_filled_in_and_leaves_the_address(visit):
    visitor = visit()
    page = visitor.goto(f"{CODED}stemmen/#code=7K3QF-2MB9D")
    assert page.get_by_label("Je code").input_value() == "7K3QF-2MB9D"
    assert "#" not in page.url
    assert not page.get_by_label("Linde").is_visible()
    page.get_by_label("Ja", exact=True).check()
    assert page.get_by_label("Linde").is_visible()


def test_a_place_is_pointed_at_with_the_keyboard_alone(visit):
    visitor = visit(width=390)
    page = visitor.goto(f"{BENCHES}stemmen/")
    tab_to(page, "Wijs de plek aan op de kaart")
    page.keyboard.press("Enter")
    page.locator(".leaflet-marker-icon").wait_for()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    assert "De pin staat vast." in page.get_by_role("main").inner_text()
    assert visitor.axe() == []
    assert visitor.overflow(320) == 0
    page.get_by_label("Waar mist een bankje?").select_option("Zuid")
    page.get_by_role("button", name="Verstuur").click()
    page.wait_for_url("**/bedankt/")
    page.get_by_role("button", name="Toon op de kaart").press("Enter")
    page.locator(".leaflet-marker-icon").first.wait_for()
    assert visitor.axe() == []


def test_a_place_is_given_by_its_postcode_without_javascript(visit):
    page = visit(width=390, javascript=False).goto(f"{BENCHES}stemmen/")
    assert not page.get_by_text("op ongeveer 100 meter").is_visible()
    page.get_by_role("button", name="Verstuur").click()
    assert "Kies bij ‘Waar mist een bankje’ een deel van de stad" in page.get_by_role("main").inner_text()
    page.get_by_label("Of de postcode van de plek").fill("1214")
    page.get_by_role("button", name="Verstuur").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Bedankt, je stem telt mee"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "path",
    [
        "/peilingen/",
        SQUARE,
        f"{SQUARE}stemmen/",
        f"{SQUARE}stemmen/kijk-in-je-mail/",
        f"{SQUARE}stemmen/uitslag-mailen/",
        LAST_YEAR,
        CODED,
        DANGER,
    ],
)
def test_pages_of_polls_are_for_everybody(visit, path, width):
    visitor = visit(width=width)
    page = visitor.goto(path)
    for part in page.locator("details").all():
        part.evaluate("part => { part.open = true; }")
    assert visitor.axe() == []
    assert visitor.overflow(320) == 0


@pytest.mark.parametrize("medium", ["print", "forced colours"])
def test_bars_show_in_print_and_in_forced_colours(visit, medium):
    visitor = visit()
    page = visitor.goto(LAST_YEAR)
    bars = page.locator(".wp-bars .wp-staaf rect")
    fills = "bars => bars.map(bar => getComputedStyle(bar).fill)"
    on_screen = bars.evaluate_all(fills)
    if medium == "print":
        page.emulate_media(media="print")
        # The bars of a matrix and the table per wijk too, which are folded up on a screen.
        assert (
            page.locator(".pl-uitslag .wp-details:has(table)").first.evaluate("part => getComputedStyle(part).display")
            == "block"
        )
    else:
        page.emulate_media(forced_colors="active")
    assert bars.count() > 10
    styles = bars.evaluate_all(fills)
    if medium == "forced colours":
        assert set(styles).isdisjoint(on_screen)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background not in styles
    widths = bars.evaluate_all("bars => bars.map(bar => bar.getBoundingClientRect().width)")
    assert max(widths) > 100
    assert len({round(width) for width in widths}) > 5
