"""Who a resident can turn to."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cms.models import User
from participation.details import postcode_of
from participation.models import Submission
from participation.services.people import handler_id_for


def wijkregisseur_of(submission: Submission, *, on: date) -> User | None:
    """Who handles the case, else who would take it on on a local date; None where that is not clear yet."""
    if submission.assignee_id:
        return submission.assignee
    number = handler_id_for(submission.wijk, postcode_of(submission), on)
    return User.objects.get(pk=number) if number else None


def person_card(submission: Submission, *, on: date) -> dict[str, str] | None:
    """What components/person.html needs of the wijkregisseur of a case, and the first name for in sentences."""
    user = wijkregisseur_of(submission, on=on)
    if user is None:
        return None
    wijk = submission.wijk
    return {
        "name": user.get_full_name(),
        "role": _("Wijkregisseur %(wijk)s") % {"wijk": wijk} if wijk else _("Wijkregisseur"),
        "text": _("Je eerste aanspreekpunt. Helpt je met je plan en met vragen aan de gemeente."),
        "email": user.email,
        "phone": user.phone,
        "first_name": user.first_name or user.get_full_name(),
    }
