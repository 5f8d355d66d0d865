"""What a resident's form stands on: a town with its postcodes, rules and pages, and somebody who handles plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.test import Client

from cms.models import Role, User, Wijk, WijkRole
from cms.registries import DemoContext
from cms.town import build_places, read_town
from participation.codes import Scope
from participation.models import Applicant, Submission
from participation.services import moderate, submit, support
from participation.services.plans import PlanInput
from participation.town import build_rules
from tests.conftest import NOW
from tests.factories.pages import Tree, make_tree

EMAIL = "fatima@example.org"
SHORT = {"wat": "Een bankje bij de vijver. Dan kunnen oudere buren uitrusten.", "waar": "1221 AB", "bereik": EMAIL}
SUPPORT = {"email": "buur@example.org", "postcode": "1221 AB", "huisnummer": "12"}


@dataclass
class Town:
    """Wijken by slug, the page tree, and the wijkregisseur of every wijk (one person, to keep it small)."""

    wijken: dict[str, Wijk]
    tree: Tree
    wijkregisseur: User


def lay_out_town(now: datetime = NOW) -> Town:
    """Hilversum with the pages of Oost and Zuid."""
    context = DemoContext(now=now, data={"town": read_town()})
    build_places(context)
    build_rules(context)
    wijken = {wijk.slug: wijk for wijk in Wijk.objects.all()}
    person = User.objects.create_user("samira@example.org", first_name="Samira", last_name="Verhoef", phone="14 035")
    for wijk in wijken.values():
        WijkRole.objects.create(user=person, role=Role.WIJKREGISSEUR, wijk=wijk)
    return Town(wijken, make_tree(wijken["oost"], wijken["zuid"]), person)


def sent_plan(town: Town, now: datetime = NOW, **changes: Any) -> Submission:
    """A plan in Oost as a resident sent it."""
    given: dict[str, Any] = {
        "title": "Geveltuinen in de Swammerdamstraat",
        "what": "Twintig geveltuintjes langs de huizen.",
        "scope": Scope.BUURT,
        "wijk": town.wijken["oost"],
        "postcode": "1221AB",
        "asked_cents": 480_000,
        "name": "Fatima El Idrissi",
        "email": EMAIL,
    }
    return submit.submit(plan=PlanInput(**given | changes), now=now)


def seeking_plan(town: Town, now: datetime = NOW, **changes: Any) -> Submission:
    """A plan on the site that neighbours can support until 1 January."""
    case = sent_plan(town, now, **changes)
    by = town.wijkregisseur
    Applicant.objects.filter(submission=case).update(email_confirmed_at=now)
    moderate.move(submission=case, to="in_review", by=by, expected_version=case.version, now=now)
    text = {"title": "Geveltuinen in de straat", "summary": "Twintig kleine tuinen.", "body": "Langs de huizen."}
    moderate.save_public_text(submission=case, by=by, expected_version=case.version, now=now, **text)
    moderate.publish(submission=case, by=by, expected_version=case.version, now=now)
    case.refresh_from_db()
    support.open_support(submission=case, by=by, expected_version=case.version, now=now)
    return Submission.objects.select_related("public_version", "campaign", "wijk").get(pk=case.pk)


def own_page(client: Client, submission: Submission, now: datetime = NOW) -> str:
    """The address of the initiator's own page."""
    applicant = Applicant.objects.get(submission=submission, is_main=True)
    return f"/mijn-plan/{submit.my_plan_token(applicant=applicant, now=now)}/"
