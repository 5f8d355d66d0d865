"""Giving support or voicing a concern, confirming it, and taking it back (participation.md, Support)."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cms import tokens
from cms.crypto import encrypt
from cms.mail import outbox
from cms.models import Purpose, Token
from cms.postcodes import is_pc6
from participation import terms
from participation.codes import Stance, State
from participation.draagvlak import Area, Report
from participation.models import Applicant, Message, Submission, Support, SupportCampaign, SupportContact
from participation.services import tallies
from participation.services.campaigns import close_due, close_support, mark_milestone, open_support
from participation.services.errors import Refused
from participation.services.facts import report_of
from participation.services.people import person_hash

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
    "why_not_open",
    "withdraw",
]

CONFIRM_WITHIN = timedelta(hours=terms.LINK_HOURS)
WITHDRAW_LASTS = timedelta(days=730)
# A double click or fifty sends no second mail; who waits a minute and asks again gets a new link.
_QUIET = timedelta(minutes=1)


def report(*, submission: Submission) -> Report:
    """The draagvlak of a plan now, against the rule that it began with.

    Raises:
        SupportCampaign.DoesNotExist: when it never sought support.
    """
    return report_of(SupportCampaign.objects.get(submission=submission))


def why_not_open(submission: Submission, *, now: datetime) -> list[str]:
    """Why a plan can't be supported now, in Dutch sentences; empty where it can."""
    open_now = SupportCampaign.objects.filter(
        submission_id=submission.pk,
        closed_at__isnull=True,
        closes_at__gte=now,
        submission__state=State.GATHERING_SUPPORT,
        submission__public_version__is_public=True,
    )
    return [] if open_now.exists() else [_("Je kunt dit plan nu niet steunen. De periode is voorbij.")]


@transaction.atomic
def give(
    *,
    submission: Submission,
    stance: str = Stance.SUPPORT,
    email: str,
    postcode: str,
    house_number: str,
    text: str = "",
    wants_news: bool = False,
    party: str = "",
    party_name: str = "",
    now: datetime,
    language: str = "nl",
) -> Support:
    """Take in support or a concern; it counts once the mail that goes out now, in this language, is answered.

    What happens is the same for every address, new, known, confirmed or of an initiator: only the mail differs,
    so that nobody learns who supports a plan. postcode: "1213LA". text: of a concern, for the wijkregisseur alone.

    Raises:
        Refused: when the plan does not seek support now, or the postcode has no letters.
    """
    if not is_pc6(postcode):
        raise Refused([_("Vul je hele postcode in, bijvoorbeeld 1211 AB.")])
    reasons = why_not_open(submission, now=now)
    if reasons:
        raise Refused(reasons)
    campaign = SupportCampaign.objects.get(submission_id=submission.pk)
    said = {
        "postcode": postcode,
        "is_inside": Area(tuple(campaign.areas.values_list("first", "last"))).contains(postcode),
        "party": party,
        "party_name": party_name if party else "",
    }
    support, is_new = _voice(submission, stance, email, said, now)
    is_counted = support.confirmed_at is not None and support.withdrawn_at is None
    is_quiet = not is_new and support.withdrawn_at is None and now - support.given_at < _QUIET
    if not is_counted:
        contact = {
            "email_encrypted": encrypt(email.strip()),
            "house_number_encrypted": encrypt(house_number) if house_number else "",
            "wants_news": wants_news,
            "language": language,
        }
        _say_again(support, said, contact, text, now)
    if is_counted or not is_quiet:
        _mail(support, email, is_counted, now, language)
    return support


def _voice(
    submission: Submission, stance: str, email: str, said: dict[str, object], now: datetime
) -> tuple[Support, bool]:
    """The one row of this person for this plan and stance, and whether it is new; the database sees to the one."""
    own = {"submission_id": submission.pk, "stance": stance, "person_hash": person_hash(email)}
    try:
        with transaction.atomic():
            return Support.objects.create(**own, **said, given_at=now), True
    except IntegrityError:
        return Support.objects.select_for_update().get(**own), False


def _say_again(
    support: Support,
    said: dict[str, object],
    contact: dict[str, object],
    text: str,
    now: datetime,
) -> None:
    """Write what was filled in, as long as it does not count: the last form before the confirmation holds."""
    for name, value in said.items():
        setattr(support, name, value)
    support.given_at = now
    support.save(update_fields=[*said, "given_at"])
    SupportContact.objects.update_or_create(support=support, defaults=contact)
    if support.stance == Stance.CONCERN and text.strip():
        Message.objects.update_or_create(
            support=support,
            defaults={
                "submission_id": support.submission_id,
                "sort": Message.Sort.CONCERN,
                "text": text.strip(),
                "sent_at": now,
            },
        )


def _mail(support: Support, email: str, is_counted: bool, now: datetime, language: str) -> None:
    """The mail that tells what only the owner of the address may know."""
    context: dict[str, object] = {"support": support.pk}
    if _is_initiator(support):
        template, key = "support_own_plan", f"{now:%Y%m%d%H}"
    elif is_counted:
        template, key = "support_already", f"{now:%Y%m%d%H}"
        context["withdraw"] = _withdraw_link(support, now).pk
    else:
        subject = f"support:{support.pk}"
        tokens.revoke(purpose=Purpose.CONFIRM_SUPPORT, subject=subject, now=now)
        link = tokens.issue(purpose=Purpose.CONFIRM_SUPPORT, subject=subject, now=now, valid_for=CONFIRM_WITHIN)
        template, key = "support_confirm", str(link.pk)
        context |= {"token": link.pk, "withdraw": _withdraw_link(support, now).pk}
    outbox.queue(
        template=template,
        to=email.strip(),
        context=context,
        dedupe_key=f"{template}:{support.pk}:{key}",
        now=now,
        language=language,
    )


def _withdraw_link(support: Support, now: datetime) -> Token:
    """The link to take it back: the same one in every mail."""
    subject = f"support:{support.pk}"
    known = Token.objects.filter(
        purpose=Purpose.WITHDRAW_SUPPORT, subject=subject, revoked_at__isnull=True, expires_at__gt=now
    ).first()
    return known or tokens.issue(purpose=Purpose.WITHDRAW_SUPPORT, subject=subject, now=now, valid_for=WITHDRAW_LASTS)


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
    SupportCampaign.objects.filter(pk=campaign.pk).update(**{name: F(name) + step})
    tallies.move(support, step)
