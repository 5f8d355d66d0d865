"""After the plan: photographs and the story for the site, three questions, a look back, and good examples."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.models import Role, User
from cms.uploads import CleanImage
from participation.codes import Kind, State
from participation.models import (
    Applicant,
    BestPractice,
    ClosingAnswers,
    Event,
    LookBack,
    Moderation,
    PlanPhoto,
    PublicVersion,
    Story,
    Submission,
)
from participation.services.attachments import not_stored
from participation.services.errors import Forbidden, Refused
from participation.services.record import claim, log, require_handler

ALT_LENGTH = 200
STORY_LENGTH = 3000
LOOK_BACK_LENGTH = 2000
WHY_LENGTH = 300
MOST_PHOTOS = 20
# From here there is something to show.
SHOWS = frozenset({State.GRANTED, State.PARTLY_GRANTED, State.EXECUTING, State.COMPLETED})
_PLANS = frozenset({Kind.INITIATIVE, Kind.CHALLENGE})


def may_show(case: Submission) -> bool:
    """Whether initiators can send photographs and a story of this plan now."""
    return case.kind in _PLANS and case.state in SHOWS


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
    _notice(case, now)
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
    _notice(case, now)
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


@transaction.atomic
def answer_closing(*, applicant: Applicant, where: str, what: str, when: str, now: datetime) -> ClosingAnswers:
    """Keep the answers to the three questions: one set per case, by whichever initiator answers first.

    Raises:
        Forbidden: without a confirmed address. Refused: before the plan is done, answered before, or incomplete.
    """
    case = _finished(applicant)
    if not {where, what, when} <= set(ClosingAnswers.Answer.values):
        raise Refused([_("Geef op elke vraag een antwoord.")])
    try:
        with transaction.atomic():
            made = ClosingAnswers.objects.create(
                submission=case, knew_where=where, knew_what=what, knew_when=when, answered_at=now
            )
    except IntegrityError:
        raise Refused([_("Deze vragen zijn al beantwoord. Dank je wel.")]) from None
    log(case, Event.Action.CLOSING_ANSWERED, origin=Event.Origin.RESIDENT, now=now)
    return made


@transaction.atomic
def look_back(*, applicant: Applicant, text: str, now: datetime) -> LookBack:
    """Keep what an initiator says half a year later, once per case.

    Raises:
        Forbidden: without a confirmed address. Refused: before the plan is done, told before, or without a text.
    """
    case = _finished(applicant)
    words = text.strip()
    if not words or len(words) > LOOK_BACK_LENGTH:
        raise Refused([_("Schrijf in hoogstens 2000 tekens hoe het nu gaat.")])
    try:
        with transaction.atomic():
            made = LookBack.objects.create(submission=case, text=words, answered_at=now)
    except IntegrityError:
        raise Refused([_("Deze vraag is al beantwoord. Dank je wel.")]) from None
    log(case, Event.Action.LOOKED_BACK, origin=Event.Origin.RESIDENT, now=now)
    _notice(case, now)
    return made


@transaction.atomic
def mark_example(
    *, submission: Submission, is_example: bool, why: str = "", by: User, expected_version: int, now: datetime
) -> BestPractice | None:
    """Show a plan that came true to other wijken as an example, or show it no more. why: public, names nobody.

    Raises:
        StaleCase: when the case changed since. Forbidden: when `by` does not handle it.
        Refused: when the plan is not done or not on the site, or there is no reason.
    """
    case = claim(submission, expected_version)
    require_handler(by, case)
    words = why.strip()
    made = None
    if is_example:
        reasons = []
        if case.state != State.COMPLETED or case.kind not in _PLANS:
            reasons.append(_("Alleen een plan dat klaar is, kan een voorbeeld zijn."))
        if not PublicVersion.objects.filter(submission=case, is_public=True).exists():
            reasons.append(_("Dit plan staat niet op de site. Zet het er eerst op."))
        if not words or len(words) > WHY_LENGTH:
            reasons.append(_("Schrijf in hoogstens 300 tekens wat anderen ervan leren."))
        if reasons:
            raise Refused(reasons)
        values = {"why": words, "marked_by": by, "marked_at": now}
        made, _is_new = BestPractice.objects.update_or_create(submission=case, defaults=values)
    else:
        BestPractice.objects.filter(submission=case).delete()
    log(case, Event.Action.BEST_PRACTICE, by=by, role=Role.WIJKREGISSEUR, data={"is_example": is_example}, now=now)
    return made


def _own(applicant: Applicant) -> Submission:
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    if not may_show(case):
        raise Refused([_("Dit kan zodra je plan doorgaat.")])
    return case


def _finished(applicant: Applicant) -> Submission:
    if applicant.email_confirmed_at is None:
        raise Forbidden
    case = claim(applicant.submission, None)
    if case.state != State.COMPLETED or case.kind not in _PLANS:
        raise Refused([_("Dit vragen we als je plan klaar is.")])
    return case


def _notice(case: Submission, now: datetime) -> None:
    """Show in the inbox that there is something new from the initiator."""
    Submission.objects.filter(pk=case.pk, unread_at__isnull=True).update(unread_at=now)
