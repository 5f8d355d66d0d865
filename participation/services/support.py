"""Confirming support or a concern that was given, taking it back, and counting it (participation.md, Support)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cms import tokens
from cms.models import Purpose, Token
from participation import terms
from participation.codes import Stance
from participation.draagvlak import Report
from participation.models import Applicant, Message, Submission, Support, SupportCampaign, SupportContact
from participation.services import tallies
from participation.services.campaigns import close_due, close_support, mark_milestone, open_support
from participation.services.errors import Refused
from participation.services.facts import report_of
from participation.services.voices import give

__all__ = [
    "close_due",
    "close_support",
    "confirm",
    "count",
    "give",
    "open_support",
    "report",
    "take_back",
    "uncount",
    "withdraw",
]


def report(*, submission: Submission) -> Report:
    """The draagvlak of a plan now, against the rule that it began with.

    Raises:
        SupportCampaign.DoesNotExist: when it never sought support.
    """
    return report_of(SupportCampaign.objects.get(submission=submission))


def _is_initiator(support: Support) -> bool:
    """Whether the person who speaks is one of those whose plan it is (domain: they do not count as supporters)."""
    people = Applicant.objects.taking_part()
    return people.filter(submission_id=support.submission_id, email_hash=support.person_hash).exists()


@transaction.atomic
def confirm(*, token_text: str, now: datetime) -> Support:
    """Count a support or concern, given before closing and confirmed within 24 hours, also when it closed meanwhile.

    Raises:
        TokenError: with a sentence for the resident. Refused: when it can't count.
    """
    # The row first, then the link, as everywhere: else confirming and taking back could wait for each other.
    support = _of_token(tokens.find(token_text, purpose=Purpose.CONFIRM_SUPPORT, now=now))
    tokens.redeem(token_text, purpose=Purpose.CONFIRM_SUPPORT, now=now)
    if _is_initiator(support):
        raise Refused([_("Dit is je eigen plan. Je eigen steun telt niet mee.")])
    campaign = SupportCampaign.objects.select_related("submission").get(submission_id=support.submission_id)
    closes_at = campaign.closed_at or campaign.closes_at
    if not terms.support_counts(given_at=support.given_at, confirmed_at=now, closes_at=closes_at):
        raise Refused([_("De periode om dit plan te steunen was al voorbij.")])
    waiting = Support.objects.filter(Q(confirmed_at__isnull=True) | Q(withdrawn_at__isnull=False), pk=support.pk)
    if waiting.update(confirmed_at=now, withdrawn_at=None):
        count(campaign, support, +1)
        if support.stance == Stance.SUPPORT and support.is_inside:
            campaign.refresh_from_db()
            mark_milestone(campaign, now=now)
    support.refresh_from_db()
    return support


@transaction.atomic
def withdraw(*, token_text: str, now: datetime) -> Support:
    """Take a support or concern back, any number of times; its address and words are gone with it.

    Raises:
        TokenError: with a sentence for the resident.
    """
    support = _of_token(tokens.find(token_text, purpose=Purpose.WITHDRAW_SUPPORT, now=now))
    take_back(support, now=now)
    support.refresh_from_db()
    return support


def take_back(support: Support, *, now: datetime) -> None:
    """Withdraw a row, counted or not, with its address and words; its caller holds it."""
    uncount(support)
    Support.objects.filter(pk=support.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    Support.objects.filter(pk=support.pk).update(party_name="", party_checked_at=None)
    SupportContact.objects.filter(support=support).delete()
    Message.objects.filter(support=support).delete()
    tokens.revoke(purpose=Purpose.CONFIRM_SUPPORT, subject=f"support:{support.pk}", now=now)


def uncount(support: Support) -> None:
    """Take a row that counts out of the counter; its caller holds the row and withdraws or removes it."""
    if support.confirmed_at is not None and support.withdrawn_at is None:
        count(SupportCampaign.objects.get(submission_id=support.submission_id), support, -1)


def _of_token(token: Token) -> Support:
    """What a token is about, ours until the transaction ends; a row that was removed is unknown."""
    _kind, _colon, pk = token.subject.partition(":")
    support = Support.objects.select_for_update().filter(pk=pk).first()
    if support is None:
        raise tokens.TokenUnknown
    return support


def count(campaign: SupportCampaign, support: Support, step: int) -> None:
    """Move the counter and the sum that this voice belongs to, in the transaction that makes it count or not."""
    if support.stance == Stance.CONCERN:
        name = "concern_count"
    else:
        name = "inside_count" if support.is_inside else "outside_count"
    SupportCampaign.objects.filter(pk=campaign.pk).update(**{name: F(name) + step}, sums_version=F("sums_version") + 1)
    tallies.move(support, step)
