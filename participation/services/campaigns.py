"""The period in which a plan seeks support: beginning it, ending it, and telling the initiator how it goes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.models import PostcodeArea, Role, User
from cms.postcodes import is_pc6
from cms.workdays import local_date
from participation import terms, workflow
from participation.codes import Scope, State
from participation.models import DraagvlakRule, Event, Submission, SupportArea, SupportCampaign
from participation.models.support import RuleNumbers
from participation.services.errors import Refused, StaleCase
from participation.services.people import tell_initiators
from participation.services.record import claim, log, require_handler
from participation.services.steps import take

MILESTONES = (33, 66, 100)
REMIND_BEFORE = timedelta(days=7)
_MAX_WEEKS = 26
_NUMBERS = [field.name for field in RuleNumbers._meta.fields]


@transaction.atomic
def open_support(
    *,
    submission: Submission,
    by: User | None,
    expected_version: int,
    areas: Sequence[tuple[str, str]] | None = None,
    weeks: int | None = None,
    is_asked_in_writing: bool = False,
    now: datetime,
) -> SupportCampaign:
    """Let neighbours support the plan, until the end of the day so many weeks from now.

    areas: ranges of PC6 ("1213LA", "1213ZZ"), both ends included, in which support counts; None: those of the
    buurt where the plan is for a street or buurt that has ranges, else those of the wijk. A plan that seeks
    support again keeps the rule, the area and the support that it has. is_asked_in_writing: whether the initiator of
    an application was asked in writing for draagvlak; then the term of the law stands still until the period is over.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: with all that still stands in the way.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    campaign = begin(
        case, by=by, areas=areas, weeks=weeks, is_asked_in_writing=is_asked_in_writing and case.is_application, now=now
    )
    submission.refresh_from_db()
    return campaign


def begin(
    case: Submission,
    *,
    by: User | None,
    areas: Sequence[tuple[str, str]] | None,
    weeks: int | None,
    is_asked_in_writing: bool = False,
    now: datetime,
) -> SupportCampaign:
    """`open_support` for a case that is claimed already."""
    text = getattr(case, "public_version", None)
    if text is None or not text.is_public:
        raise Refused([_("Zet het plan eerst op de site. Dan kunnen buren het lezen en steunen.")])
    campaign = SupportCampaign.objects.filter(submission=case).first()
    if campaign is None:
        campaign = _new_campaign(case, areas, weeks, now)
    else:
        _open_again(campaign, areas, weeks, now)
    data = {"campaign": campaign.pk}
    log(case, Event.Action.SUPPORT_OPENED, by=by, role=Role.WIJKREGISSEUR if by else "", data=data, now=now)
    event = take(
        case,
        State.GATHERING_SUPPORT,
        actor=workflow.Actor.WIJKREGISSEUR,
        by=by,
        role=Role.WIJKREGISSEUR,
        until=local_date(campaign.closes_at) if is_asked_in_writing else None,
        is_asked_in_writing=is_asked_in_writing,
        now=now,
    )
    tell_initiators(case, "plan_seeks_support", key=str(event.pk), now=now)
    return campaign


def _new_campaign(
    case: Submission, areas: Sequence[tuple[str, str]] | None, weeks: int | None, now: datetime
) -> SupportCampaign:
    rule = rule_today(case, now)
    ranges = list(areas) if areas is not None else default_areas(case)
    _check_ranges(ranges)
    numbers = {name: getattr(rule, name) for name in _NUMBERS}
    numbers["period_weeks"] = _weeks(weeks or rule.period_weeks)
    campaign = SupportCampaign.objects.create(
        submission=case,
        scope=case.scope,
        opened_at=now,
        closes_at=terms.support_closes_at(now, numbers["period_weeks"]),
        **numbers,
    )
    SupportArea.objects.bulk_create(SupportArea(campaign=campaign, first=first, last=last) for first, last in ranges)
    return campaign


def _open_again(
    campaign: SupportCampaign, areas: Sequence[tuple[str, str]] | None, weeks: int | None, now: datetime
) -> None:
    fixed = set(campaign.areas.values_list("first", "last"))
    if areas is not None and set(areas) != fixed:
        raise Refused([_("Het gebied van dit plan ligt vast sinds het begin. Laat het zoals het is.")])
    campaign.closes_at = terms.support_closes_at(now, _weeks(weeks or campaign.period_weeks))
    campaign.closed_at = None
    campaign.save(update_fields=["closes_at", "closed_at"])


def _weeks(weeks: int) -> int:
    if not 1 <= weeks <= _MAX_WEEKS:
        raise Refused([_("Kies een periode van 1 tot en met %(most)s weken.") % {"most": _MAX_WEEKS}])
    return weeks


def _check_ranges(ranges: Sequence[tuple[str, str]]) -> None:
    if not ranges:
        raise Refused([_("Kies een gebied: de postcodes waar steun telt.")])
    if not all(is_pc6(first) and is_pc6(last) and first <= last for first, last in ranges):
        raise Refused([_("Schrijf het gebied als postcodes met letters, bijvoorbeeld 1213 LA tot en met 1213 ZZ.")])


def rule_today(case: Submission, now: datetime) -> DraagvlakRule:
    """The draagvlak rule for this kind and scope that holds today; the wijk's own goes before the city's.

    Raises:
        Refused: when the scope is not known yet, or there is no rule.
    """
    if not case.scope:
        raise Refused([_("Kies eerst voor wie het plan is: de straat, de buurt of de hele wijk.")])
    rules = DraagvlakRule.objects.filter(
        Q(wijk_id=case.wijk_id) | Q(wijk__isnull=True),
        scope=case.scope,
        kind=case.kind,
        valid_from__lte=local_date(now),
    )
    found = sorted(rules, key=lambda rule: (rule.wijk_id is not None, rule.valid_from))
    if not found:
        raise Refused([_("Er is nog geen draagvlakregel voor dit soort plan. Vraag de beheerder om die te maken.")])
    return found[-1]


def default_areas(case: Submission) -> list[tuple[str, str]]:
    """The ranges that are proposed: of the buurt for a street or buurt where it has some, else of the wijk.

    A plan of wijk scope that is in more wijken counts in all of them.
    """
    if case.scope == Scope.WIJK:
        wijken = [case.wijk_id, *case.other_wijken.values_list("pk", flat=True)]
        return list(PostcodeArea.objects.filter(wijk__in=wijken).order_by("first").values_list("first", "last"))
    areas = PostcodeArea.objects.filter(wijk_id=case.wijk_id).order_by("first")
    if case.buurt_id and case.scope in (Scope.STRAAT, Scope.BUURT):
        in_buurt = list(areas.filter(buurt_id=case.buurt_id).values_list("first", "last"))
        if in_buurt:
            return in_buurt
    return list(areas.values_list("first", "last"))


@transaction.atomic
def close_support(
    *,
    submission: Submission,
    by: User | None,
    expected_version: int,
    reason: str = "",
    text: str = "",
    now: datetime,
) -> Submission:
    """Stop seeking support; a person then decides how it goes on. `by` None: the period is over.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when the plan does not seek support.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    if case.state != State.GATHERING_SUPPORT:
        raise Refused([_("Dit plan zoekt nu geen steun.")])
    actor = workflow.Actor.WIJKREGISSEUR if by else workflow.Actor.SYSTEM
    role = Role.WIJKREGISSEUR if by else ""
    event = take(case, State.IN_REVIEW, actor=actor, by=by, role=role, reason=reason, text=text, now=now)
    log(case, Event.Action.SUPPORT_CLOSED, by=by, role=role, reason=reason, now=now)
    tell_initiators(case, "plan_support_closed", key=str(event.pk), context=event.data, now=now)
    submission.refresh_from_db()
    return submission


def close_due(now: datetime) -> int:
    """Close every period that is over; returns how many. Safe to run twice, and beside a colleague who works."""
    closed = 0
    due = SupportCampaign.objects.filter(closed_at__isnull=True, closes_at__lt=now).select_related("submission")
    for campaign in due:
        case = campaign.submission
        try:
            close_support(submission=case, by=None, expected_version=case.version, now=now)
            closed += 1
        except (StaleCase, Refused):
            continue  # somebody moved it this moment; the next turn looks again
    return closed


def remind_closing(now: datetime) -> int:
    """Tell initiators a week before their period ends, once a period; returns how many plans."""
    soon = SupportCampaign.objects.filter(
        closed_at__isnull=True, closes_at__gt=now, closes_at__lte=now + REMIND_BEFORE
    ).select_related("submission")
    told = 0
    for campaign in soon:
        if campaign.closes_at - campaign.opened_at > REMIND_BEFORE:
            key = f"{campaign.closes_at:%Y%m%d}"
            tell_initiators(campaign.submission, "plan_support_week", key=key, now=now)
            told += 1
    return told


def mark_milestone(campaign: SupportCampaign, *, now: datetime) -> None:
    """Tell the initiator, once each, when 33, 66 and 100% of the support that is needed is there."""
    reached = [mark for mark in MILESTONES if campaign.inside_count * 100 >= mark * campaign.supporters]
    if not reached or (campaign.inside_count - 1) * 100 >= reached[-1] * campaign.supporters:
        return
    case, mark = campaign.submission, reached[-1]
    told = Event.objects.filter(submission_id=case.pk, action=Event.Action.SUPPORT_MILESTONE, reason=f"percent-{mark}")
    if not told.exists():
        log(case, Event.Action.SUPPORT_MILESTONE, reason=f"percent-{mark}", data={"percent": mark}, now=now)
        tell_initiators(case, "plan_milestone", key=str(mark), context={"percent": mark}, now=now)
