"""The page of a plan: one address, the moderated text alone, and what everybody may know of its support."""

from datetime import timedelta

import pytest
import time_machine
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from django.test import Client

from participation.codes import Outcome, State
from participation.models import PublicVersion, Submission
from participation.selectors import initiative_path
from participation.services import account, moderate, support
from tests.conftest import NOW
from tests.factories.pages import make_tree
from tests.factories.participation import (
    House,
    gathering,
    granted,
    make_house,
    move,
    propose,
    published,
    sign,
    supported,
    to_decide,
)

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=1)


@pytest.fixture
def zuid() -> House:
    """Zuid, with its pages and those of Noordoost."""
    house = make_house("zuid")
    make_tree(house.wijk, make_house("noordoost").wijk)
    return house


def path_of(case: Submission) -> str:
    """The address of a plan."""
    return initiative_path(Submission.objects.select_related("public_version", "wijk").get(pk=case.pk))


def page(client: Client, case: Submission) -> object:
    """The answer of a plan's page, a day later."""
    with time_machine.travel(SOON, tick=False):
        answer = client.get(path_of(case))
    assert answer.status_code == 200
    return answer


def test_a_plan_stands_at_its_one_address(zuid: House, client: Client) -> None:
    case = published(zuid, title="Groene gevels")
    path = f"/wijken/zuid/initiatieven/{case.reference.lower()}-groene-gevels/"

    assert path_of(case) == path
    canonical = f'<link rel="canonical" href="https://wijkplein.example.org{path}">'
    assertContains(page(client, case), canonical, html=True)


@pytest.mark.parametrize(
    "other",
    [
        "/wijken/zuid/initiatieven/{reference}-een-oude-titel/",
        "/wijken/zuid/initiatieven/{reference}/",
        "/wijken/zuid/initiatieven/{upper}-groene-gevels/",
        "/initiatieven/{reference}-groene-gevels/",
        "/wijken/noordoost/initiatieven/{reference}-groene-gevels/",
    ],
)
def test_every_other_address_leads_there_for_good(zuid: House, client: Client, other: str) -> None:
    case = published(zuid, title="Groene gevels")
    address = other.format(reference=case.reference.lower(), upper=case.reference)

    assertRedirects(client.get(address), path_of(case), status_code=301)


def test_what_is_not_on_the_site_looks_like_what_never_was(zuid: House, client: Client) -> None:
    case = published(zuid)
    path = path_of(case)
    moderate.unpublish(submission=case, by=zuid.wijkregisseur, expected_version=case.version, now=NOW)

    hidden, never = client.get(path), client.get("/wijken/zuid/initiatieven/wp-2026-222222-niets/")

    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content


@pytest.mark.parametrize("state", [State.SPAM, State.MERGED])
def test_spam_and_a_merged_case_without_a_public_main_case_are_gone(zuid: House, client: Client, state: State) -> None:
    case = published(zuid)
    Submission.objects.filter(pk=case.pk).update(state=state)

    for below in ("", "steunen/", "zorg/", "steunen/kijk-in-je-mail/"):
        assert client.get(f"{path_of(case)}{below}").status_code == 404


def test_a_merged_case_leads_to_its_main_case_for_now(zuid: House, client: Client) -> None:
    main = published(zuid, title="Hoofdplan", email="a@example.org")
    double = published(zuid, title="Dubbel", email="b@example.org")
    Submission.objects.filter(pk=double.pk).update(state=State.MERGED, merged_into=main)

    assertRedirects(client.get(path_of(double)), path_of(main), status_code=302)


def test_only_the_moderated_words_are_shown(zuid: House, client: Client) -> None:
    case = published(
        zuid,
        title="Groene gevels",
        what="GEHEIME WOORDEN van de indiener",
        phone="06 12345678",
        organisation="Fatima en de buren",
        own_effort="EIGEN WOORDEN",
    )

    answer = page(client, case)

    assertContains(answer, "Twintig geveltuintjes maken de straat groen.")
    for secret in ("GEHEIME WOORDEN", "EIGEN WOORDEN", "Fatima", "fatima@example.org", "06 12345678", "1214AA"):
        assertNotContains(answer, secret)


def test_a_plan_that_seeks_support_has_buttons_and_no_form(zuid: House, client: Client) -> None:
    case = supported(gathering(zuid), 12)

    answer = page(client, case)

    assertContains(answer, f'href="{path_of(case)}steunen/"')
    assertContains(answer, f'href="{path_of(case)}zorg/"')
    assertContains(answer, "Tot en met vrijdag 1 januari 2027. Nog 13 buren nodig.")
    assertNotContains(answer, "<form")
    assert not answer.cookies


def test_every_requirement_of_the_rule_is_shown(zuid: House, client: Client) -> None:
    case = supported(gathering(zuid), 25, spread=5)

    answer = page(client, case)

    assert [row["state"] for row in answer.context["checks"]] == ["done", "done", "", "done"]
    assert [line.key for line in answer.context["support"].requirements] == ["supporters", "pc6", "parties", "share"]
    assertContains(answer, "<b>25</b>", html=True)


def test_after_the_last_day_there_is_no_button(zuid: House, client: Client) -> None:
    case = gathering(zuid)

    with time_machine.travel(NOW + timedelta(weeks=7), tick=False):
        answer = client.get(path_of(case))

    assertNotContains(answer, "steunen/")
    assertContains(answer, "Steunen kan niet meer.")


def test_small_groups_of_supporters_are_not_shown(zuid: House, client: Client) -> None:
    # 14 supporters over five postcodes: 3, 3, 3, 3 and 2, all below five.
    case = supported(gathering(zuid), 14, spread=5)

    answer = page(client, case)

    assert [(row.name, row.count) for row in answer.context["support"].origins] == [
        ("Andere straten en postcodes samen", 14)
    ]
    assertNotContains(answer, "1214 AA")


def test_concerns_are_counted_and_never_quoted(zuid: House, client: Client) -> None:
    case = supported(gathering(zuid), 2, stance="concern", text="Er komt lawaai.")

    answer = page(client, case)

    assertContains(answer, "2 buren hebben een zorg.")
    assertNotContains(answer, "lawaai")


def test_a_granted_plan_tells_amount_day_and_who(zuid: House, client: Client) -> None:
    decision = granted(zuid, title="Groene gevels", asked_cents=480_000)
    account.pay(decision=decision, amount_cents=100_000, by=zuid.wijkregisseur, now=NOW)

    answer = page(client, decision.submission)

    assertContains(answer, "<b>€\u00a04.800</b>", html=True)
    assertContains(answer, "Gaat door")
    assertContains(answer, "De wijkregisseur en de wijkwethouder beslisten, namens het college. 20 november 2026.")
    assert [(row["name"], row["cents"]) for row in answer.context["money"]] == [
        ("Gevraagd", 480_000),
        ("Toegekend", 480_000),
        ("Uitbetaald", 100_000),
    ]
    assertNotContains(answer, "steunen/")
    assertNotContains(answer, "Je plan gaat door.")  # the letter


def test_a_refused_plan_says_so_with_the_public_text_alone(zuid: House, client: Client) -> None:
    case = to_decide(zuid)
    decision = propose(
        case,
        zuid.wijkregisseur,
        outcome=Outcome.REJECT,
        amount_cents=0,
        reason="andere_financiering",
        letter_text="DE BRIEF",
        public_text="Hier is ander geld voor.",
    )
    sign(decision, zuid.wijkwethouder, "wijkwethouder")

    answer = page(client, case)

    assertContains(answer, "Dit plan krijgt geen geld van de gemeente")
    assertContains(answer, "Hier is ander geld voor.")
    assertNotContains(answer, "DE BRIEF")
    assert answer.context["money"] == []


def test_after_a_refused_signature_only_the_later_decision_is_told(zuid: House, client: Client) -> None:
    case = to_decide(zuid)
    first = propose(case, zuid.wijkregisseur, public_text="Het eerste voorstel.")
    sign(first, zuid.wijkwethouder, "wijkwethouder", is_agreed=False, note="Te veel.")
    move(case, State.TO_DECIDE, zuid.wijkregisseur, reason="anders")
    words = {"outcome": Outcome.GRANT_PART, "amount_cents": 400_000, "public_text": "Een deel kan."}
    sign(propose(case, zuid.wijkregisseur, **words), zuid.wijkwethouder, "wijkwethouder")

    answer = page(client, case)

    assertContains(answer, "<b>€\u00a04.000</b>", html=True)
    assertContains(answer, "Een deel kan.")
    assertNotContains(answer, "Het eerste voorstel.")


def test_a_proposal_that_is_not_signed_is_not_told(zuid: House, client: Client) -> None:
    case = to_decide(zuid)
    propose(case, zuid.wijkregisseur, public_text="Nog niet openbaar.")

    answer = page(client, case)

    assert answer.context["outcome"] is None
    assertNotContains(answer, "Nog niet openbaar.")
    assertContains(answer, "Besluit volgt")


def test_the_words_of_residents_keep_their_language(zuid: House, client: Client) -> None:
    case = published(zuid, title="Green walls")
    PublicVersion.objects.filter(submission=case).update(language="en")

    assertContains(page(client, case), '<h1 lang="en">Green walls</h1>', html=True)


def test_text_stays_text(zuid: House, client: Client) -> None:
    case = published(zuid)
    hostile = "<img src=x onerror=alert(1)>\n\nTweede alinea"
    PublicVersion.objects.filter(submission=case).update(body=hostile, own_effort=hostile, place=hostile[:100])

    answer = page(client, case)

    assertNotContains(answer, "<img src=x")
    assertContains(answer, "<p>Tweede alinea</p>", html=True)


def test_a_plan_page_takes_nothing_in(zuid: House, client: Client) -> None:
    assert client.post(path_of(published(zuid)), {"x": "1"}).status_code == 405


def test_support_that_was_closed_stays_to_be_read(zuid: House, client: Client) -> None:
    case = supported(gathering(zuid), 6)
    support.close_support(submission=case, by=zuid.wijkregisseur, expected_version=case.version, now=NOW)

    answer = page(client, case)

    assertContains(answer, "Tot en met 20 november 2026. 6 buren steunden dit plan.")
    assertNotContains(answer, "steunen/")
