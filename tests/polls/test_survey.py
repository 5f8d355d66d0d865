"""A survey of several pages: conditions, saved progress, going back, another device; and bad input."""

from __future__ import annotations

import re

import pytest

from django.test import Client

from polls.codes import Identity
from polls.models import Answer, Ballot, Poll, SavedProgress
from polls.reading import asks_of
from tests.factories.blocks import make_picture
from tests.factories.pages import Tree
from tests.factories.polls import every_question, make_poll

VOTE = "/wijken/zuid/peilingen/plein/stemmen/"


@pytest.fixture
def poll(tree: Tree) -> Poll:
    """A survey of three pages with every kind of question."""
    return make_poll(tree.wijk_pages["zuid"], *every_question(make_picture()), identity=Identity.OPEN)


def pages(poll: Poll, *, likes_it: bool = True) -> list[dict[str, str | list[str]]]:
    """What somebody fills in on each page."""
    one, yes_no, why, several, picture, scale, matrix, place, ranking, number, _long = asks_of(poll, "nl")
    return [
        {
            f"v{one.pk}": str(one.options[0].pk),
            f"v{yes_no.pk}": str(yes_no.options[0 if likes_it else 1].pk),
            f"v{why.pk}": "Te druk.",
        },
        {
            f"v{several.pk}": [str(several.options[0].pk), str(several.options[2].pk)],
            f"v{picture.pk}": str(picture.options[1].pk),
            f"v{scale.pk}": "8",
            **{f"v{matrix.pk}_{row.pk}": str(rate) for rate, row in enumerate(matrix.rows, start=3)},
            f"v{place.pk}": str(place.options[0].pk),
        },
        {
            **{f"v{ranking.pk}_{option.pk}": str(place) for place, option in enumerate(ranking.options, start=1)},
            f"v{number.pk}": "12",
        },
    ]


def test_a_survey_goes_page_by_page_and_ends_with_a_look_at_all_answers(poll: Poll, client: Client) -> None:
    assert client.get(VOTE).url == f"{VOTE}1/"
    first, second, third = pages(poll)
    assert "Stap 1 van 4" in client.get(f"{VOTE}1/").content.decode()
    assert client.post(f"{VOTE}1/", first | {"verder": ""}).url == f"{VOTE}2/"
    assert client.post(f"{VOTE}2/", second | {"verder": ""}).url == f"{VOTE}3/"
    assert client.post(f"{VOTE}3/", third | {"verder": ""}).url == f"{VOTE}versturen/"
    text = client.get(f"{VOTE}versturen/").content.decode()
    for words in ("Stap 4 van 4", "Bomen", "8", "1. Bomen", "12 jaar"):
        assert words in text
    # Who lives there happily was not asked why not, whatever came along.
    assert "Te druk." not in text
    assert client.post(f"{VOTE}versturen/", {"verstuur": ""}).url == f"{VOTE}bedankt/"
    assert Ballot.objects.count() == 1
    assert not Answer.objects.filter(text="Te druk.").exists()
    assert Answer.objects.count() == 2 + 2 + 1 + 1 + 3 + 1 + 3 + 1
    assert SavedProgress.objects.count() == 0


def test_what_hangs_on_an_answer_counts_after_that_answer(poll: Poll, client: Client) -> None:
    client.get(f"{VOTE}1/")
    for number, data in enumerate(pages(poll, likes_it=False), start=1):
        client.post(f"{VOTE}{number}/", data | {"verder": ""})
    client.post(f"{VOTE}versturen/", {"verstuur": ""})
    assert Answer.objects.get(text="Te druk.").review == "waiting"


def test_going_back_and_pausing_keep_what_is_right(poll: Poll, client: Client) -> None:
    first, second, _third = pages(poll)
    client.post(f"{VOTE}1/", first | {"verder": ""})
    half = {name: value for name, value in second.items() if "_" not in name}
    assert client.post(f"{VOTE}2/", half | {"vorige": ""}).url == f"{VOTE}1/"
    text = client.get(f"{VOTE}2/").content.decode()
    assert re.search(r'value="8"[^>]*checked', text)
    assert client.post(f"{VOTE}2/", half | {"bewaar": ""}).url == f"{VOTE}bewaard/"
    assert client.post(f"{VOTE}2/", half | {"verder": ""}).status_code == 422


def test_a_survey_goes_on_at_another_device_by_its_link(poll: Poll, client: Client) -> None:
    first, second, _third = pages(poll)
    client.post(f"{VOTE}1/", first | {"verder": ""})
    client.post(f"{VOTE}2/", second | {"bewaar": ""})
    link = re.search(r'href="http://testserver([^"]+/verder/[^"]+)"', client.get(f"{VOTE}bewaard/").content.decode())
    other = Client()
    assert other.get(link.group(1)).url == VOTE
    assert re.search(r'value="8"[^>]*checked', other.get(f"{VOTE}2/").content.decode())
    assert Client().get(f"{VOTE}verder/1:abc:def/").status_code == 404


def test_what_is_saved_is_unreadable_without_the_key(poll: Poll, client: Client) -> None:
    first, _second, _third = pages(poll, likes_it=False)
    client.post(f"{VOTE}1/", first | {"verder": ""})
    assert "druk" not in SavedProgress.objects.get().answers_encrypted


def test_a_later_page_without_the_first_leads_to_the_first(poll: Poll, client: Client) -> None:
    assert client.get(f"{VOTE}3/").url == f"{VOTE}1/"
    assert client.get(f"{VOTE}versturen/").url == VOTE
    assert client.get(f"{VOTE}9/").status_code == 404


def test_sending_before_all_is_answered_leads_to_what_is_missing(poll: Poll, client: Client) -> None:
    first, _second, _third = pages(poll)
    client.post(f"{VOTE}1/", first | {"verder": ""})
    assert client.post(f"{VOTE}versturen/", {"verstuur": ""}).url == f"{VOTE}2/"
    assert Ballot.objects.count() == 0


BAD = {
    "unknown choice": lambda asks: {f"v{asks[3].pk}": ["999999"]},
    "too many choices": lambda asks: {f"v{asks[3].pk}": [str(option.pk) for option in asks[3].options]},
    "a choice of another question": lambda asks: {f"v{asks[3].pk}": [str(asks[0].options[0].pk)]},
    "missing": lambda asks: {f"v{asks[3].pk}": []},
    "no number": lambda asks: {f"v{asks[5].pk}": "elf"},
    "off the scale": lambda asks: {f"v{asks[5].pk}": "11"},
    "a row too few": lambda asks: {f"v{asks[6].pk}_{asks[6].rows[0].pk}": ""},
}


@pytest.mark.parametrize("wrong", BAD)
def test_bad_input_is_refused_kept_and_explained_and_nothing_is_stored(poll: Poll, client: Client, wrong: str) -> None:
    first, second, _third = pages(poll)
    client.post(f"{VOTE}1/", first | {"verder": ""})
    saved = SavedProgress.objects.get().answers_encrypted
    response = client.post(f"{VOTE}2/", second | BAD[wrong](asks_of(poll, "nl")) | {"verder": ""})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Er is iets niet goed ingevuld" in text
    target = re.search(r'<li><a href="#(id_v[^"]+)"', text)
    assert target is not None
    assert f'id="{target.group(1)}"' in text
    picture = asks_of(poll, "nl")[4]
    assert re.search(rf'value="{picture.options[1].pk}"[^>]*checked', text)
    assert SavedProgress.objects.get().answers_encrypted == saved
    assert Ballot.objects.count() == 0


def test_a_hundred_kilobytes_of_text_is_refused_and_kept(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("long_text", {"text": "Wat wil je kwijt?"}), identity=Identity.OPEN)
    (ask,) = asks_of(poll, "nl")
    client.get(VOTE)
    response = client.post(VOTE, {f"v{ask.pk}": "x" * 100_000})
    assert response.status_code == 422
    assert "x" * 100_000 in response.content.decode()
    assert "hoogstens 2000 tekens" in response.content.decode()
    assert Ballot.objects.count() == 0


def test_another_poll_s_choice_is_refused(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    other = make_poll(tree.wijk_pages["oost"])
    client.get(VOTE)
    (mine,), (theirs,) = asks_of(poll, "nl"), asks_of(other, "nl")
    assert client.post(VOTE, {f"v{mine.pk}": str(theirs.options[0].pk)}).status_code == 422
    assert Ballot.objects.count() == 0


def test_other_namely_asks_for_words(tree: Tree, client: Client) -> None:
    question = {"text": "Wat?", "choices": [{"text": "a"}, {"text": "b"}], "has_other": True}
    poll = make_poll(tree.wijk_pages["zuid"], ("one", question), identity=Identity.OPEN)
    (ask,) = asks_of(poll, "nl")
    client.get(VOTE)
    other = {f"v{ask.pk}": str(ask.options[2].pk)}
    response = client.post(VOTE, other)
    assert "Schrijf op wat je bedoelt" in response.content.decode()
    assert client.post(VOTE, other | {f"v{ask.pk}_anders": "een vijver"}).status_code == 302
    assert Answer.objects.get().text == "een vijver"
