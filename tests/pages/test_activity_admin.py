"""The editor's side of an activity: the days before publishing, and who comes."""

from __future__ import annotations

import pytest
import time_machine

from django.test import Client

from wagtail.models import Site

from cms import tokens
from cms.models import AuditEvent, Purpose, Token, User
from pages.calendar import signups
from pages.models import ActivityPage, SignUp
from tests.conftest import NOW
from tests.factories.calendar import make_activity, make_agenda, page_of
from tests.factories.cms import make_wijk
from tests.factories.pages import make_tree

COUNTS = {f"{name}-count": "0" for name in ("body", "changes", "heard", "doing")}
DAYS = "/beheer/redactie/agenda/dagen/"


@pytest.fixture(autouse=True)
def moment() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("redactie@example.org"))
    return client


def test_the_days_of_what_is_filled_in_are_told_and_nothing_is_stored(editor: Client) -> None:
    sent = {"starts_on": "2026-12-03", "starts_at": "18:00", "ends_at": "20:00", "repeat": "week", "interval": "2"}
    html = editor.post(DAYS, COUNTS | sent).content.decode()
    assert "Elke twee weken op donderdag, van 18.00 tot 20.00 uur, vanaf 3 december 2026." in html
    assert html.count("<li>") == 6
    assert "donderdag 31 december 2026, 18.00 tot 20.00 uur" in html
    assert not ActivityPage.objects.exists()


def test_what_is_wrong_is_told_before_saving(editor: Client) -> None:
    sent = {"starts_on": "2026-12-03", "starts_at": "18:00", "ends_at": "17:00", "repeat": "week", "interval": "1"}
    assert "Het einde ligt voor het begin." in editor.post(DAYS, COUNTS | sent).content.decode()


def test_an_editor_sees_who_comes_and_who_waits_without_addresses_and_the_look_is_noted(
    editor: Client, site: Site
) -> None:
    agenda = make_agenda(make_tree(make_wijk("oost")).wijk_pages["oost"])
    dinner = make_activity(agenda, "Samen eten", signup="hier", seats=2)
    held = dinner.occurrences.get()
    for name, people in (("Nadia", 2), ("Omar", 1)):
        given = {"name": name, "email": f"{name.lower()}@example.org", "people": people}
        row = signups.sign_up(occurrence=held, **given, language="nl", now=NOW)
        token = Token.objects.get(purpose=Purpose.CONFIRM_SIGNUP, subject=f"signup:{row.pk}")
        signups.confirm(token_text=tokens.text_of(token), now=NOW)
    html = editor.get(f"/beheer/redactie/agenda/{page_of(dinner).pk}/aanmeldingen/").content.decode()
    assert html.index("Nadia (2)") < html.index("Wachtlijst") < html.index("Omar (1)")
    assert "@example.org" not in html.partition("<main")[2].partition("</main>")[0]
    assert AuditEvent.objects.filter(action="signups.read").count() == 1
    assert SignUp.objects.count() == 2
