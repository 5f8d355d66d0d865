"""Hidden, disabled and extra fields, steps out of order, changed amounts: ignored or refused (fault 37)."""

from __future__ import annotations

import re

import pytest

from django.test import Client

from participation.models import Applicant, Message, Submission, Support
from tests.factories.residents import EMAIL, SHORT, SUPPORT, Town, own_page
from tests.participation.faults.forms import MONEY, PLACE, PLAN, WHOLE, YOU, fill_in, send

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.once]

# What somebody who read the code would try, by the names of the database, of the admin and of other forms.
HOSTILE = {
    **dict.fromkeys(("status", "state", "to_state", "toegekend", "besluit"), "granted"),
    **dict.fromkeys(("applied_at", "decided_at", "confirmed_at", "email_confirmed_at"), "2026-01-01 00:00"),
    **dict.fromkeys(("party_checked_at", "withdrawn_at", "given_at", "received_at"), "2026-01-01 00:00"),
    **dict.fromkeys(("granted_cents", "toegekend_bedrag", "amount_cents"), "99999999"),
    **dict.fromkeys(("id", "pk", "submission", "submission_id", "applicant", "assignee", "entered_by"), "1"),
    **dict.fromkeys(("is_public", "is_main", "is_inside", "is_superuser", "is_staff", "version", "count"), "1"),
    "channel": "paper",
    "reference": "WP-2026-AAAAA",
    "person_hash": "0" * 64,
    "kind": "signal",
    "language": "xx",
    "wijk_id": "1",
    "sort": "to_initiator",
    "author": "1",
    "role": "wijkregisseur",
    "next": "//kwaad.example/",
}


def facts(case: Submission) -> dict[str, object]:
    """All that the system itself decides about a case; what tells two cases apart left out."""
    own = {"id", "uuid", "reference", "idempotency_key", "last_event_id"}
    return {field.attname: getattr(case, field.attname) for field in case._meta.fields if field.attname not in own}


def test_extra_fields_of_the_short_form_change_nothing(client: Client) -> None:
    send(client, "/start/", SHORT)
    plain = Submission.objects.get()
    send(client, "/start/", SHORT | HOSTILE)
    case = Submission.objects.exclude(pk=plain.pk).get()

    assert facts(case) == facts(plain)
    applicant = Applicant.objects.get(submission=case)
    assert (applicant.is_main, applicant.email_confirmed_at) == (True, None)


def test_extra_fields_of_the_whole_form_change_nothing(client: Client) -> None:
    base = fill_in(client)
    send(client, f"{base}controleer/", {"verstuur": ""})
    plain = Submission.objects.get()
    other = Client()
    base = fill_in(other, plan=HOSTILE, plek=HOSTILE, geld=HOSTILE, jij=HOSTILE)
    # Amount, wijk and words belong to earlier steps: sent with the last, they are nothing.
    late = {"bedrag": "1", "wijk": "zuid", "titel": "Anders", "email": "ander@example.org"}
    send(other, f"{base}controleer/", HOSTILE | late | {"verstuur": ""})
    case = Submission.objects.exclude(pk=plain.pk).get()

    assert facts(case) == facts(plain)
    assert (case.asked_cents, case.wijk.slug, case.initiative.title) == (175_000, "oost", PLAN["titel"])
    assert Applicant.objects.get(submission=case).email == EMAIL


@pytest.mark.parametrize(("act", "extra"), [("steunen", {}), ("zorg", {"zorg": "Te smal."})])
def test_extra_fields_of_a_voice_change_nothing(
    client: Client, plan: Submission, place: str, act: str, extra: dict[str, str]
) -> None:
    outside = SUPPORT | {"postcode": "1211 AA"} | extra
    send(client, f"{place}{act}/", outside | HOSTILE | {"stance": "support" if act == "zorg" else "concern"})
    voice = Support.objects.get()

    assert (voice.stance, voice.channel, voice.is_inside) == (
        "concern" if act == "zorg" else "support",
        "email",
        False,
    )
    assert (voice.confirmed_at, voice.withdrawn_at, voice.party_checked_at) == (None, None, None)
    assert (voice.party, voice.submission_id, voice.person_hash != "0" * 64) == ("", plan.pk, True)


def test_a_confirmation_confirms_its_own_row_alone(client: Client, place: str, mailbox) -> None:
    for address in ("een@example.org", "twee@example.org"):
        send(client, f"{place}steunen/", SUPPORT | {"email": address})
    links = [re.search(r"(/steun/bevestig/\S+)", message.body).group(1) for message in mailbox.deliver()]
    first, second = Support.objects.order_by("pk")
    client.post(links[0], HOSTILE | {"support": second.pk, "id": second.pk, "stance": "concern"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.confirmed_at is not None, second.confirmed_at) == (True, None)


def test_the_own_page_takes_a_message_and_an_amount_and_no_more(client: Client, plan: Submission) -> None:
    page = own_page(client, plan)
    before = facts(plan)
    send(client, f"{page}bericht/", HOSTILE | {"bericht": "Wanneer bel je?"})
    message = Message.objects.get()
    assert (message.sort, message.author, message.support, message.submission_id) == (
        "from_initiator",
        None,
        None,
        plan.pk,
    )
    plan.refresh_from_db()
    assert {**facts(plan), "version": 0} == {**before, "version": 0, "unread_at": plan.unread_at}


@pytest.mark.parametrize("amount", ["-1", "0", "1e9", "NaN", "Infinity", "9" * 30, "1;DROP", "", "0x10"])
def test_no_amount_that_is_none_becomes_an_application(client: Client, plan: Submission, amount: str) -> None:
    Submission.objects.filter(pk=plan.pk).update(applied_at=None, decide_due_on=None)
    page = own_page(client, plan)
    assert send(client, f"{page}aanvragen/", HOSTILE | {"bedrag": amount, "aanvragen": ""}).status_code == 422
    plan.refresh_from_db()
    assert (plan.applied_at, plan.asked_cents) == (None, 480_000)


@pytest.mark.parametrize("step", ["geld", "jij", "controleer"])
def test_a_step_that_was_not_reached_leads_back_and_sends_nothing(client: Client, step: str) -> None:
    base = send(client, WHOLE, PLAN | {"verder": ""})["Location"].removesuffix("plek/")
    answers = PLACE | MONEY | YOU | HOSTILE
    response = send(client, f"{base}{step}/", answers | {"verder": "", "verstuur": ""})
    assert response.status_code == 302 and response["Location"].endswith("/plek/")
    assert not Submission.objects.exists()


def test_a_mistake_put_into_an_earlier_step_stops_the_last(client: Client) -> None:
    base = fill_in(client)
    send(client, f"{base}plan/", {"titel": "", "wat": "", "terug": ""})
    send(client, f"{base}geld/", {"bedrag": "veel", "terug": ""})
    response = send(client, f"{base}controleer/", {"verstuur": ""})
    assert response.status_code == 302 and response["Location"].endswith("/plan/")
    assert not Submission.objects.exists()


@pytest.mark.parametrize("values", [["zuid", "oost"], ["atlantis"], ["oost' OR 1=1"], ["", "oost"]])
def test_a_wijk_that_is_none_or_two_is_asked_back_or_one(client: Client, values: list[str]) -> None:
    response = send(client, "/start/", SHORT | {"wijk": values})
    assert response.status_code in (302, 422)
    if response.status_code == 302:
        assert Submission.objects.get().wijk.slug == "oost"


def test_methods_that_are_none_are_refused(client: Client, place: str, town: Town) -> None:
    for path in ("/start/", WHOLE, f"{place}steunen/", f"{place}zorg/"):
        for method in ("put", "patch", "delete", "trace"):
            assert getattr(client, method)(path, REMOTE_ADDR="10.9.9.9").status_code == 405, (method, path)


def test_a_form_without_its_csrf_token_is_refused(place: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    for path in ("/start/", WHOLE, f"{place}steunen/", f"{place}zorg/"):
        assert strict.post(path, SHORT | SUPPORT).status_code == 403, path
    assert not Support.objects.exists()
