"""The screens on which editors keep people, places, spreekuren and portraits."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from django.test import Client
from django.utils import timezone

from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.models import Role, Wijk
from pages.blocks import PeopleBlock, PortraitBlock
from pages.models import CalendarFeed, OfficeHour, Organisation, Person, Picture, Portrait
from pages.services import give_editors_rights, give_editors_rights_everywhere
from tests.factories.blocks import make_portrait
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.pages import Tree, make_tree
from tests.factories.social_base import locale, make_office_hour, make_organisation, make_person

pytestmark = pytest.mark.django_db
SCREENS = "/beheer/snippets/pages"
WINDOWS = "/beheer/snippets/choose/pages"
NO_ROWS: dict[str, str] = inline_formset([])


@pytest.fixture
def oost() -> Wijk:
    """A wijk."""
    return make_wijk("oost", "1221")


@pytest.fixture
def tree(oost: Wijk) -> Tree:
    """Its pages."""
    return make_tree(oost)


def signed_in(*groups: Any) -> Client:
    """Somebody in these groups."""
    user = UserFactory()
    user.groups.set(groups)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(tree: Tree) -> Client:
    """An editor of the whole city."""
    return signed_in(give_editors_rights_everywhere(tree.home))


@pytest.fixture
def wijk_editor(tree: Tree) -> Client:
    """An editor of Oost alone."""
    return signed_in(give_editors_rights(tree.wijk_pages["oost"]))


def organisation_form(**changes: Any) -> dict[str, str]:
    """What the form of an organisation sends."""
    texts = inline_formset([{"locale": locale().pk, "summary": "Koffie.", "hours_note": ""}])
    times = inline_formset([{"weekday": "0", "opens_at": "09:00", "closes_at": "12:00"}])
    fields = {"name": "De Geus", "kind": "ontmoeten", "is_active": "on", "texts": texts, "opening_times": times}
    fields["calendar_feeds"] = NO_ROWS
    return nested_form_data(fields | changes)


def test_the_menu_has_one_group_for_who_keeps_them_alone(editor: Client, wijk_editor: Client) -> None:
    for name in ("organisation", "person", "officehour", "portrait"):
        assert editor.get(f"{SCREENS}/{name}/").status_code == 200
        assertRedirects(wijk_editor.get(f"{SCREENS}/{name}/"), "/beheer/")
    assertContains(editor.get("/beheer/"), "Sociale basis")
    assertNotContains(wijk_editor.get("/beheer/"), "Sociale basis")


def test_a_caseworker_comes_to_no_list_and_no_window(tree: Tree, oost: Wijk) -> None:
    client = Client()
    client.force_login(staff(Role.WIJKREGISSEUR, oost))

    for path in (f"{SCREENS}/person/", f"{WINDOWS}/person/", f"{WINDOWS}/portrait/"):
        assertRedirects(client.get(path), "/beheer/")


def test_an_organisation_is_made_with_its_texts_and_opening_times(editor: Client, oost: Wijk) -> None:
    answer = editor.post(f"{SCREENS}/organisation/add/", organisation_form() | {"wijken": [str(oost.pk)]})

    assertRedirects(answer, f"{SCREENS}/organisation/")
    made = Organisation.objects.get(name="De Geus")
    assert [text.summary for text in made.texts.all()] == ["Koffie."]
    assert [(row.weekday, row.opens_at, row.closes_at) for row in made.opening_times.all()] == [(0, time(9), time(12))]
    assert list(made.wijken.all()) == [oost]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude": "52.2"}, "Vul breedtegraad en lengtegraad allebei in, of geen van beide."),
        ({"latitude": "5.1", "longitude": "52.2"}, "Deze plek ligt niet in Nederland. Zijn de getallen omgewisseld?"),
        ({"postcode": "abc"}, "Dit is geen postcode. Vul er een in, bijvoorbeeld 1223 AB."),
        (
            {"opening_times": inline_formset([{"weekday": "0", "opens_at": "12:00", "closes_at": "09:00"}])},
            "Vul een tijd in die later is dan de openingstijd.",
        ),
        (
            {"calendar_feeds": inline_formset([{"url": "https://elders.example/a.ics"}])},
            "elders.example staat niet op de lijst van adressen waar we agenda&#x27;s ophalen.",
        ),
    ],
)
def test_a_mistake_is_told_in_words(editor: Client, changes: dict[str, Any], words: str) -> None:
    answer = editor.post(f"{SCREENS}/organisation/add/", organisation_form(**changes))

    assertContains(answer, words)
    assert not Organisation.objects.exists()


def test_an_organisation_keeps_the_address_of_its_own_calendar(editor: Client, oost: Wijk, settings: object) -> None:
    settings.CALENDAR_HOSTS = ["agenda.example.org"]
    feeds = inline_formset([{"url": "webcal://agenda.example.org/a.ics", "wijk": str(oost.pk)}])
    assertRedirects(
        editor.post(f"{SCREENS}/organisation/add/", organisation_form(calendar_feeds=feeds)),
        f"{SCREENS}/organisation/",
    )
    made = CalendarFeed.objects.get()
    assert (made.url, made.wijk, made.organisation.name) == ("https://agenda.example.org/a.ics", oost, "De Geus")


def test_people_are_found_by_name_and_the_log_keeps_none(editor: Client) -> None:
    form = nested_form_data({"name": "Zeldzame Naam", "is_active": "on", "texts": NO_ROWS})
    editor.post(f"{SCREENS}/person/add/", form)
    make_person("Mo Bakker")

    found = editor.get(f"{SCREENS}/person/?q=zeldzame")
    assertContains(found, "Zeldzame Naam")
    assertNotContains(found, "Mo Bakker")
    person = Person.objects.get(name="Zeldzame Naam")
    assert [entry.label for entry in ModelLogEntry.objects.all()] == [f"persoon {person.pk}"]
    assert "Zeldzame" not in str(list(ModelLogEntry.objects.values()))


def test_with_an_account_the_role_decides_on_the_wijken(editor: Client, oost: Wijk) -> None:
    user = staff(Role.WIJKREGISSEUR, oost)
    without_role = UserFactory(email="zonder.rol@example.org")
    form = {"name": "Samira", "user": str(user.pk), "is_active": "on", "texts": NO_ROWS}

    refused = editor.post(f"{SCREENS}/person/add/", nested_form_data(form) | {"wijken": [str(oost.pk)]})
    assertContains(refused, "Met een account komen de wijken van de rol.")
    assertNotContains(refused, without_role.email)
    assertRedirects(editor.post(f"{SCREENS}/person/add/", nested_form_data(form)), f"{SCREENS}/person/")


def test_a_spreekuur_names_its_people_and_its_mistakes(editor: Client, oost: Wijk) -> None:
    make_person("Weg", is_active=False)
    person, place = make_person("Mo Bakker"), make_organisation("De Geus")
    form = {
        "wijk": str(oost.pk),
        "place": str(place.pk),
        "weekday": "3",
        "pattern": "1+3",
        "starts_at": "19:00",
        "ends_at": "18:00",
        "skipped": inline_formset([{"day": "2026-12-03"}]),
    }

    chosen = {"people": [str(person.pk)]}

    refused = editor.post(f"{SCREENS}/officehour/add/", nested_form_data(form) | chosen)
    assertContains(refused, "Vul een tijd in die later is dan het begin.")
    assertContains(refused, "Mo Bakker")
    assertNotContains(refused, "Weg")
    editor.post(f"{SCREENS}/officehour/add/", nested_form_data(form | {"ends_at": "20:30"}) | chosen)
    made = OfficeHour.objects.get()
    assert (list(made.people.all()), [row.day for row in made.skipped.all()]) == ([person], [date(2026, 12, 3)])


def test_what_a_spreekuur_needs_is_not_deleted_and_the_editor_is_told(editor: Client, oost: Wijk) -> None:
    place = make_organisation("De Geus")
    make_office_hour(oost, place)

    answer = editor.post(f"{SCREENS}/organisation/delete/{place.pk}/", follow=True)

    assertContains(answer, "Dit is nog in gebruik.")
    assert Organisation.objects.get() == place


def test_with_a_portrait_that_an_editor_deletes_goes_its_photo(editor: Client) -> None:
    portrait = make_portrait("Nadia")

    assertRedirects(editor.post(f"{SCREENS}/portrait/delete/{portrait.pk}/"), f"{SCREENS}/portrait/")

    assert not Portrait.objects.exists() and not Picture.objects.exists()
    assert "Nadia" not in str(list(ModelLogEntry.objects.values()))


def test_one_chooses_by_name_from_what_is_on_the_site(wijk_editor: Client) -> None:
    today = timezone.localdate()
    place = make_organisation("De Geus")
    shown, hidden = make_person("Mo Bakker", organisation=place), make_person("Weg Gegaan", is_active=False)
    portrait = make_portrait("Nadia", until=today, email="nadia@example.org")
    ended = make_portrait("Voorbij", until=today - timedelta(days=1))

    window = wijk_editor.get(f"{WINDOWS}/person/")
    assertContains(window, "Mo Bakker")
    assertContains(window, "De Geus")
    assertNotContains(window, "Weg Gegaan")
    portraits = wijk_editor.get(f"{WINDOWS}/portrait/")
    assertContains(portraits, "Nadia")
    for secret in ("nadia@example.org", "Voorbij"):
        assertNotContains(portraits, secret)
    assert wijk_editor.get(f"{WINDOWS}/person/chosen/{shown.pk}/").json()["result"]["string"] == "Mo Bakker"
    assert wijk_editor.get(f"{WINDOWS}/portrait/chosen/{portrait.pk}/").json()["result"]["string"] == "Nadia"
    for path in (f"person/chosen/{hidden.pk}/", f"portrait/chosen/{ended.pk}/"):
        assert wijk_editor.get(f"{WINDOWS}/{path}").status_code == 404
    several = wijk_editor.get(f"{WINDOWS}/person/chosen-multiple/?id={shown.pk}&id={hidden.pk}&id=x").json()["result"]
    assert [row["string"] for row in several] == ["Mo Bakker"]


def test_a_block_shows_the_name_of_what_was_chosen_in_it() -> None:
    person, portrait = make_person("Mo Bakker"), make_portrait("Nadia")

    chooser = PeopleBlock().child_blocks["people"].child_block.widget
    assert chooser.get_value_data(person)["string"] == "Mo Bakker"
    assert PortraitBlock().child_blocks["portrait"].widget.get_value_data(portrait)["string"] == "Nadia"


def test_the_rights_are_given_once_however_often_they_are_given(tree: Tree) -> None:
    group = give_editors_rights_everywhere(tree.home)
    before = group.permissions.count()
    give_editors_rights_everywhere(tree.home)

    given = set(group.permissions.filter(content_type__app_label="pages").values_list("codename", flat=True))
    assert given == {
        f"{action}_{model}"
        for action in ("add", "change", "delete")
        for model in ("organisation", "person", "officehour", "portrait")
    }
    assert group.permissions.count() == before
    wijk_group = give_editors_rights(tree.wijk_pages["oost"])
    assert not wijk_group.permissions.filter(content_type__app_label="pages").exists()
