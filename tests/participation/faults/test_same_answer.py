"""A known and an unknown address get the same answer, and no address gets a bomb of mails (faults 25 and 26)."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import time_machine

from django.http import HttpResponse
from django.test import Client

from cms.crypto import decrypt
from cms.models import OutgoingMail
from participation.models import Submission
from tests.factories.participation import confirm_support, give
from tests.factories.residents import EMAIL, SHORT, SUPPORT, own_page
from tests.participation.faults.forms import fill_in, fresh_ip, send

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.once]

KNOWN, CONFIRMED, NEW = "kende@example.org", "telde@example.org", "nieuw@example.org"
# As long as each other, so that the pages are too.
OWN = EMAIL
# Numbers of rows, tokens, keys, references and the address itself differ with every form, whoever sends it.
_MINE = re.compile(
    r"[\w.]+@example\.org|WP-2026-\w+|wp-2026-\w+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+-[\w-]{20,}|value=\"[\w:.-]{30,}\""
)


def shape(client: Client, response: HttpResponse) -> tuple[object, ...]:
    """What an onlooker can compare: status, address, headers, cookies, and the page that one is led to."""
    pages, places = [response], []
    while pages[-1].status_code == 302:
        places.append(_MINE.sub("*", pages[-1]["Location"]))
        pages.append(client.get(pages[-1]["Location"]))
    page = _MINE.sub("*", pages[-1].text)
    headers = {name: _MINE.sub("*", value) for name, value in response.items() if name != "Content-Length"}
    cookies = sorted(response.cookies)
    return response.status_code, places, headers, cookies, pages[-1].status_code, len(page), page


def answers(path: str, form: dict[str, str], name: str, addresses: tuple[str, ...]) -> list[tuple[object, ...]]:
    """What each address gets, each from a browser of its own."""
    found = []
    for address in addresses:
        browser = Client()
        browser.get(path)
        found.append(shape(browser, send(browser, path, form | {name: address})))
    return found


@pytest.mark.parametrize(("act", "extra"), [("steunen", {}), ("zorg", {"zorg": "Te smal voor mijn rolstoel."})])
def test_support_and_concern_tell_nobody_who_did_it_before(
    plan: Submission, place: str, act: str, extra: dict[str, str]
) -> None:
    stance = {"stance": "concern", "text": "Te druk"} if act == "zorg" else {}
    give(plan, KNOWN, "1221AB", **stance)
    confirm_support(give(plan, CONFIRMED, "1221AB", **stance))

    new, known, confirmed, own = answers(f"{place}{act}/", SUPPORT | extra, "email", (NEW, KNOWN, CONFIRMED, OWN))
    assert new == known == confirmed == own


def test_sending_a_plan_tells_nobody_who_sent_one_before(plan: Submission) -> None:
    new, known, supporter = answers("/start/", SHORT, "bereik", (NEW, OWN, CONFIRMED))
    assert new == known == supporter


def test_going_on_later_tells_nobody_who_has_a_draft(plan: Submission) -> None:
    found = []
    for address in (NEW, OWN, NEW):
        browser = Client()
        base = fill_in(browser).removesuffix("controleer/")
        found.append(shape(browser, send(browser, f"{base}bewaar/", {"email": address})))
    assert found[0] == found[1] == found[2]


def test_a_link_with_a_wrong_address_tells_not_whose_it_is(mailbox) -> None:
    browser = Client()
    send(browser, f"{fill_in(browser)}bewaar/", {"email": EMAIL})
    link = re.search(r"example\.org(/initiatieven/indienen/\S+)", mailbox.deliver()[-1].body).group(1)
    first, second = (
        shape(Client(), send(Client(), link, {"email": address, "hervat": ""}))
        for address in ("een@example.org", "twee@example.org")
    )
    assert first == second
    assert EMAIL not in str(first[-1])


# No bombs


def sent_to() -> Counter[str]:
    return Counter(decrypt(mail.to_encrypted) for mail in OutgoingMail.objects.all())


@pytest.mark.parametrize(("act", "extra"), [("steunen", {}), ("zorg", {"zorg": "Te smal voor mijn rolstoel."})])
def test_a_hundred_forms_from_fifty_connections_are_five_mails_an_hour(
    plan: Submission, place: str, act: str, extra: dict[str, str], clock: time_machine.Coordinates
) -> None:
    for number in range(100):
        clock.shift(32)
        # Written in other ways it is the same mailbox.
        address = ("slachtoffer@example.org", "SLACHTOFFER@Example.org")[number % 2]
        form = SUPPORT | extra | {"email": address}
        path = f"{place}{act}/"
        answer = Client().post(path, form, REMOTE_ADDR=f"192.0.2.{number // 2}")
        assert answer.status_code == 302
    # 53 minutes and 20 seconds: one hour.
    assert sum(count for to, count in sent_to().items() if to.lower() == "slachtoffer@example.org") <= 5


def test_five_an_hour_holds_over_the_forms_together(plan: Submission, place: str) -> None:
    for _turn in range(4):
        for path, form in (
            (f"{place}steunen/", SUPPORT),
            (f"{place}zorg/", SUPPORT | {"zorg": "Te smal."}),
        ):
            send(Client(), path, form | {"email": "slachtoffer@example.org"})
    assert sent_to()["slachtoffer@example.org"] <= 5


def test_a_draft_mails_its_link_five_times_an_hour_from_however_many_connections() -> None:
    browser = Client()
    base = fill_in(browser)
    for _turn in range(20):
        form = {"email": "slachtoffer@example.org"}
        answer = browser.post(f"{base}bewaar/", form, follow=True, REMOTE_ADDR=fresh_ip())
        base = answer.redirect_chain[-1][0].removesuffix("bewaar/")
    assert sent_to()["slachtoffer@example.org"] <= 5


def test_asking_to_confirm_again_is_five_an_hour_too(client: Client, plan: Submission) -> None:
    plan.applicants.update(email_confirmed_at=None)
    page = own_page(client, plan)
    for _turn in range(30):
        send(client, f"{page}bevestig/", {})
    assert sent_to()[EMAIL] <= 5
