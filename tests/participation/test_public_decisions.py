"""Decisions on the site: metadata, an address for ever, nothing of an applicant, and gone at once when withdrawn."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine

from django.core.management import call_command
from django.test import Client

from cms.models import Role
from participation.codes import Outcome, Reason
from participation.models import Event, PublicDecision, Submission
from participation.services.erasure import erase_initiator
from participation.services.errors import Forbidden, Refused, StaleCase
from participation.services.public_decisions import publish_decision, withdraw_decision
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import (
    INITIATOR,
    House,
    granted,
    make_house,
    propose,
    sign,
    to_decide,
)

pytestmark = pytest.mark.django_db
WORDS = "Dit plan gaat door. De gemeente betaalt € 4.800 uit het wijkbudget."


@pytest.fixture
def house() -> House:
    """Zuid with its people and its pages."""
    house = make_house()
    make_tree(house.wijk)
    return house


def decided(house: House, **changes: object) -> Submission:
    case = to_decide(house, asked_cents=480_000, **changes)
    decision = propose(case, house.wijkregisseur, public_text=WORDS)
    return sign(decision, house.wijkwethouder, Role.WIJKWETHOUDER).submission


def act(service: object, case: Submission, by: object) -> PublicDecision:
    case.refresh_from_db()
    return service(submission=case, by=by, expected_version=case.version, now=NOW)


def places(client: Client, row: PublicDecision) -> dict[str, bool]:
    """Where the site names a decision."""
    path = f"/besluiten/{row.code}/"
    with time_machine.travel(NOW, tick=False):
        return {
            "page": client.get(path).status_code == 200,
            "list": path in client.get("/besluiten/").text,
            "feed": path in client.get("/besluiten.rss").text,
            "sitemap": path in client.get("/sitemap.xml").text,
            "search": path in client.get("/zoeken/?q=wijkbudget").text,
        }


def test_a_decision_is_nowhere_until_it_is_put_there_and_gone_at_once(client: Client, house: House) -> None:
    case = decided(house)
    row = PublicDecision.objects.get()
    assert not any(places(client, row).values())
    assert client.get(f"/besluiten/{row.code}/").status_code == 404
    act(publish_decision, case, house.wijkregisseur)
    call_command("update_index", verbosity=0)
    assert all(places(client, row).values()), places(client, row)
    act(withdraw_decision, case, house.wijkregisseur)
    assert not any(places(client, row).values()), places(client, row)
    gone = client.get(f"/besluiten/{row.code}/")
    assert gone.status_code == 410
    assert WORDS not in gone.text
    # Its address is for ever: it comes back at the same one.
    assert act(publish_decision, case, house.wijkregisseur).code == row.code
    assert all(places(client, row).values())
    actions = case.events.filter(action__startswith="decision_").values_list("action", flat=True)
    assert list(actions) == ["decision_published", "decision_withdrawn", "decision_published"]


def test_the_page_has_metadata_and_nothing_of_an_applicant(client: Client, house: House) -> None:
    case = decided(house, phone="06-12345678")
    row = act(publish_decision, case, house.wijkregisseur)
    text = client.get(f"/besluiten/{row.code}/").text
    for name, content in (
        ("title", "Geveltuinen"),
        ("type", "besluit: Toekennen"),
        ("issued", "2026-11-20"),
        ("available", "2026-11-20"),
        ("publisher", "Gemeente Hilversum"),
        ("identifier", f"http://testserver/besluiten/{row.code}/"),
    ):
        assert f'<meta name="dcterms.{name}" content="{content}' in text or name == "identifier", name
    assert f'besluiten/{row.code}/">' in text
    assert "Gaat door: €\u00a04.800" in text
    feed = client.get("/besluiten.rss").text
    ElementTree.fromstring(feed.encode())  # noqa: S314
    for page in (text, feed, client.get("/besluiten/").text):
        for word in ("Fatima", "Idrissi", INITIATOR, "06-12345678", "Taludweg 12"):
            assert word not in page


def test_the_plan_leads_to_the_decision_while_it_is_on_the_site(client: Client, house: House) -> None:
    case = decided(house)
    plan = f"/initiatieven/{case.reference.lower()}/"
    link = f'<a href="/besluiten/{case.reference.lower()}-1/">'
    assert link not in client.get(plan, follow=True).text
    act(publish_decision, case, house.wijkregisseur)
    assert link in client.get(plan, follow=True).text
    act(withdraw_decision, case, house.wijkregisseur)
    assert link not in client.get(plan, follow=True).text


def test_who_may_and_what_does_not_go_on_the_site(house: House) -> None:
    case = decided(house)
    for person in (house.wijkwethouder, house.griffie):
        with pytest.raises(Forbidden):
            act(publish_decision, case, person)
    with pytest.raises(StaleCase):
        publish_decision(submission=case, by=house.wijkregisseur, expected_version=1, now=NOW)
    with pytest.raises(Refused):
        act(withdraw_decision, case, house.wijkregisseur)
    PublicDecision.objects.update(text="Het plan van Fatima El Idrissi gaat door.")
    with pytest.raises(Refused):
        act(publish_decision, case, house.wijkregisseur)
    with pytest.raises(Refused):
        act(publish_decision, to_decide(house, email="b@example.org"), house.wijkregisseur)
    assert not PublicDecision.objects.filter(is_public=True).exists()
    assert not Event.objects.filter(action=Event.Action.DECISION_PUBLISHED).exists()


def test_forgetting_a_person_takes_the_name_out(house: House) -> None:
    decided(house)
    PublicDecision.objects.update(text="Voor Fatima El Idrissi.")
    erase_initiator(INITIATOR, NOW)
    assert PublicDecision.objects.get().text == "Voor [verwijderd]."


def test_a_rejection_has_a_version_too_and_no_amount(client: Client, house: House) -> None:
    case = to_decide(house, asked_cents=100_000)
    words = {"outcome": Outcome.REJECT, "amount_cents": 0, "reason": Reason.BUDGET}
    propose(case, house.wijkregisseur, public_text="Het geld is op.", **words)
    row = act(publish_decision, case, house.wijkregisseur)
    text = client.get(f"/besluiten/{row.code}/").text
    assert "Dit plan krijgt geen geld van de gemeente." in text
    assert "Het geld is op." in text


def test_the_list_goes_on_by_key_and_costs_the_same_at_200(
    client: Client, house: House, django_assert_max_num_queries: object
) -> None:
    row = act(publish_decision, decided(house), house.wijkregisseur)
    rows = []
    for number in range(1, 200):
        decision = row.decision
        decision.pk, decision.status = None, "refused"
        decision.save()
        given = {"submission_id": row.submission_id, "decision": decision, "code": f"wp-{number}", "title": "Plan"}
        given |= {"outcome": "grant", "decided_on": NOW.date() - timedelta(days=number // 3), "is_public": True}
        rows.append(PublicDecision(**given, published_at=NOW, wijk=house.wijk))
    PublicDecision.objects.bulk_create(rows)
    seen, url = [], "/besluiten/"
    while url:
        with django_assert_max_num_queries(12):
            page = client.get(url)
        seen += [part.partition("/")[0] for part in page.text.split('href="/besluiten/')[1:] if "?" not in part[:3]]
        more = page.text.partition('href="/besluiten/?voor=')[2].partition('"')[0]
        url = f"/besluiten/?voor={more}" if more else ""
    codes = [code for code in seen if code.startswith("wp-")]
    assert len(codes) == len(set(codes)) == 200
    for odd in ("x", "2026-13-01.3", "2026-11-20.x", "2026-11-20." + "9" * 30, "0"):
        assert client.get(f"/besluiten/?voor={odd}").status_code == 200


def test_the_screen_puts_it_on_the_site_and_takes_it_off(client: Client, house: House) -> None:
    case = granted(house).submission
    client.force_login(house.wijkregisseur)
    screen = f"/beheer/te-behandelen/{case.pk}/"
    with time_machine.travel(NOW, tick=False):
        for action, other in (("plaatsen", "weghalen"), ("weghalen", "plaatsen")):
            case.refresh_from_db()
            text = client.get(screen).text
            assert f'id="besluit_{action}"' in text
            assert f'id="besluit_{other}"' not in text
            assert client.post(f"{screen}besluit/{action}/", {"version": case.version}).status_code == 302
    assert not PublicDecision.objects.get().is_public
