"""The map of the wijken, and the twelve tiles with their colours."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from django.contrib.staticfiles.finders import find
from django.template import engines

from cms.contrast import ratio
from cms.map import SHAPES, areas
from cms.models import Wijk
from cms.tiles import ACCENTS, TILES

HOSTILE = '"><script>alert(1)</script>'


@dataclass
class FakeWijk:
    """What the map asks of a wijk."""

    slug: str
    tile: str
    name: str

    def __str__(self) -> str:
        return self.name


MEENT = FakeWijk("hilversumse-meent", "meent", "Hilversumse Meent")
OOST = FakeWijk("oost", "oost", "Oost")
NINTH = FakeWijk("nieuwe-haven", "ster", "Nieuwe Haven")


def drawn(*wijken: FakeWijk) -> str:
    """The map of these wijken."""
    source = "{% load wijkplein %}{% wijkkaart wijken %}"
    return engines["django"].from_string(source).render({"wijken": wijken}).strip()


def test_every_wijk_on_the_map_is_a_link_with_its_name() -> None:
    html = drawn(OOST, MEENT)

    assert re.findall(r'<a href="([^"]*)" data-wijk="(\w+)"', html) == [
        ("/wijken/oost/", "oost"),
        ("/wijken/hilversumse-meent/", "meent"),
    ]
    assert re.sub(r"<[^>]+>", "", html).split() == (
        ["Oost", "Hilversumse", "Meent", "Of", "kies", "je", "wijk", "op", "de", "kaart.", "Liever", "een", "lijst?"]
    )


def test_a_wijk_without_a_shape_stays_off_the_map() -> None:
    assert "Nieuwe Haven" not in drawn(OOST, NINTH)
    assert "Oost" in drawn(OOST, NINTH)


def test_without_shapes_there_is_no_map_and_no_sentence_about_it() -> None:
    assert drawn(NINTH) == ""


def test_of_two_wijken_with_one_tile_the_first_has_the_shape() -> None:
    html = drawn(OOST, FakeWijk("x", "oost", "Tweede"))

    assert "Tweede" not in html


def test_a_long_name_is_written_on_two_lines() -> None:
    assert [[line for _, _, line in area.lines] for area in areas([MEENT, OOST])] == [
        ["Oost"],
        ["Hilversumse", "Meent"],
    ]


def test_the_name_of_a_wijk_is_escaped() -> None:
    assert "<script" not in drawn(FakeWijk("oost", "oost", HOSTILE))


def test_the_map_of_all_wijken_stays_small() -> None:
    wijken = [FakeWijk(key, key, key.title()) for key in SHAPES]

    assert len(re.search(r"<svg.*</svg>", drawn(*wijken), re.S)[0]) <= 3 * 1024


def test_every_tile_can_be_chosen_and_has_an_accent() -> None:
    assert set(Wijk.Tile.values) == set(TILES) == set(ACCENTS)
    assert len(TILES) == 12


@pytest.mark.parametrize("key", TILES)
def test_the_colours_of_a_tile_can_be_read(key: str) -> None:
    css = Path(find("cms/wijkplein.css")).read_text()
    rule = re.search(rf'\[data-wijk="{key}"\]\s*{{([^}}]*)}}', css)[1]
    colours = dict(re.findall(r"--(wijk[\w-]*): (#[0-9a-f]{6});", rule))

    assert colours["wijk"] == ACCENTS[key]
    assert ratio("#ffffff", colours["wijk"]) >= 4.5
    assert ratio(colours["wijk"], colours["wijk-tint"]) >= 4.5
    assert ratio(colours["wijk-strong"], colours["wijk-tint"]) >= 7
    assert ratio(colours["wijk-strong"], colours["wijk-mid"]) >= 4.5
    # A tile's drawing on its own colour: a graphic, not text.
    assert ratio(colours["wijk-mid"], colours["wijk"]) >= 3


def test_contrast_is_computed_as_wcag_says() -> None:
    assert ratio("#ffffff", "#000000") == pytest.approx(21)
    assert ratio("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)
