"""Who a person is without saying so, who takes on a case, and whom a mail goes to."""

import unicodedata
from datetime import date, datetime

from django.db.models import CharField, DateField, IntegerField, QuerySet

from cms.crypto import keyed_hash, normalise_email
from cms.mail import outbox
from cms.models import PostcodeArea, Role, User, Wijk, WijkRole
from cms.postcodes import is_pc6, normalise
from cms.prepared import Prepared, Slot
from participation.details import postcode_of
from participation.models import Applicant, Submission

# One purpose for initiators, supporters and signers: initiators don't support their own plan, and nobody signs
# for a plan in which he or she takes part (inbox.md section 5).
_PERSON = "person"
# Support on paper and by phone: no address, so another key (participation.md, Support). It never matches the first.
_CARD = "card"


def person_hash(email: str) -> str:
    """The key under which a person is known by e-mail address, "" without one. The key lies outside the database."""
    return keyed_hash(_PERSON, normalise_email(email)) if email.strip() else ""


def card_hash(postcode: str, house_number: str, initials: str) -> str:
    """The key under which somebody without e-mail is known, "" where a part is missing.

    As people write them: "12 A" is "12a", "J.P. de V." is "jpdev", accents and capitals make no other person.
    """
    place, number, letters = normalise(postcode), _bare(house_number), _bare(initials)
    is_whole = is_pc6(place) and any(sign.isdigit() for sign in number) and any(sign.isalpha() for sign in letters)
    return keyed_hash(_CARD, f"{place}|{number}|{letters}") if is_whole else ""


def _bare(text: str) -> str:
    """Letters and digits alone, small, without accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def handler_id_for(wijk: Wijk | None, postcode: str, on: date) -> int | None:
    """The number of the wijkregisseur who takes on a new case of this wijk on a local date; None where that is not
    clear. One query.

    Of several, the one whose own areas hold the postcode (Oost has two). Deputies only where nobody else is there.
    """
    if wijk is None:
        return None
    rows = _HANDLERS.rows(wijk=wijk.pk, on=on)
    rows = [row for row in rows if row[1] is None] or rows
    near = [user for user, _deputy_for, first, last in rows if postcode and first and first <= postcode <= last]
    people = dict.fromkeys(near or [row[0] for row in rows])
    return next(iter(people)) if len(people) == 1 else None


def wijkregisseur_of(case: Submission, *, on: date) -> User | None:
    """Who handles the case, else who would take it on on a local date; None where that is not clear yet."""
    if case.assignee_id:
        return case.assignee
    number = handler_id_for(case.wijk, postcode_of(case), on)
    return User.objects.get(pk=number) if number else None


def _handlers() -> QuerySet:
    """Who holds the role, once for each area of his or her own, or once without one."""
    roles = WijkRole.objects.active(Slot("on", DateField()))
    roles = roles.filter(role=Role.WIJKREGISSEUR, wijk=Slot("wijk", IntegerField())).order_by("pk", "areas__first")
    return roles.values_list("user_id", "deputy_for_id", "areas__first", "areas__last")


_HANDLERS = Prepared(_handlers)


def buurt_id_of(wijk: Wijk | None, postcode: str) -> int | None:
    """The buurt of this wijk that a postcode lies in; None where that is not known. One query."""
    if not postcode or wijk is None:
        return None
    return next((buurt for (buurt,) in _BUURTEN.rows(wijk=wijk.pk, postcode=postcode)), None)


def _buurten() -> QuerySet:
    wijk, postcode = Slot("wijk", IntegerField()), Slot("postcode", CharField())
    areas = PostcodeArea.objects.filter(wijk=wijk, first__lte=postcode, last__gte=postcode, buurt__isnull=False)
    return areas.order_by("first", "pk").values_list("buurt_id")[:1]


_BUURTEN = Prepared(_buurten)


def tell_initiators(
    case: Submission, template: str, *, key: str, now: datetime, context: dict[str, object] | None = None
) -> None:
    """Queue a mail to the initiator, and to co-initiators who confirmed their address; none without an address.

    key: what makes this mail one of a kind for the case, so that it goes once.
    """
    for applicant in Applicant.objects.filter(submission_id=case.pk).exclude(email=""):
        if applicant.is_main or applicant.email_confirmed_at:
            outbox.queue(
                template=template,
                to=applicant.email,
                context={"submission": case.pk, "applicant": applicant.pk, **(context or {})},
                dedupe_key=f"{template}:{case.pk}:{applicant.pk}:{key}",
                now=now,
                language=case.language,
            )
