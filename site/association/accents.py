"""An association's color, made safe to read: all that a page needs is computed from the one that was chosen.

Contrast is that of WCAG 2.2 (relative luminance of sRGB colors).
"""

from dataclasses import dataclass

WHITE = "#ffffff"
BLACK = "#000000"
PAPER = "#faf8f4"
TEXT_CONTRAST = 4.5


@dataclass(frozen=True)
class Palette:
    """`accent` as chosen, for surfaces; `ink` for text on paper; the others are shades of it."""

    accent: str
    hover: str
    on_accent: str
    ink: str
    strong: str
    soft: str
    line: str


def palette(accent: str) -> Palette:
    """The palette of `#rrggbb`. All its text reaches 4.5:1: `ink` and `strong` on paper and on `soft`,
    `on_accent` on `accent` and on `hover`.
    """
    soft = mix(accent, WHITE, 0.9)
    ink = readable(accent, on=soft)
    on_accent = max(WHITE, BLACK, key=lambda color: contrast(color, accent))
    return Palette(
        accent=accent,
        hover=mix(accent, BLACK if on_accent == WHITE else WHITE, 0.18),
        on_accent=on_accent,
        ink=ink,
        strong=mix(ink, BLACK, 0.2),
        soft=soft,
        line=mix(accent, WHITE, 0.68),
    )


def readable(color: str, *, on: str) -> str:
    """The color, darkened in small steps until text in it reaches 4.5:1 on `on` and on paper."""
    while min(contrast(color, on), contrast(color, PAPER)) < TEXT_CONTRAST:
        color = mix(color, BLACK, 0.06)
    return color


def contrast(one: str, other: str) -> float:
    """Contrast ratio, from 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    red, green, blue = (_linear(part / 255) for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(color: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `other` mixed into `color`."""
    pairs = zip(_parts(color), _parts(other), strict=True)
    return "#" + "".join(f"{round(ours + (theirs - ours) * share):02x}" for ours, theirs in pairs)


def _parts(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
