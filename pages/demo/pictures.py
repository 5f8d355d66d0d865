"""Pictures for the demo, drawn on the spot: flat scenes of a square, a garden, a playground, a hall, and faces."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from django.core.files.images import ImageFile

from cms.registries import DemoContext
from pages.models import Picture

WIDE, SQUARE = (1600, 900), (900, 900)
_SKY, _GROUND, _INK, _GOLD, _WHITE = "#dcecf3", "#e6dfc9", "#16222e", "#f5b92e", "#fbf8f1"
_GREEN, _LEAF, _RED, _BLUE, _BROWN = "#25682c", "#7fb07f", "#a63129", "#14507f", "#8a5a2b"

Pen = ImageDraw.ImageDraw


def _tree(pen: Pen, x: int, y: int, size: int) -> None:
    pen.rectangle((x - size // 12, y - size // 2, x + size // 12, y), fill=_BROWN)
    pen.ellipse((x - size // 2, y - size - size // 4, x + size // 2, y - size // 4), fill=_LEAF)
    pen.ellipse((x - size // 3, y - size - size // 8, x + size // 5, y - size // 2), fill=_GREEN)


def _house(pen: Pen, x: int, y: int, wide: int, high: int, roof: str) -> None:
    pen.rectangle((x, y - high, x + wide, y), fill=_WHITE, outline=_INK, width=4)
    pen.polygon([(x - 20, y - high), (x + wide // 2, y - high - wide // 2), (x + wide + 20, y - high)], fill=roof)
    pen.rectangle((x + wide // 2 - 40, y - 150, x + wide // 2 + 40, y), fill=_BLUE)
    for left in (x + wide // 6 - 10, x + wide - wide // 6 - 70):
        pen.rectangle((left, y - high + 50, left + 80, y - high + 140), fill=_SKY, outline=_INK, width=4)


def _square(pen: Pen) -> None:
    for place, roof in enumerate((_RED, "#5e3d9e", "#924a03")):
        _house(pen, 120 + place * 500, 620, 360, 300, roof)
    for x in (60, 560, 1060, 1540):
        _tree(pen, x, 700, 220)
    for x in (420, 900):
        pen.rectangle((x, 720, x + 220, 745), fill=_BROWN)
        pen.rectangle((x + 20, 745, x + 40, 800), fill=_INK)
        pen.rectangle((x + 180, 745, x + 200, 800), fill=_INK)


def _garden(pen: Pen) -> None:
    _house(pen, 1120, 560, 340, 240, "#00645b")
    for row in range(3):
        top = 600 + row * 95
        pen.rectangle((120, top, 1060, top + 55), fill=_BROWN)
        for x in range(160, 1040, 80):
            pen.ellipse((x, top - 45, x + 50, top + 15), fill=(_LEAF, _GREEN, _GOLD)[(row + x // 80) % 3])
    _tree(pen, 300, 560, 300)
    _tree(pen, 700, 550, 240)


def _playground(pen: Pen) -> None:
    pen.polygon([(380, 330), (460, 330), (700, 780), (590, 780)], fill=_GOLD)
    pen.rectangle((300, 330, 390, 780), fill=_RED)
    for step in range(360, 780, 60):
        pen.rectangle((290, step, 400, step + 14), fill=_WHITE)
    pen.line([(980, 780), (1080, 360), (1400, 360), (1500, 780)], fill=_BLUE, width=24, joint="curve")
    for x in (1170, 1310):
        pen.line([(x, 360), (x, 660)], fill=_INK, width=8)
        pen.rectangle((x - 45, 655, x + 45, 680), fill=_RED)
    _tree(pen, 150, 700, 260)
    _tree(pen, 840, 640, 220)


def _hall(pen: Pen) -> None:
    pen.rectangle((300, 300, 1300, 720), fill=_WHITE, outline=_INK, width=6)
    pen.rectangle((260, 250, 1340, 320), fill=_RED)
    pen.rectangle((720, 500, 880, 720), fill=_BLUE)
    for x in (380, 540, 960, 1120):
        pen.rectangle((x, 400, x + 110, 560), fill=_SKY, outline=_INK, width=5)
    for x in (430, 1040):
        pen.ellipse((x, 745, x + 180, 800), fill=_GOLD)
    _tree(pen, 150, 740, 300)
    _tree(pen, 1470, 740, 300)


def _table(pen: Pen) -> None:
    pen.rectangle((160, 560, 1440, 610), fill=_BROWN)
    for x in (220, 1340):
        pen.rectangle((x, 610, x + 40, 840), fill=_BROWN)
    for place, x in enumerate(range(230, 1400, 230)):
        coat = (_RED, _BLUE, _GREEN, "#5e3d9e", "#924a03", "#00645b")[place % 6]
        skin = ("#f0c7a0", "#8d5a3a", "#d9a171", "#5b3a26")[place % 4]
        pen.pieslice((x - 90, 380, x + 90, 740), 180, 360, fill=coat)
        pen.ellipse((x - 55, 270, x + 55, 380), fill=skin)
        pen.ellipse((x - 35, 520, x + 35, 560), fill=_WHITE)


def _face(coat: str, skin: str, hair: str) -> Callable[[Pen], None]:
    def draw(pen: Pen) -> None:
        pen.rectangle((0, 0, *SQUARE), fill=_SKY)
        pen.pieslice((120, 560, 780, 1240), 180, 360, fill=coat)
        pen.rectangle((390, 500, 510, 640), fill=skin)
        pen.pieslice((230, 130, 670, 620), 170, 370, fill=hair)
        pen.ellipse((270, 190, 630, 590), fill=skin)
        pen.pieslice((255, 140, 645, 460), 180, 360, fill=hair)
        for x in (360, 510):
            pen.ellipse((x, 380, x + 30, 415), fill=_INK)
        pen.arc((370, 420, 530, 520), 20, 160, fill=_INK, width=9)

    return draw


# Name in the library, what is to be seen, size and the drawing.
SCENES: dict[str, tuple[str, tuple[int, int], Callable[[Pen], None]]] = {
    "plein": ("Tekening van een plein met bomen, banken en drie huizen", WIDE, _square),
    "moestuin": ("Tekening van een moestuin met drie bedden en twee bomen", WIDE, _garden),
    "speelplek": ("Tekening van een speelplek met een glijbaan en schommels", WIDE, _playground),
    "wijkcentrum": ("Tekening van een wijkcentrum met een rood dak en twee bomen", WIDE, _hall),
    "tafel": ("Tekening van buren die samen aan een lange tafel eten", WIDE, _table),
    "gezicht-1": ("Tekening van een vrouw met donker haar en een rode jas", SQUARE, _face(_RED, "#d9a171", "#2b1a12")),
    "gezicht-2": ("Tekening van een man met grijs haar en een blauwe jas", SQUARE, _face(_BLUE, "#f0c7a0", "#9a9a9a")),
    "gezicht-3": ("Tekening van een jonge vrouw met een groene jas", SQUARE, _face(_GREEN, "#8d5a3a", "#16100c")),
    "gezicht-4": ("Tekening van een man met rood haar en een jas", SQUARE, _face("#5e3d9e", "#f0c7a0", "#b5541c")),
    "gezicht-5": ("Tekening van een vrouw met paars haar", SQUARE, _face("#00645b", "#d9a171", "#9b2b6a")),
}


def draw(name: str) -> bytes:
    """A scene of `SCENES` as a JPEG.

    Raises:
        KeyError: when there is no such scene.
    """
    _description, size, paint = SCENES[name]
    image = Image.new("RGB", size, _SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, size[1] * 2 // 3, *size), fill=_GROUND)
    paint(pen)
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def build_pictures(context: DemoContext) -> None:
    """Put the scenes in the library, and in `context.data["pictures"]` by name."""
    found = {}
    for name, (description, _size, _paint) in SCENES.items():
        title = f"Demo: {name}"
        picture = Picture.objects.filter(title=title).first()
        if picture is None:
            file = ImageFile(BytesIO(draw(name)), name=f"demo-{name}.jpg")
            picture = Picture.objects.create(title=title, description=description, credit="Wijkplein", file=file)
        found[name] = picture
    context.data["pictures"] = found
