"""Taking over a task: the page of a wijk and of the city, and the whole path from its button to a case."""

from __future__ import annotations

import re
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from django.test import Client

from cms.models import Role
from pages.languages import sync_trees
from pages.models import HomePage
from participation import challenges
from participation.codes import Kind, Scope
from participation.models import ChallengesPage, DraagvlakRule, Submission
from participation.town import build_hosts
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.residents import SHORT, Town, lay_out_town

OF_OOST = "/wijken/oost/uitdagen/"
OF_CITY = "/uitdagen/"


@pytest.fixture
def town(db: None) -> Town:
    """Hilversum, with a page about taking over a task for the city, Oost and Zuid."""
    town = lay_out_town()
    for parent in (town.tree.home, *town.tree.wijk_pages.values()):
        build_hosts(parent)
    return town


def words(text: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def button(text: str) -> str:
    """Where the first button leads."""
    return re.search(r'class="wp-button wp-button--block" href="([^"]+)"', text).group(1).replace("&amp;", "&")


def test_the_page_tells_what_it_is_and_how_it_goes(client: Client, town: Town) -> None:
    response = client.get(OF_OOST)
    text = words(response.text)

    assert response.status_code == 200
    assert "Kan jullie groep in Oost iets beter dan de gemeente?" in text
    for heading in ("Wat is het?", "Wanneer kan het?", "Zo gaat het", "Met wie kun je praten?"):
        assert heading in text
    assert "Buren onderhouden zelf het plantsoen in hun straat." in text
    assert response.text.count('class="wp-steps__mark"') == 7
    assert "Moeten we een stichting of een vereniging zijn?" in text
    assert "De gemeente laat los en betaalt mee." in text
    assert "kijken we eerst of de gemeente het gebouw kan missen" in text


def test_what_can_be_and_what_cannot_have_signs_of_their_own(client: Client, town: Town) -> None:
    lists = re.findall(r"<div><h3>([^<]+)</h3>(.*?)</ul>", client.get(OF_OOST).text, re.DOTALL)

    counts = {title: (found.count('class="is-done"'), found.count('class="is-niet"')) for title, found in lists}
    assert counts == {"Jullie groep": (4, 0), "Jullie plan": (4, 0), "Dit kan niet": (0, 2)}


def test_the_number_of_supporters_and_weeks_are_those_of_the_rule(client: Client, town: Town) -> None:
    text = words(client.get(OF_OOST).text)

    assert "heeft steun van minstens 75 mensen in de wijk" in text
    assert "Buren hebben 6 weken om hun steun te geven." in text


def test_a_wijk_with_a_rule_of_its_own_gets_that_number(town: Town) -> None:
    rules = {"kind": Kind.CHALLENGE, "scope": Scope.WIJK, "pc6": 5}
    wijk = town.wijken["zuid"]
    DraagvlakRule.objects.create(wijk=wijk, supporters=40, period_weeks=8, valid_from=date(2019, 1, 1), **rules)
    DraagvlakRule.objects.create(wijk=None, supporters=90, valid_from=date(2999, 1, 1), **rules)

    assert challenges.rule_on(wijk, date(2026, 11, 20)).supporters == 40
    assert challenges.rule_on(town.wijken["oost"], date(2026, 11, 20)).supporters == 75
    assert challenges.rule_on(None, date(2026, 11, 20)).supporters == 75


def test_without_a_rule_no_number_is_named(db: None) -> None:
    fields = challenges.first_fields("Oost", None)

    assert fields["conditions"][0][1]["items"][-1] == "heeft steun van veel mensen in de wijk"


def test_the_wijkregisseurs_of_the_wijk_are_named_and_nobody_else(client: Client, town: Town) -> None:
    oost = town.wijken["oost"]
    staff(Role.WIJKWETHOUDER, oost, user=UserFactory(first_name="Petra", last_name="Wethouder"))
    staff(Role.WIJKREGISSEUR, town.wijken["zuid"], user=UserFactory(first_name="Yasmina", last_name="Benali"))
    text = client.get(OF_OOST).text

    assert "Samira Verhoef" in text
    assert "Petra Wethouder" not in text and "Yasmina Benali" not in text


def test_on_the_page_of_the_city_you_choose_your_wijk(client: Client, town: Town) -> None:
    response = client.get(OF_CITY)

    assert "Kan jullie groep in Hilversum iets beter" in words(response.text)
    assert f'href="{OF_OOST}"' in response.text and 'href="/wijken/zuid/uitdagen/"' in response.text
    assert "Samira Verhoef" not in response.text
    assert button(response.text) == "/start/?soort=taak#kort"


@pytest.mark.parametrize(("language", "prefix"), [("nl", ""), ("en", "/en")])
def test_the_button_leads_to_a_challenge_in_that_wijk(client: Client, town: Town, language: str, prefix: str) -> None:
    sync_trees("en")
    path, _hash, anchor = button(client.get(f"{prefix}{OF_OOST}").text).partition("#")
    assert path == f"{prefix}/start/?soort=taak&wijk=oost"

    form = client.get(path).text
    assert f'id="{anchor}"' in form
    assert 'name="soort" value="taak"' in form
    assert re.search(r'<option value="oost" selected', form)
    sent = client.post(path, SHORT | {"waar": "het plantsoen", "soort": "taak", "wijk": "oost"})

    assert sent.status_code == 302
    case = Submission.objects.get()
    assert (case.kind, case.wijk.slug, case.language) == (Kind.CHALLENGE, "oost", language)


def test_a_refused_challenge_stays_a_challenge(client: Client, town: Town) -> None:
    refused = client.post("/start/", {"soort": "taak", "wijk": "oost", "wat": "Wij maaien zelf."})

    assert refused.status_code == 422
    assert 'name="soort" value="taak"' in refused.text
    assert re.search(r'<option value="oost" selected', refused.text)


def test_a_wijk_in_the_address_that_does_not_exist_chooses_nothing(client: Client, town: Town) -> None:
    text = client.get('/start/?soort=taak&wijk="><script>alert(1)</script>').text

    assert "alert(1)" not in text
    assert " selected" not in text.partition('name="wijk"')[2].partition("</select>")[0].replace(
        'value="" selected', ""
    )


def test_every_way_in_leads_to_the_page(client: Client, town: Town) -> None:
    assert f'href="{OF_CITY}"' in client.get("/start/").text
    assert f'href="{OF_CITY}"' in client.get("/wijken/").text.partition("<footer")[2]
    assert f'href="{OF_OOST}"' in client.get("/wijken/oost/").text


def test_an_empty_page_shows_no_empty_lists(client: Client, town: Town) -> None:
    ChallengesPage.objects.update(
        what="[]", examples="[]", conditions="[]", steps="[]", influence="", buildings="[]", questions="[]"
    )
    text = client.get(OF_OOST).text

    assert "Wanneer kan het?" not in text and "Hoeveel invloed" not in text and "Gaat het om een gebouw?" not in text
    assert "Denk je erover?" in text


def test_setting_up_twice_leaves_what_editors_changed(town: Town) -> None:
    home = HomePage.objects.get()
    page = ChallengesPage.objects.child_of(home).get()
    page.influence = "Zelf bedacht."
    page.save()
    build_hosts(home)

    assert [page.influence for page in ChallengesPage.objects.child_of(home)] == ["Zelf bedacht."]


@pytest.mark.parametrize("path", [OF_OOST, OF_CITY])
def test_a_page_costs_as_many_queries_with_many_wijken_and_people(
    client: Client, town: Town, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    for number in range(200):
        staff(Role.WIJKREGISSEUR, make_wijk(f"wijk-{number}", f"{3000 + number}"))
        staff(Role.WIJKREGISSEUR, town.wijken["oost"])
    with django_assert_max_num_queries(12) as many:
        client.get(path)

    assert len(few) == len(many)
