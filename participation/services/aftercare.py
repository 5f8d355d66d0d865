"""What initiators show of a plan that goes on: photographs and the story, on the site once staff put them there."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.uploads import CleanImage
from participation.codes import Kind, State
from participation.models import (
    Applicant,
    Event,
    Moderation,
    PlanPhoto,
    Story,
    Submission,
)
from participation.services.attachments import not_stored
from participation.services.errors import Forbidden, Refused
from participation.services.record import claim, log, require_handler

ALT_LENGTH = 200
STORY_LENGTH = 3000
MOST_PHOTOS = 20
# From here there is something to show.
SHOWS = frozenset({State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING, State.COMPLETED})
PLANS = frozenset({Kind.INITIATIVE, Kind.CHALLENGE})


def may_show(case: Submission) -> bool:
    """Whether initiators can send photographs and a story of this plan now."""
    return case.kind in PLANS and case.state in SHOWS


@transaction.atomic
def send_photo(*, applicant: Applicant, image: CleanImage, alt: str, now: datetime) -> PlanPhoto:
    """Take in a photograph, cleaned; staff look at it before it is on the site.

    Raises:
        Forbidden: without a confirmed address. UploadError: when it can't be stored.
        Refused: without words for who can't see it, before the plan goes on, or after twenty.
    """
    case = _own(applicant)
    words = alt.strip()
    if not words or len(words) > ALT_LENGTH:
        raise Refused([_("Schrijf in hoogstens 200 tekens wat er op de foto te zien is.")])
    if case.photos.exclude(state=Moderation.REFUSED).count() >= MOST_PHOTOS:
        raise Refused([_("Je kunt hoogstens 20 foto's sturen.")])
    photo = PlanPhoto(
        submission=case,
        extension=image.extension,
        size_bytes=len(image.bytes),
        width=image.width,
        height=image.height,
        is_quarantined=image.is_quarantined,
        alt=words,
        sent_at=now,
    )
    try:
        photo.file.save("foto", ContentFile(image.bytes))
    except OSError:
        raise not_stored() from None
    log(case, Event.Action.PHOTO_SENT, origin=Event.Origin.RESIDENT, data={"photo": photo.pk}, now=now)
    notice(case, now)
    return photo


@transaction.atomic
def moderate_photo(
    *,
    submission: Submission,
    photo: int,
    is_public: bool,
    alt: str = "",
    by: User,
    expected_version: int,
    now: datetime,
) -> PlanPhoto:
    """Put a photograph on the site, or keep or take it off. photo: its number (pk).

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when it is gone, not scanned for viruses yet, or has no words.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    found = case.photos.filter(pk=photo).first()
    if found is None:
        raise Refused([_("Deze foto is er niet meer. Open de pagina opnieuw.")])
    words = alt.strip() or found.alt
    if is_public and found.is_quarantined:
        raise Refused([_("Deze foto is nog niet op virussen nagekeken. Probeer het later.")])
    found.state = Moderation.PUBLIC if is_public else Moderation.REFUSED
    found.alt, found.moderated_by, found.moderated_at = words[:ALT_LENGTH], by, now
    found.save(update_fields=["state", "alt", "moderated_by", "moderated_at"])
    data = {"photo": found.pk, "state": found.state}
    log(case, Event.Action.PHOTO_MODERATED, by=by, role=Role.WIJKREGISSEUR, data=data, now=now)
    return found


@transaction.atomic
def tell_story(*, applicant: Applicant, text: str, language: str, now: datetime) -> Story:
    """Take in how it went; a later one replaces what was not on the site yet, and what is there stays until read.

    Raises:
        Forbidden: without a confirmed address. Refused: without a text, or before the plan goes on.
    """
    case = _own(applicant)
    words = text.strip()
    if not words:
        raise Refused([_("Schrijf eerst hoe het ging.")])
    if len(words) > STORY_LENGTH:
        raise Refused([_("Deze tekst is te lang. Gebruik hooguit %(length)s tekens.") % {"length": STORY_LENGTH}])
    values = {"text": words, "language": language, "state": Moderation.NEW, "sent_at": now}
    story, _is_new = Story.objects.update_or_create(submission=case, defaults=values)
    log(case, Event.Action.STORY_SENT, origin=Event.Origin.RESIDENT, now=now)
    notice(case, now)
    return story


@transaction.atomic
def moderate_story(
    *,
    submission: Submission,
    is_public: bool,
    public_text: str = "",
    by: User,
    expected_version: int,
    now: datetime,
) -> Story:
    """Put the story on the site in these words, or keep or take it off.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when there is none, or no words for the site.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    story = Story.objects.filter(submission=case).first()
    if story is None:
        raise Refused([_("De indiener stuurde nog geen verhaal.")])
    words = public_text.strip()
    if is_public and not words:
        raise Refused([_("Schrijf het verhaal zoals het op de site komt.")])
    story.state = Moderation.PUBLIC if is_public else Moderation.REFUSED
    story.public_text = words[:STORY_LENGTH] if is_public else ""
    story.published_at, story.moderated_by = (now if is_public else None), by
    story.save(update_fields=["state", "public_text", "published_at", "moderated_by"])
    log(case, Event.Action.STORY_MODERATED, by=by, role=Role.WIJKREGISSEUR, data={"state": story.state}, now=now)
    return story


def _own(applicant: Applicant) -> Submission:
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    if not may_show(case):
        raise Refused([_("Dit kan zodra je plan doorgaat.")])
    return case


def notice(case: Submission, now: datetime) -> None:
    """Show in the inbox that there is something new from the initiator."""
    Submission.objects.filter(pk=case.pk, unread_at__isnull=True).update(unread_at=now)
