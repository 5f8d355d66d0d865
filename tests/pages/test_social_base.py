"""Cards of people and organisations: order, photo, language, and the blocks that editors choose them in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from cms.models import Role, Wijk
from pages import panels, social_base
from pages.beside import PHOTO
from pages.models import ContentPage, OpeningTime, Organisation, PictureRendition
from tests.factories.blocks import make_picture, set_body
from tests.factories.cms import UserFactory, make_wijk, staff
from tests.factories.pages import make_content_page, make_tree
from tests.factories.social_base import POINT, make_office_hour, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost() -> Wijk:
    """A wijk."""
    return make_wijk("oost", "1221")


@pytest.fixture
def page(oost: Wijk) -> ContentPage:
    """A page of text."""
    return make_content_page(make_tree(oost).home, "Hulp", "hulp")


def test_organisations_are_grouped_by_what_they_are_for_and_then_by_kind_and_name(oost: Wijk) -> None:
    kinds = Organisation.Kind
    for name, kind in (
        ("Zorggroep", kinds.CARE),
        ("Buurthuis", kinds.MEETING_PLACE),
        ("Agent", kinds.POLICE),
        ("Atelier", kinds.CULTURE),
        ("Ark", kinds.MEETING_PLACE),
    ):
        make_organisation(name, oost, kind=kind)

    groups = social_base.grouped(social_base.organisations(oost))

    assert [(heading, [card.name for card in cards]) for heading, cards in groups] == [
        ("Elkaar ontmoeten en samen iets doen", ["Ark", "Buurthuis", "Atelier"]),
        ("Hulp en vragen", ["Zorggroep", "Agent"]),
    ]
    assert social_base.grouped([]) == []


def test_every_kind_has_an_icon_and_stands_in_one_group(oost: Wijk) -> None:
    for kind in Organisation.Kind.values:
        make_organisation(kind, oost, kind=kind)

    cards = social_base.organisations(oost)
    assert sum(len(group) for _heading, group in social_base.grouped(cards)) == len(Organisation.Kind.values)


def test_a_place_that_serves_two_wijken_stands_there_once(oost: Wijk) -> None:
    make_organisation("Versa", oost, make_wijk("zuid"), is_citywide=True)

    assert [card.name for card in social_base.organisations(None)] == ["Versa"]
    assert [card.name for card in social_base.organisations(oost)] == ["Versa"]


def test_a_point_is_written_with_dots_in_every_language(oost: Wijk) -> None:
    make_organisation("De Geus", oost, point=POINT)

    with translation.override("nl"):
        assert social_base.organisations(oost)[0].point == ("52.223600", "5.176300")


def test_the_chosen_come_in_the_order_of_the_editor_without_who_left() -> None:
    first, second, gone = make_person("Zus"), make_person("Aad"), make_person("Weg", is_active=False)

    assert [card.name for card in social_base.people_by_id([first.pk, gone.pk, second.pk])] == ["Zus", "Aad"]
    places = [make_organisation(name).pk for name in ("Zaal", "Ark")]
    assert [card.name for card in social_base.organisations_by_id(places)] == ["Zaal", "Ark"]


def test_somebody_with_an_account_is_no_other_person_of_the_wijk(oost: Wijk) -> None:
    make_person("Met account", oost, user=UserFactory())
    make_person("Zonder", oost)

    assert [card.name for card in social_base.people(oost)] == ["Zonder"]


def test_a_photo_comes_along_without_a_query_of_its_own(
    oost: Wijk, client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    picture = make_picture("gezicht", width=300, height=400)
    make_person("Mo", oost, picture=picture)
    make_organisation("Ark", oost, picture=picture)
    social_base.people(oost)

    with django_assert_num_queries(1):
        [card] = social_base.people(oost)
    with django_assert_num_queries(2):
        [place] = social_base.organisations(oost)

    rendition = PictureRendition.objects.get(image=picture, filter_spec=PHOTO)
    assert (rendition.width, rendition.height) == (192, 256)
    assert (card.photo.url, card.photo.alt) == (rendition.url, "Dit is het gezicht.")
    assert place.photo == card.photo


def test_a_photo_whose_file_is_gone_gives_way_to_the_initials(oost: Wijk) -> None:
    picture = make_picture("gezicht")
    picture.file.storage.delete(picture.file.name)
    make_person("Mo", oost, picture=picture)

    assert social_base.people(oost)[0].photo is None


def test_a_deputy_keeps_the_words_that_say_so(oost: Wijk) -> None:
    absent = staff(Role.WIJKREGISSEUR, oost, user=UserFactory(first_name="Samira", last_name="Verhoef"))
    user = staff(
        Role.WIJKREGISSEUR,
        oost,
        deputy_for=absent.wijk_roles.get(),
        valid_from=date(2026, 11, 16),
        valid_until=date(2026, 12, 13),
    )
    profile = make_person("Hans", user=user, role="x", email="hans@example.org")
    profile.texts.update(text="Eigen woorden.")

    deputy = panels.contacts(oost, on=date(2026, 11, 20))[1]
    assert deputy.text == "Vervangt Samira Verhoef tot en met 13 december 2026."
    assert deputy.email == "hans@example.org"


def test_people_and_places_in_a_page_follow_their_list(page: ContentPage, client: Client) -> None:
    person = make_person("Mo Bakker", role="opbouwwerker", phone="035 1")
    place = make_organisation("De Geus", summary="Koffie.")
    set_body(
        page,
        ("people", {"title": "Wie kun je bellen?", "people": [person.pk]}),
        ("organisations", {"title": "", "organisations": [place.pk]}),
    )

    answer = client.get("/hulp/")
    assertContains(answer, "<h2>Wie kun je bellen?</h2>", html=True)
    assertContains(answer, "<h3>Mo Bakker</h3>", html=True)
    assertContains(answer, "opbouwwerker")
    assertContains(answer, "<h2>De Geus</h2>", html=True)

    person.is_active = place.is_active = False
    person.save()
    place.save()
    assertNotContains(client.get("/hulp/"), "Wie kun je bellen?")
    assertNotContains(client.get("/hulp/"), "De Geus")
    person.delete()
    assert client.get("/hulp/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"latitude": Decimal("52.2")}, "latitude"),
        ({"latitude": Decimal("5.176300"), "longitude": Decimal("52.223600")}, "latitude"),
        ({"postcode": "12"}, "postcode"),
    ],
)
def test_a_place_that_can_not_be_is_refused(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Organisation(name="X", kind="zorg", **fields).clean()

    assert list(refused.value.message_dict) == [field]


def test_times_in_the_wrong_order_are_refused_in_words(oost: Wijk) -> None:
    hour = make_office_hour(oost, make_organisation())
    hour.ends_at = hour.starts_at
    with pytest.raises(ValidationError, match="later is dan het begin"):
        hour.clean()
    hour.ends_at, hour.valid_from, hour.valid_until = None, *sorted(["2026-01-02", "2026-01-01"], reverse=True)
    with pytest.raises(ValidationError, match="niet voor de eerste dag"):
        hour.clean()
    times = OpeningTime(weekday=0, opens_at=hour.starts_at, closes_at=hour.starts_at)
    with pytest.raises(ValidationError, match="later is dan de openingstijd"):
        times.clean()
