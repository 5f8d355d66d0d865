"""From page to rows, what may change once people answered, and one poll over all languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Locale, Page

from cms.models import Wijk
from pages.languages import sync_trees, translate
from polls.codes import Identity, Kind
from polls.models import Answer, Choice, Poll, PollPage, Question
from polls.questions import Mark
from polls.reading import asks_of
from polls.results import results_of
from polls.services import reconciling
from polls.services.casting import cast
from polls.services.duplicating import duplicate
from polls.services.publishing import sync_poll
from tests.factories.blocks import make_picture
from tests.factories.cms import UserFactory
from tests.factories.pages import Tree
from tests.factories.polls import (
    SQUARE,
    every_question,
    first_ask,
    make_overview,
    make_poll,
    make_poll_page,
    pick,
    republish,
)


def blocks_of(poll: Poll) -> list[dict]:
    """The questions of a poll's page as they are stored."""
    page = PollPage.objects.get(translation_key=poll.key, locale__language_code="nl")
    return [dict(row) for row in page.questions.raw_data]


def checked(poll: Poll, blocks: list[dict], **fields: object) -> None:
    """What the editor's form does: put other questions on the page, and check it."""
    page = PollPage.objects.get(translation_key=poll.key, locale__language_code="nl")
    page.questions = page._meta.get_field("questions").to_python(blocks)
    for name, value in fields.items():
        setattr(page, name, value)
    page.full_clean()


@pytest.mark.django_db(transaction=True)
def test_publishing_makes_the_rows_and_a_later_page_updates_them(transactional_db: None) -> None:
    from tests.factories.cms import make_wijk
    from tests.factories.pages import make_tree

    tree = make_tree(make_wijk("zuid", "1214"))
    page = make_poll_page(tree.wijk_pages["zuid"])
    poll = Poll.objects.get(key=page.translation_key)
    assert (poll.path, poll.wijk.slug, poll.is_live, poll.is_listed) == (
        "/wijken/zuid/peilingen/plein/",
        "zuid",
        True,
        True,
    )
    assert [(area.first, area.last) for area in poll.areas.all()] == [("1214AA", "1214ZZ")]
    page.slug = "wegaplein"
    page.save_revision().publish()
    poll.refresh_from_db()
    assert poll.path == "/wijken/zuid/peilingen/wegaplein/"
    page.refresh_from_db()
    page.unpublish()
    poll.refresh_from_db()
    assert (poll.is_live, poll.is_listed) == (False, False)
    page.refresh_from_db()
    page.save_revision().publish()
    poll.refresh_from_db()
    assert poll.is_live
    PollPage.objects.get(pk=page.pk).delete()
    poll.refresh_from_db()
    assert not poll.is_live


def test_every_kind_of_question_becomes_rows(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], *every_question(make_picture()))
    asks = asks_of(poll, "nl")
    assert {ask.kind for ask in asks} == set(Kind)
    assert [ask.page for ask in asks] == [1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3]
    assert [option.text for option in asks[1].options] == ["Ja", "Nee", "Geen mening"]
    assert asks[0].options[-1].is_other
    assert asks[2].only_if == (asks[1].pk, asks[1].options[1].pk)
    assert (asks[3].least, asks[3].most) == (1, 2)
    assert asks[4].options[0].picture is not None
    assert [row.text for row in asks[6].rows] == ["Bomen", "Bankjes", "Fietsen"]


def test_publishing_twice_changes_nothing(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], *every_question(make_picture()))
    before = (list(Question.objects.values_list("pk", "words")), list(Choice.objects.values_list("pk", "words")))
    sync_poll(key=poll.key)
    assert before == (
        list(Question.objects.values_list("pk", "words")),
        list(Choice.objects.values_list("pk", "words")),
    )


def test_a_question_without_answers_that_is_gone_is_retired(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], SQUARE, ("yes_no", {"text": "Ben je voor?"}))
    page = PollPage.objects.get(translation_key=poll.key)
    page.questions = page.questions.stream_block.to_python(blocks_of(poll)[:1])
    poll = republish(poll, questions=page.questions)
    assert [ask.is_retired for ask in asks_of(poll)] == [False, True]
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll))


def test_what_was_answered_can_be_reworded_with_a_note_and_not_change_its_meaning(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll, 1))
    blocks = blocks_of(poll)
    value = blocks[0]["value"]
    with pytest.raises(ValidationError, match="is al geantwoord. Zet deze vraag terug"):
        checked(poll, [{"type": "yes_no", "id": None, "value": {"text": "Anders?", "is_required": True}}])
    with pytest.raises(ValidationError, match="‘Bankjes’ is al gekozen"):
        checked(poll, [blocks[0] | {"value": value | {"choices": value["choices"][::2]}}])
    # What nobody chose may go.
    checked(poll, [blocks[0] | {"value": value | {"choices": value["choices"][:2]}}])
    with pytest.raises(ValidationError, match="Er is al gestemd"):
        checked(poll, blocks, identity=Identity.AREA)
    with pytest.raises(ValidationError, match="Er is al gestemd"):
        checked(poll, blocks, may_change=True)
    reworded = [blocks[0] | {"value": value | {"text": "Welk idee kies jij?"}}]
    checked(poll, reworded)
    field = PollPage._meta.get_field("questions")
    poll = republish(poll, questions=field.to_python(reworded))
    assert first_ask(poll).text_before == "Kies één idee"
    text = client.get("/wijken/zuid/peilingen/plein/").content.decode()
    assert "Deze vraag is anders verwoord. Eerst stond er: ‘Kies één idee’." in text
    # Another rewording keeps what the first people answered to.
    again = [blocks[0] | {"value": value | {"text": "Wat wordt het?"}}]
    assert first_ask(republish(poll, questions=field.to_python(again))).text_before == "Kies één idee"


def test_a_scale_that_was_answered_keeps_its_size(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], ("scale", {"text": "Cijfer?", "size": "10"}))
    cast(poll=poll, voter_hash="a" * 64, answers={first_ask(poll).pk: (Mark(number=9),)})
    (block,) = blocks_of(poll)
    with pytest.raises(ValidationError, match="Soort, schaal en grenzen blijven zo"):
        checked(poll, [block | {"value": block["value"] | {"size": "5"}}])


def test_rows_with_answers_survive_code_that_takes_the_question_off(tree: Tree) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], SQUARE, ("yes_no", {"text": "Ben je voor?", "is_required": False}))
    asks = asks_of(poll)
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll) | {asks[1].pk: (Mark(asks[1].options[0].pk),)})
    page = PollPage.objects.get(translation_key=poll.key)
    left = page.questions.stream_block.to_python(blocks_of(poll)[:1])
    PollPage.objects.filter(pk=page.pk).update(questions=left)
    sync_poll(key=poll.key)
    assert Answer.objects.count() == 2
    assert len(results_of(Poll.objects.get()).questions) == 2


@pytest.mark.parametrize(
    ("asked", "place", "words"),
    [(2, 1, "Die moet ervoor staan"), (1, 9, "heeft geen antwoord 9"), (3, 1, "Die moet ervoor staan")],
)
def test_a_condition_asks_for_an_earlier_question_with_that_answer(
    tree: Tree, asked: int, place: int, words: str
) -> None:
    second = ("short_text", {"text": "Waarom?", "only_if_question": asked, "only_if_choice": place})
    with pytest.raises(ValidationError, match=words):
        make_poll_page(tree.wijk_pages["zuid"], SQUARE, second)


def test_dates_and_postcodes_that_can_not_be_are_told_so(tree: Tree) -> None:
    page = make_poll_page(tree.wijk_pages["zuid"])
    page.closes_at = page.opens_at
    page.for_postcodes = "1214\nergens"
    page.identity, page.may_change = Identity.OPEN, True
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert set(caught.value.message_dict) == {"closes_at", "for_postcodes", "may_change"}


def test_the_area_is_what_was_typed_or_the_chosen_wijken_or_the_wijk_or_the_city(tree: Tree) -> None:
    oost = Wijk.objects.get(slug="oost")
    typed = make_poll(tree.wijk_pages["zuid"], for_postcodes="1214 AA - 1214 CC\n1221")
    chosen = make_poll(tree.wijk_pages["zuid"], slug="b", wijken=[oost])
    city = make_poll(tree.home)
    assert list(typed.areas.values_list("first", "last")) == [("1214AA", "1214CC"), ("1221AA", "1221ZZ")]
    assert list(chosen.areas.values_list("first", "last")) == [("1221AA", "1221ZZ")]
    assert city.areas.count() == 2


def test_the_english_page_votes_in_the_same_poll(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    Locale.objects.get_or_create(language_code="en")
    sync_trees("en")
    page = PollPage.objects.get(translation_key=poll.key, locale__language_code="nl")
    words = {
        "Wat komt er op het plein?": "What comes on the square?",
        "Er is ruimte voor één idee.": "There is room for one idea.",
        "De gemeente volgt de uitslag.": "The municipality follows the result.",
        "Kies één idee": "Choose one idea",
        "Speelplek": "Playground",
        "Bankjes": "Benches",
        "Tuin": "Garden",
    }
    for above in (tree.home, tree.wijken, tree.wijk_pages["zuid"], page.get_parent().specific):
        translate(above, "en", {text: f"{text} en" for text in _texts(above)})
    translate(page, "en", words)
    poll = sync_poll(key=poll.key)
    ask = first_ask(poll)
    vote = "/en/wijken/zuid/peilingen/plein/stemmen/"
    text = client.get(vote).content.decode()
    assert "Choose one idea" in text
    assert "Benches" in text
    client.post(vote, {f"v{ask.pk}": str(ask.options[1].pk)})
    assert (
        "‘Bankjes’ kreeg de meeste stemmen: 1 van de 1" in client.get("/wijken/zuid/peilingen/plein/").content.decode()
    )
    english = client.get("/en/wijken/zuid/peilingen/plein/").content.decode()
    assert "‘Benches’ got the most votes: 1 of 1" in english
    # In Dutch the browser voted already: it is one poll.
    client.get("/wijken/zuid/peilingen/plein/stemmen/")
    again = client.post("/wijken/zuid/peilingen/plein/stemmen/", {f"v{ask.pk}": str(ask.options[0].pk)})
    assert again.status_code == 409


def _texts(page: Page) -> list[str]:
    from pages.languages import texts_of

    return texts_of(page)


def test_the_job_repairs_what_publishing_left_undone(tree: Tree) -> None:
    page = make_poll_page(tree.wijk_pages["zuid"])
    assert not Poll.objects.exists()
    assert reconciling.reconcile() == 1
    assert Poll.objects.get(key=page.translation_key).is_live
    assert reconciling.reconcile() == 0
    PollPage.objects.filter(pk=page.pk).update(live=False)
    assert reconciling.reconcile() == 1
    assert not Poll.objects.get(key=page.translation_key).is_live


def test_a_copy_has_the_same_questions_no_votes_and_the_result_of_before(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    for number in range(3):
        cast(poll=poll, voter_hash=f"{number:064d}", answers=pick(poll, 0 if number else 1))
    page = PollPage.objects.get(translation_key=poll.key)
    made = duplicate(page=page, slug="plein-2", title="Nog een keer", by=None)
    assert (made.live, made.previous_id, made.translation_key == page.translation_key) == (False, page.pk, False)
    made.opens_at = timezone.now() - timedelta(hours=1)
    made.save_revision().publish()
    again = sync_poll(key=made.translation_key)
    assert again.ballots.count() == 0
    cast(poll=again, voter_hash="a" * 64, answers=pick(again, 2))
    (shown,) = results_of(again).questions
    assert [old.percent for _line, _paper, _mean, old in shown.rows] == [67, 33, 0]
    assert "Vorige keer" in client.get("/wijken/zuid/peilingen/plein-2/").content.decode()


def test_a_page_with_votes_can_not_be_deleted_and_the_editor_is_told(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    client.force_login(UserFactory(email="beheer@example.org", is_superuser=True, is_staff=True))
    page = PollPage.objects.get(translation_key=poll.key)
    url = reverse("wagtailadmin_pages:delete", args=[page.get_parent().pk])
    assert client.get(url).status_code == 200
    cast(poll=poll, voter_hash="a" * 64, answers=pick(poll))
    response = client.post(url, follow=True)
    assert "Hier is al gestemd" in response.content.decode()
    assert PollPage.objects.filter(pk=page.pk).exists()


def test_the_address_of_the_overview_stays_since_voting_is_found_by_it(tree: Tree) -> None:
    overview = make_overview(tree.wijk_pages["zuid"])
    overview.slug = "meepraten"
    with pytest.raises(ValidationError, match="blijft ‘peilingen’"):
        overview.full_clean()
