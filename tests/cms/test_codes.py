"""Codes of six characters beside the links of a mail: guessing stops after five tries (fault 27)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from django.db import connection

from cms import codes, tokens
from cms.codes import CodeWrong, code_of, redeem_code
from cms.models import Purpose, Token

SUBJECT = "support:12"


def given_out(now: datetime, purpose: Purpose = Purpose.CONFIRM_SUPPORT, subject: str = SUBJECT) -> Token:
    """A link that goes out now, and its code with it."""
    return tokens.issue(purpose=purpose, subject=subject, now=now, valid_for=timedelta(hours=24))


def attempt(code: str, now: datetime, **other: object) -> Token:
    """One try at the code of the support."""
    return redeem_code(**({"purpose": Purpose.CONFIRM_SUPPORT, "subject": SUBJECT, "code": code, "now": now} | other))


def is_wrong(code: str, now: datetime, **other: object) -> bool:
    try:
        attempt(code, now, **other)
    except CodeWrong:
        return True
    return False


def another(code: str) -> str:
    """A code that looks right and is not."""
    return ("3" if code[0] == "2" else "2") + code[1:]


def test_guessing_in_five_tries_is_less_than_one_in_ten_million() -> None:
    assert len(set(codes.ALPHABET)) == 30 and not set(codes.ALPHABET) & set("0O1ILU")
    assert codes.MAX_TRIES / 30**6 < 1e-7


@pytest.mark.django_db
def test_a_code_belongs_to_one_token_and_never_changes(now: datetime) -> None:
    made = [given_out(now, subject=f"support:{number}") for number in range(40)]
    found = [code_of(token) for token in made]
    assert found == [code_of(Token.objects.get(pk=token.pk)) for token in made]
    assert len(set(found)) == 40
    assert all(len(code) == 6 and set(code) <= set(codes.ALPHABET) for code in found)


@pytest.mark.django_db
@pytest.mark.parametrize("way", [str.lower, codes.shown, lambda code: f" {code[:2]} {code[2:4]}\u00a0{code[4:]} "])
def test_capitals_spaces_and_dashes_do_not_matter(now: datetime, way: Callable[[str], str]) -> None:
    token = given_out(now)
    assert attempt(way(code_of(token)), now).pk == token.pk


@pytest.mark.django_db
def test_after_five_wrong_tries_the_code_is_dead_and_the_link_still_works(now: datetime) -> None:
    token = given_out(now)
    code = code_of(token)
    assert all(is_wrong(another(code), now) for _turn in range(5))
    assert is_wrong(code, now)
    assert Token.objects.get(pk=token.pk).code_tries == 5
    assert tokens.redeem(tokens.text_of(token), purpose=Purpose.CONFIRM_SUPPORT, now=now).pk == token.pk


@pytest.mark.django_db
def test_the_fifth_try_may_be_the_right_one(now: datetime) -> None:
    code = code_of(given_out(now))
    assert all(is_wrong(another(code), now) for _turn in range(4))
    assert not is_wrong(code, now)


@pytest.mark.django_db
def test_a_new_mail_ends_the_old_code(now: datetime) -> None:
    old = given_out(now)
    tokens.revoke(purpose=Purpose.CONFIRM_SUPPORT, subject=SUBJECT, now=now)
    new = given_out(now)
    assert is_wrong(code_of(old), now)
    assert attempt(code_of(new), now).pk == new.pk


@pytest.mark.django_db
def test_used_expired_and_foreign_codes_are_all_wrong_in_the_same_words(now: datetime) -> None:
    token = given_out(now)
    code = code_of(token)
    said = set()
    for other in ({"subject": "support:13"}, {"purpose": Purpose.CONFIRM_FOLLOW}, {"now": now + timedelta(hours=25)}):
        with pytest.raises(CodeWrong) as wrong:
            attempt(code, **({"now": now} | other))
        said.add(str(wrong.value))
    tokens.redeem(tokens.text_of(token), purpose=Purpose.CONFIRM_SUPPORT, now=now)
    with pytest.raises(CodeWrong) as wrong:
        attempt(code, now)
    assert said == {str(wrong.value)}


@pytest.mark.django_db
def test_links_that_are_never_used_up_have_no_code(now: datetime) -> None:
    with pytest.raises(ValueError, match="have no code"):
        attempt("222222", now, purpose=Purpose.MY_PLAN)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
def test_of_twenty_tries_at_the_same_time_five_are_looked_at(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    token = given_out(now)
    looked_at: list[str] = []
    real = codes.constant_time_compare

    def compare(typed: str, code: str) -> bool:
        looked_at.append(typed)
        return real(typed, code)

    monkeypatch.setattr(codes, "constant_time_compare", compare)

    def one_try(_number: int) -> bool:
        try:
            return is_wrong(another(code_of(token)), now)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert all(pool.map(one_try, range(20)))
    assert len(looked_at) == 5
    assert Token.objects.get(pk=token.pk).code_tries == 5
