"""Hostile markup in every field of residents' forms comes alive nowhere: site, screens of staff, mails (fault 32).

The normal run sends all payloads together, many to a field; the long run each of them alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import pytest

from django.core.mail import EmailMultiAlternatives
from django.test import Client

from participation.models import Applicant, Submission
from participation.services import moderate
from tests.conftest import NOW, Mailbox
from tests.factories.participation import confirm_support, give
from tests.factories.residents import SHORT, SUPPORT, Town, own_page, seeking_plan
from tests.participation.faults.forms import WHOLE, fill_in, send
from tests.payloads import XSS, alive

pytestmark = [pytest.mark.usefixtures("clock"), pytest.mark.once]
IS_LONG = os.environ.get("FAULTS") == "long"
ALONE = XSS if IS_LONG else XSS[::6]


def packed(most: int) -> Iterator[str]:
    """All payloads, as many to a text as fit in so many characters; those that are longer are left out."""
    text = ""
    for payload in XSS:
        if len(text) + len(payload) + 1 > most:
            yield text
            text = ""
        text = f"{text} {payload}".strip() if len(payload) <= most else text
    yield text


def desk_of(town: Town) -> Client:
    desk = Client()
    desk.force_login(town.wijkregisseur)
    return desk


def assert_inert(*pages: str, beside: Iterable[str] = ()) -> None:
    """Nothing is alive but what stood on the page before (Wagtail's own frame has inline handlers)."""
    for page in pages:
        assert set(alive(page)) <= set(beside)


def test_the_list_tells_what_is_alive() -> None:
    assert len(XSS) >= 60 and len(set(XSS)) == len(XSS)
    assert alive("<p>Gewoon</p><a href='/wijken/'>x</a>") == []
    woken = [payload for payload in XSS if alive(f"<p>{payload}</p>")]
    assert len(woken) > 50
    assert alive('<input value="" onmouseover="alert(1)" x="">')


def check_short_form(client: Client, desk: Client, town: Town, text: str, short: str) -> None:
    """The short form: refused, taken in, on the own page, on the receipt, in the inbox and on its screen."""
    quiet = set(alive(desk.get("/beheer/te-behandelen/").text))
    typed = SHORT | {"wat": text, "waar": short, "naam": short[:100]}
    refused = send(client, "/start/", typed | {"bereik": short[:200]})
    taken = send(client, "/start/", typed)
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert_inert(refused.text, client.get(taken["Location"]).text)
    case = Submission.objects.latest("pk")
    Submission.objects.filter(pk=case.pk).update(wijk=town.wijken["oost"])
    assert_inert(client.get(own_page(client, case)).text)
    screens = [desk.get(path).text for path in ("/beheer/te-behandelen/", f"/beheer/te-behandelen/{case.pk}/")]
    assert_inert(*screens, beside=quiet | _frame(desk, town))


def _frame(desk: Client, town: Town) -> set[str]:
    """What is alive on a screen of Wagtail without any payload."""
    plain = Submission.objects.order_by("pk").first()
    return set(alive(desk.get(f"/beheer/te-behandelen/{plain.pk}/").text))


def test_the_short_form_with_everything_at_once(client: Client, town: Town) -> None:
    send(client, "/start/", SHORT)
    for text, short in zip(packed(2900), _repeated(packed(290)), strict=False):
        check_short_form(client, desk_of(town), town, text, short)


def _repeated(texts: Iterable[str]) -> Iterator[str]:
    found = list(texts)
    while True:
        yield from found


@pytest.mark.parametrize("payload", ALONE)
def test_the_short_form_with_one_payload(client: Client, town: Town, payload: str) -> None:
    send(client, "/start/", SHORT)
    check_short_form(client, desk_of(town), town, payload, payload)


def test_the_whole_form_step_by_step_and_on_its_check_page(client: Client) -> None:
    long, short = list(packed(950)), list(packed(190))
    # Every payload in the long fields; in the short ones, where few fit, a part of them in the normal run.
    for turn, text in enumerate(short if IS_LONG else short[: len(long)]):
        words = long[turn % len(long)]
        browser = Client()
        base = fill_in(
            browser,
            plan={"titel": text[:150], "wat": words, "voor_wie": words, "wanneer": text, "waartoe": words},
            plek={"waar": text},
            geld={"kosten_1": text[:120], "eigen_inzet": words, "ander_geld": words},
            jij={"naam": text[:100], "adres": text, "organisatie": text[:150]},
        )
        assert_inert(*(browser.get(f"{base}{step}/").text for step in ("plan", "plek", "geld", "jij", "controleer")))
        for name in ("titel", "wijk", "onderwerp", "reikwijdte"):
            assert_inert(send(browser, WHOLE, {name: text, "verder": ""}).text)


def test_concerns_organisations_and_messages(client: Client, town: Town, plan: Submission, place: str) -> None:
    desk, page = desk_of(town), own_page(client, plan)
    quiet = set(alive(desk.get(f"/beheer/te-behandelen/{plan.pk}/").text))
    for turn, text in enumerate(packed(2900)):
        confirm_support(give(plan, f"buur{turn}@example.org", "1221AB", stance="concern", text=text))
        send(client, f"{page}bericht/", {"bericht": text})
        moderate.send_message(submission=plan, by=town.wijkregisseur, text=text, now=NOW)
        for act, field in (("zorg", "zorg"), ("steunen", "organisatie")):
            assert_inert(send(client, f"{place}{act}/", SUPPORT | {"email": text[:99], field: text[:119]}).text)
    for turn, text in enumerate(packed(119)):
        party = {"party": "vereniging", "party_name": text}
        confirm_support(give(plan, f"club{turn}@example.org", "1221AB", **party))
    plan.supports.exclude(party="").update(party_checked_at=NOW)
    plan.support_tallies.exclude(party="").update(is_party_checked=True)

    assert_inert(desk.get(f"/beheer/te-behandelen/{plan.pk}/").text, beside=quiet)
    assert_inert(client.get(page).text, client.get(place).text)


def public_pages(client: Client, place: str) -> list[str]:
    """Where the public text of a plan stands."""
    paths = (place, "/initiatieven/", "/wijken/oost/", "/", f"{place}steunen/", f"{place}zorg/", "/initiatieven.rss")
    return [client.get(path).text for path in paths]


def test_a_public_text_with_markup_is_text_on_every_page_and_in_every_mail(
    client: Client, town: Town, mailbox: Mailbox
) -> None:
    long, short = list(packed(290)), list(packed(140))
    for turn, text in enumerate(short):
        case = seeking_plan(
            town, email=f"i{turn}@example.org", name=text[:100], title=text, what=long[turn % len(long)]
        )
        words = {"title": text, "summary": long[turn % len(long)], "body": text, "own_effort": text, "place": text}
        moderate.save_public_text(
            submission=case, by=town.wijkregisseur, expected_version=case.version, now=NOW, **words
        )
        confirm_support(give(case, f"buur{turn}@example.org", "1221AB"))
        case.public_version.refresh_from_db()
        place = f"/wijken/oost/initiatieven/{case.reference.lower()}-{case.public_version.slug}/"
        assert_inert(*public_pages(client, place))
    for message in mailbox.deliver():
        check_mail(message)
    assert mailbox.messages


def check_mail(message: EmailMultiAlternatives) -> None:
    """The HTML half of a mail: styled in the tags, as mail readers ask, and otherwise inert."""
    html = str(message.alternatives[0][0])
    assert [found for found in alive(html) if " style=" not in found and "http-equiv" not in found] == []


@pytest.mark.parametrize("name", ["q", "zoek", "wijk", "status", "sorteer", "na", "page", "onderwerp"])
def test_parameters_of_lists_are_inert(client: Client, town: Town, name: str) -> None:
    desk = desk_of(town)
    send(client, "/start/", SHORT)
    quiet = set(alive(desk.get("/beheer/te-behandelen/").text))
    for text in (*packed(900), *XSS[13:18]):
        for path in ("/zoeken/", "/initiatieven/", "/wijken/oost/initiatieven/"):
            response = client.get(path, {name: text})
            assert response.status_code in (200, 302, 400, 404), (path, name)
            assert_inert(response.text)
        assert_inert(desk.get("/beheer/te-behandelen/", {name: text}).text, beside=quiet)


def test_names_of_colleagues_and_of_initiators_are_text_in_the_inbox(client: Client, town: Town) -> None:
    send(client, "/start/", SHORT)
    desk = desk_of(town)
    case = Submission.objects.get()
    quiet = set(alive(desk.get(f"/beheer/te-behandelen/{case.pk}/").text))
    for payload in XSS[::3]:
        Applicant.objects.update(name=payload, organisation=payload, address=payload, phone=payload[:20])
        town.wijkregisseur.first_name, town.wijkregisseur.last_name = payload[:100], payload[:100]
        town.wijkregisseur.save()
        case.refresh_from_db()
        card = desk.post(f"/beheer/te-behandelen/{case.pk}/contact/", {"version": case.version, "seen": 0})
        assert card.status_code == 200
        assert_inert(card.text, beside=quiet)
