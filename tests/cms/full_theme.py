"""A theme as large as real ones, written by us: names after NL Design System, colours of a town that does not exist.

Real themes are generated: a palette, some eight hundred `--basis-*` tokens that point at it, and the tokens of many
components that point at those.
"""

from itertools import product

# Hue by hue, light to dark; every group of colours below takes its steps from one of them.
ENDS = {
    "zee": ("#effafa", "#00575c", "#00292c"),
    "heide": ("#f8f1fb", "#6b2a86", "#2f0f3d"),
    "gras": ("#eef7ea", "#2b6114", "#122b07"),
    "klinker": ("#fdeeea", "#9a2f12", "#451306"),
    "stro": ("#fcf5e0", "#7a5200", "#3a2700"),
    "lei": ("#f3f5f6", "#42505c", "#141b21"),
}
GROUPS = {
    "default": "lei",
    "accent-1": "heide",
    "accent-2": "zee",
    "accent-3": "gras",
    "action-1": "zee",
    "action-2": "heide",
    "disabled": "lei",
    "highlight": "stro",
    "info": "zee",
    "negative": "klinker",
    "positive": "gras",
    "selected": "zee",
    "warning": "stro",
}
# The step of the palette (0 white, 12 nearly black) behind each role, on light and on inverse planes.
ROLES = {
    "bg-document": (0, 12),
    "bg-subtle": (1, 10),
    "bg-default": (2, 9),
    "bg-hover": (3, 11),
    "bg-active": (4, 12),
    "border-subtle": (4, 8),
    "border-default": (8, 4),
    "border-hover": (9, 3),
    "border-active": (10, 2),
    "color-subtle": (9, 2),
    "color-default": (10, 0),
    "color-hover": (11, 1),
    "color-active": (12, 0),
    "color-document": (12, 0),
}
COMPONENTS = [
    f"{part}-{element}"
    for part, element in product(
        ("accordion", "alert", "badge", "breadcrumb", "button", "calendar", "card", "drawer", "link", "table"),
        ("container", "content", "header", "icon", "label"),
    )
]
OTHERS = {
    "text-font-family-default": '"Zeedorp Sans; book", var(--basis-text-font-family-fallback)',
    "text-font-family-fallback": "Georgia, serif",
    "text-font-size-sm": "0.95rem",
    "text-font-size-md": "1.125rem",
    "text-font-size-lg": "calc(var(--basis-text-font-size-md) * 1.2)",
    "heading-color": "var(--basis-color-accent-1-color-document)",
    "heading-font-family": "var(--basis-text-font-family-default)",
    "heading-font-weight": "600",
    "focus-color": "#101820",
    "focus-background-color": "#ffe27a",
    "border-radius-sm": "10px",
    "border-radius-md": "var(--basis-border-radius-lg, 14px)",
    "page-max-inline-size": "70rem",
    "pointer-target-min-block-size": "50px",
}


def full_theme(selector: str = ".zeedorp-theme") -> str:
    """The whole theme as one file."""
    lines = [f"--zeedorp-{hue}-{step}: {_colour(hue, step)};" for hue in ENDS for step in range(13)]
    for (group, hue), (role, steps), inverse in product(GROUPS.items(), ROLES.items(), (False, True)):
        name = f"--basis-color-{group}{'-inverse' if inverse else ''}-{role}"
        lines.append(f"{name}: var(--zeedorp-{hue}-{steps[inverse]});")
    lines += [f"--basis-{name}: {value};" for name, value in OTHERS.items()]
    lines += [
        f"--basis-space-{axis}-{size}: {size * 4}px;" for axis in ("block", "inline", "row") for size in range(100)
    ]
    lines += [
        f"--zeedorp-{part}-{inverse}{role}: var(--basis-color-action-1-{inverse}{role});"
        for part, role, inverse in product(COMPONENTS, ROLES, ("", "inverse-"))
    ]
    body = "\n  ".join(lines)
    return f'@charset "utf-8";\n/* Zeedorp; niet van iemand. */\n{selector} {{\n  {body}\n}}\n'


def _colour(hue: str, step: int) -> str:
    """White, then a tint, then the colour itself at ten, then nearly black."""
    light, full, dark = (_parts(colour) for colour in ENDS[hue])
    if step == 0:
        return "#ffffff"
    if step <= 10:
        return _mix(light, full, (step - 1) / 9)
    return _mix(full, dark, (step - 10) / 2)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _mix(first: list[int], second: list[int], share: float) -> str:
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(first, second, strict=True))
