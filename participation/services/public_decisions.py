"""Putting a decision on the site, and taking it off again (Woo, compliance C11)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation.models import Decision, Event, PublicDecision, Submission
from participation.services.errors import Refused
from participation.services.letter_desk import why_not_in_letter
from participation.services.record import claim, log, require_handler


def prepare(case: Submission, decision: Decision, *, now: datetime) -> PublicDecision:
    """Write the version for the site; nobody sees it until it is published. Only moderated words are in it."""
    version = getattr(case, "public_version", None)
    number = case.decisions.filter(pk__lte=decision.pk).count()
    wijk = case.wijk.name if case.wijk else _("de stad")
    return PublicDecision.objects.create(
        submission=case,
        decision=decision,
        code=f"{case.reference}-{number}".lower(),
        title=version.title if version else _("Een plan van bewoners in %(wijk)s") % {"wijk": wijk},
        subject=case.category.name if case.category else "",
        outcome=decision.outcome,
        amount_cents=decision.amount_cents,
        wijk=case.wijk,
        text=decision.public_text,
        decided_on=decision.body_decided_on or local_date(now),
    )


@transaction.atomic
def publish_decision(*, submission: Submission, by: User, expected_version: int, now: datetime) -> PublicDecision:
    """Put the decision that holds on the site, at its own address.

    Raises:
        StaleCase, Forbidden: see `moderate.move`.
        Refused: when there is none, it is there already, or its text names an initiator.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    found = _of(case)
    if found is None or found.is_public:
        raise Refused([_("Er is geen besluit dat je kunt plaatsen.")])
    if why_not_in_letter(case, f"{found.title} {found.subject} {found.text}"):
        raise Refused([_("In de openbare tekst staan gegevens van de indiener. Zo kan het besluit niet op de site.")])
    found.is_public, found.published_at, found.withdrawn_at = True, now, None
    found.save(update_fields=["is_public", "published_at", "withdrawn_at"])
    data = {"public_decision": found.pk}
    log(case, Event.Action.DECISION_PUBLISHED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return found


@transaction.atomic
def withdraw_decision(*, submission: Submission, by: User, expected_version: int, now: datetime) -> PublicDecision:
    """Take the decision off the site: page, list, feed, sitemap and search, at once.

    Raises:
        StaleCase, Forbidden: see `moderate.move`. Refused: when it is not on the site.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    found = _of(case)
    if found is None or not found.is_public:
        raise Refused([_("Dit besluit staat niet op de site.")])
    found.is_public, found.withdrawn_at = False, now
    found.save(update_fields=["is_public", "withdrawn_at"])
    data = {"public_decision": found.pk}
    log(case, Event.Action.DECISION_WITHDRAWN, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    submission.refresh_from_db()
    return found


def _of(case: Submission) -> PublicDecision | None:
    """That of the decision that holds."""
    held = PublicDecision.objects.filter(submission=case, decision__status=Decision.Status.DECIDED)
    return held.order_by("-pk").first()
