"""The look of Wijkplein as template tags: icons, tiles and meters; `notation` and `form_parts` come along.

Everything that comes from outside is escaped; the drawings themselves stand in cms.icons and cms.tiles.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from cms.icons import ICONS
from cms.languages import address
from cms.map import HEIGHT, WIDTH, areas
from cms.meters import Balance, attribute, segments, share
from cms.money import format_euro
from cms.pieces import piece
from cms.templatetags import form_parts, notation
from cms.tiles import ACCENTS, TILE_MAP, TILES, tile_key

register = template.Library()
for _part in (notation, form_parts):
    register.filters.update(_part.register.filters)
    register.tags.update(_part.register.tags)

_ICON = (
    '<svg class="wp-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linecap="round" stroke-linejoin="round"{} focusable="false">{}</svg>'
)


@register.simple_tag
@lru_cache(maxsize=500)
def icoon(name: str, text: str = "") -> SafeString:
    """Draw an icon of cms.icons. Without `text` it is decoration; with it, an image with that name.

    Raises:
        KeyError: when there is no such icon.
    """
    label = format_html(' role="img" aria-label="{}"', text) if text else mark_safe(' aria-hidden="true"')
    return format_html(_ICON, label, mark_safe(ICONS[name]))  # noqa: S308 (our own drawing)


@register.simple_tag
def tegel(wijk: object, size: str = "") -> SafeString:
    """Draw the tile of a wijk (or of a key of cms.tiles). Sizes: "s" and "l"; nothing where there is no such tile."""
    key = tile_key(wijk)
    if not key:
        return SafeString("")
    return format_html(
        '<span class="wp-tegel{}" data-wijk="{}" aria-hidden="true">'
        '<svg viewBox="0 0 40 40" fill="currentColor" focusable="false">{}</svg></span>',
        f" wp-tegel--{size}" if size else "",
        key,
        mark_safe(TILES[key]),  # noqa: S308 (our own drawing)
    )


@piece(register, "components/tegelvlak.html")
def tegelvlak(wijk: object) -> dict[str, object]:
    """Fill the right half of a wijk's hero with its tile. Once per page: the drawing has ids."""
    key = tile_key(wijk)
    return {"drawing": mark_safe(TILES[key]) if key else ""}  # noqa: S308 (our own drawing)


@register.simple_tag
@cache
def logo() -> SafeString:
    """Draw the mark: eight tiles around a square, the open one in gold."""
    squares = []
    for index, key in enumerate(TILE_MAP):
        x, y = 1 + index % 3 * 15, 1 + index // 3 * 15
        if key:
            squares.append(f'<rect x="{x}" y="{y}" width="13" height="13" fill="{ACCENTS[key]}"/>')
        else:
            squares.append(
                f'<rect x="{x + 1}" y="{y + 1}" width="11" height="11" fill="#f5b92e" '
                'stroke="#16222e" stroke-width="1.6"/>'
            )
    return format_html(
        '<svg viewBox="0 0 45 45" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe("".join(squares)),  # noqa: S308 (numbers and our own colours)
    )


@register.simple_tag
@cache
def tegelrij() -> SafeString:
    """Draw the row of eight colours under the header."""
    return format_html(
        '<div class="wp-tegelrij" aria-hidden="true">{}</div>',
        format_html_join("", '<i data-wijk="{}"></i>', ((key,) for key in TILE_MAP if key)),
    )


# The section's name, as views and pages set it in `section`, its address and its text.
_MENU = (
    ("wijken", "/wijken/", gettext_lazy("Wijken")),
    ("agenda", "/agenda/", gettext_lazy("Agenda")),
    ("initiatieven", "/initiatieven/", gettext_lazy("Initiatieven")),
    ("meepraten", "/peilingen/", gettext_lazy("Peilingen")),
    ("geld", "/wijkthermometer/", gettext_lazy("Geld voor je wijk")),
)


@piece(register, "components/menu.html", takes_context=True)
def hoofdmenu(context: template.Context) -> dict[str, object]:
    """Show the main menu, and in it the page that we are on, or else the section."""
    request, section = context.get("request"), context.get("section")
    here = request.path if request else ""
    items = []
    for key, path, text in _MENU:
        url = pad(path)
        current = "page" if url == here else "true" if key == section else ""
        items.append({"url": url, "text": str(text), "current": current})
    return {"items": items}


@piece(register, "components/tegelkaart.html")
def tegelkaart(wijken: Iterable[object], part: str = "") -> dict[str, object]:
    """Show the wijken as a map of tiles with links; the open tile leads to the whole town.

    `part` is the page below each wijk to link to, such as "wijkthermometer".
    """
    tail = f"{part}/" if part else ""
    places = {key: place for place, key in enumerate(TILE_MAP)}
    ordered = sorted(wijken, key=lambda wijk: places.get(tile_key(wijk), len(TILE_MAP)))
    tiles = [
        {"key": key, "name": str(wijk), "url": pad(f"/wijken/{wijk.slug}/{tail}"), "drawing": mark_safe(TILES[key])}  # noqa: S308
        for wijk in ordered
        if (key := tile_key(wijk))
    ]
    return {
        "tiles": tiles,
        "open_at": TILE_MAP.index(None),
        "town_url": pad(f"/{tail}"),
        "town": settings.MUNICIPALITY_NAME,
    }


@piece(register, "components/wijkkaart.html")
def wijkkaart(wijken: Iterable[object]) -> dict[str, object]:
    """Show the wijken on the map of cms.map, each a link; nothing where none of them has a shape."""
    return {
        "width": WIDTH,
        "height": HEIGHT,
        "areas": [
            {**vars(area), "url": pad(f"/wijken/{area.wijk.slug}/"), "drawing": mark_safe(TILES[area.key])}  # noqa: S308
            for area in areas(wijken)
        ],
    }


@register.inclusion_tag("components/tegelplein.html")
def tegelplein() -> dict[str, object]:
    """Draw the tiles of the page that was not found."""
    return {
        "tiles": [
            {
                "key": key,
                "x": index % 3 * 104,
                "y": index // 3 * 104,
                "drawing": mark_safe(TILES[key]) if key else "",  # noqa: S308 (our own drawing)
            }
            for index, key in enumerate(TILE_MAP)
        ]
    }


@register.simple_tag
def staaf(percent: float, css_class: str = "") -> SafeString:
    """Draw a bar that is filled for so many percents (0-100). Decoration: the number stands in the text beside it."""
    return format_html(
        '<svg class="wp-staaf{}" aria-hidden="true" focusable="false"><rect width="{}" height="100%"/></svg>',
        f" {css_class}" if css_class else "",
        attribute(share(round(float(percent) * 100), 10_000)),
    )


@register.simple_tag
def pad(path: str) -> str:
    """Give an address of the site in the active language: "/wijken/" in Dutch, "/en/wijken/" in English."""
    return address(path)


@piece(register, "components/meter.html")
def meter(count: int, goal: int | None = None, show_label: bool = True) -> dict[str, object]:
    """Show how many neighbours support a plan and how many are needed; without a goal only the number."""
    goal = goal or 0
    return {
        "count": count,
        "goal": goal,
        "percent": share(count, goal),
        "is_reached": bool(goal) and count >= goal,
        "show_label": show_label,
    }


@register.inclusion_tag("components/progress.html")
def voortgang(step: int, total: int, title: str) -> dict[str, object]:
    """Say how far a form is: "Stap 2 van 5: je plan", with a bar as decoration."""
    states = ["done" if number < step else "now" if number == step else "" for number in range(1, total + 1)]
    return {"step": step, "total": total, "title": title, "states": states}


@piece(register, "components/thermometer.html")
def thermometer(balance: Balance, mini: bool = False) -> dict[str, object]:
    """Show a budget as a thermometer; with `mini` the bar alone, for beside the same numbers in a table.

    `balance` has budget_cents, spent_cents, committed_cents, reserved_cents and free_cents.
    """
    parts = segments(balance)
    drawn = {"segments": [part for part in parts if part.cents > 0], "mini": mini}
    if mini:
        return drawn
    names = {
        "spent": gettext("Uitgegeven"),
        "promised": gettext("Toegezegd"),
        "reserved": gettext("Gereserveerd"),
        "free": gettext("Tekort") if balance.free_cents < 0 else gettext("Nog vrij"),
    }
    legend = [
        {"segment": part, "name": names[part.key], "cents": abs(part.cents)}
        for part in parts
        if part.cents or part.key != "reserved"
    ]
    return drawn | {"legend": legend, "label": _spoken(balance, legend)}


def _spoken(balance: Balance, legend: list[dict[str, object]]) -> str:
    """Say a thermometer in words: "Budget: € 61.750. Uitgegeven: € 18.960. Toegezegd: ..."."""
    parts = [f"{row['name']}: {format_euro(row['cents'])}" for row in legend]
    return ". ".join([f"{gettext('Budget')}: {format_euro(balance.budget_cents)}", *parts]) + "."


@register.simple_block_tag
def melding(content: str, kind: str = "info", icon: str = "", title: str = "", level: int = 2) -> SafeString:
    """Frame a message: {% melding kind="warning" icon="mail" title="..." %}...{% endmelding %}.

    Kinds: info, positive, warning, negative.
    """
    defaults = {"info": "info", "positive": "vink", "warning": "let-op", "negative": "let-op"}
    heading = format_html('<h{0} class="wp-h-l">{1}</h{0}>', level, title) if title else ""
    return format_html(
        '<div class="wp-alert wp-alert--{}">{}<div>{}{}</div></div>',
        kind,
        icoon(icon or defaults[kind]),
        heading,
        content,
    )
