"""The accessibility statement: what it says, and when it must be renewed (compliance C4).

The statement is renewed each year, the research behind it each three years (Besluit digitale toegankelijkheid
overheid). Editors hear of it a month ahead.
"""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from cms.templatetags.notation import datum_jaar
from pages.models import AccessibilityPage

STATEMENT_MONTHS = 11
RESEARCH_MONTHS = 35
_WORDS = {
    "A": lambda: _("Deze site voldoet aan alle eisen."),
    "B": lambda: _("Deze site voldoet voor een deel aan de eisen. We lossen op wat nog niet goed is."),
    "C": lambda: _("We werken aan deze site, zodat die aan de eisen voldoet. Er is nog geen volledig onderzoek."),
    "D": lambda: _("Deze site voldoet niet aan de eisen. We werken eraan."),
    "E": lambda: _("Er is nog geen onderzoek. We weten nog niet of deze site aan de eisen voldoet."),
}


def words(status: str) -> str:
    """What a status means, for somebody who never saw the register."""
    return _WORDS[status]()


def months_between(first: date, last: date) -> int:
    """Whole months from one date to a later one: 31 January to 28 February is none, to 1 March one."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def warnings(page: AccessibilityPage, today: date) -> list[str]:
    """Sentences for the editor: what is missing, and what is due. None when all is well."""
    found = []
    if page.stated_on is None:
        found.append(_("De toegankelijkheidsverklaring heeft nog geen datum."))
    elif months_between(page.stated_on, today) >= STATEMENT_MONTHS:
        found.append(
            _("De toegankelijkheidsverklaring is van %(day)s. Vernieuw haar binnen een jaar na die datum.")
            % {"day": datum_jaar(page.stated_on)}
        )
    if page.status != AccessibilityPage.Status.E and page.researched_on is None:
        found.append(_("Bij de toegankelijkheidsverklaring staat nog geen datum van het onderzoek."))
    elif page.researched_on and months_between(page.researched_on, today) >= RESEARCH_MONTHS:
        found.append(
            _("Het onderzoek naar toegankelijkheid is van %(day)s. Het mag hoogstens drie jaar oud zijn.")
            % {"day": datum_jaar(page.researched_on)}
        )
    if not page.register_url:
        found.append(_("De toegankelijkheidsverklaring heeft nog geen link naar het landelijke register."))
    return found
