"""The last step: from answers to a ballot, or to a mail that asks for a confirmation."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from cms import throttle
from cms.guard import is_unproven, may_mail_for
from cms.in_mail import NOBODY
from cms.languages import active_language
from cms.mail.limit import HOUR
from cms.postcodes import find_wijk
from cms.throttle import Limit
from polls import hashes
from polls.addresses import vote_path
from polls.codes import BY_EMAIL, Identity
from polls.forms.voting import VoteForm
from polls.models import AddressCode, Poll, Voter
from polls.reading import is_inside
from polls.services import changing, confirming
from polls.services.casting import cast
from polls.services.errors import AlreadyVoted, BadAnswers, NotOpen, Refused
from polls.views import in_mail
from polls.views.find import closed, keep, kept, refused, remember_voted

OPEN_VOTES_PER_HOUR = 30
UNPROVEN_VOTES_PER_HOUR = 10
WRONG_CODES_PER_HOUR = 20
_BROWSER = "stem"
_signer = Signer(salt="polls.browser")


def finish(request: HttpRequest, poll: Poll, form: VoteForm, now: datetime) -> HttpResponse | None:
    """Cast the ballot of a valid form, or ask to confirm it; None where the form has to be shown again."""
    try:
        if poll.identity in BY_EMAIL:
            return _by_email(request, poll, form, now)
        if poll.identity == Identity.CODE:
            return _by_code(request, poll, form, now)
        return _open(request, poll, form, now)
    except NotOpen:
        return closed(request, poll, now)
    except BadAnswers as error:
        form.add_error(None, str(error))
        return None
    except Refused as refusal:
        return refused(request, poll, refusal)


def thanks(request: HttpRequest, poll: Poll) -> HttpResponse:
    """On to the page that thanks."""
    # Django's `redirect` would first look for a view with this name, among all.
    response = HttpResponseRedirect(f"{vote_path(poll)}bedankt/")
    remember_voted(response, request, poll)
    return response


def _wijk_id(form: VoteForm) -> int | None:
    postcode = form.cleaned_data.get("postcode")
    wijk = find_wijk(postcode).wijk if postcode else None
    return wijk.pk if wijk else None


def _open(request: HttpRequest, poll: Poll, form: VoteForm, now: datetime) -> HttpResponse | None:
    """Once for a browser, by its cookie; and not too often from one connection."""
    number = browser_number(request)
    if not number:
        form.add_error(None, _("Je browser bewaarde onze cookie niet. Sta cookies toe en verstuur het opnieuw."))
        return None
    if not form.cleaned_data.get("bijschrift"):
        most = UNPROVEN_VOTES_PER_HOUR if is_unproven(request, form, now) else OPEN_VOTES_PER_HOUR
        cast_open(poll, form, number, limit_of(request, poll, now, most))
    return thanks(request, poll)


def limit_of(request: HttpRequest, poll: Poll, now: datetime, most: int = OPEN_VOTES_PER_HOUR) -> Limit:
    """How often people may vote in an open poll from one connection."""
    return Limit(f"poll_open:{poll.pk}", throttle.client_ip(request), most, HOUR, now)


def cast_open(poll: Poll, form: VoteForm, number: str, limit: Limit, *, is_kept: bool = False) -> None:
    """Cast the ballot of the browser with this number; raises as `cast`."""
    voter_hash = hashes.of_browser(poll, number)
    cast(poll=poll, voter_hash=voter_hash, answers=form.answers, wijk_id=_wijk_id(form), limit=limit, is_kept=is_kept)


def browser_number(request: HttpRequest) -> str:
    """The random number of this browser; "" where it has none of ours."""
    try:
        return _signer.unsign(kept(request, _BROWSER))
    except BadSignature:
        return ""


def remember_browser(response: HttpResponse, request: HttpRequest, poll: Poll) -> HttpResponse:
    """Give a browser its number, where the poll counts browsers and it has none yet."""
    if poll.identity == Identity.OPEN and not browser_number(request):
        keep(response, request, poll, _BROWSER, _signer.sign(secrets.token_urlsafe(16)))
    return response


def _by_email(request: HttpRequest, poll: Poll, form: VoteForm, now: datetime) -> HttpResponse | None:
    """A mail asks to confirm; what somebody sees is the same for every address (fault 25)."""
    email = str(form.cleaned_data["email"])
    if poll.identity == Identity.AREA and not is_inside(poll, form.cleaned_data["postcode"]):
        form.add_error(
            "postcode", _("Deze postcode ligt buiten het gebied van deze peiling. Je kunt hier niet stemmen.")
        )
        return None
    waits = NOBODY
    if may_mail_for(request, form, email, now):
        waits = confirming.give(
            poll=poll,
            email=email,
            answers=form.answers,
            wijk_id=_wijk_id(form),
            now=now,
            language=active_language(),
        )
    return in_mail.go(poll, waits, now)


def _by_code(request: HttpRequest, poll: Poll, form: VoteForm, now: datetime) -> HttpResponse | None:
    """Once for a code. Where answers may be changed, the same code changes them."""
    ip = throttle.client_ip(request)
    if throttle.is_full("poll_code", ip, limit=WRONG_CODES_PER_HOUR, now=now):
        form.add_error("code", _("Er zijn te veel verkeerde codes ingevuld. Probeer het over een uur opnieuw."))
        return None
    voter_hash = hashes.of_code(poll, form.cleaned_data["code"])
    code = AddressCode.objects.filter(poll=poll, code_hash=voter_hash, is_revoked=False).first()
    if code is None:
        throttle.hit("poll_code", ip, limit=WRONG_CODES_PER_HOUR, per=HOUR, now=now)
        form.add_error("code", _("Deze code kennen we niet. Kijk de code in de brief nog eens na."))
        return None
    try:
        cast(poll=poll, voter_hash=voter_hash, answers=form.answers, wijk_id=code.wijk_id)
    except AlreadyVoted:
        if not poll.may_change:
            raise Refused(_("Met deze code is al gestemd. Iedere code werkt één keer.")) from None
        changing.change(voter=Voter.objects.get(poll=poll, voter_hash=voter_hash), answers=form.answers)
    return thanks(request, poll)
