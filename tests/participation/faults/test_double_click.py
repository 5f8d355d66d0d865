"""Double click, refresh, back and send again, the same key ten times: one case, one mail (fault 9)."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
import time_machine

from django.test import Client

from cms.models import OutgoingMail
from participation.models import Draft, Message, Submission, Support
from tests.factories.residents import SHORT, SUPPORT, Town, own_page
from tests.participation.faults.forms import fill_in, send

pytestmark = pytest.mark.usefixtures("clock")


def key_in(client: Client) -> str:
    """The key that the short form was shown with."""
    page = client.get("/start/").text
    return re.search(r'name="sleutel" value="([-0-9a-f]{36})"|value="([-0-9a-f]{36})"[^>]*name="sleutel"', page).group(
        1
    )


def mails(template: str = "plan_received") -> int:
    return OutgoingMail.objects.filter(template=template).count()


def test_the_short_form_ten_times_is_one_case_and_one_mail(client: Client) -> None:
    form = SHORT | {"sleutel": key_in(client)}
    places = [send(client, "/start/", form)["Location"] for _click in range(10)]

    # Each click leads to the receipt of the one case, and showing that again sends nothing.
    pages = [client.get(place) for place in places for _refresh in range(2)]
    reference = Submission.objects.get().reference
    assert all(page.status_code == 200 and reference in page.text for page in pages)
    assert mails() == 1


def test_going_back_and_changing_a_word_is_still_the_same_case(client: Client) -> None:
    form = SHORT | {"sleutel": key_in(client)}
    send(client, "/start/", form)
    send(client, "/start/", form | {"wat": "Toch een ander bankje."})

    assert Submission.objects.get().initiative.what == SHORT["wat"]
    assert mails() == 1


def test_a_new_form_is_a_new_case_though_the_words_are_the_same(client: Client) -> None:
    keys = {key_in(client), key_in(client)}
    for key in keys:
        send(client, "/start/", SHORT | {"sleutel": key})
    assert (Submission.objects.count(), mails()) == (2, 2)


def test_a_key_of_another_form_or_none_is_no_error(client: Client) -> None:
    for key in ("", "geen-sleutel", "0" * 36, str(uuid4())[:-1]):
        assert send(client, "/start/", SHORT | {"sleutel": key}).status_code == 302
    assert Submission.objects.count() == 4


def test_the_whole_form_ten_times_is_one_case_and_one_mail(client: Client) -> None:
    base = fill_in(client)
    places = [send(client, f"{base}controleer/", {"verstuur": ""})["Location"] for _click in range(10)]

    assert all(place.startswith("/start/ontvangen/") for place in places)
    assert (Submission.objects.count(), mails(), Draft.objects.count()) == (1, 1, 0)
    for step in ("plan", "plek", "geld", "jij", "controleer"):
        assert client.get(f"{base}{step}/")["Location"].startswith("/start/ontvangen/")
        assert send(client, f"{base}{step}/", {"verder": "", "titel": "Anders"}).status_code in (302, 410)
    assert Submission.objects.get().initiative.title == "Geveltuinen"


@pytest.mark.parametrize(("act", "extra"), [("steunen", {}), ("zorg", {"zorg": "Te smal voor mijn rolstoel."})])
def test_a_voice_ten_times_is_one_row_and_one_mail(
    client: Client, plan: Submission, place: str, act: str, extra: dict[str, str]
) -> None:
    places = {send(client, f"{place}{act}/", SUPPORT | extra)["Location"] for _click in range(10)}
    assert len(places) == 1
    assert (Support.objects.count(), mails("support_confirm")) == (1, 1)
    assert Message.objects.filter(support__isnull=False).count() == len(extra)


def test_a_confirmation_ten_times_counts_once(client: Client, plan: Submission, place: str, mailbox) -> None:
    send(client, f"{place}steunen/", SUPPORT)
    link = re.search(r"example.org(/steun/bevestig/\S+)", mailbox.deliver()[-1].body).group(1)
    answers = [client.post(link).status_code for _click in range(10)]
    assert answers == [200] + [410] * 9
    plan.campaign.refresh_from_db()
    assert plan.campaign.inside_count == 1


def test_withdrawing_a_plan_ten_times_is_one_step(client: Client, town: Town, clock: time_machine.Coordinates) -> None:
    send(client, "/start/", SHORT)
    case = Submission.objects.get()
    page = own_page(client, case)
    for _click in range(10):
        client.post(f"{page}intrekken/", {"intrekken": ""})
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert case.events.filter(to_state="withdrawn").count() == 1
