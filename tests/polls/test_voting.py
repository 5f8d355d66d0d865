"""The path of a resident: from the page of a poll to a ballot, at each level of identity."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from django.test import Client
from django.utils import timezone

from cms.models import Purpose, Token
from polls import hashes
from polls.codes import Identity, ShowResult
from polls.models import Answer, Ballot, BallotOfVoter, PendingVote, Poll, Voter
from polls.reading import asks_of
from polls.services import tallies
from tests.conftest import Mailbox
from tests.factories.pages import Tree
from tests.factories.polls import first_ask, make_poll, republish
from tests.polls.conftest import link_in

PLEIN = "/wijken/zuid/peilingen/plein/"
VOTE = f"{PLEIN}stemmen/"


def filled(poll: Poll, place: int = 0, **more: str) -> dict[str, str]:
    """The form with one choice of the first question."""
    ask = first_ask(poll)
    return {f"v{ask.pk}": str(ask.options[place].pk), "verstuur": "Verstuur", **more}


def assert_counted(poll: Poll, *people: int) -> None:
    """So many people for each choice of the first question, and counts that equal a recount."""
    ask = first_ask(poll)
    assert [Answer.objects.filter(choice_id=option.pk).count() for option in ask.options[: len(people)]] == list(
        people
    )
    assert tallies.stored(poll) == tallies.recount(poll, {ask.pk: ask for ask in asks_of(poll)})


def test_the_page_says_what_it_is_how_much_it_weighs_and_holds_no_form(tree: Tree, client: Client) -> None:
    make_poll(tree.wijk_pages["zuid"])
    response = client.get(PLEIN)
    text = response.content.decode()
    assert "Hoeveel invloed heb je?" in text
    assert "De gemeente volgt de uitslag." in text
    assert "Je stem is geheim." in text
    assert f'href="{VOTE}"' in text
    assert '<form class="wp-form"' not in text
    assert "csrfmiddlewaretoken" not in text
    assert "public" in response["Cache-Control"]
    assert not response.cookies


def test_an_open_vote_counts_once_for_a_browser(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    form = client.get(VOTE)
    assert "no-store" in form["Cache-Control"]
    response = client.post(VOTE, filled(poll))
    assert response.status_code == 302
    assert response.url == f"{VOTE}bedankt/"
    assert "Tussenstand na 1 stem" in client.get(response.url).content.decode()
    again = client.post(VOTE, filled(poll, 1))
    assert again.status_code == 409
    assert "Je hebt al gestemd" in again.content.decode()
    assert client.get(VOTE).status_code == 302
    assert_counted(poll, 1, 0, 0)


def test_the_english_form_knows_that_the_dutch_one_was_sent(tree: Tree, client: Client, settings) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    client.get(VOTE)
    client.post(VOTE, filled(poll))
    other = Client()
    other.cookies = client.cookies
    names = {name for name in client.cookies if name.startswith("stem_")}
    assert "stem_nl" in names
    values = {client.cookies[name].value for name in names}
    assert len(values) == 1


def test_an_open_vote_without_a_cookie_is_asked_again(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    response = client.post(VOTE, filled(poll, 2))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Sta cookies toe" in text
    assert re.search(rf'value="{first_ask(poll).options[2].pk}"[^>]*checked', text)
    assert Ballot.objects.count() == 0


def test_a_full_trap_thanks_and_counts_nothing(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    client.get(VOTE)
    assert client.post(VOTE, filled(poll, bijschrift="x")).status_code == 302
    assert Voter.objects.count() == Ballot.objects.count() == 0


def test_a_vote_by_mail_counts_after_the_button_and_the_link_alone_does_nothing(
    tree: Tree, client: Client, mailbox: Mailbox
) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    response = client.post(VOTE, filled(poll, email="nadia@example.org"))
    assert response.url == f"{VOTE}kijk-in-je-mail/"
    assert "nadia" not in client.get(response.url).content.decode()
    assert Ballot.objects.count() == 0
    mailbox.deliver()
    path = link_in(mailbox, "nadia@example.org", "stem/bevestig")
    for _scanner in range(3):
        assert client.get(path).status_code == 200
    assert Ballot.objects.count() == 0
    assert "Speelplek" not in client.get(path).content.decode()
    assert client.post(path).url == f"{VOTE}bedankt/"
    assert_counted(poll, 1, 0, 0)
    assert PendingVote.objects.count() == 0
    assert client.post(path).status_code in (404, 410)
    assert_counted(poll, 1, 0, 0)


def test_a_vote_by_mail_counts_by_the_code_too(tree: Tree, client: Client, mailbox: Mailbox) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    url = client.post(VOTE, filled(poll, 1, email="nadia@example.org")).url
    wrong = client.post(url, {"code": "222-222"})
    assert wrong.status_code == 422
    assert "Deze code klopt niet" in wrong.content.decode()
    mailbox.deliver()
    code = re.search(r"^ +([2-9A-Z]{3}-[2-9A-Z]{3})$", mailbox.to("nadia@example.org")[-1].body, re.MULTILINE)
    assert client.post(url, {"code": code.group(1).lower()}).url == f"{VOTE}bedankt/"
    assert_counted(poll, 0, 1, 0)


def test_known_and_unknown_addresses_look_the_same(tree: Tree, mailbox: Mailbox) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    first = Client()
    first.post(VOTE, filled(poll, email="nadia@example.org"))
    mailbox.deliver()
    first.post(link_in(mailbox, "nadia@example.org", "stem/bevestig"))
    answers = []
    for address in ("nadia@example.org", "nieuw@example.org"):
        browser = Client()
        response = browser.post(VOTE, filled(poll, 1, email=address))
        page = re.sub(r'(value|name)="[^"]{20,}"', "", browser.get(response.url).content.decode())
        answers.append((response.status_code, response.url, page, len(response.cookies["in_je_mail"].value)))
    assert answers[0] == answers[1]
    mailbox.deliver()
    assert "Je hebt al gestemd" in mailbox.to("nadia@example.org")[-1].subject
    assert "stem/wijzigen" not in mailbox.to("nadia@example.org")[-1].body
    assert_counted(poll, 1, 0, 0)


def test_one_address_in_two_ways_of_writing_votes_once(tree: Tree, mailbox: Mailbox) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    for address in ("Nadia@Example.org", "nadia@example.org "):
        Client().post(VOTE, filled(poll, email=address))
        mailbox.deliver()
    assert PendingVote.objects.count() == 1


def test_a_link_expires_after_a_day(tree: Tree, client: Client, mailbox: Mailbox) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    client.post(VOTE, filled(poll, email="nadia@example.org"))
    mailbox.deliver()
    Token.objects.filter(purpose=Purpose.CONFIRM_VOTE).update(
        created_at=timezone.now() - timedelta(days=2), expires_at=timezone.now() - timedelta(seconds=1)
    )
    assert client.post(link_in(mailbox, "nadia@example.org", "stem/bevestig")).status_code in (404, 410)
    assert Ballot.objects.count() == 0


def test_a_postcode_outside_the_area_is_told_so_and_keeps_what_was_typed(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.AREA)
    form = filled(poll, 1, email="nadia@example.org", postcode="1221 AB")
    response = client.post(VOTE, form)
    text = response.content.decode()
    assert response.status_code == 422
    assert "buiten het gebied" in text
    assert 'value="1221 AB"' in text
    assert 'value="nadia@example.org"' in text
    assert PendingVote.objects.count() == 0
    assert client.post(VOTE, form | {"postcode": "1214 ab"}).status_code == 302


def test_a_ballot_keeps_the_wijk_and_never_the_postcode(tree: Tree, client: Client, mailbox: Mailbox) -> None:
    poll = make_poll(tree.home, asks_postcode=True)
    client.post("/peilingen/plein/stemmen/", filled(poll, email="nadia@example.org", postcode="1221AB"))
    mailbox.deliver()
    client.post(link_in(mailbox, "nadia@example.org", "stem/bevestig"))
    ballot = Ballot.objects.get()
    assert ballot.wijk.slug == "oost"
    assert {field.name for field in Ballot._meta.fields} == {"id", "poll", "channel", "wijk"}
    assert {field.name for field in Voter._meta.fields} == {"id", "poll", "voter_hash"}


@pytest.mark.parametrize(
    ("shows", "before", "after"), [("live", True, True), ("voted", False, True), ("closed", False, False)]
)
def test_results_show_when_the_editor_chose(tree: Tree, client: Client, shows: str, before: bool, after: bool) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN, show_result=ShowResult(shows))
    client.get(VOTE)
    assert ("Tussenstand na" in client.get(PLEIN).content.decode()) is before
    client.post(VOTE, filled(poll))
    assert ("Tussenstand na 1 stem" in client.get(f"{VOTE}bedankt/").content.decode()) is after
    now = timezone.now()
    republish(poll, closes_at=now - timedelta(seconds=1))
    text = client.get(PLEIN).content.decode()
    assert "kreeg de meeste stemmen: 1 van de 1, dat is 100%" in text
    assert "Tussenstand na" not in text


def test_thanks_are_for_who_voted_alone(tree: Tree, client: Client) -> None:
    make_poll(tree.wijk_pages["zuid"], show_result=ShowResult.VOTED)
    assert client.get(f"{VOTE}bedankt/").url == PLEIN


@pytest.mark.parametrize(("hours", "words"), [((1, 2), "Stemmen kan nog niet"), ((-2, -1), "De peiling is gesloten")])
def test_before_opening_and_after_closing_there_is_no_way_in(tree: Tree, client: Client, hours, words: str) -> None:
    now = timezone.now()
    times = {"opens_at": now + timedelta(hours=hours[0]), "closes_at": now + timedelta(hours=hours[1])}
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN, **times)
    assert words in client.get(VOTE).content.decode()
    response = client.post(VOTE, filled(poll))
    assert response.status_code == 410
    assert "telt niet mee" in response.content.decode()
    assert Voter.objects.count() == 0


def test_a_confirmation_after_closing_counts_nothing(tree: Tree, client: Client, mailbox: Mailbox) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    client.post(VOTE, filled(poll, email="nadia@example.org"))
    mailbox.deliver()
    Poll.objects.update(closes_at=timezone.now() - timedelta(seconds=1), opens_at=timezone.now() - timedelta(days=1))
    response = client.post(link_in(mailbox, "nadia@example.org", "stem/bevestig"))
    assert response.status_code == 410
    assert Ballot.objects.count() == Voter.objects.count() == 0


def test_an_unpublished_poll_is_gone_and_takes_no_votes(tree: Tree, client: Client) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], identity=Identity.OPEN)
    Poll.objects.update(is_live=False)
    assert client.get(VOTE).status_code == 404
    assert client.post(VOTE, filled(poll)).status_code == 404


def test_changing_is_off_by_default_and_leaves_no_band_between_voter_and_ballot(
    tree: Tree, client: Client, mailbox: Mailbox
) -> None:
    poll = make_poll(tree.wijk_pages["zuid"])
    client.post(VOTE, filled(poll, email="nadia@example.org"))
    mailbox.deliver()
    client.post(link_in(mailbox, "nadia@example.org", "stem/bevestig"))
    assert BallotOfVoter.objects.count() == 0
    assert mailbox.queued == []


def test_an_answer_may_be_changed_by_link_where_the_page_says_that_it_ends_the_secret(
    tree: Tree, client: Client, mailbox: Mailbox
) -> None:
    poll = make_poll(tree.wijk_pages["zuid"], may_change=True)
    assert "Je stem is dus niet geheim" in client.get(VOTE).content.decode()
    assert "Je stem is dus niet geheim" in client.get(PLEIN).content.decode()
    client.post(VOTE, filled(poll, email="nadia@example.org"))
    mailbox.deliver()
    client.post(link_in(mailbox, "nadia@example.org", "stem/bevestig"))
    mailbox.deliver()
    path = link_in(mailbox, "nadia@example.org", "stem/wijzigen")
    ask = first_ask(poll)
    assert re.search(rf'value="{ask.options[0].pk}"[^>]*checked', client.get(path).content.decode())
    assert client.post(path, filled(poll, 2)).status_code == 302
    assert_counted(poll, 0, 0, 1)
    assert client.post(path, filled(poll, 1)).status_code == 302
    assert_counted(poll, 0, 1, 0)
    Poll.objects.update(closes_at=timezone.now() - timedelta(seconds=1), opens_at=timezone.now() - timedelta(days=1))
    assert client.post(path, filled(poll, 0)).status_code == 410
    assert_counted(poll, 0, 1, 0)


def test_hashes_of_one_address_differ_between_polls(tree: Tree) -> None:
    one, other = make_poll(tree.wijk_pages["zuid"]), make_poll(tree.wijk_pages["oost"])
    assert hashes.of_email(one, "nadia@example.org") != hashes.of_email(other, "nadia@example.org")
