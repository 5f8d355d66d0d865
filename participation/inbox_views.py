"""The standard views of the inbox: filters under a name, and never a result (inbox.md section 2)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.codes import LATE_LABEL


@dataclass(frozen=True)
class View:
    """One view. query: what stands in the address behind its "?"; key: how a counter names it."""

    key: str
    name: str | Promise
    query: str


STANDARD: tuple[View, ...] = (
    View("aan-zet", _("Ik ben aan zet"), "let_op=aan-zet"),
    View("nieuw", _("Nieuw in mijn wijk"), "groep=nieuw"),
    View("te-laat", _("Te laat, of nog 3 werkdagen"), "termijn=te-laat&termijn=3"),
    View("berichten", _("Nieuwe berichten"), "let_op=bericht"),
    View("niemand", _("Nog van niemand"), "van=niemand"),
    View("mandaat", _("Ter besluit: mijn mandaat"), "let_op=mijn-mandaat"),
    View("indiener", _("Wacht op de indiener"), "status=waiting_initiator"),
    View("advies", _("Wacht op advies"), "status=advice"),
    View("steun", _("Wacht op draagvlak"), "status=gathering_support"),
    View("toegekend", _("Toegekend, nog niet klaar"), "status=granted&status=partly_granted&status=executing"),
    View("bezwaar", _("Bezwaar of te laat gemeld"), "label=bezwaar&label=te-laat-gemeld"),
    View("taak", _("Een taak overnemen"), "soort=challenge"),
    View("zwervers", _("Zwervers"), "let_op=zwerver"),
    View("buiten", _("Buiten de wijken of onbekend"), "wijk=geen"),
)
# Labels that the standard views count on; the set-up of a municipality makes them.
LABELS = (("bezwaar", "Bezwaar"), LATE_LABEL, ("spoed", "Spoed"))
# What the front page of the admin counts.
ON_THE_FRONT = ("te-laat", "berichten", "niemand", "zwervers")
