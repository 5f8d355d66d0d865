"""Answers on paper, entered by staff: against a code of a letter, or the number that is written on the form."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cms import audit
from cms.models import User
from polls import hashes
from polls.codes import Channel, Identity
from polls.models import AddressCode, Poll
from polls.questions import Answers
from polls.services.casting import cast
from polls.services.errors import AlreadyVoted, Refused


def enter(*, poll: Poll, number: str, answers: Answers, wijk_id: int | None, by: User, now: datetime) -> None:
    """Cast the ballot of a paper form. number: the code of the letter, or the number on the form: once each.

    Raises:
        BadAnswers: when they don't fit. NotOpen: before opening and after closing. Refused: for an unknown code, or a
        form that was entered before.
    """
    if poll.identity == Identity.CODE:
        voter_hash = hashes.of_code(poll, number)
        code = AddressCode.objects.filter(poll=poll, code_hash=voter_hash, is_revoked=False).first()
        if code is None:
            raise Refused(_("Deze code kennen we niet. Kijk de code in de brief nog eens na."))
        wijk_id = code.wijk_id
    else:
        voter_hash = hashes.of_form(poll, number)
    try:
        cast(poll=poll, voter_hash=voter_hash, answers=answers, wijk_id=wijk_id, channel=Channel.PAPER)
    except AlreadyVoted:
        raise Refused(_("Dit formulier is al ingevoerd, of met deze code is al gestemd.")) from None
    audit.log(action="poll.paper", object=poll, actor=by, now=now)
