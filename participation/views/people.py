"""Who a resident can turn to."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from participation.models import Submission
from participation.services.people import wijkregisseur_of


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
