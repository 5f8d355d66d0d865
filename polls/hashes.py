"""Who a voter is without saying so: keyed hashes, another key for each poll, so that no two polls can be compared.

The key is derived from DATA_KEY, which lies outside the database (cms.crypto).
"""

from __future__ import annotations

from cms.codes import normalise
from cms.crypto import keyed_hash, normalise_email
from polls.models.facts import Poll


def _hash(poll: Poll, sort: str, value: str) -> str:
    return keyed_hash(f"poll:{poll.key}", f"{sort}:{value}")


def of_email(poll: Poll, email: str) -> str:
    """The voter with an e-mail address."""
    return _hash(poll, "mail", normalise_email(email))


def of_request(poll: Poll, email: str) -> str:
    """Who wants the result by mail; not to be matched with a voter."""
    return _hash(poll, "result", normalise_email(email))


def of_browser(poll: Poll, number: str) -> str:
    """The voter with a browser. number: the random one in its cookie."""
    return _hash(poll, "browser", number)


def of_code(poll: Poll, code: str) -> str:
    """The voter with a code from a letter; as it was typed."""
    return _hash(poll, "code", normalise(code))


def of_form(poll: Poll, number: str) -> str:
    """The voter with a paper form. number: the one that staff wrote on it."""
    return _hash(poll, "form", normalise(number))


def of_address(poll: Poll, address: str) -> str:
    """An address that gets a code, however it is spaced and capitalised."""
    return _hash(poll, "address", " ".join(address.casefold().split()))
