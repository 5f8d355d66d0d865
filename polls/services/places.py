"""Parts of town that people point at: the buurten of a wijk, and the wijken of the city."""

from __future__ import annotations

from collections.abc import Iterator

from cms.models import PostcodeArea, Wijk
from cms.postcodes import bounds
from cms.wijken import in_order
from polls.questions import Ask, Option


def parts_of(wijk: Wijk | None) -> Iterator[tuple[str, str]]:
    """Key and name of each part; of a wijk whose buurten are not known, all wijken."""
    buurten = list(wijk.buurten.order_by("name")) if wijk else []
    if buurten:
        yield from ((f"buurt:{buurt.pk}", buurt.name) for buurt in buurten)
    else:
        yield from ((f"wijk:{wijk.pk}", wijk.name) for wijk in in_order())


def part_at(ask: Ask, postcode: str) -> Option | None:
    """The part in which a normalised postcode lies ("1214", "1214AB"); None where it is none of these, or several."""
    first, last = bounds(postcode)
    areas = PostcodeArea.objects.filter(first__lte=last, last__gte=first)
    names = {name for pair in areas.values_list("wijk__name", "buurt__name") for name in pair}
    found = [option for option in ask.open_options if option.text in names]
    return found[0] if len(found) == 1 else None
