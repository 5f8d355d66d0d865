"""Where the municipality lies, as a box of degrees (WGS 84): a point outside it is a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.conf import settings

_SIX_DECIMALS = Decimal("0.000001")


@dataclass(frozen=True)
class Bounds:
    """The box: all in degrees, south below north and west before east."""

    south: Decimal
    west: Decimal
    north: Decimal
    east: Decimal

    def has(self, latitude: Decimal, longitude: Decimal) -> bool:
        """Whether a point lies in it, the edge included."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def read_bounds(text: str) -> Bounds:
    """The box of "south,west,north,east", such as "52.17,5.09,52.29,5.26".

    Raises:
        ValueError: when it is not four numbers that make a box on earth.
    """
    try:
        box = Bounds(*(Decimal(part.strip()) for part in text.split(",")))
        is_box = -90 <= box.south < box.north <= 90 and -180 <= box.west < box.east <= 180
    except (InvalidOperation, TypeError):
        is_box = False
    if not is_box:
        raise ValueError(f"no box of south,west,north,east: {text}")
    return box


def in_municipality(latitude: Decimal, longitude: Decimal) -> bool:
    """Whether a point lies in the box of MUNICIPALITY_BOUNDS."""
    return read_bounds(settings.MUNICIPALITY_BOUNDS).has(latitude, longitude)


def read_point(latitude: str, longitude: str) -> tuple[Decimal, Decimal] | None:
    """A point as a form sends it, rounded to six decimals; None where it is none or lies outside the municipality."""
    try:
        point = tuple(Decimal(text.strip()[:30]).quantize(_SIX_DECIMALS) for text in (latitude, longitude))
    except InvalidOperation:
        return None
    if not all(degrees.is_finite() for degrees in point):
        return None
    return (point[0], point[1]) if in_municipality(*point) else None
