"""Icons, tiles, and how money, dates and times are written."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pytest

from django.template import engines
from django.utils import translation

from cms.icons import ICONS
from cms.templatetags.wijkplein import icoon
from cms.tiles import TILES

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@dataclass
class FakeWijk:
    """What tags ask of a wijk."""

    slug: str
    tile: str
    name: str

    def __str__(self) -> str:
        return self.name


MEENT = FakeWijk("hilversumse-meent", "meent", "Hilversumse Meent")
ZUID = FakeWijk("zuid", "zuid", "Zuid")


def render(source: str, **context: object) -> str:
    """Render a piece of template with the library loaded."""
    return engines["django"].from_string("{% load wijkplein %}" + source).render(context)


def test_an_icon_without_text_is_decoration() -> None:
    html = render('{% icoon "vink" %}')

    assert 'aria-hidden="true" focusable="false"><path d="m5 12.5 4.6 4.6L19.5 7"/></svg>' in html
    assert "aria-label" not in html


def test_an_icon_with_text_is_an_image_with_that_name() -> None:
    html = render('{% icoon "slot" text=text %}', text='Alleen "jij"')

    assert 'role="img" aria-label="Alleen &quot;jij&quot;"' in html
    assert "aria-hidden" not in html


def test_an_unknown_icon_is_a_mistake_that_shows() -> None:
    with pytest.raises(KeyError):
        icoon("eenhoorn")


@pytest.mark.parametrize("drawing", [*ICONS.values(), *TILES.values()])
def test_drawings_hold_shapes_only(drawing: str) -> None:
    bare = re.sub(r"<(path|rect|circle)(?: [a-z-]+=\"[\w .#,-]*\")+/>", "", drawing)

    assert bare == ""


def test_a_tile_has_the_key_of_its_wijk() -> None:
    html = render('{% tegel wijk size="s" %}', wijk=MEENT)

    assert html.startswith('<span class="wp-tegel wp-tegel--s" data-wijk="meent" aria-hidden="true"><svg')


@pytest.mark.parametrize("wijk", ["", None, "atlantis", FakeWijk("x", HOSTILE, "X")])
def test_a_tile_that_does_not_exist_is_not_drawn(wijk: object) -> None:
    assert render("{% tegel wijk %}{% tegelvlak wijk %}", wijk=wijk).strip() == ""


def test_the_tile_map_puts_wijken_where_they_lie_around_the_open_tile() -> None:
    wijken = [FakeWijk(key, key, key.title()) for key in sorted(TILES)]

    html = render("{% tegelkaart wijken %}", wijken=wijken)

    assert re.findall(r'href="([^"]*)"', html) == [
        "/wijken/meent/",
        "/wijken/noordwest/",
        "/wijken/noordoost/",
        "/",
        "/wijken/centrum/",
        "/wijken/oost/",
        "/wijken/zuidwest/",
        "/wijken/zuid/",
        "/wijken/zuidoost/",
        # Tiles without a place of their own come last, in the order of the wijken.
        "/wijken/dambord/",
        "/wijken/poort/",
        "/wijken/ruit/",
        "/wijken/ster/",
    ]


def test_the_tile_map_can_lead_to_a_page_below_each_wijk() -> None:
    html = render('{% tegelkaart wijken part="wijkthermometer" %}', wijken=[ZUID, MEENT])

    assert re.findall(r'href="([^"]*)"', html) == [
        "/wijken/hilversumse-meent/wijkthermometer/",
        "/wijken/zuid/wijkthermometer/",
        "/wijkthermometer/",
    ]


def test_addresses_follow_the_language() -> None:
    with translation.override("en"):
        assert render('{% pad "/wijken/" %}') == "/en/wijken/"
    assert render('{% pad "/wijken/" %}') == "/wijken/"


@pytest.mark.parametrize(
    ("filter_name", "value", "written"),
    [
        ("euro", 840_000, "€\xa08.400"),
        ("euro", None, ""),
        ("datum", date(2026, 12, 10), "donderdag 10 december 2026"),
        ("datum", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "vrijdag 1 januari 2027"),
        ("datum_jaar", date(2026, 3, 1), "1 maart 2026"),
        ("datum_kort", date(2026, 12, 10), "10 december"),
        ("tijd", time(17, 30), "17.30 uur"),
        ("tijd", time(0, 0), "0.00 uur"),
        ("tijd", datetime(2026, 7, 1, 7, 5, tzinfo=UTC), "9.05 uur"),
        ("tijd", datetime(2026, 12, 1, 7, 5, tzinfo=UTC), "8.05 uur"),
        ("datum_tijd", datetime(2026, 11, 20, 13, 32, tzinfo=UTC), "vrijdag 20 november 2026, 14.32 uur"),
        ("datum", None, ""),
        ("tijd", None, ""),
        ("datum_tijd", None, ""),
        ("tel", "14 035", '<a href="tel:14035">14 035</a>'),
        ("tel", "+31 (0)6 12", '<a href="tel:+310612">+31 (0)6 12</a>'),
        ("tel", "", ""),
        ("initialen", "Samira Verhoef", "SV"),
        ("initialen", "Lotte van Dam", "LD"),
        ("initialen", "Ünal", "Ü"),
        ("initialen", "", ""),
    ],
)
def test_money_dates_and_times_are_written_the_dutch_way(filter_name: str, value: object, written: str) -> None:
    assert render(f"{{{{ value|{filter_name} }}}}", value=value) == written


def test_a_telephone_number_can_not_bring_markup() -> None:
    html = render("{{ value|tel }}", value='14<b>"035')

    assert html == '<a href="tel:14035">14&lt;b&gt;&quot;035</a>'
