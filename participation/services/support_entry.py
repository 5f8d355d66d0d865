"""Support without e-mail: paper cards and phone calls, entered by the wijkregisseur (participation.md, the path, 5).

A card counts at once. Of who gave it only a keyed hash of postcode, number and initials is kept, and the postcode.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.postcodes import is_pc6
from cms.workdays import add_working_days, local_date
from participation.codes import Party, Stance, SupportChannel
from participation.draagvlak import Area
from participation.models import Event, Submission, Support, SupportCampaign
from participation.services.campaigns import mark_milestone
from participation.services.errors import Refused
from participation.services.people import card_hash
from participation.services.record import log, require_handler
from participation.services.support import count, uncount
from participation.states import BEFORE_DECISION

# A card that was handed in on the last evening lies on the desk next morning. Three working days is what a part-timer
# needs to come by it; longer would let cards come in that were filled in after the closing.
ENTER_WITHIN_WORKING_DAYS = 3
CHANNELS = (SupportChannel.PAPER, SupportChannel.PHONE)
# Reasons in the history.
TAKEN_BACK = "teruggenomen"
CHECKED = "organisatie-gecontroleerd"
DOUBTED = "organisatie-niet-gecontroleerd"


def why_not_enter(submission: Submission, *, now: datetime) -> list[str]:
    """Why no card can be entered now, in Dutch sentences; empty where it can.

    While the period runs, and until three working days after it for cards handed in before; never past a decision.
    """
    campaign = SupportCampaign.objects.filter(submission_id=submission.pk).first()
    if campaign is None:
        return [_("Dit plan zoekt nog geen steun. Open eerst het steunen.")]
    if submission.state not in BEFORE_DECISION:
        return [_("Over dit plan is al besloten. Steun kan er niet meer bij.")]
    if local_date(now) > add_working_days(local_date(_ended_at(campaign)), ENTER_WITHIN_WORKING_DAYS):
        return [_("De periode om te steunen is te lang voorbij. Kaarten kunnen er niet meer bij.")]
    return []


@transaction.atomic
def enter(
    *,
    submission: Submission,
    by: User | None,
    channel: str,
    postcode: str,
    house_number: str,
    initials: str,
    stance: str = Stance.SUPPORT,
    party: str = "",
    party_name: str = "",
    now: datetime,
) -> Support:
    """Count what a neighbour said on paper or by phone.

    channel: "paper" or "phone". postcode: "1213LA". party: a code of Party, with the name of the organisation.

    Raises:
        Forbidden: when `by` does not handle the case.
        Refused: when it was entered before, something is missing, or the period is over (see `why_not_enter`).
    """
    case = Submission.objects.get(pk=submission.pk)
    require_handler(by, case)
    key = card_hash(postcode, house_number, initials)
    reasons = why_not_enter(case, now=now) or _missing(channel, postcode, key, stance, party, party_name)
    if reasons:
        raise Refused(reasons)
    campaign = SupportCampaign.objects.select_related("submission").get(submission=case)
    try:
        with transaction.atomic():
            support = Support.objects.create(
                submission=case,
                stance=stance,
                channel=channel,
                person_hash=key,
                postcode=postcode,
                is_inside=Area(tuple(campaign.areas.values_list("first", "last"))).contains(postcode),
                party=party,
                party_name=party_name.strip() if party else "",
                # Handed in before closing, entered after it: it was given when the period ended, at the latest.
                given_at=min(now, _ended_at(campaign)),
                confirmed_at=now,
            )
    except IntegrityError:
        raise Refused([_("Deze kaart is al ingevoerd. Ieder telt één keer, dus je hoeft niets te doen.")]) from None
    count(campaign, support, +1)
    if support.stance == Stance.SUPPORT and support.is_inside:
        campaign.refresh_from_db()
        mark_milestone(campaign, now=now)
    _log(case, support, Event.Action.SUPPORT_ENTERED, by=by, now=now)
    return support


def _ended_at(campaign: SupportCampaign) -> datetime:
    """When the period ends or ended: by itself, or before that because somebody closed it."""
    return min(campaign.closes_at, campaign.closed_at or campaign.closes_at)


def _missing(channel: str, postcode: str, key: str, stance: str, party: str, party_name: str) -> list[str]:
    reasons = []
    if channel not in CHANNELS:
        reasons.append(_("Kies papier of telefoon."))
    if not is_pc6(postcode):
        reasons.append(_("Vul de hele postcode in, bijvoorbeeld 1211 AB."))
    elif not key:
        reasons.append(_("Vul huisnummer en voorletters in. Zo telt ieder één keer."))
    if stance not in Stance.values:
        reasons.append(_("Kies steun of zorg."))
    if bool(party) != bool(party_name.strip()) or (party and party not in Party.values):
        reasons.append(_("Vul van een organisatie de soort en de naam in, of laat allebei leeg."))
    return reasons


@transaction.atomic
def take_back(*, submission: Submission, by: User | None, support: int, now: datetime) -> None:
    """Take out a card that was entered by mistake, or whose giver asks for it; nothing of it stays but its number.

    support: its id. Any number of times: the second time there is nothing left to do. What came by e-mail is for its
    giver alone to take back.

    Raises:
        Forbidden: when `by` does not handle the case.
        Refused: when the case is decided.
    """
    case = Submission.objects.get(pk=submission.pk)
    require_handler(by, case)
    if case.state not in BEFORE_DECISION:
        raise Refused([_("Over dit plan is al besloten. De steun blijft zoals die was.")])
    found = Support.objects.select_for_update().filter(pk=support, submission=case, channel__in=CHANNELS).first()
    if found is None:
        return
    uncount(found)
    _log(case, found, Event.Action.SUPPORT_ENTERED, by=by, reason=TAKEN_BACK, now=now)
    found.delete()


def find_card(
    *,
    submission: Submission,
    by: User | None,
    postcode: str,
    house_number: str,
    initials: str,
    stance: str = Stance.SUPPORT,
) -> Support | None:
    """The card that this person gave, for who calls to take it back; None where there is none.

    Raises:
        Forbidden: when `by` does not handle the case.
    """
    require_handler(by, submission)
    key = card_hash(postcode, house_number, initials)
    return Support.objects.filter(submission=submission, stance=stance, person_hash=key).first() if key else None


@transaction.atomic
def check_party(
    *, submission: Submission, by: User | None, support: int, is_right: bool = True, now: datetime
) -> Support:
    """Say that an organisation really gave this support, or take that word back; checked, its kind counts.

    Raises:
        Forbidden: when `by` does not handle the case.
        Refused: when the case is decided, or there is no such organisation (any more).
    """
    case = Submission.objects.get(pk=submission.pk)
    require_handler(by, case)
    if case.state not in BEFORE_DECISION:
        raise Refused([_("Over dit plan is al besloten. De steun blijft zoals die was.")])
    given = Support.objects.select_for_update().counted().exclude(party="").exclude(party_name="")
    found = given.filter(pk=support, submission=case, stance=Stance.SUPPORT).first()
    if found is None:
        raise Refused([_("Deze organisatie steunt het plan niet meer. Bekijk de zaak opnieuw.")])
    campaign = SupportCampaign.objects.get(submission=case)
    # Out and in again, so that the sums follow: they keep checked organisations apart.
    count(campaign, found, -1)
    found.party_checked_at = now if is_right else None
    found.save(update_fields=["party_checked_at"])
    count(campaign, found, +1)
    _log(case, found, Event.Action.FACTS_CHANGED, by=by, reason=CHECKED if is_right else DOUBTED, now=now)
    return found


def _log(case: Submission, support: Support, action: str, *, by: User | None, reason: str = "", now: datetime) -> None:
    role = Role.WIJKREGISSEUR if by else ""
    data = {"support": support.pk, "channel": support.channel}
    log(case, action, by=by, role=role, reason=reason, data=data, now=now)
