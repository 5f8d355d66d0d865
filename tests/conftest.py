"""What every test may use."""

import gc
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation

from wagtail.models import Page, Site

from cms import triggers
from cms.mail import outbox
from cms.models import MailStatus, OutgoingMail
from cms.pieces import PIECES
from participation import public_support

_NEEDS_DATABASE = {"db", "transactional_db", "django_db_setup"}
NOW = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)  # a Friday, 14.32 uur in Hilversum

# A busy machine fails no test: there are no assertions on elapsed time.
hypothesis_settings.register_profile("wijkplein", deadline=None)
hypothesis_settings.load_profile("wijkplein")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what need not run on each database, and skip on SQLite what needs PostgreSQL or a browser."""
    for item in items:
        if not item.get_closest_marker("django_db") and _NEEDS_DATABASE.isdisjoint(item.fixturenames):
            item.add_marker("once")
        if connection.vendor == "postgresql":
            continue
        if item.get_closest_marker("postgres") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL"))


def pytest_collection_finish() -> None:
    """Look for rubbish seldom: what is loaded stays, and to go through it again and again is a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.fixture(autouse=True, scope="session")
def flush_keeps_the_house() -> Iterator[None]:
    """Transactional tests empty all tables when they end: around that, take the append-only triggers off, and
    afterwards put back what migrations had put there, such as the root page, the default language and the site."""
    setup, teardown = TransactionTestCase._fixture_setup.__func__, TransactionTestCase._fixture_teardown
    before: dict[str, str] = {}

    def remember(cls: type[TransactionTestCase]) -> None:
        for alias in cls._databases_names(include_mirrors=False):
            if alias not in before:
                rows = json.loads(connections[alias].creation.serialize_db_to_string())
                # First of all, since saving a page asks for its content type, and makes one where there is none.
                rows.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
                before[alias] = json.dumps(rows)
        setup(cls)

    def restore(self: TransactionTestCase) -> None:
        self.serialized_rollback = True  # no new content types: the old ones come back with their own numbers
        aliases = self._databases_names(include_mirrors=False)
        for alias in aliases:
            connections[alias]._test_serialized_contents = before[alias]
            triggers.remove(connections[alias])
        try:
            teardown(self)
        finally:
            for alias in aliases:
                connections[alias].creation.deserialize_db_from_string(before[alias])
                triggers.install(connections[alias])
            ContentType.objects.clear_cache()

    TransactionTestCase._fixture_setup = classmethod(remember)
    TransactionTestCase._fixture_teardown = restore
    yield
    TransactionTestCase._fixture_setup = classmethod(setup)
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test reads what another one cached: numbers of rows come back."""
    cache.clear()
    PIECES.forget()
    public_support.MADE.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def plain_language() -> Iterator[None]:
    """No test speaks the language of an address that another one asked for: the test client leaves it on."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def now() -> datetime:
    """Friday 20 November 2026, 14.32 uur local time, as aware UTC."""
    return NOW


@pytest.fixture
def site(db: None) -> Site:
    """Wagtail's default site, on the host of BASE_URL."""
    found = Site.objects.select_related("root_page").get(is_default_site=True)
    found.hostname, found.port = "testserver", 80
    found.save()
    return found


@pytest.fixture
def root_page(db: None) -> Page:
    """The root of the page tree."""
    return Page.objects.get(depth=1)


class Mailbox:
    """The outbox as the worker would empty it."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    @property
    def queued(self) -> list[OutgoingMail]:
        """What waits, oldest first."""
        return list(OutgoingMail.objects.filter(status=MailStatus.QUEUED).order_by("pk"))

    @property
    def messages(self) -> list[EmailMessage]:
        """What was sent in this test."""
        return mail.outbox

    def deliver(self, now: datetime | None = None) -> list[EmailMessage]:
        """Send what waits, and give the messages that went now. A mail that fails is an error here."""
        before = len(mail.outbox)
        for queued in self.queued:
            moment = max(now or self.now, queued.next_attempt_at)
            outbox.deliver(queued.pk, now=moment)
            queued.refresh_from_db()
            assert queued.status == MailStatus.SENT, queued.last_error
        return mail.outbox[before:]

    def to(self, address: str) -> list[EmailMessage]:
        """What was sent to one address."""
        return [message for message in mail.outbox if message.to == [address]]


@pytest.fixture
def mailbox(db: None, now: datetime) -> Mailbox:
    """Delivers the outbox and shows what was sent."""
    return Mailbox(now)


@pytest.fixture
def mail_template(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Any], None]:
    """Registers a mail's builder for one test."""
    from cms.registries import mail_templates

    def register(name: str, builder: Any) -> None:
        monkeypatch.setitem(mail_templates._items, name, builder)

    return register
