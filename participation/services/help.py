"""Offering to lend a hand with a plan: asked, confirmed by mail, passed on to the initiator, taken back.

Name and address go to the initiator alone, with the consent that the form asks for; they stand on the initiator's own
page and never in a mail. What happens is the same for every address: only the mail differs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms import tokens
from cms.crypto import encrypt
from cms.mail import outbox
from cms.models import Purpose, Token
from participation.models import Event, HelpOffer, PublicVersion, Submission
from participation.services.errors import Refused
from participation.services.people import person_hash, tell_initiators
from participation.services.record import log
from participation.states import is_open

CONFIRM_WITHIN = timedelta(hours=24)
WITHDRAW_LASTS = timedelta(days=730)
TEXT_LENGTH = 500
# A double click or fifty sends no second mail; who waits a minute and asks again gets a new link.
_QUIET = timedelta(minutes=1)


def why_not(submission: Submission) -> list[str]:
    """Why nobody can offer help with this plan now, in Dutch sentences; empty where one can."""
    on_site = PublicVersion.objects.filter(submission_id=submission.pk, is_public=True).exists()
    if on_site and is_open(submission.state):
        return []
    return [_("Dit plan zoekt geen hulp meer. Bekijk welke plannen er nog meer zijn.")]


@transaction.atomic
def offer(
    *,
    submission: Submission,
    sort: str,
    text: str = "",
    name: str,
    email: str,
    phone: str = "",
    language: str,
    now: datetime,
) -> HelpOffer:
    """Take in an offer; it is passed on once the mail that goes out now is answered. One per person and plan.

    Until it is confirmed the last form holds. sort: a code of `HelpOffer.Sort`.

    Raises:
        Refused: when the plan is not on the site or is over, or something is missing.
    """
    reasons = why_not(submission)
    if sort not in HelpOffer.Sort.values or not name.strip() or len(text.strip()) > TEXT_LENGTH:
        reasons.append(_("Kies wat je kunt doen, en vul je naam in."))
    if reasons:
        raise Refused(reasons)
    own = {"submission_id": submission.pk, "person_hash": person_hash(email)}
    said = {
        "sort": sort,
        "text": text.strip(),
        "name": name.strip(),
        "email_encrypted": encrypt(email.strip()),
        "phone_encrypted": encrypt(phone.strip()) if phone.strip() else "",
        "language": language,
        "given_at": now,
    }
    try:
        with transaction.atomic():
            made, is_quiet = HelpOffer.objects.create(**own, **said), False
    except IntegrityError:
        made = HelpOffer.objects.select_for_update().get(**own)
        is_quiet = made.withdrawn_at is None and now - made.given_at < _QUIET
        if not _is_known(made):
            for field, value in said.items():
                setattr(made, field, value)
            made.save(update_fields=list(said))
    if not is_quiet:
        _mail(made, email, language, now)
    return made


def _is_known(made: HelpOffer) -> bool:
    """Whether the initiator has it: confirmed and not taken back."""
    return made.confirmed_at is not None and made.withdrawn_at is None


def _mail(made: HelpOffer, email: str, language: str, now: datetime) -> None:
    context: dict[str, object] = {"offer": made.pk}
    if _is_known(made):
        template, key = "help_already", f"{now:%Y%m%d%H}"
    else:
        subject = _token_subject(made)
        tokens.revoke(purpose=Purpose.CONFIRM_HELP, subject=subject, now=now)
        link = tokens.issue(purpose=Purpose.CONFIRM_HELP, subject=subject, now=now, valid_for=CONFIRM_WITHIN)
        template, key = "help_confirm", str(link.pk)
        context["token"] = link.pk
    outbox.queue(
        template=template,
        to=email.strip(),
        context=context | {"withdraw": _withdraw_link(made, now).pk},
        dedupe_key=f"{template}:{made.pk}:{key}",
        now=now,
        language=language,
    )


@transaction.atomic
def confirm(*, token_text: str, now: datetime) -> HelpOffer:
    """Pass an offer on: the initiators hear that there is one, and read it on their own page.

    Raises:
        TokenError: with a sentence for the resident. Refused: when the plan is over by now.
    """
    made = _of_token(tokens.find(token_text, purpose=Purpose.CONFIRM_HELP, now=now))
    tokens.redeem(token_text, purpose=Purpose.CONFIRM_HELP, now=now)
    case = made.submission
    reasons = why_not(case)
    if reasons:
        raise Refused(reasons)
    if not _is_known(made):
        made.confirmed_at, made.withdrawn_at = now, None
        made.save(update_fields=["confirmed_at", "withdrawn_at"])
        origin = Event.Origin.RESIDENT
        log(case, Event.Action.HELP_OFFERED, origin=origin, data={"offer": made.pk}, now=now)
        key = f"{made.pk}:{now:%Y%m%d%H%M}"
        tell_initiators(case, "plan_help", key=key, context={"offer": made.pk}, now=now)
    return made


@transaction.atomic
def withdraw(*, token_text: str, now: datetime) -> HelpOffer:
    """Take an offer back, any number of times; name, address and words are gone with it.

    Raises:
        TokenError: with a sentence for the resident.
    """
    made = _of_token(tokens.find(token_text, purpose=Purpose.WITHDRAW_HELP, now=now))
    HelpOffer.objects.filter(pk=made.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    empty([made.pk])
    tokens.revoke(purpose=Purpose.CONFIRM_HELP, subject=_token_subject(made), now=now)
    made.refresh_from_db()
    return made


def empty(keys: Iterable[int]) -> int:
    """Take everything out of offers that says who made them; the rows stay as a count. Returns how many."""
    return HelpOffer.objects.filter(pk__in=list(keys)).update(text="", name="", email_encrypted="", phone_encrypted="")


def _withdraw_link(made: HelpOffer, now: datetime) -> Token:
    """The link to take it back: the same one in every mail."""
    subject = _token_subject(made)
    known = Token.objects.filter(
        purpose=Purpose.WITHDRAW_HELP, subject=subject, revoked_at__isnull=True, expires_at__gt=now
    ).first()
    return known or tokens.issue(purpose=Purpose.WITHDRAW_HELP, subject=subject, now=now, valid_for=WITHDRAW_LASTS)


def _of_token(token: Token) -> HelpOffer:
    """What a token is about, ours until the transaction ends; a row that was removed is unknown."""
    offers = HelpOffer.objects.select_for_update(of=("self",)).select_related("submission__wijk")
    made = offers.filter(pk=token.subject.partition(":")[2]).first()
    if made is None:
        raise tokens.TokenUnknown
    return made


def _token_subject(made: HelpOffer) -> str:
    return f"help:{made.pk}"
