"""Support at a busy moment, without the way along the pages: as exact as any other (views.support_at_once)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wagtail.models import PageViewRestriction

from cms.models import OutgoingMail, ThrottleCount
from participation.models import InitiativesPage, PublicVersion, Submission, Support, SupportCampaign, SupportContact
from participation.views import support_at_once
from tests.conftest import NOW, Mailbox
from tests.factories.residents import EMAIL, SUPPORT, Town, lay_out_town, seeking_plan

PAGES = '"wagtailcore_page"'


@pytest.fixture(autouse=True)
def clock(db: None) -> Iterator[time_machine.Coordinates]:
    """It is Friday 20 November 2026, 14.32 uur; nothing is kept."""
    support_at_once._known.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
    support_at_once._known.clear()


@pytest.fixture
def town() -> Town:
    return lay_out_town()


@pytest.fixture
def plan(town: Town) -> Submission:
    case = seeking_plan(town)
    OutgoingMail.objects.all().delete()
    return case


@pytest.fixture
def address(plan: Submission) -> str:
    return f"/wijken/oost/initiatieven/{plan.reference.lower()}-{plan.public_version.slug}/steunen/"


def send(address: str, email: str, **more: str) -> tuple[int, list[str]]:
    """The status, and the queries."""
    with CaptureQueriesContext(connection) as queries:
        response = Client().post(address, {**SUPPORT, "email": email, **more})
    return response.status_code, [query["sql"] for query in queries]


def test_the_second_within_a_second_asks_for_no_page_and_does_the_same(address: str, mailbox: Mailbox) -> None:
    first_status, first = send(address, "een@example.org")
    second_status, second = send(address, "twee@example.org")
    assert (first_status, second_status) == (302, 302)
    assert any(PAGES in sql for sql in first)
    assert not any(PAGES in sql for sql in second)
    one, two = Support.objects.order_by("pk")
    same = ("submission_id", "stance", "channel", "postcode", "is_inside", "given_at", "confirmed_at")
    assert [getattr(one, name) for name in same] == [getattr(two, name) for name in same]
    assert SupportContact.objects.count() == 2
    bodies = [message.body for message in mailbox.deliver()]
    assert ["/steun/bevestig/" in body and "/steun/intrekken/" in body for body in bodies] == [True, True]


def test_it_takes_seven_statements(address: str) -> None:
    send(address, "een@example.org")
    _status, queries = send(address, "twee@example.org")
    statements = [sql for sql in queries if "SAVEPOINT" not in sql]
    assert len(statements) == 7


def test_the_answer_is_private_and_leads_to_the_same_page(address: str) -> None:
    answers = [Client().post(address, {**SUPPORT, "email": f"{name}@example.org"}) for name in ("een", "twee")]
    assert [answer["Location"] for answer in answers] == [f"{address}kijk-in-je-mail/"] * 2
    assert [answer["Cache-Control"] for answer in answers] == ["private, no-store"] * 2
    assert [answer["Referrer-Policy"] for answer in answers] == ["no-referrer"] * 2
    assert [answer.cookies["in_je_mail"]["path"] for answer in answers] == [f"{address}kijk-in-je-mail/"] * 2


def test_after_a_second_the_pages_are_asked_for_again(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    send(address, "een@example.org")
    moment = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: moment + 1.1)
    assert any(PAGES in sql for sql in send(address, "twee@example.org")[1])


def test_a_second_time_by_one_person_is_one_voice(address: str, clock: time_machine.Coordinates) -> None:
    send(address, "een@example.org")
    send(address, "een@example.org")
    assert Support.objects.count() == 1
    assert OutgoingMail.objects.count() == 1, "a double click sends no second mail"
    clock.shift(timedelta(minutes=2))
    send(address, "twee@example.org")
    send(address, "een@example.org")
    assert Support.objects.count() == 2
    assert OutgoingMail.objects.count() == 3


def test_the_initiator_gets_another_mail(address: str) -> None:
    send(address, "een@example.org")
    assert send(address, EMAIL)[0] == 302
    assert OutgoingMail.objects.order_by("-pk")[0].template == "support_own_plan"


def test_a_campaign_that_closed_since_takes_nothing(address: str) -> None:
    send(address, "een@example.org")
    SupportCampaign.objects.update(closes_at=NOW - timedelta(seconds=1))
    assert send(address, "twee@example.org")[0] == 410
    assert Support.objects.count() == 1


def test_a_plan_that_left_the_site_since_is_not_there(address: str) -> None:
    send(address, "een@example.org")
    PublicVersion.objects.update(is_public=False)
    assert send(address, "twee@example.org")[0] == 404
    assert Support.objects.count() == 1


def test_a_form_with_a_mistake_is_shown_again(address: str) -> None:
    send(address, "een@example.org")
    status, _queries = send(address, "twee@example.org", postcode="12")
    assert status == 422
    assert ThrottleCount.objects.get(name="public_post").hit_count == 2, "counted once"


def test_a_robot_that_fills_in_the_trap_gets_the_same_answer_and_no_mail(address: str) -> None:
    send(address, "een@example.org")
    assert send(address, "twee@example.org", bijschrift="x")[0] == 302
    assert (Support.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_the_sixth_mail_in_an_hour_is_not_sent_and_nobody_can_tell(address: str) -> None:
    send(address, "een@example.org")
    ThrottleCount.objects.filter(name="mail").update(hit_count=5)
    assert send(address, "een@example.org")[0] == 302
    assert OutgoingMail.objects.count() == 1


def test_the_61st_form_from_a_connection_is_refused(address: str) -> None:
    send(address, "een@example.org")
    ThrottleCount.objects.filter(name="public_post").update(hit_count=60)
    assert send(address, "twee@example.org")[0] == 429
    assert Support.objects.count() == 1


def test_a_page_for_some_people_alone_is_never_kept(address: str) -> None:
    page = InitiativesPage.objects.get(url_path__endswith="/wijken/oost/initiatieven/", locale__language_code="nl")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert send(address, "een@example.org")[0] == 302
    assert len(support_at_once._known) == 0
    assert Support.objects.count() == 0
