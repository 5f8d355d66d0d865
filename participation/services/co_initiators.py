"""Asking others to join in with a plan, by e-mail (participation.md, step 2). Who says yes is an initiator too.

An invitation tells nobody anything: it is the same for every address, and its link does nothing until the button.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms import tokens
from cms.mail import outbox
from cms.mail.limit import may_mail
from cms.models import Purpose, Role, Token, User
from participation.models import Applicant, Event, Submission, Support
from participation.services.errors import Forbidden, Refused
from participation.services.own_page import my_plan_link
from participation.services.people import person_hash
from participation.services.record import log, require_handler
from participation.services.support import take_back
from participation.states import is_open

MOST = 5
INVITATION_LASTS = timedelta(days=14)
_LINKS = (Purpose.CO_INITIATOR, Purpose.MY_PLAN, Purpose.CONFIRM_EMAIL)


@transaction.atomic
def invite(
    *, submission: Submission, by: Applicant | User | None, emails: Iterable[str], now: datetime
) -> list[Applicant]:
    """Invite people by e-mail to join in; who was invited already gets the mail again, at most 5 an hour.

    by: the first initiator, or staff who handles the case. None is for `submit`, where the case was made just now.
    Whoever is an initiator already is left alone. Returns the invitations that stand for these addresses.

    Raises:
        Forbidden: for anybody else. Refused: for more than 5 people, or a plan that is closed.
    """
    case = Submission.objects.select_for_update(no_key=True).get(pk=submission.pk)
    _require_inviter(case, by)
    if not is_open(case.state):
        raise Refused([_("Dit plan is gesloten. Je kunt niemand meer uitnodigen.")])
    wanted = {person_hash(email): email.strip() for email in emails if email.strip()}
    known = set(case.applicants.exclude(email_hash="").values_list("email_hash", flat=True))
    count = case.applicants.filter(is_main=False).exclude(email="").count()
    if count + len(wanted.keys() - known) > MOST:
        raise Refused([_("Je kunt hoogstens %(most)d mensen uitnodigen voor een plan.") % {"most": MOST}])
    invited = [_invited(case, key, email, by, now) for key, email in wanted.items()]
    return [applicant for applicant in invited if applicant is not None]


def _require_inviter(case: Submission, by: Applicant | User | None) -> None:
    if isinstance(by, User):
        require_handler(by, case)
    elif isinstance(by, Applicant) and not (by.is_main and by.submission_id == case.pk):
        raise Forbidden


def _invited(case: Submission, key: str, email: str, by: Applicant | User | None, now: datetime) -> Applicant | None:
    """The invitation of this person, with its mail; None where the person takes part already."""
    try:
        with transaction.atomic():
            person = Applicant.objects.create(
                submission=case, is_main=False, email=email, email_hash=key, invited_at=now
            )
    except IntegrityError:
        found = Applicant.objects.invited().filter(submission=case, email_hash=key)
        if not found.update(invited_at=now):
            return None
        person = found.get()
    else:
        staff = by if isinstance(by, User) else None
        log(
            case,
            Event.Action.CO_INITIATOR_INVITED,
            by=staff,
            role=Role.WIJKREGISSEUR if staff else "",
            origin=Event.Origin.STAFF if staff else Event.Origin.RESIDENT,
            data={"applicant": person.pk},
            now=now,
        )
    if may_mail(email, now):
        _mail(case, person, now)
    return person


def _mail(case: Submission, person: Applicant, now: datetime) -> None:
    """The mail with a new link; it ends the earlier ones."""
    subject = _subject(person)
    tokens.revoke(purpose=Purpose.CO_INITIATOR, subject=subject, now=now)
    link = tokens.issue(purpose=Purpose.CO_INITIATOR, subject=subject, now=now, valid_for=INVITATION_LASTS)
    outbox.queue(
        template="plan_invited",
        to=person.email,
        context={"applicant": person.pk, "token": link.pk},
        dedupe_key=f"plan_invited:{link.pk}",
        now=now,
        language=case.language,
    )


def find_invitation(*, token_text: str, now: datetime) -> Applicant:
    """The invitation that a link is about. Changes nothing.

    Raises:
        TokenError: with a sentence for the resident.
    """
    return _invitation(tokens.find(token_text, purpose=Purpose.CO_INITIATOR, now=now))


@transaction.atomic
def accept(*, token_text: str, name: str, now: datetime) -> Applicant:
    """Join in: the address is confirmed by it, and support given before counts no more. The own page comes by mail.

    Raises:
        TokenError: with a sentence for the resident. Refused: without a name, or when the plan is closed.
    """
    person = _invitation(tokens.find(token_text, purpose=Purpose.CO_INITIATOR, now=now))
    if not name.strip():
        raise Refused([_("Vul je naam in. Dan weten de anderen wie er meedoet.")])
    if not is_open(person.submission.state):
        raise Refused([_("Dit plan is intussen gesloten. Meedoen kan niet meer.")])
    # Support first, as where it is confirmed: else the two could wait for each other.
    own = Support.objects.select_for_update().filter(submission_id=person.submission_id, person_hash=person.email_hash)
    voices = list(own.order_by("pk"))
    tokens.redeem(token_text, purpose=Purpose.CO_INITIATOR, now=now)
    waiting = Applicant.objects.invited().filter(pk=person.pk)
    if not waiting.update(email_confirmed_at=now, name=name.strip()):
        raise tokens.TokenUnknown
    for voice in voices:
        if voice.withdrawn_at is None:
            take_back(voice, now=now)
    person.refresh_from_db()
    case = person.submission
    data = {"applicant": person.pk}
    log(case, Event.Action.CO_INITIATOR_JOINED, origin=Event.Origin.RESIDENT, data=data, now=now)
    outbox.queue(
        template="plan_joined",
        to=person.email,
        context={"submission": case.pk, "applicant": person.pk},
        dedupe_key=f"plan_joined:{person.pk}:{my_plan_link(person, now).pk}",
        now=now,
        language=case.language,
    )
    return person


@transaction.atomic
def decline(*, token_text: str, now: datetime) -> None:
    """Say no: nothing is kept of the invitation.

    Raises:
        TokenError: with a sentence for the resident.
    """
    person = _invitation(tokens.redeem(token_text, purpose=Purpose.CO_INITIATOR, now=now))
    _remove(person, now)


@transaction.atomic
def take_invitation_back(*, submission: Submission, by: Applicant | User, invited: int, now: datetime) -> None:
    """Withdraw an invitation that was not answered. `invited`: its number; one that is gone is no mistake.

    Raises:
        Forbidden: for anybody but the first initiator and staff who handles the case.
    """
    _require_inviter(submission, by)
    person = Applicant.objects.invited().select_related("submission").filter(submission=submission, pk=invited).first()
    if person is not None:
        _remove(person, now, by=by if isinstance(by, User) else None)


@transaction.atomic
def leave(*, applicant: Applicant, now: datetime) -> None:
    """Let a co-initiator go: name, address and links are gone.

    Raises:
        Refused: for the first initiator, whose plan it is.
    """
    if applicant.is_main:
        raise Refused([_("Jij hebt dit plan ingediend. Wil je stoppen? Trek dan je plan in.")])
    _remove(applicant, now)


def purge_invitations(now: datetime, dry_run: bool) -> int:
    """Remove invitations that nobody answered within 14 days."""
    old = Applicant.objects.invited().filter(invited_at__lt=now - INVITATION_LASTS)
    if dry_run:
        return old.count()
    return remove_invitations(old, now)


@transaction.atomic
def remove_invitations(people: QuerySet[Applicant], now: datetime) -> int:
    """Remove these invitations with their links; returns how many."""
    found = list(people.select_related("submission"))
    for person in found:
        _remove(person, now, origin=Event.Origin.SYSTEM)
    return len(found)


def _remove(person: Applicant, now: datetime, *, by: User | None = None, origin: str = Event.Origin.RESIDENT) -> None:
    """Remove the row with its links; the history keeps its number alone."""
    Token.objects.filter(subject=_subject(person), purpose__in=_LINKS).delete()
    number, case = person.pk, person.submission
    origin = Event.Origin.STAFF if by else origin
    if Applicant.objects.filter(pk=number, is_main=False).delete()[0]:
        log(case, Event.Action.CO_INITIATOR_LEFT, by=by, origin=origin, data={"applicant": number}, now=now)


def _subject(person: Applicant) -> str:
    return f"applicant:{person.pk}"


def _invitation(token: Token) -> Applicant:
    """Whom an invitation is for; one that was taken back, answered or erased is unknown."""
    _kind, _colon, pk = token.subject.partition(":")
    person = Applicant.objects.invited().select_related("submission").filter(pk=pk).first()
    if person is None:
        raise tokens.TokenUnknown
    return person
