"""Proof of draagvlak beside the figures: a survey, a meeting, what the wijkregisseur knows (domain, Draagvlak).

Among staff alone, like notes. It stands in the report and never changes whether the figures are met.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.models import Role, User
from cms.workdays import local_date
from participation.models import Event, Submission, SupportProof
from participation.services.errors import Refused
from participation.services.record import claim, log, require_handler
from participation.states import BEFORE_DECISION

# What the history tells of proof that was taken out.
REMOVED = "verwijderd"


@transaction.atomic
def add_proof(
    *,
    submission: Submission,
    by: User | None,
    kind: str,
    text: str,
    people: int | None = None,
    happened_on: date | None = None,
    expected_version: int | None = None,
    now: datetime,
) -> SupportProof:
    """Put proof beside the figures.

    kind: a code of SupportProof.Kind. people: how many took part. happened_on: a local date, not in the future.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: without a text, with a day that is still to come, or when the case is decided.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    _check_undecided(case)
    if kind not in SupportProof.Kind.values or not text.strip():
        raise Refused([_("Kies wat voor bewijs het is en schrijf op wat er bleek.")])
    if happened_on is not None and happened_on > local_date(now):
        raise Refused([_("Deze dag moet nog komen. Vul een dag in die al voorbij is.")])
    proof = SupportProof.objects.create(
        submission=case,
        kind=kind,
        text=text.strip(),
        people=people,
        happened_on=happened_on,
        added_by=by,
        added_at=now,
    )
    _log(case, proof, by=by, now=now)
    submission.refresh_from_db()
    return proof


@transaction.atomic
def remove_proof(
    *, submission: Submission, by: User | None, proof: int, expected_version: int | None = None, now: datetime
) -> None:
    """Take proof out again, for instance because it belongs to another case.

    proof: its id.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when the case is decided, or has no such proof (any more).
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    _check_undecided(case)
    found = SupportProof.objects.filter(pk=proof, submission=case).first()
    if found is None:
        raise Refused([_("Dit bewijs is er niet meer. Bekijk de zaak opnieuw.")])
    _log(case, found, by=by, reason=REMOVED, now=now)
    found.delete()
    submission.refresh_from_db()


def words_of(proof: SupportProof) -> str:
    """Proof as one line of the report: "Enquête, 3 november 2026, 40 mensen: de meesten willen bankjes."."""
    parts = [str(proof.get_kind_display())]
    if proof.happened_on:
        parts.append(date_format(proof.happened_on, pgettext("datum met jaar", "j F Y")))
    if proof.people is not None:
        parts.append(ngettext("%(count)s mens", "%(count)s mensen", proof.people) % {"count": proof.people})
    line = f"{', '.join(parts)}: {proof.text}"
    return line[:1].upper() + line[1:]


def _check_undecided(case: Submission) -> None:
    if case.state not in BEFORE_DECISION:
        raise Refused([_("Over dit plan is al besloten. Zet nieuwe feiten in een notitie.")])


def _log(case: Submission, proof: SupportProof, *, by: User | None, reason: str = "", now: datetime) -> None:
    log(
        case,
        Event.Action.PROOF_ADDED,
        by=by,
        role=Role.WIJKREGISSEUR if by else "",
        reason=reason,
        data={"proof": proof.pk, "kind": proof.kind},
        now=now,
    )
