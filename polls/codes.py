"""Words that stand in the tables of polls, with what people read for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What kind of answer a question asks for (spec/polls.md)."""

    ONE = "one", _("één keuze")
    SEVERAL = "several", _("meer keuzes")
    YES_NO = "yes_no", _("ja, nee of geen mening")
    SCALE = "scale", _("schaal")
    RANKING = "ranking", _("volgorde")
    NUMBER = "number", _("getal")
    SHORT_TEXT = "short_text", _("korte tekst")
    LONG_TEXT = "long_text", _("lange tekst")
    PICTURE = "picture", _("keuze uit foto's")
    MATRIX = "matrix", _("schalen onder elkaar")
    PLACE = "place", _("plek op de kaart")


# Kinds whose answer is one or more of the choices, and those that are words.
PICKS = frozenset({Kind.ONE, Kind.SEVERAL, Kind.YES_NO, Kind.PICTURE})
# Those that are counted by choice: of a place, the part of town is one.
COUNTED = PICKS | {Kind.PLACE}
TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
TEXT_LIMITS = {Kind.SHORT_TEXT: 200, Kind.LONG_TEXT: 2000}
OTHER_LIMIT = 200


class Identity(models.IntegerChoices):
    """How sure we are that everyone votes once."""

    OPEN = 0, _("open: één keer per browser, de uitslag is een indicatie")
    EMAIL = 1, _("met een bevestigd e-mailadres")
    AREA = 2, _("met een bevestigd e-mailadres en een postcode uit het gebied")
    CODE = 3, _("met een code uit een brief: één stem per adres")


BY_EMAIL = frozenset({Identity.EMAIL, Identity.AREA})


class ShowResult(models.TextChoices):
    """When residents see how the votes lie."""

    LIVE = "live", _("altijd, ook tijdens het stemmen")
    VOTED = "voted", _("na het stemmen")
    CLOSED = "closed", _("na het sluiten")


class Rung(models.IntegerChoices):
    """How much a vote weighs: the five steps of influence (design/peiling.html)."""

    INFORM = 1, _("Informatie krijgen")
    CONSULT = 2, _("Mening geven")
    ADVISE = 3, _("Advies geven")
    MAKE = 4, _("Samen maken")
    DECIDE = 5, _("Zelf beslissen")


class Channel(models.TextChoices):
    """How a ballot came in."""

    ONLINE = "online", _("via de site")
    PAPER = "paper", _("op papier")


class Review(models.TextChoices):
    """What a moderator made of an open answer."""

    NONE = "", _("geen tekst")
    WAITING = "waiting", _("nog te bekijken")
    SHOWN = "shown", _("staat op de site")
    HIDDEN = "hidden", _("komt niet op de site")
