"""The buurtdeal: written, laid down with the decision, and agreed to by both parties (participation.md, 9)."""

from dataclasses import asdict
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.workdays import local_date
from participation import deals
from participation.codes import Kind, State
from participation.models import Applicant, Buurtdeal, DealAgreement, Decision, Event, Milestone, Submission
from participation.services.errors import Forbidden, Refused
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler
from participation.states import BEFORE_DECISION

_Status = Buurtdeal.Status
_DECIDED = frozenset({State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING})
WRITABLE = BEFORE_DECISION | _DECIDED
_PLANS = frozenset({Kind.INITIATIVE, Kind.CHALLENGE})
_WORDS = tuple(deals.Deal.__dataclass_fields__)


def words_of(deal: Buurtdeal) -> deals.Deal:
    """The words of a version, for the pure rules."""
    return deals.Deal(**{name: getattr(deal, name) for name in _WORDS})


def dates_of(case: Submission) -> list[deals.Date]:
    """The dates that were agreed on as they stand now, without those that were dropped."""
    rows = case.milestones.exclude(state=Milestone.State.DROPPED)
    return [deals.Date(row.title, row.due_on.isoformat(), row.who) for row in rows]


def in_force(case: Submission) -> Buurtdeal | None:
    """The version that both parties agreed to; None where there is none."""
    return case.deals.filter(status=_Status.AGREED).first()


def why_not_write(case: Submission) -> list[str]:
    """Why no buurtdeal can be written for this case now, in Dutch sentences."""
    if case.kind not in _PLANS:
        return [_("Een buurtdeal hoort bij een plan.")]
    if case.state not in WRITABLE:
        return [_("Een buurtdeal schrijf je voor het besluit, of als het plan doorgaat.")]
    return []


@transaction.atomic
def save_draft(
    *, submission: Submission, words: deals.Deal, by: User, expected_version: int, now: datetime
) -> Buurtdeal:
    """Keep the words of the next version; what was laid down before stays as it is.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when something is missing, or the case has no use for a deal.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    reasons = why_not_write(case) or deals.missing(words, is_challenge=case.kind == Kind.CHALLENGE)
    if reasons:
        raise Refused(reasons)
    values = asdict(words) | {"written_by": by, "written_at": now}
    draft = case.deals.filter(status=_Status.DRAFT).first()
    if draft is None:
        last = case.deals.aggregate(last=Max("number"))["last"] or 0
        return Buurtdeal.objects.create(submission=case, number=last + 1, **values)
    Buurtdeal.objects.filter(pk=draft.pk).update(**values)
    draft.refresh_from_db()
    return draft


def lay_down(case: Submission, decision: Decision, *, by: User, now: datetime) -> Buurtdeal | None:
    """Freeze the draft with the decision that grants the plan; None where nobody wrote one.

    Call it in the deciding transaction, which holds the case.
    """
    draft = case.deals.filter(status=_Status.DRAFT).first()
    return _freeze(case, draft, decision=decision, by=by, now=now) if draft else None


@transaction.atomic
def offer(*, submission: Submission, by: User, expected_version: int, now: datetime) -> Buurtdeal:
    """Lay down a next version after the decision; both parties agree to it anew, and until then the old one holds.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when there is no draft, or no decision yet.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if case.state not in _DECIDED:
        raise Refused([_("Leg de buurtdeal vast met het besluit. Dat gaat vanzelf zodra het plan doorgaat.")])
    draft = case.deals.filter(status=_Status.DRAFT).first()
    if draft is None:
        raise Refused([_("Er is geen concept. Schrijf eerst de buurtdeal.")])
    decision = case.decisions.filter(status=Decision.Status.DECIDED).first()
    return _freeze(case, draft, decision=decision, by=by, now=now)


def _freeze(case: Submission, draft: Buurtdeal, *, decision: Decision | None, by: User, now: datetime) -> Buurtdeal:
    """Turn a draft into an offer, with its number of control; an offer that nobody agreed to makes way."""
    _plan_years(case, draft, now=now)
    dates = dates_of(case)
    case.deals.filter(status=_Status.OFFERED).update(status=_Status.REPLACED)
    draft.status, draft.decision, draft.offered_at = _Status.OFFERED, decision, now
    draft.dates = [asdict(one) for one in dates]
    draft.content_hash = deals.content_hash(words_of(draft), dates)
    draft.save(update_fields=["status", "decision", "offered_at", "dates", "content_hash"])
    data = {"deal": draft.pk, "number": draft.number, "hash": draft.content_hash}
    log(case, Event.Action.DEAL_OFFERED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    tell_initiators(case, "plan_deal", key=str(draft.pk), context={"deal": draft.pk}, now=now)
    return draft


def _plan_years(case: Submission, deal: Buurtdeal, *, now: datetime) -> None:
    """A date for each year of upkeep, and for each yearly evaluation of a challenge; what fell off is dropped."""
    begins_on = deal.ends_on or deal.starts_on or local_date(now)
    days = deals.upkeep_days(begins_on, deal.upkeep_years)
    _plan(case, Milestone.Sort.UPKEEP, days, _("Onderhoud, jaar %(year)s"), Milestone.Who.NEIGHBOURS)
    if case.kind == Kind.CHALLENGE and deal.starts_on and deal.ends_on:
        days = deals.evaluation_days(deal.starts_on, deal.ends_on)
        _plan(case, Milestone.Sort.EVALUATION, days, _("Evaluatie na jaar %(year)s"), Milestone.Who.TOGETHER)


def _plan(case: Submission, sort: str, days: list[date], title: str, who: str) -> None:
    rows = case.milestones.filter(sort=sort)
    rows.filter(state=Milestone.State.OPEN).exclude(due_on__in=days).update(state=Milestone.State.DROPPED)
    known = set(rows.exclude(state=Milestone.State.DROPPED).values_list("due_on", flat=True))
    for turn, day in enumerate(days, start=1):
        if day not in known:
            Milestone.objects.create(submission=case, sort=sort, title=title % {"year": turn}, who=who, due_on=day)


@transaction.atomic
def agree_as_municipality(
    *, submission: Submission, deal: int, by: User, expected_version: int, now: datetime
) -> DealAgreement:
    """The municipality's yes to the version that was laid down, by who handles the case. deal: its number (pk).

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when there is no such offer, or the municipality agreed before.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    return _agree(
        case, deal, side=DealAgreement.Side.MUNICIPALITY, user=by, role=Role.WIJKREGISSEUR, applicant=None, now=now
    )


@transaction.atomic
def agree_as_initiator(*, applicant: Applicant, deal: int, now: datetime) -> DealAgreement:
    """The neighbours' yes to the version that was laid down, by an initiator whose address is confirmed.

    Raises:
        Forbidden: without a confirmed address.
        Refused: when this version is not on offer (any more), or the neighbours agreed before.
    """
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    return _agree(case, deal, side=DealAgreement.Side.NEIGHBOURS, user=None, role="", applicant=applicant, now=now)


def _agree(
    case: Submission,
    number: int,
    *,
    side: str,
    user: User | None,
    role: str,
    applicant: Applicant | None,
    now: datetime,
) -> DealAgreement:
    deal = case.deals.filter(pk=number, status=_Status.OFFERED).first()
    if deal is None:
        raise Refused([_("Deze versie ligt niet meer voor. Open de pagina opnieuw en lees de nieuwste.")])
    try:
        with transaction.atomic():
            made = DealAgreement.objects.create(
                deal=deal, side=side, user=user, role=role, applicant=applicant, agreed_at=now
            )
    except IntegrityError:
        raise Refused([_("Er is al akkoord gegeven op deze versie.")]) from None
    origin = Event.Origin.STAFF if user else Event.Origin.RESIDENT
    data = {"deal": deal.pk, "side": side}
    log(case, Event.Action.DEAL_AGREED, by=user, role=role, origin=origin, data=data, now=now)
    if deal.agreements.count() == len(DealAgreement.Side):
        case.deals.filter(status=_Status.AGREED).update(status=_Status.REPLACED)
        Buurtdeal.objects.filter(pk=deal.pk).update(status=_Status.AGREED)
    return made


@transaction.atomic
def lay_tile(*, submission: Submission, on: date, by: User, expected_version: int, now: datetime) -> Buurtdeal:
    """Note the day on which the buurttegel was laid: the buurtdeal came true.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: without a deal that holds, before the plan is done, or on a day to come.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    deal = in_force(case)
    if deal is None:
        raise Refused([_("Een buurttegel hoort bij een buurtdeal waar beide partijen akkoord op gaven.")])
    if case.state != State.COMPLETED:
        raise Refused([_("De buurttegel komt er als het plan klaar is. Rond het plan eerst af.")])
    if on > local_date(now):
        raise Refused([_("Deze dag is nog niet geweest. Vul de dag in waarop de tegel is gelegd.")])
    Buurtdeal.objects.filter(pk=deal.pk).update(tile_on=on)
    log(case, Event.Action.TILE_LAID, by=by, role=Role.WIJKREGISSEUR, data={"deal": deal.pk}, now=now)
    deal.refresh_from_db()
    return deal
