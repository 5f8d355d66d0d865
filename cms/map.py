"""The map of the wijken: a drawing of where they lie, keyed by tile. Not to scale, and not a source of boundaries.

A wijk whose tile has no shape here stays off the map: the tiles and the list always hold every wijk. A municipality
with a map of its own replaces `SHAPES`; an empty one leaves the map out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cms.tiles import tile_key

WIDTH, HEIGHT = 560, 525
LINE_HEIGHT = 22
# Above this many characters a name of several words is written on two lines.
LINE_LENGTH = 12
GLYPH_SIZE = 26


@dataclass(frozen=True)
class Shape:
    """One wijk on the map: its outline as an SVG path, and the middle of its name (units of the drawing)."""

    outline: str
    x: int
    y: int


SHAPES: dict[str, Shape] = {
    "noordwest": Shape("M150 152 282 95 292 236 268 300 222 288 138 262Z", 212, 208),
    "noordoost": Shape("M282 95 424 104 462 190 356 224 292 236Z", 366, 172),
    "oost": Shape("M462 190 532 262 520 362 430 366 370 326 388 270 356 224Z", 452, 298),
    "zuidoost": Shape("M430 366 520 362 500 456 412 490 360 420 370 326Z", 436, 440),
    "zuid": Shape("M310 342 370 326 360 420 412 490 302 506 226 440 268 300Z", 306, 436),
    "zuidwest": Shape("M138 262 222 288 268 300 226 440 118 410 92 322Z", 172, 366),
    "centrum": Shape("M292 236 356 224 388 270 370 326 310 342 268 300Z", 328, 300),
    "meent": Shape("M14 44 126 10 176 70 112 138 24 118Z", 94, 86),
}


@dataclass(frozen=True)
class Area:
    """What the template draws of one wijk."""

    wijk: object
    key: str
    outline: str
    lines: tuple[tuple[int, int, str], ...]
    glyph_x: int
    glyph_y: int


def areas(wijken: Iterable[object]) -> list[Area]:
    """Give the areas of the wijken that have a shape. Where two share a tile, the first one has the shape."""
    by_key: dict[str, object] = {}
    for wijk in wijken:
        by_key.setdefault(tile_key(wijk), wijk)
    return [_area(key, shape, by_key[key]) for key, shape in SHAPES.items() if key in by_key]


def _area(key: str, shape: Shape, wijk: object) -> Area:
    words = _in_lines(str(wijk))
    lines = tuple((shape.x, shape.y + index * LINE_HEIGHT, line) for index, line in enumerate(words))
    return Area(wijk, key, shape.outline, lines, shape.x - GLYPH_SIZE // 2, shape.y - 20 - GLYPH_SIZE)


def _in_lines(name: str) -> list[str]:
    """Break a long name at its last space."""
    return name.rsplit(" ", 1) if len(name) > LINE_LENGTH else [name]
