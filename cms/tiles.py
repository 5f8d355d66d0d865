"""The tiles of the wijken (design: eight tiles around a square). Keys are those of `Wijk.Tile`.

Each tile is 40 by 40 and drawn in the current colour, so that colour is never the only mark of a wijk. The colours
that go with a key stand in wijkplein.css under `[data-wijk]`; only the logo needs the accent itself. The last four are
spare: for a ninth to twelfth wijk. All were made in OKLCH at near-equal lightness, so that no wijk shouts.
"""

from __future__ import annotations

# Places on the tile map, row by row; None is the open tile in the middle row: the whole town.
TILE_MAP: tuple[str | None, ...] = (
    "meent",
    "noordwest",
    "noordoost",
    None,
    "centrum",
    "oost",
    "zuidwest",
    "zuid",
    "zuidoost",
)

ACCENTS: dict[str, str] = {
    "noordoost": "#924a03",
    "noordwest": "#25682c",
    "zuid": "#a63129",
    "zuidoost": "#9b2b6a",
    "zuidwest": "#00645b",
    "meent": "#006891",
    "centrum": "#5e3d9e",
    "oost": "#626000",
    "ruit": "#775600",
    "dambord": "#4b6702",
    "poort": "#3756aa",
    "ster": "#82388d",
}

TILES: dict[str, str] = {
    "noordoost": '<path d="M4 36 36 4v32Z"/><path d="M4 24 24 4H4Z" opacity=".55"/>',
    "noordwest": '<path d="M4 36C4 16 16 4 36 4c0 20-12 32-32 32Z"/>',
    "zuid": '<path d="M4 4h32a16 16 0 0 1-32 0Z"/><path d="M4 21h32a16 16 0 0 1-32 0Z" opacity=".6"/>',
    "zuidoost": '<path d="M4 14 14 4h9L4 23ZM4 31 31 4h5v4L8 36H4ZM17 36l19-19v9L26 36Z"/>',
    "zuidwest": (
        '<circle cx="20" cy="20" r="9"/><path d="M4 4h11A11 11 0 0 1 4 15ZM36 4v11A11 11 0 0 1 25 4ZM4 36V25a11 '
        '11 0 0 1 11 11ZM36 36H25a11 11 0 0 1 11-11Z" opacity=".6"/>'
    ),
    "meent": (
        '<path d="M0 12c7 0 7-6 14-6s7 6 14 6 7-6 12-6v7c-5 0-5 6-12 6s-7-6-14-6-7 6-14 6Z"/><path d="M0 29c7 0 '
        '7-6 14-6s7 6 14 6 7-6 12-6v7c-5 0-5 6-12 6s-7-6-14-6-7 6-14 6Z" opacity=".65"/>'
    ),
    "centrum": (
        '<path d="M6 6h28v28H6z" fill="none" stroke="currentColor" stroke-width="4"/><path d="M15 15h10v10H15z"/>'
    ),
    "oost": (
        '<path d="M4 30a16 16 0 0 1 32 0Z"/><path d="M4 33h32v3H4zM18.5 4h3v7h-3zM6 10l2-2 5 5-2 2zM34 10l-2-2-5 '
        '5 2 2z"/>'
    ),
    "ruit": '<path d="M20 4 36 20 20 36 4 20Z" opacity=".55"/><path d="m20 11 9 9-9 9-9-9Z"/>',
    "dambord": '<path d="M4 4h11v11H4zM26 4h10v11H26zM15 15h11v11H15zM4 26h11v10H4zM26 26h10v10H26z"/>',
    "poort": (
        '<path d="M4 36V20a16 16 0 0 1 32 0v16h-7V20a9 9 0 0 0-18 0v16Z"/><path d="M16 36V21a4 4 0 0 1 8 0v15Z" '
        'opacity=".6"/>'
    ),
    "ster": '<path d="m20 3 5 12 12 5-12 5-5 12-5-12-12-5 12-5Z"/>',
}


def tile_key(wijk: object) -> str:
    """Give the key of a wijk's tile: from a `Wijk`, or a key itself. Empty where there is no such tile."""
    key = str(getattr(wijk, "tile", wijk) or "")
    return key if key in TILES else ""
