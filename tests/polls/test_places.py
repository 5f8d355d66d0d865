"""The question that asks for a place: a part of town or a postcode, and with JavaScript a point on the map."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from django.test import Client

from cms.models import Buurt, PostcodeArea, Wijk
from polls import exporting, open_data
from polls.codes import Channel, Identity, Kind
from polls.counting import Point, result, slots
from polls.models import Answer, Ballot, Poll
from polls.questions import Ask, Mark, Option, Problem, problem
from polls.reading import asks_of
from polls.services import purging, tallies
from polls.services.casting import cast
from polls.words import sentence
from tests.factories.pages import Tree
from tests.factories.polls import first_ask, make_poll, republish

PLEIN = "/wijken/zuid/peilingen/plein/"
VOTE = f"{PLEIN}stemmen/"
WHERE = ("place", {"text": "Waar is het onveilig?"})
TILES = "https://service.pdok.nl"
KOLK, LINDE = Option(1, "De Kolk"), Option(2, "Lindenhof")
ASK = Ask(pk=7, kind=Kind.PLACE, text="Waar?", options=(KOLK, LINDE))


@pytest.mark.parametrize(
    ("marks", "wrong"),
    [
        ([Mark(choice=1)], None),
        ([Mark(choice=2, text="52.223,5.176")], None),
        ([], Problem.MISSING),
        ([Mark(text="52.223,5.176")], Problem.MISSING),
        ([Mark(choice=3)], Problem.UNKNOWN),
        ([Mark(choice=1), Mark(choice=2)], Problem.TOO_MANY),
        ([Mark(choice=1, text="bij de brug")], Problem.UNKNOWN),
        ([Mark(choice=1, text="52.2234567,5.1761234")], Problem.UNKNOWN),
        ([Mark(choice=1, number=4)], Problem.UNKNOWN),
    ],
)
def test_a_place_is_one_part_of_town_with_or_without_a_rough_point(marks: list[Mark], wrong: Problem | None) -> None:
    assert problem(ASK, marks) == wrong


def test_places_are_counted_by_part_and_by_point() -> None:
    assert list(slots(ASK, [Mark(choice=1, text="52.223,5.176")])) == ["", "c1", "c1@52.223,5.176"]
    assert list(slots(ASK, [Mark(choice=2)])) == ["", "c2"]
    found = result(ASK, {"": 5, "c1": 3, "c2": 2, "c1@52.223,5.176": 2, "c1@52.230,5.170": 1, "c2@52.201,5.180": 1})
    # By hand: 3 of 5 is 60 percent, 2 of 5 is 40; most people first, and then from north to south.
    assert [(line.option.text, line.people, line.percent) for line in found.lines] == [
        ("De Kolk", 3, 60),
        ("Lindenhof", 2, 40),
    ]
    assert found.points == (
        Point(KOLK, "52.223", "5.176", 2),
        Point(KOLK, "52.230", "5.170", 1),
        Point(LINDE, "52.201", "5.180", 1),
    )
    assert sentence(found) == "Het vaakst aangewezen: ‘De Kolk’, door 3 van de 5 mensen."
    even = result(ASK, {"": 4, "c1": 2, "c2": 2})
    assert sentence(even) == "Het vaakst aangewezen: ‘De Kolk’ en ‘Lindenhof’, elk door 2 van de 4 mensen."


@pytest.fixture
def zuid(tree: Tree) -> Wijk:
    """The wijk with two buurten; of one a postcode is known."""
    wijk = Wijk.objects.get(slug="zuid")
    kolk = Buurt.objects.create(wijk=wijk, name="De Kolk")
    Buurt.objects.create(wijk=wijk, name="Lindenhof")
    PostcodeArea.objects.create(first="1214KA", last="1214KZ", wijk=wijk, buurt=kolk)
    return wijk


@pytest.fixture
def poll(tree: Tree, zuid: Wijk) -> Poll:
    return make_poll(tree.wijk_pages["zuid"], WHERE, identity=Identity.OPEN)


def parts(poll: Poll) -> list[str]:
    return [option.text for option in first_ask(poll).options]


def test_parts_are_the_buurten_of_the_wijk_or_else_the_wijken(tree: Tree, zuid: Wijk) -> None:
    assert parts(make_poll(tree.wijk_pages["zuid"], WHERE)) == ["De Kolk", "Lindenhof"]
    assert parts(make_poll(tree.wijk_pages["oost"], WHERE)) == ["Zuid", "Oost"]
    assert parts(make_poll(tree.home, WHERE)) == ["Zuid", "Oost"]


def test_publishing_again_keeps_the_parts_and_takes_new_ones(poll: Poll, zuid: Wijk) -> None:
    before = [option.pk for option in first_ask(poll).options]
    Buurt.objects.create(wijk=zuid, name="Anemonen")
    again = republish(poll)
    assert parts(again) == ["Anemonen", "De Kolk", "Lindenhof"]
    assert [option.pk for option in first_ask(again).options][1:] == before


def send(client: Client, poll: Poll, **fields: str) -> object:
    client.get(VOTE)
    start = f"v{first_ask(poll).pk}"
    return client.post(VOTE, {f"{start}{name}": value for name, value in fields.items()} | {"verstuur": ""})


def assert_exact(poll: Poll) -> None:
    assert tallies.stored(poll) == tallies.recount(poll, {ask.pk: ask for ask in asks_of(poll)})


def test_without_javascript_the_name_of_a_part_is_enough(poll: Poll, client: Client) -> None:
    option = first_ask(poll).options[1]
    response = client.get(VOTE)
    assert "Kies een deel van de stad" in response.content.decode()
    assert send(client, poll, **{"": str(option.pk)}).status_code == 302
    answer = Answer.objects.get()
    assert (answer.choice_id, answer.text, answer.review) == (option.pk, "", "")
    assert_exact(poll)


def test_a_postcode_finds_the_part(poll: Poll, client: Client) -> None:
    assert send(client, poll, _postcode="1214 kb").status_code == 302
    assert Answer.objects.get().choice_id == first_ask(poll).options[0].pk


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Kies bij ‘Waar is het onveilig’ een deel van de stad, of vul een postcode in."),
        ({"_postcode": "1221 AB"}, "Bij deze postcode vinden we geen deel van de stad."),
        ({"_postcode": "boom"}, "Vul je postcode in"),
        ({"": "999999"}, "Kies een van de antwoorden die er staan."),
        ({"_breedte": "52.22341", "_lengte": "5.17649"}, "een deel van de stad, of vul een postcode in."),
    ],
)
def test_what_does_not_fit_is_explained_and_kept(
    poll: Poll, client: Client, fields: dict[str, str], words: str
) -> None:
    response = send(client, poll, **fields)
    text = response.content.decode()
    assert response.status_code == 422
    assert words in text
    for value in fields.values():
        assert value in text or value == "999999"
    assert Ballot.objects.count() == 0


def test_a_pin_is_kept_to_about_a_hundred_metres(poll: Poll, client: Client) -> None:
    option = str(first_ask(poll).options[0].pk)
    assert send(client, poll, **{"": option}, _breedte="52.22341", _lengte="5.17649").status_code == 302
    assert Answer.objects.get().text == "52.223,5.176"
    assert_exact(poll)


def test_a_pin_outside_the_municipality_is_let_go(poll: Poll, client: Client) -> None:
    option = str(first_ask(poll).options[0].pk)
    assert send(client, poll, **{"": option}, _breedte="48.85", _lengte="2.35").status_code == 302
    assert Answer.objects.get().text == ""


def vote_at(poll: Poll, number: int, place: int, text: str = "") -> None:
    ask = first_ask(poll)
    answers = {ask.pk: (Mark(choice=ask.options[place].pk, text=text),)}
    cast(poll=poll, voter_hash=f"{number:064d}", answers=answers, channel=Channel.ONLINE)


def test_the_result_lists_the_places_and_may_fetch_a_map(poll: Poll, client: Client) -> None:
    vote_at(poll, 1, 0)
    response = client.get(PLEIN)
    assert "data-kaart" not in response.content.decode()
    assert TILES not in response["Content-Security-Policy"]
    vote_at(poll, 2, 0, "52.223,5.176")
    vote_at(poll, 3, 0, "52.223,5.176")
    response = client.get(PLEIN)
    text = response.content.decode()
    assert "Het vaakst aangewezen: ‘De Kolk’, door 3 van de 3 mensen." in text
    assert 'data-punt="52.223 5.176" data-naam="De Kolk: 2 mensen"' in text
    assert "1 plek op de kaart" in text
    assert TILES in response["Content-Security-Policy"]
    assert "public" in response["Cache-Control"]


def test_of_a_confidential_question_no_places_are_shown(tree: Tree, zuid: Wijk, client: Client) -> None:
    question = ("place", {"text": "Waar woon je?", "is_confidential": True})
    poll = make_poll(tree.wijk_pages["zuid"], question, identity=Identity.OPEN)
    vote_at(poll, 1, 0, "52.223,5.176")
    assert "52.223" not in client.get(PLEIN).content.decode()
    assert "52.223" not in client.get("/open-data/v1/polls.json").content.decode()


def test_the_form_brings_a_map_where_the_municipality_has_one(poll: Poll, client: Client, settings) -> None:
    response = client.get(VOTE)
    assert 'data-pin data-breedte="v' in response.content.decode()
    assert "cms/pin.js" in response.content.decode()
    assert TILES in response["Content-Security-Policy"]
    settings.MAP_TILES_URL = ""
    response = client.get(VOTE)
    assert "data-pin" not in response.content.decode()
    assert TILES not in response["Content-Security-Policy"]


def test_files_have_part_and_point(poll: Poll) -> None:
    vote_at(poll, 1, 1, "52.201,5.180")
    vote_at(poll, 2, 0)
    assert exporting.header(poll) == ["kanaal", "wijk", "v1", "v1_punt"]
    assert sorted((row[2], row[3] or "") for row in exporting.rows(poll)) == [(1, ""), (2, "52.201,5.180")]
    book = {row[0]: row[3] for row in exporting.codebook(poll)}
    assert book["v1"] == "1 = De Kolk, 2 = Lindenhof"
    assert "WGS 84" in book["v1_punt"]
    data = json.loads(open_data.as_json([poll]))
    assert data["polls"][0]["questions"][0]["points"] == [
        {"answer": "Lindenhof", "latitude": 52.201, "longitude": 5.18, "people": 1}
    ]


def test_points_stay_when_texts_go_since_they_are_counted(poll: Poll) -> None:
    vote_at(poll, 1, 0, "52.223,5.176")
    closed = datetime.now(UTC) - timedelta(days=1)
    Poll.objects.filter(pk=poll.pk).update(opens_at=closed - timedelta(days=2), closes_at=closed)
    assert purging.purge_texts(datetime.now(UTC) + timedelta(days=400), dry_run=False) == 0
    assert Answer.objects.get().text == "52.223,5.176"
    assert_exact(poll)
