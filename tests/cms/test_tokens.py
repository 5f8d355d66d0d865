"""Single-purpose links (fault 19): each way of bending one is refused."""

import threading
from datetime import datetime, timedelta

import pytest

from django.db import connection

from cms import tokens
from cms.models import Token
from cms.tokens import Purpose, TokenExpired, TokenUnknown, TokenUsed

DAY = timedelta(days=1)


@pytest.fixture
def token(db: None, now: datetime) -> Token:
    return tokens.issue(purpose=Purpose.CONFIRM_SUPPORT, subject="support:12", now=now, valid_for=DAY)


def test_a_link_finds_its_token_and_changes_nothing(token: Token, now: datetime) -> None:
    found = tokens.find(tokens.text_of(token), purpose=Purpose.CONFIRM_SUPPORT, now=now)
    assert found.subject == "support:12"
    assert Token.objects.get().used_at is None


def test_a_link_is_used_up_once(token: Token, now: datetime) -> None:
    text = tokens.text_of(token)
    assert tokens.redeem(text, purpose=Purpose.CONFIRM_SUPPORT, now=now).used_at == now
    for use in (tokens.redeem, tokens.find):
        with pytest.raises(TokenUsed, match="al gebruikt"):
            use(text, purpose=Purpose.CONFIRM_SUPPORT, now=now)


def test_a_link_ends_at_its_time(token: Token, now: datetime) -> None:
    text = tokens.text_of(token)
    last = now + DAY - timedelta(microseconds=1)
    assert tokens.find(text, purpose=Purpose.CONFIRM_SUPPORT, now=last) == token
    with pytest.raises(TokenExpired, match="verlopen"):
        tokens.redeem(text, purpose=Purpose.CONFIRM_SUPPORT, now=now + DAY)
    assert Token.objects.get().used_at is None


@pytest.mark.parametrize(
    "bend",
    [
        str.swapcase,
        str.upper,
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: "0" + text,
        lambda text: " " + text,
        lambda text: text.replace("-", ":", 1),
        lambda text: text.partition("-")[0],
        lambda text: text.partition("-")[2],
        lambda text: "9999" + text,
        lambda text: "²" + text[1:],
        lambda text: "9" * 30 + text,
        lambda text: text[:-3] + "é" + text[-2:],
        lambda text: "",
        lambda text: "\x00",
    ],
)
def test_a_changed_or_cut_link_is_unknown(token: Token, now: datetime, bend) -> None:
    bent = bend(tokens.text_of(token))
    assert bent != tokens.text_of(token)
    for use in (tokens.redeem, tokens.find):
        with pytest.raises(TokenUnknown, match="kennen deze link niet"):
            use(bent, purpose=Purpose.CONFIRM_SUPPORT, now=now)


@pytest.mark.parametrize("other", [purpose for purpose in Purpose if purpose != Purpose.CONFIRM_SUPPORT])
def test_a_link_for_another_purpose_is_unknown(token: Token, now: datetime, other: Purpose) -> None:
    with pytest.raises(TokenUnknown):
        tokens.find(tokens.text_of(token), purpose=other, now=now)


def test_a_signature_does_not_fit_another_row(token: Token, now: datetime) -> None:
    other = tokens.issue(purpose=Purpose.CONFIRM_SUPPORT, subject="support:13", now=now, valid_for=DAY)
    mixed = f"{other.pk}-{tokens.text_of(token).partition('-')[2]}"
    with pytest.raises(TokenUnknown):
        tokens.find(mixed, purpose=Purpose.CONFIRM_SUPPORT, now=now)


def test_an_old_link_does_not_open_a_row_that_took_its_number_after_a_restored_backup(
    token: Token, now: datetime
) -> None:
    old = tokens.text_of(token)
    Token.objects.filter(pk=token.pk).update(subject="support:99")
    with pytest.raises(TokenUnknown):
        tokens.find(old, purpose=Purpose.CONFIRM_SUPPORT, now=now)


def test_a_revoked_link_is_refused_and_others_stay(token: Token, now: datetime) -> None:
    other = tokens.issue(purpose=Purpose.CONFIRM_SUPPORT, subject="support:13", now=now, valid_for=DAY)
    assert tokens.revoke(purpose=Purpose.CONFIRM_SUPPORT, subject="support:12", now=now) == 1
    for use in (tokens.redeem, tokens.find):
        with pytest.raises(TokenExpired):
            use(tokens.text_of(token), purpose=Purpose.CONFIRM_SUPPORT, now=now)
    assert tokens.find(tokens.text_of(other), purpose=Purpose.CONFIRM_SUPPORT, now=now) == other


@pytest.mark.parametrize("purpose", [Purpose.MY_PLAN, Purpose.RECEIPT, Purpose.WITHDRAW_SUPPORT])
def test_a_link_to_an_own_page_opens_it_again_and_again(db: None, now: datetime, purpose: Purpose) -> None:
    token = tokens.issue(purpose=purpose, subject="submission:3", now=now, valid_for=DAY)
    for _turn in range(2):
        assert tokens.find(tokens.text_of(token), purpose=purpose, now=now) == token
    with pytest.raises(ValueError, match="never used up"):
        tokens.redeem(tokens.text_of(token), purpose=purpose, now=now)


def test_the_link_can_be_made_again_from_the_row_and_fits_in_a_path(token: Token) -> None:
    again = tokens.text_of(Token.objects.get())
    assert again == tokens.text_of(token)
    assert all(sign.isascii() and (sign.isalnum() or sign in "-_") for sign in again)


def test_another_secret_key_makes_all_links_unknown(token: Token, now: datetime, settings) -> None:
    text = tokens.text_of(token)
    settings.SECRET_KEY = "een heel andere sleutel dan die van daarnet, en lang genoeg"
    with pytest.raises(TokenUnknown):
        tokens.find(text, purpose=Purpose.CONFIRM_SUPPORT, now=now)


def test_purging_keeps_a_link_for_thirty_days_and_a_resumed_draft_for_one(db: None, now: datetime) -> None:
    support = tokens.issue(purpose=Purpose.CONFIRM_SUPPORT, subject="support:1", now=now, valid_for=DAY)
    draft = tokens.issue(purpose=Purpose.RESUME_DRAFT, subject="draft:1", now=now, valid_for=7 * DAY)
    tokens.redeem(tokens.text_of(draft), purpose=Purpose.RESUME_DRAFT, now=now)
    minute = timedelta(minutes=1)
    assert tokens.purge(now + DAY - minute, False) == 0
    assert tokens.purge(now + DAY + minute, True) == 1
    assert tokens.purge(now + DAY + minute, False) == 1
    assert list(Token.objects.all()) == [support]
    assert tokens.purge(now + 31 * DAY - minute, False) == 0
    assert tokens.purge(now + 31 * DAY + minute, False) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_ten_clicks_at_the_same_time_one_counts(now: datetime) -> None:
    token = tokens.issue(purpose=Purpose.CONFIRM_SUPPORT, subject="support:12", now=now, valid_for=DAY)
    text, answers, start = tokens.text_of(token), [], threading.Barrier(10)

    def click() -> None:
        try:
            start.wait()
            tokens.redeem(text, purpose=Purpose.CONFIRM_SUPPORT, now=now)
            answers.append("ok")
        except TokenUsed:
            answers.append("used")
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["ok"] + ["used"] * 9
