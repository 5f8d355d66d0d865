"""Signing up for a date: confirmed by mail, a seat or the waiting list, taken back; and what an editor changes."""

from __future__ import annotations

import re
import threading
from datetime import timedelta

import pytest
import time_machine

from django.db import connection
from django.test import Client

from wagtail.models import Site

from cms import tokens
from cms.models import OutgoingMail, Purpose, Token
from cms.tokens import TokenUsed
from pages.calendar import signup_data, signups
from pages.calendar.publish import sync_activity
from pages.calendar.signups import NotOpen
from pages.models import Activity, ActivityPage, AgendaPage, Occurrence, SignUp
from pages.models.activity_page import SignUpWay
from pages.recurrence import Repeat
from tests.conftest import NOW, Mailbox
from tests.factories.calendar import changes, make_activity, make_agenda, page_of
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree

DAY = timedelta(days=1)
HERE = {"signup": SignUpWay.HERE.value, "repeat": Repeat.WEEKLY.value, "count": 3}
PATH = "/wijken/oost/agenda/samen-eten/meedoen/"


@pytest.fixture
def agenda(site: Site) -> AgendaPage:
    return make_agenda(make_tree(make_wijk("oost")).wijk_pages["oost"])


@pytest.fixture
def dinner(agenda: AgendaPage) -> Activity:
    """A dinner with three seats on three Thursdays, until a day before."""
    return make_activity(agenda, "Samen eten", **HERE, seats=3, signup_hours=24)


@pytest.fixture
def first(dinner: Activity) -> Occurrence:
    return dinner.occurrences.in_order()[0]


def asked(held: Occurrence, name: str = "Nadia", people: int = 1) -> SignUp:
    email = f"{name.lower()}@example.org"
    return signups.sign_up(occurrence=held, name=name, email=email, people=people, language="nl", now=NOW)


def link_of(row: SignUp, purpose: Purpose = Purpose.CONFIRM_SIGNUP) -> str:
    token = Token.objects.filter(purpose=purpose, subject=f"signup:{row.pk}", revoked_at=None).latest("pk")
    return tokens.text_of(token)


def confirmed(held: Occurrence, name: str = "Nadia", people: int = 1) -> SignUp:
    return signups.confirm(token_text=link_of(asked(held, name, people)), now=NOW)


def test_it_holds_once_the_mail_is_answered(first: Occurrence, mailbox: Mailbox) -> None:
    row = asked(first)
    assert row.confirmed_at is None
    assert signups.seats_left(first) == 3
    [message] = mailbox.deliver()
    assert "Nog één klik" in message.body
    link = re.search(r"/meedoen/bevestigen/(\S+)/", message.body)
    assert link
    row = signups.confirm(token_text=link[1], now=NOW)
    assert row.seated_at == NOW
    assert signups.seats_left(first) == 2
    assert "Er is een plaats voor je" in mailbox.deliver()[0].body


def test_a_link_works_once(first: Occurrence) -> None:
    link = link_of(asked(first))
    signups.confirm(token_text=link, now=NOW)
    with pytest.raises(TokenUsed):
        signups.confirm(token_text=link, now=NOW)


def test_who_finds_it_full_waits_and_moves_up_in_order(first: Occurrence, mailbox: Mailbox) -> None:
    seated = confirmed(first, "Nadia", 2)
    confirmed(first, "Omar", 1)
    large = confirmed(first, "Piet", 3)
    small = confirmed(first, "Quinten", 1)
    assert [row.seated_at for row in (large, small)] == [None, None]
    mailbox.deliver()
    signups.cancel(token_text=link_of(seated, Purpose.CANCEL_SIGNUP), now=NOW)
    large.refresh_from_db()
    small.refresh_from_db()
    # Two seats came free: three don't fit, one does.
    assert (large.seated_at, small.seated_at) == (None, NOW)
    assert [message.to for message in mailbox.deliver()] == [["quinten@example.org"]]


def test_cancelling_takes_name_and_address_along_and_may_be_done_twice(first: Occurrence) -> None:
    row = confirmed(first)
    link = link_of(row, Purpose.CANCEL_SIGNUP)
    for _turn in range(2):
        row = signups.cancel(token_text=link, now=NOW)
    assert (row.name, row.email_encrypted, row.cancelled_at) == ("", "", NOW)
    assert signups.seats_left(first) == 3


def test_who_cancelled_can_sign_up_again(first: Occurrence) -> None:
    row = confirmed(first)
    signups.cancel(token_text=link_of(row, Purpose.CANCEL_SIGNUP), now=NOW)
    again = confirmed(first)
    assert (again.pk, again.seated_at, again.cancelled_at) == (row.pk, NOW, None)


def test_fifty_clicks_send_one_mail(first: Occurrence) -> None:
    for _turn in range(50):
        asked(first)
    assert OutgoingMail.objects.count() == 1
    assert SignUp.objects.count() == 1


def test_signing_up_again_never_loses_the_seat(first: Occurrence, mailbox: Mailbox) -> None:
    row = confirmed(first, "Nadia", 2)
    asked(first, "Nadia", 1)
    row.refresh_from_db()
    assert (row.people, row.seated_at) == (2, NOW)


@pytest.mark.parametrize(
    ("field", "value"), [("is_cancelled", True), ("is_live", False)], ids=["off", "not on the site"]
)
def test_nobody_signs_up_for_what_is_not_held(first: Occurrence, field: str, value: bool) -> None:
    Occurrence.objects.filter(pk=first.pk).update(**{field: value})
    first.refresh_from_db()
    with pytest.raises(NotOpen):
        asked(first)
    assert not SignUp.objects.exists()


def test_it_closes_as_many_hours_before_as_the_editor_says(first: Occurrence) -> None:
    last = first.starts_at - timedelta(hours=24)
    assert signups.why_not(first, now=last - timedelta(seconds=1)) == ""
    assert "niet meer aanmelden" in signups.why_not(first, now=last)


def test_the_link_of_a_mail_does_not_open_what_closed_in_between(first: Occurrence) -> None:
    link = link_of(asked(first))
    Occurrence.objects.filter(pk=first.pk).update(is_cancelled=True)
    with pytest.raises(NotOpen):
        signups.confirm(token_text=link, now=NOW)
    assert SignUp.objects.get().confirmed_at is None


class TestAnEditorChanges:
    """Rows with sign-ups are never lost, and people hear what changed."""

    def again(self, activity: Activity, **fields: object) -> None:
        """Publish the page anew."""
        ActivityPage.objects.filter(pk=page_of(activity).pk).update(**fields)
        sync_activity(translation_key=activity.translation_key, now=NOW)

    def test_a_date_that_leaves_the_rule_stays_cancelled_and_is_told(self, dinner: Activity, mailbox: Mailbox) -> None:
        last = dinner.occurrences.in_order()[2]
        confirmed(last)
        mailbox.deliver()
        self.again(dinner, count=2)
        last.refresh_from_db()
        assert last.is_cancelled
        assert SignUp.objects.get().seated_at == NOW
        [message] = mailbox.deliver()
        assert "Deze activiteit gaat niet door" in message.body
        self.again(dinner, count=2, price="€ 3")
        assert mailbox.deliver() == []

    def test_another_time_is_told_and_the_seat_stays(
        self, dinner: Activity, first: Occurrence, mailbox: Mailbox
    ) -> None:
        confirmed(first)
        mailbox.deliver()
        self.again(dinner, starts_at="11:00", ends_at="13:00")
        [message] = mailbox.deliver()
        assert "11.00 tot 13.00 uur" in message.body
        assert signups.seats_left(first) == 2

    def test_a_skipped_date_is_told_with_its_reason(
        self, dinner: Activity, first: Occurrence, mailbox: Mailbox
    ) -> None:
        confirmed(first)
        mailbox.deliver()
        page = page_of(dinner)
        stored = changes(("skip", {"day": "2026-12-03", "note": "Geen kok"}, "a"))
        page.changes = ActivityPage.changes.field.to_python(stored)
        page.save()
        sync_activity(translation_key=dinner.translation_key, now=NOW)
        assert "Geen kok" in mailbox.deliver()[0].body

    def test_more_seats_go_to_who_waits(self, dinner: Activity, first: Occurrence, mailbox: Mailbox) -> None:
        confirmed(first, "Nadia", 3)
        waits = confirmed(first, "Omar", 2)
        self.again(dinner, seats=5)
        waits.refresh_from_db()
        assert waits.seated_at == NOW


class TestOnTheSite:
    """As somebody walks it."""

    @pytest.fixture(autouse=True)
    def moment(self) -> object:
        with time_machine.travel(NOW, tick=False):
            yield

    def form(self, held: Occurrence, **fields: object) -> dict[str, object]:
        return {"keer": held.pk, "aantal": 2, "naam": "Nadia", "email": "nadia@example.org"} | fields

    def test_form_mail_link_and_seat(self, client: Client, first: Occurrence, mailbox: Mailbox) -> None:
        page = client.get(PATH).content.decode()
        assert (
            "Donderdag 3 december" in page or "donderdag 3 december 2026, 10.00 tot 12.00 uur (nog 3 plaatsen)" in page
        )
        response = client.post(PATH, self.form(first))
        assert (response.status_code, response["Location"]) == (302, f"{PATH}kijk-in-je-mail/")
        assert "Kijk in je mail" in client.get(response["Location"]).content.decode()
        link = re.search(r"https?://[^/]+(/meedoen/bevestigen/\S+/)", mailbox.deliver()[0].body)
        assert link
        assert "Nog één klik" in client.get(link[1]).content.decode()
        assert SignUp.objects.get().confirmed_at is None
        assert "Je hebt een plaats" in client.post(link[1]).content.decode()
        assert client.post(link[1]).status_code == 410
        assert "(nog 1 plaats)" in client.get(PATH).content.decode()

    def test_the_code_of_the_mail_does_what_its_link_does(
        self, client: Client, first: Occurrence, mailbox: Mailbox
    ) -> None:
        waiting = client.post(PATH, self.form(first))["Location"]
        code = re.search(r"^ *([0-9A-Z]{3}-[0-9A-Z]{3}) *$", mailbox.deliver()[0].body, re.MULTILINE)
        assert code
        wrong = client.post(waiting, {"code": "222-222"})
        assert (wrong.status_code, SignUp.objects.get().confirmed_at) == (422, None)
        assert "Deze code klopt niet" in wrong.text
        assert 'value="222-222"' in wrong.text
        done = client.post(waiting, {"code": code[1].lower().replace("-", " ")})
        assert "Je hebt een plaats" in done.text
        assert SignUp.objects.get().seated_at == NOW
        # The browser waits for nothing any more.
        assert client.post(waiting, {"code": code[1]}).status_code == 422

    def test_a_code_works_in_the_browser_that_asked_for_it_alone(
        self, client: Client, first: Occurrence, mailbox: Mailbox
    ) -> None:
        waiting = client.post(PATH, self.form(first))["Location"]
        code = re.search(r"([0-9A-Z]{3}-[0-9A-Z]{3})", mailbox.deliver()[0].body)
        assert code
        assert Client().post(waiting, {"code": code[1]}).status_code == 422
        assert SignUp.objects.get().confirmed_at is None

    def test_a_code_for_a_date_that_was_called_off_says_so(
        self, client: Client, first: Occurrence, mailbox: Mailbox
    ) -> None:
        waiting = client.post(PATH, self.form(first))["Location"]
        code = re.search(r"([0-9A-Z]{3}-[0-9A-Z]{3})", mailbox.deliver()[0].body)
        assert code
        Occurrence.objects.filter(pk=first.pk).update(is_cancelled=True)
        late = client.post(waiting, {"code": code[1]})
        assert late.status_code == 410
        assert "Deze keer gaat niet door" in late.text

    @pytest.mark.parametrize("field", ["keer", "naam", "email"])
    def test_what_is_missing_is_asked_for_and_the_rest_stays(
        self, client: Client, first: Occurrence, field: str
    ) -> None:
        response = client.post(PATH, self.form(first, **{field: ""}))
        assert response.status_code == 422
        html = response.content.decode()
        assert "<title>Fout:" in html
        assert ('value="Nadia"' in html) == (field != "naam")
        assert not SignUp.objects.exists()

    def test_a_robot_gets_the_same_page_and_no_mail(self, client: Client, first: Occurrence) -> None:
        response = client.post(PATH, self.form(first, bijschrift="koop"))
        assert response["Location"] == f"{PATH}kijk-in-je-mail/"
        assert not SignUp.objects.exists()
        assert not OutgoingMail.objects.exists()

    def test_without_an_open_date_the_page_says_so(self, client: Client, dinner: Activity) -> None:
        Occurrence.objects.update(is_cancelled=True)
        assert "Aanmelden kan nu niet" in client.get(PATH).content.decode()

    def test_an_activity_without_signing_up_has_no_such_page(self, client: Client, agenda: AgendaPage) -> None:
        make_activity(agenda, "Koffie")
        assert client.get("/wijken/oost/agenda/koffie/meedoen/").status_code == 404

    def test_its_pages_are_for_one_person(self, client: Client, first: Occurrence) -> None:
        for path in (PATH, f"{PATH}kijk-in-je-mail/", "/meedoen/bevestigen/1-x/", "/meedoen/afmelden/1-x/"):
            assert client.get(path)["Cache-Control"] == "private, no-store"

    def test_the_page_of_the_activity_leads_here(self, client: Client, first: Occurrence) -> None:
        assert f'href="{PATH}"' in client.get("/wijken/oost/agenda/samen-eten/").content.decode()


def test_who_leaves_the_waiting_list_gave_nobody_a_seat(client: Client, first: Occurrence) -> None:
    seated, waiting = confirmed(first, "Nadia", 3), confirmed(first, "Piet")
    with time_machine.travel(NOW, tick=False):
        words = [
            client.post(f"/meedoen/afmelden/{link_of(row, Purpose.CANCEL_SIGNUP)}/").text for row in (waiting, seated)
        ]
    assert all("We hebben je naam en adres verwijderd." in text for text in words)
    assert ["Je plaats is nu voor een ander." in text for text in words] == [False, True]


class TestData:
    """Who signed up is not kept longer than needed."""

    def test_everything_goes_thirty_days_after_the_date(self, first: Occurrence) -> None:
        confirmed(first)
        after = first.ends_at + timedelta(days=30)
        assert signup_data.purge(after, True) == 0
        assert signup_data.purge(after + timedelta(seconds=1), True) == 1
        assert signup_data.purge(after + timedelta(seconds=1), False) == 1

    def test_who_does_not_confirm_goes_after_a_week(self, first: Occurrence) -> None:
        asked(first)
        assert signup_data.purge(NOW + 7 * DAY, True) == 0
        assert signup_data.purge(NOW + 8 * DAY, False) == 1

    def test_a_person_can_be_looked_up_and_removed_and_the_seat_comes_free(self, first: Occurrence) -> None:
        confirmed(first, "Nadia", 3)
        waits = confirmed(first, "Omar", 1)
        assert signup_data.inspect("NADIA@example.org")[0]["naam"] == "Nadia"
        assert signup_data.erase("nadia@example.org", NOW) == 1
        waits.refresh_from_db()
        assert waits.seated_at == NOW
        assert signup_data.inspect("nadia@example.org") == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_ten_at_once_three_get_the_three_seats(site: Site) -> None:
    agenda = make_agenda(make_tree(make_wijk("oost")).wijk_pages["oost"])
    dinner = make_activity(agenda, "Samen eten", **HERE, seats=3)
    held = dinner.occurrences.in_order()[0]
    links = [link_of(asked(held, f"Naam{number}")) for number in range(10)]
    barrier = threading.Barrier(len(links))

    def answer(link: str) -> None:
        try:
            barrier.wait()
            signups.confirm(token_text=link, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[link]) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SignUp.objects.seated().count() == 3
    assert SignUp.objects.waiting().count() == 7
