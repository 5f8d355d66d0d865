"""Taking in a neighbour's support or concern (participation.md, Support), in as few statements as it takes.

A plan that a whole wijk talks about gets its support in one evening (performance.md).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import CharField, DateTimeField, Exists, IntegerField, OuterRef, QuerySet
from django.utils.translation import gettext as _

from cms import tokens
from cms.crypto import encrypt
from cms.mail import outbox
from cms.models import Purpose, Token
from cms.postcodes import is_pc6
from cms.prepared import Prepared, Slot
from cms.rows import insert_all, insert_new
from participation import terms
from participation.codes import Stance, State
from participation.models import Applicant, Message, Submission, Support, SupportArea, SupportCampaign, SupportContact
from participation.services.errors import Refused
from participation.services.people import person_hash

CONFIRM_WITHIN = timedelta(hours=terms.LINK_HOURS)
WITHDRAW_LASTS = timedelta(days=730)
# A double click or fifty sends no second mail; who waits a minute and asks again gets a new link.
_QUIET = timedelta(minutes=1)


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
    key = person_hash(email)
    found = _OPEN.rows(submission=submission.pk, now=now, postcode=postcode, person=key)
    if not found:
        raise Refused([_("Je kunt dit plan nu niet steunen. De periode is voorbij.")])
    is_inside, is_own = found[0]
    said = {
        "postcode": postcode,
        "is_inside": is_inside,
        "party": party,
        "party_name": party_name if party else "",
        "given_at": now,
    }
    contact = {
        "email_encrypted": encrypt(email.strip()),
        "house_number_encrypted": encrypt(house_number) if house_number else "",
        "wants_news": wants_news,
        "language": language,
    }
    voice = Support(submission_id=submission.pk, stance=stance, person_hash=key, **said)
    is_new = insert_new(voice)
    is_counted = is_quiet = False
    if is_new:
        insert_all([SupportContact(support=voice, **contact)])
        _write_concern(voice, text, now)
    else:
        voice = Support.objects.select_for_update().get(submission_id=submission.pk, stance=stance, person_hash=key)
        is_counted = voice.confirmed_at is not None and voice.withdrawn_at is None
        is_quiet = voice.withdrawn_at is None and now - voice.given_at < _QUIET
        if not is_counted:
            _say_again(voice, said, contact, text, now)
    if is_counted or not is_quiet:
        template, key, context = _mail_of(voice, is_new=is_new, is_own=is_own, is_counted=is_counted, now=now)
        outbox.queue(
            template=template,
            to=email.strip(),
            context=context,
            dedupe_key=f"{template}:{voice.pk}:{key}",
            now=now,
            language=language,
        )
    return voice


def _open() -> QuerySet:
    """Of a campaign that is open now: whether a postcode lies in its area, and whether a person is an initiator."""
    submission, postcode = Slot("submission", IntegerField()), Slot("postcode", CharField())
    area = SupportArea.objects.filter(campaign=OuterRef("pk"), first__lte=postcode, last__gte=postcode)
    own = Applicant.objects.taking_part().filter(
        submission_id=OuterRef("submission_id"), email_hash=Slot("person", CharField())
    )
    now_open = SupportCampaign.objects.filter(
        submission_id=submission,
        closed_at__isnull=True,
        closes_at__gte=Slot("now", DateTimeField()),
        submission__state=State.GATHERING_SUPPORT,
        submission__public_version__is_public=True,
    )
    return now_open.annotate(_is_inside=Exists(area), _is_own=Exists(own)).values_list("_is_inside", "_is_own")


_OPEN = Prepared(_open)


def _say_again(voice: Support, said: dict[str, Any], contact: dict[str, Any], text: str, now: datetime) -> None:
    """Write what was filled in, as long as it does not count: the last form before the confirmation holds."""
    for name, value in said.items():
        setattr(voice, name, value)
    voice.save(update_fields=list(said))
    SupportContact.objects.update_or_create(support=voice, defaults=contact)
    _write_concern(voice, text, now)


def _write_concern(voice: Support, text: str, now: datetime) -> None:
    if voice.stance == Stance.CONCERN and text.strip():
        Message.objects.update_or_create(
            support=voice,
            defaults={
                "submission_id": voice.submission_id,
                "sort": Message.Sort.CONCERN,
                "text": text.strip(),
                "sent_at": now,
            },
        )


def _mail_of(
    voice: Support, *, is_new: bool, is_own: bool, is_counted: bool, now: datetime
) -> tuple[str, str, dict[str, int]]:
    """The mail that tells what only the owner of the address may know: template, key, and what it is made from."""
    context: dict[str, int] = {"support": voice.pk}
    if is_own:
        return "support_own_plan", f"{now:%Y%m%d%H}", context
    if is_counted:
        return "support_already", f"{now:%Y%m%d%H}", context | {"withdraw": _withdraw_link(voice, now).pk}
    link, withdraw = _new_links(voice, now) if is_new else _links_again(voice, now)
    return "support_confirm", str(link.pk), context | {"token": link.pk, "withdraw": withdraw.pk}


def _new_links(voice: Support, now: datetime) -> tuple[Token, Token]:
    """To confirm it and to take it back."""
    lasts = {Purpose.CONFIRM_SUPPORT: CONFIRM_WITHIN, Purpose.WITHDRAW_SUPPORT: WITHDRAW_LASTS}
    links = tokens.issue_all(subject=_subject(voice), now=now, lasts=lasts)
    return links[Purpose.CONFIRM_SUPPORT], links[Purpose.WITHDRAW_SUPPORT]


def _links_again(voice: Support, now: datetime) -> tuple[Token, Token]:
    """A new link to confirm it, which ends the earlier ones, and the one to take it back that was mailed before."""
    purpose, subject = Purpose.CONFIRM_SUPPORT, _subject(voice)
    tokens.revoke(purpose=purpose, subject=subject, now=now)
    link = tokens.issue(purpose=purpose, subject=subject, now=now, valid_for=CONFIRM_WITHIN)
    return link, _withdraw_link(voice, now)


def _withdraw_link(voice: Support, now: datetime) -> Token:
    """The link to take it back: the same one in every mail."""
    known = Token.objects.filter(
        purpose=Purpose.WITHDRAW_SUPPORT, subject=_subject(voice), revoked_at__isnull=True, expires_at__gt=now
    ).first()
    return known or tokens.issue(
        purpose=Purpose.WITHDRAW_SUPPORT, subject=_subject(voice), now=now, valid_for=WITHDRAW_LASTS
    )


def _subject(voice: Support) -> str:
    return f"support:{voice.pk}"
