"""What the guards of the workflow look at, read from the database."""

from collections.abc import Mapping
from datetime import date

from django.db.models import DateTimeField, Subquery
from django.db.models.functions import Coalesce

from cms.models import PostcodeArea
from participation.codes import State, Verdict
from participation.draagvlak import Area, Report, Rule, Voice, evaluate
from participation.guards import Facts
from participation.models import (
    Call,
    CriterionVerdict,
    Decision,
    Event,
    PublicVersion,
    Submission,
    Support,
    SupportCampaign,
    SupportProof,
)
from participation.services.mandate import limit_cents
from participation.services.proof import words_of

CRITERIA = frozenset({1, 2, 3, 4, 5})


def facts_of(
    case: Submission, *, on: date, is_decided: bool = False, is_draagvlak_asked_in_writing: bool = False
) -> Facts:
    """The facts of a case on a local date.

    is_decided: every sign-off is in; only the service that decides says so. is_draagvlak_asked_in_writing: the step
    that is being taken asks for draagvlak with a day.
    """
    campaign = SupportCampaign.objects.filter(submission=case).first()
    return Facts(
        kind=case.kind,
        is_application=case.is_application,
        has_decision=case.decisions.filter(status=Decision.Status.DECIDED).exists(),
        has_public_version=PublicVersion.objects.filter(submission=case).exists(),
        support_is_open=campaign is not None and campaign.closed_at is None,
        is_draagvlak_met=campaign is not None and report_of(campaign).is_met,
        amount_asked_cents=case.asked_cents,
        scope=case.scope,
        criteria_judged=_are_criteria_judged(case),
        sign_offs_complete=is_decided,
        fast_lane_up_to_cents=limit_cents(on),
        is_draagvlak_asked_in_writing=is_draagvlak_asked_in_writing,
        answer_by=case.answer_by,
        on=on,
        is_called=_is_called(case),
    )


def _is_called(case: Submission) -> bool:
    """Whether a call, or why there was none, was recorded since the case began or was taken up again."""
    reopened = case.events.filter(action=Event.Action.TRANSITION, to_state=State.REOPENED).order_by("-pk").values("at")
    began = Coalesce(Subquery(reopened[:1]), case.received_at, output_field=DateTimeField())
    return Call.objects.filter(submission=case, recorded_at__gte=began).exists()


def _are_criteria_judged(case: Submission) -> bool:
    """Whether all five criteria have a verdict with a word of explanation."""
    judged = CriterionVerdict.objects.filter(submission=case, verdict__in=Verdict.values).exclude(note="")
    return set(judged.values_list("criterion", flat=True)) >= CRITERIA


def report_of(campaign: SupportCampaign) -> Report:
    """The draagvlak of a campaign against the rule that it began with; sums from the database, no rows.

    With the proof beside it, which is among staff alone.
    """
    counted = Support.objects.counted().filter(submission_id=campaign.submission_id)
    supports = counted.filter(stance="support")
    tallies = supports.per("postcode")
    parties = supports.exclude(party="").values_list("postcode", "channel", "party", "party_checked_at", "party_name")
    return evaluate(
        rule_of(campaign),
        tallies=tallies,
        channels=supports.per("channel"),
        parties=[
            Voice(postcode, channel, party, party_checked=checked_at is not None, name=name)
            for postcode, channel, party, checked_at, name in parties
        ],
        concerns=campaign.concern_count,
        area=Area(tuple(campaign.areas.values_list("first", "last"))),
        other_proof=map(words_of, SupportProof.objects.filter(submission_id=campaign.submission_id)),
        streets=_streets_of(tallies),
    )


def _streets_of(tallies: Mapping[str, int]) -> dict[str, str]:
    """The street of each postcode that has one in the postcode table; one query."""
    first, last = min(tallies, default=""), max(tallies, default="")
    known = PostcodeArea.objects.exclude(street="").filter(first__lte=last, last__gte=first)
    areas = list(known.values_list("first", "last", "street"))
    return {pc6: street for pc6 in tallies for first, last, street in areas if first <= pc6 <= last}


def rule_of(campaign: SupportCampaign) -> Rule:
    """The rule of a campaign, as the pure rules take it."""
    share = campaign.max_share_percent
    return Rule(
        supporters=campaign.supporters,
        pc6=campaign.pc6,
        parties=campaign.parties,
        max_share_one_pc6=None if share is None else share / 100,
        period_weeks=campaign.period_weeks,
        concern_talk_share=campaign.concern_talk_percent / 100,
    )
