"""The mark as the icons of an app: eight tiles around a square, on paper. `manage.py maak_iconen` writes the files."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from cms.tiles import ACCENTS, TILE_MAP

PAPER, GOLD, INK = "#fbf8f1", "#f5b92e", "#16222e"
# The mark is drawn on a grid of 45: a tile of 13 every 15, from 1 on.
GRID, TILE, STEP, EDGE = 45, 13, 15, 1


@dataclass(frozen=True)
class Icon:
    """One file. `share` is how much of the side the mark fills; without paper the rest is see-through."""

    name: str
    size: int
    share: float
    has_paper: bool
    purpose: str = ""


# A maskable icon is cut to a circle by some phones: the mark stays inside the middle 80 per cent.
ICONS = (
    Icon("wijkplein-192.png", 192, 1, has_paper=False, purpose="any"),
    Icon("wijkplein-512.png", 512, 1, has_paper=False, purpose="any"),
    Icon("wijkplein-maskable-512.png", 512, 0.56, has_paper=True, purpose="maskable"),
    Icon("wijkplein-apple-180.png", 180, 0.76, has_paper=True),
)


def squares() -> list[tuple[int, int, str | None]]:
    """Give the tiles of the mark: left, top and colour; None is the open one."""
    return [
        (EDGE + index % 3 * STEP, EDGE + index // 3 * STEP, ACCENTS[key] if key else None)
        for index, key in enumerate(TILE_MAP)
    ]


def draw(icon: Icon) -> Image.Image:
    """Draw one icon, on whole pixels."""
    image = Image.new("RGBA", (icon.size, icon.size), PAPER if icon.has_paper else (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    unit = int(icon.size * icon.share) // GRID
    start = (icon.size - unit * GRID) // 2
    for x, y, colour in squares():
        left, top = start + x * unit, start + y * unit
        box = (left, top, left + TILE * unit - 1, top + TILE * unit - 1)
        if colour:
            pen.rectangle(box, fill=colour)
        else:
            pen.rectangle(box, fill=GOLD, outline=INK, width=round(1.6 * unit))
    return image


def svg() -> str:
    """Draw the mark as SVG, for browsers that take it."""
    shapes = "".join(
        f'<rect x="{x}" y="{y}" width="{TILE}" height="{TILE}" fill="{colour}"/>'
        if colour
        else f'<rect x="{x + 1}" y="{y + 1}" width="{TILE - 2}" height="{TILE - 2}" fill="{GOLD}" stroke="{INK}" '
        'stroke-width="1.6"/>'
        for x, y, colour in squares()
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}">{shapes}</svg>\n'
