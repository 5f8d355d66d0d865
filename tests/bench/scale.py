"""A city with as many plans as you like, for measuring: 100,000 plans, and one of these with 200,000 supporters.

On top of the demo. Random, but the same every time; only the days count back from today, so that plans that seek
support still do. Not through the services: that would take hours, and what is measured is reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from wagtail.search.backends import get_search_backend

from cms.models import User, Wijk
from participation.codes import Outcome, Party, Scope, State, SupportChannel
from participation.models import Category, Decision, PublicVersion, Submission, Support, SupportCampaign, SupportTally
from participation.querysets import SupportQuerySet
from participation.references import reference_for
from tests.bench.scale_texts import words_of

BATCH = 2_000
# The slugs of the two plans whose pages are measured: with all supporters, and with none.
CROWDED, EMPTY = "iedereen-steunt-dit", "niemand-steunt-dit-nog"
_STATES = {
    State.IN_REVIEW: 10,
    State.GATHERING_SUPPORT: 10,
    State.TO_DECIDE: 5,
    State.GRANTED: 10,
    State.EXECUTING: 12,
    State.COMPLETED: 30,
    State.REJECTED: 8,
    State.STOPPED: 8,
    State.TAKEN_ALONG: 7,
}
_DECIDED = frozenset({State.GRANTED, State.EXECUTING, State.COMPLETED, State.REJECTED})
# From, up to and including (euros), and how many of a hundred: from nothing up to each limit of the mandate table.
_AMOUNTS = ((0, 0, 16), (1, 2_000, 40), (2_001, 10_000, 26), (10_001, 25_000, 12), (25_001, 60_000, 6))
_LETTERS = "ABCDEFGHJKLMNPRSTVWXZ"
_POSTCODES = tuple(f"1214{first}{second}" for first in _LETTERS[:15] for second in _LETTERS[:20])


@dataclass(frozen=True)
class Plan:
    """The rows of one plan."""

    case: Submission
    text: PublicVersion
    campaign: SupportCampaign | None
    decision: Decision | None


def fill(plans: int, supports: int) -> None:
    """Add plans until so many are on the site, and supporters until the crowded plan has so many.

    May be run again: it goes on where it was.
    """
    if not PublicVersion.objects.filter(slug=CROWDED).exists():
        _store([_plan(number, State.GATHERING_SUPPORT, slug) for number, slug in enumerate((CROWDED, EMPTY))])
    known = PublicVersion.objects.filter(is_public=True).count()
    for first in range(known, plans, BATCH):
        _store([_plan(number) for number in range(first, min(first + BATCH, plans))])
    is_changed = _crowd(supports) or known < plans
    if is_changed and connection.vendor == "postgresql":
        # As the database does by itself in the night; before that it takes every table for a small one.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _plan(number: int, state: State | None = None, slug: str = "") -> Plan:
    """The plan with this number, in the state that chance gives it or in one of its own."""
    pick, now = Random(number), timezone.now()
    state = state or pick.choices(list(_STATES), weights=list(_STATES.values()))[0]
    is_seeking = state == State.GATHERING_SUPPORT
    days = pick.randrange(1, 40) if is_seeking else pick.randrange(1, 2_200)
    published_at = now - timedelta(days=days, seconds=pick.randrange(86_400))
    since_at = published_at if is_seeking else published_at + (now - published_at) * pick.random()
    case = _case(pick, state, published_at, since_at)
    words = words_of(number)
    text = PublicVersion(
        **words | ({"slug": slug} if slug else {}),
        latitude=f"52.{pick.randrange(200, 260)}000" if pick.random() < 0.4 else None,
        is_public=True,
        published_at=published_at,
        updated_at=published_at,
    )
    if text.latitude:
        text.longitude = f"5.{pick.randrange(140, 210)}000"
    has_campaign = is_seeking or pick.random() < 0.5
    return Plan(
        case=case,
        text=text,
        campaign=_campaign(pick, case, published_at, now) if has_campaign else None,
        decision=_decision(case) if state in _DECIDED else None,
    )


def _case(pick: Random, state: State, published_at: datetime, since_at: datetime) -> Submission:
    wijken, categories = _choices()
    least, most, _weight = pick.choices(_AMOUNTS, weights=[weight for _least, _most, weight in _AMOUNTS])[0]
    asked_cents = 100 * pick.randint(least, most)
    return Submission(
        state=state,
        state_since_at=since_at,
        received_at=published_at - timedelta(days=5),
        answer_due_on=published_at.date(),
        wijk_id=pick.choice(wijken),
        category_id=pick.choice(categories),
        scope=pick.choice(Scope.values),
        asked_cents=asked_cents,
        granted_cents=asked_cents if state in _DECIDED - {State.REJECTED} else None,
    )


def _campaign(pick: Random, case: Submission, opened_at: datetime, now: datetime) -> SupportCampaign:
    is_open = case.state == State.GATHERING_SUPPORT
    closes_at = (
        now + timedelta(days=365, minutes=pick.randrange(50_000)) if is_open else opened_at + timedelta(weeks=6)
    )
    return SupportCampaign(
        scope=case.scope,
        supporters=25,
        pc6=5,
        max_share_percent=60,
        opened_at=opened_at,
        closes_at=closes_at,
        closed_at=None if is_open else closes_at,
        inside_count=int(pick.expovariate(1 / 30)),
        outside_count=pick.randrange(4),
    )


def _decision(case: Submission) -> Decision:
    is_granted = case.state != State.REJECTED
    return Decision(
        outcome=Outcome.GRANT if is_granted else Outcome.REJECT,
        amount_cents=case.granted_cents or 0,
        status=Decision.Status.DECIDED,
        roles=["wijkregisseur"],
        form="commitment",
        letter_text="Je hoort van ons.",
        proposed_by_id=_somebody(),
        proposed_at=case.state_since_at,
        decided_at=case.state_since_at,
    )


@cache
def _choices() -> tuple[list[int], list[int]]:
    """The wijken and the subjects, by their ids."""
    return list(Wijk.objects.in_order().values_list("pk", flat=True)), list(
        Category.objects.values_list("pk", flat=True)
    )


@cache
def _somebody() -> int:
    return User.objects.order_by("pk").values_list("pk", flat=True)[0]


def _store(plans: list[Plan]) -> None:
    """Write the rows of some plans, and let the search know them."""
    last = Submission.objects.aggregate(last=Max("pk"))["last"] or 0
    for pk, plan in enumerate(plans, last + 1):
        plan.case.pk, plan.case.reference = pk, reference_for(pk, plan.text.published_at.year)
        for row in (plan.text, plan.campaign, plan.decision):
            if row is not None:
                row.submission = plan.case
    with transaction.atomic():
        Submission.objects.bulk_create([plan.case for plan in plans])
        PublicVersion.objects.bulk_create([plan.text for plan in plans])
        SupportCampaign.objects.bulk_create([plan.campaign for plan in plans if plan.campaign])
        Decision.objects.bulk_create([plan.decision for plan in plans if plan.decision])
        for sql in connection.ops.sequence_reset_sql(no_style(), [Submission]):
            with connection.cursor() as cursor:
                cursor.execute(sql)
        get_search_backend().get_index_for_model(PublicVersion).add_items(PublicVersion, [plan.text for plan in plans])


def _crowd(supports: int) -> bool:
    """Give the crowded plan its supporters: nine of ten from its area, a few for an organisation.

    Gives whether there were too few.
    """
    campaign = SupportCampaign.objects.get(submission__public_version__slug=CROWDED)
    counted = Support.objects.counted().filter(submission_id=campaign.submission_id)
    pick, known, now = Random(supports), counted.count(), timezone.now()
    for first in range(known, supports, BATCH):
        rows = [_voice(pick, number, campaign, now) for number in range(first, min(first + BATCH, supports))]
        Support.objects.bulk_create(rows)
    _sum_up(campaign, counted)
    campaign.inside_count = counted.filter(is_inside=True).count()
    campaign.outside_count = counted.filter(is_inside=False).count()
    campaign.save()
    SupportCampaign.objects.filter(submission__public_version__slug=EMPTY).update(inside_count=0, outside_count=0)
    return known < supports


def _sum_up(campaign: SupportCampaign, counted: SupportQuerySet) -> None:
    """Make the sums anew that `services.tallies` keeps along."""
    columns = ("submission_id", "postcode", "is_inside", "channel", "party", "is_party_checked")
    groups = counted.annotate(is_party_checked=Q(party_checked_at__isnull=False)).values(*columns)
    SupportTally.objects.filter(submission_id=campaign.submission_id).delete()
    SupportTally.objects.bulk_create(SupportTally(**group) for group in groups.annotate(people=Count("pk")).order_by())


def _voice(pick: Random, number: int, campaign: SupportCampaign, now: datetime) -> Support:
    is_inside, has_party = pick.random() < 0.9, pick.random() < 0.01
    return Support(
        submission_id=campaign.submission_id,
        person_hash=f"{number:064}",
        postcode=pick.choice(_POSTCODES) if is_inside else f"1411{pick.choice(_LETTERS)}{pick.choice(_LETTERS)}",
        is_inside=is_inside,
        channel=SupportChannel.EMAIL if pick.random() < 0.9 else SupportChannel.PAPER,
        party=pick.choice(Party.values) if has_party else "",
        party_name="Bakkerij Smit" if has_party else "",
        party_checked_at=now if has_party and pick.random() < 0.5 else None,
        given_at=campaign.opened_at,
        confirmed_at=campaign.opened_at,
    )
