"""The five criteria for an initiative, as the wijkregisseur reads them (domain/README, Criteria)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Criterion:
    """One criterion. `is_information` marks the one that never counts for or against."""

    number: int
    title: Promise
    text: Promise
    is_information: bool = False


CRITERIA = (
    Criterion(
        1,
        _("Komt van bewoners"),
        _(
            "Het plan komt aantoonbaar van bewoners of van andere partijen uit de wijk. Die zijn niet commercieel en "
            "draaien vooral op vrijwilligers. Betaalde steun mag."
        ),
    ),
    Criterion(
        2,
        _("Draagvlak bij meer partijen"),
        _(
            "Er is draagvlak in de buurt dat je kunt nagaan, bij meer partijen en niet bij één belangengroep. Meer "
            "mensen dan de initiatiefnemers kunnen meedoen of er gebruik van maken."
        ),
    ),
    Criterion(
        3,
        _("Past bij een thema van de wijk"),
        _("Mag, hoeft niet. Dit is ter informatie: het telt nooit voor of tegen."),
        is_information=True,
    ),
    Criterion(
        4,
        _("Vult aan en past bij beleid"),
        _("Er is geen ander geld voor en het botst niet met beleid. Bij twijfel beslist het college."),
    ),
    Criterion(
        5,
        _("Mag, en is goed uitgewerkt"),
        _(
            "Het plan mag volgens de wet en is redelijk uitgewerkt. De buurt doet zelf ook iets, vertelt erover aan "
            "andere buren en laat zien waar het geld heen gaat."
        ),
    ),
)
