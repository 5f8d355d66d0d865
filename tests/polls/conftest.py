"""A small city with polls."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from django.test import Client

from tests.conftest import Mailbox
from tests.factories.cms import make_wijk
from tests.factories.pages import Tree, make_tree


@pytest.fixture
def tree(db: None) -> Tree:
    """Home, and the wijken Zuid (1214) and Oost (1221)."""
    return make_tree(make_wijk("zuid", "1214"), make_wijk("oost", "1221"))


@pytest.fixture
def client() -> Client:
    """A browser on the host of the tests."""
    return Client()


@pytest.fixture
def now() -> datetime:
    """The real moment: the clock of the database decides on votes."""
    return datetime.now(UTC)


def link_in(mailbox: Mailbox, address: str, part: str) -> str:
    """The path of the link to a part of the site in the newest mail to an address."""
    found = re.search(rf"https?://[^/\s]+(/(?:en/)?{part}/\S+)", mailbox.to(address)[-1].body)
    assert found is not None
    return found.group(1)
