"""Contrast between two colours as WCAG 2.2 defines it (success criteria 1.4.3 and 1.4.11)."""

from __future__ import annotations


def ratio(first: str, second: str) -> float:
    """Between two colours written as "#rrggbb": from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
