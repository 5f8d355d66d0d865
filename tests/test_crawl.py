"""The crawl of rule 12: what a cache may keep is the same for everybody, and nothing else is ever kept.

Faults 17, 19, 20, 39 and 40. Every address of the site stands in tests/matrix/crawl_list.py; a new one without a row
fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from django.conf import settings
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client

from cms.mail import outbox
from cms.models import MailStatus, OutgoingMail
from tests.conftest import NOW
from tests.matrix.answers import Visitor, body_of, table_of
from tests.matrix.canaries import found_in
from tests.matrix.crawl_list import Stop, rows_and_addresses, stops
from tests.matrix.fixtures import day_of_the_world, world_for_module
from tests.matrix.leaks import leaks_in
from tests.matrix.world import World

HEAD = ("stop", "expected", "found")
EVIL = "evil.example"
TOKEN_FIELD = b"csrfmiddlewaretoken"
POST_FORM = re.compile(rb"<form[^>]*method=[\"']?post", re.IGNORECASE)

# What a page answers and which headers it carries does not hang on the kind of database.
pytestmark = pytest.mark.once
world = world_for_module()
that_day = day_of_the_world()

Deviations = list[tuple[str, ...]]


class Crawler(Visitor):
    """A visitor without an account, with cookies or headers of its own."""

    def __init__(self, world: World, *, cookies: dict[str, str] | None = None, checks_csrf: bool = False) -> None:
        super().__init__(world, "anoniem")
        self.client = Client(raise_request_exception=False, enforce_csrf_checks=checks_csrf)
        for name, value in (cookies or {}).items():
            self._cookies[name] = value

    def walk(self, stop: Stop, **headers: str) -> tuple[HttpResponseBase, bytes]:
        """Ask for one stop."""
        return self.response(stop.path, stop.method, **dict(stop.headers) | headers)


def crawl(world: World, **headers: str) -> Iterator[tuple[Stop, HttpResponseBase, bytes]]:
    """Every stop, asked by a visitor without cookies."""
    plain, strict = Crawler(world), Crawler(world, checks_csrf=True)
    for stop in stops(world):
        yield stop, *(strict if stop.checks_csrf else plain).walk(stop, **headers)


def is_kept(response: HttpResponseBase) -> bool:
    """Whether a shared cache may keep it: anything that does not say it may not."""
    control = response.get("Cache-Control", "")
    return "no-store" not in control and "private" not in control


def faults_of(stop: Stop, response: HttpResponseBase, content: bytes) -> Iterator[tuple[str, str]]:
    """What is wrong with one answer, as expected and found."""
    control = response.get("Cache-Control", "")
    if response.status_code != stop.status:
        yield str(stop.status), f"{response.status_code} {response.get('Location', '')}"
    if (stop.kind == "cache") != is_kept(response):
        yield stop.kind, control or "no Cache-Control"
    has_form = TOKEN_FIELD in content or POST_FORM.search(content) is not None
    if is_kept(response):
        if response.cookies:
            yield "no cookie", str(response.cookies)
        if has_form:
            yield "no form that posts", "a form"
        if "public" not in control:
            yield "public", control
        if response.get("Vary", "").lower() not in ("", "accept-encoding"):
            yield "Vary: Accept-Encoding at most", response["Vary"]
        if found_in(content.decode("utf-8", "replace")):
            yield "no data of a case", str(found_in(content.decode("utf-8", "replace")))
    elif not {"private", "no-store"} <= {part.strip() for part in control.split(",")}:
        yield "private, no-store", control


def test_every_address_is_classified_and_every_row_is_used() -> None:
    without, idle = rows_and_addresses()

    assert without == []
    assert idle == []


def test_what_a_cache_may_keep_holds_nothing_of_anybody_and_all_else_is_never_kept(world: World) -> None:
    deviations = [
        (stop.name, expected, found)
        for stop, response, content in crawl(world)
        for expected, found in faults_of(stop, response, content)
    ]

    assert not deviations, table_of(deviations, HEAD)


def test_no_answer_to_a_visitor_holds_what_is_not_public(world: World) -> None:
    """Fault 17: not through an address, a redirect, a header or an error either."""
    deviations = []
    for stop, response, content in crawl(world):
        text = f"{content.decode('utf-8', 'replace')} {response.headers}"
        leaks = leaks_in("anoniem", stop.method, stop.name, frozenset(found_in(text)))
        deviations += [(stop.name, "no canary", leak) for leak in leaks]

    assert not deviations, table_of(deviations, HEAD)


def test_a_plan_that_is_hidden_looks_the_same_as_one_that_never_was(world: World) -> None:
    pages = {stop.name: content for stop, _response, content in crawl(world) if "plan" in stop.name}

    for kind in ("bekeken", "weggehaald", "spam", "nergens"):
        assert pages[f"hidden plan {kind}"] == pages["no such plan"]


VISITORS: dict[str, dict[str, str]] = {
    "another language": {"HTTP_ACCEPT_LANGUAGE": "en, de;q=0.8"},
    "a forged host": {"HTTP_X_FORWARDED_HOST": EVIL, "HTTP_X_HOST": EVIL, "HTTP_FORWARDED": f"host={EVIL}"},
    "a forged scheme and port": {"HTTP_X_FORWARDED_PROTO": "gopher", "HTTP_X_FORWARDED_PORT": "31337"},
    "a forged address": {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_ORIGINAL_URL": f"https://{EVIL}/"},
    "another browser": {"HTTP_USER_AGENT": "evil.example", "HTTP_REFERER": f"https://{EVIL}/", "HTTP_ACCEPT": "*/*"},
}


def test_two_visitors_get_the_same_bytes_of_what_a_cache_keeps(world: World) -> None:
    """Fault 40: nothing that a cache does not know of a visitor changes what it keeps."""
    deviations = []
    plain = {stop.name: content for stop, response, content in crawl(world) if is_kept(response)}
    for visitor, headers in VISITORS.items():
        for stop, response, content in crawl(world, **headers):
            if stop.name in plain and (content != plain[stop.name] or not is_kept(response)):
                deviations.append((stop.name, f"{visitor}: the same bytes", "others"))
            if EVIL.encode() in content and not stop.headers or EVIL in response.get("Location", ""):
                deviations.append((stop.name, f"{visitor}: no forged host", EVIL))

    assert plain
    assert not deviations, table_of(deviations, HEAD)


def test_what_a_cache_leaves_out_of_its_key_changes_nothing(world: World) -> None:
    crawler, deviations = Crawler(world), []
    for stop, response, content in crawl(world):
        if is_kept(response) and stop.method == "get":
            mark = "&" if "?" in stop.path else "?"
            again, other = crawler.response(f"{stop.path}{mark}utm_source={EVIL}%22%3E%3Cscript%3E&fbclid=1")
            if EVIL.encode() in other or (again.status_code == 200 and other != content):
                deviations.append((stop.name, "the same bytes", "others"))

    assert not deviations, table_of(deviations, HEAD)


COOKIES = ("sessionid", "messages")


@pytest.mark.parametrize("cookie", COOKIES)
def test_whoever_sends_a_session_or_a_message_gets_an_answer_that_is_not_kept(world: World, cookie: str) -> None:
    crawler, deviations = Crawler(world, cookies={cookie: "x" * 32}), []
    for stop in stops(world):
        response, _content = crawler.walk(stop)
        # A picture and a static file are the same for everybody, whoever asks.
        if is_kept(response) and not stop.path.startswith(("/static/", "/media/")):
            deviations.append((stop.name, "private, no-store", response.get("Cache-Control", "")))

    assert not deviations, table_of(deviations, HEAD)


def test_a_host_that_is_not_ours_reaches_no_body_and_no_address(world: World) -> None:
    deviations = []
    for stop, response, content in crawl(world, HTTP_HOST=EVIL):
        if EVIL.encode() in content or EVIL in response.get("Location", ""):
            deviations.append((stop.name, "no forged host", "evil.example"))
        if response.status_code == 200 and not stop.path.startswith("/static/"):
            deviations.append((stop.name, "400", "200"))

    assert not deviations, table_of(deviations, HEAD)


def deliver() -> None:
    """Send what waits in the outbox."""
    for queued in OutgoingMail.objects.filter(status=MailStatus.QUEUED):
        outbox.deliver(queued.pk, now=max(NOW, queued.next_attempt_at))


def test_every_link_in_every_mail_begins_with_the_address_of_the_site(world: World) -> None:
    """Rule 17, over all mails of the world: receipts, confirmations, messages, decisions."""
    deliver()
    links = {
        link
        for message in mail.outbox
        for text in (message.body, *(part[0] for part in getattr(message, "alternatives", ())))
        for link in re.findall(r"https?://[^\s\"'<>)]+", text)
    }

    assert len({message.subject for message in mail.outbox}) >= 5
    assert links
    assert [link for link in links if not link.startswith(f"{settings.BASE_URL}/")] == []
    assert all(len(message.recipients()) == 1 for message in mail.outbox)


def test_the_link_to_a_new_password_begins_with_the_address_of_the_site(world: World) -> None:
    forged = VISITORS["a forged host"] | VISITORS["a forged scheme and port"]
    person = world.people["regisseur_zuid"]
    person.set_password("wachtwoord-voor-de-test")
    person.save()
    email = person.email
    Client().post("/beheer/password_reset/", {"email": email}, **forged)
    deliver()
    [message] = [message for message in mail.outbox if message.to == [email]]
    links = re.findall(r"https?://\S+", message.body)

    assert EVIL not in message.body
    assert [link for link in links if not link.startswith(f"{settings.BASE_URL}/")] == []
    assert any(link.startswith(f"{settings.BASE_URL}/beheer/password_reset/confirm/") for link in links)


LINKS = (
    *("receipt", "confirm_email", "my_plan", "confirm_support", "withdraw_support", "draft"),
    *("confirm_help", "withdraw_help", "confirm_follow", "stop_follow"),
    "co_initiator",
)
OPENED_BY = {
    "receipt": "/start/ontvangen/{}/",
    "confirm_email": "/bevestig/{}/",
    "my_plan": "/mijn-plan/{}/",
    "co_initiator": "/mijn-plan/meedoen/{}/",
    "confirm_support": "/steun/bevestig/{}/",
    "withdraw_support": "/steun/intrekken/{}/",
    "draft": "/wijken/zuid/initiatieven/indienen/{}/plan/",
    "confirm_help": "/hulp/bevestig/{}/",
    "withdraw_help": "/hulp/intrekken/{}/",
    "confirm_follow": "/volgen/bevestig/{}/",
    "stop_follow": "/volgen/stop/{}/",
}


@pytest.mark.parametrize("made_for", LINKS)
@pytest.mark.parametrize("tried_at", LINKS)
def test_a_link_opens_what_it_was_made_for_and_nothing_else(world: World, made_for: str, tried_at: str) -> None:
    """Fault 19: of another purpose, cut off, in capitals or with another number, it is no link."""
    crawler, token = Crawler(world), world.tokens[made_for]
    status = crawler.response(OPENED_BY[tried_at].format(token))[0].status_code

    assert status == (200 if made_for == tried_at else 404)
    number, _dash, signature = token.partition("-")
    for wrong in (token[:-1], token.swapcase(), f"{int(number) + 1}-{signature}", f"0{token}", number, f"{token}x"):
        assert crawler.response(OPENED_BY[tried_at].format(wrong))[0].status_code in (404, 410)


def test_opening_a_link_changes_nothing(world: World) -> None:
    """Mail scanners open every link, with GET and HEAD."""
    client = Client()
    for name, path in OPENED_BY.items():
        for ask in (client.head, client.get, client.get):
            response = ask(path.format(world.tokens[name]))
            body_of(response)
            assert response.status_code == 200, name
