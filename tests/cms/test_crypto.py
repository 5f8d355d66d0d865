"""Hashes and ciphers: one key for each purpose, readable with the same DATA_KEY only."""

import pytest

from cms.crypto import Unreadable, decrypt, encrypt, keyed_hash, normalise_email


def test_a_hash_is_the_same_for_the_same_purpose_and_value_only(settings) -> None:
    settings.DATA_KEY = "een sleutel"
    one = keyed_hash("support", "jan@example.org")
    # Worked out apart from this code: HKDF-SHA256 (RFC 5869) without salt, then HMAC-SHA256.
    assert one == "1a51d938fb49c41d20d36cc7a2c0299a718e229e806f1395ac2c09f7c0894d9f"
    assert one == keyed_hash("support", "jan@example.org")
    assert one != keyed_hash("poll", "jan@example.org")
    assert one != keyed_hash("support", "jan@example.com")
    settings.DATA_KEY = "een andere sleutel"
    assert one != keyed_hash("support", "jan@example.org")


def test_ciphertext_differs_each_time_and_hides_the_text() -> None:
    first, second = encrypt("jan@example.org"), encrypt("jan@example.org")
    assert first != second
    assert "jan" not in first
    assert decrypt(first) == decrypt(second) == "jan@example.org"
    assert decrypt(encrypt("Nguyễn İ 🌳")) == "Nguyễn İ 🌳"


def test_ciphertext_with_another_key_or_a_change_is_unreadable(settings) -> None:
    text = encrypt("jan@example.org")
    middle = len(text) // 2
    changed = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    with pytest.raises(Unreadable):
        decrypt(changed)
    settings.DATA_KEY = "een andere sleutel"
    with pytest.raises(Unreadable):
        decrypt(text)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("  Jan.Jansen@Example.ORG ", "jan.jansen@example.org"),
        ("jan@müller.nl", "jan@xn--mller-kva.nl"),
        ("jan@XN--MLLER-KVA.nl", "jan@xn--mller-kva.nl"),
        ("ｊａｎ@example.org", "jan@example.org"),
        ("jan+wijk@example.org", "jan+wijk@example.org"),
        ("zonder apenstaart", "zonder apenstaart"),
        (f"jan@{'a' * 70}.nl", f"jan@{'a' * 70}.nl"),
        ("", ""),
    ],
)
def test_an_address_has_one_form(typed: str, normal: str) -> None:
    assert normalise_email(typed) == normal
