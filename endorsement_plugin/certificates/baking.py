"""A badge as a picture that carries the signed token: how Open Badges 3.0 (section 5.3) has it passed on.

One design, drawn twice: as SVG, which any size suits, and as PNG, which is what profiles and letters take.
"""

import io
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from endorsement_plugin.models import Association, Credential

from .typefaces import typeface_for

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
KEYWORD = "openbadgecredential"
"""Of the iTXt chunk of a PNG. There is one, and it is not compressed (section 5.3.1)."""
WHITE, INK = "#ffffff", "#1d2327"
SIDE, RIM, DISK = 512, 248, 220
"""The picture, and the radii of its two circles."""
SCALE, FINER = 2, 2
"""A PNG has so many dots for one of these units; circles are drawn finer first, so that none is jagged."""
LONGEST_LINE, MOST_LINES = 22, 3


class Words(NamedTuple):
    """A line of the badge, in the middle, with its base line and its size."""

    text: str
    base: int
    size: int
    bold: bool = False


def words_of(credential: Credential, association: Association) -> Iterator[Words]:
    """What stands on the badge, from top to bottom."""
    yield Words(credential.code, 250, _size(credential.code), bold=True)
    for at, line in enumerate(_lines(credential.name)):
        yield Words(line, 306 + 30 * at, 24)
    yield Words(association.short_name, 420, 17)


def title_of(credential: Credential, association: Association) -> str:
    """The badge in words, for whoever does not see it."""
    return f"{credential.name} ({credential.code}), {association.name}"


def baked_svg(token: str, credential: Credential, association: Association) -> bytes:
    """A round badge with code and name of the credential, in the association's color, and the token in it."""
    lines = "".join(
        f'<text x="256" y="{one.base}" font-size="{one.size}"{_weight(one)}>{escape(one.text)}</text>'
        for one in words_of(credential, association)
    )
    accent = quoteattr(association.accent)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}" '
        f'viewBox="0 0 {SIDE} {SIDE}" role="img" aria-labelledby="badge-title">'
        f'<title id="badge-title">{escape(title_of(credential, association))}</title>'
        f"<openbadges:credential verify={quoteattr(token)}/>"
        f'<circle cx="256" cy="256" r="{RIM}" fill={accent}/>'
        f'<circle cx="256" cy="256" r="{DISK}" fill="{WHITE}"/>'
        f'<g fill="{INK}" font-family="Georgia, \'Times New Roman\', serif" text-anchor="middle">'
        f"{lines}</g></svg>"
    ).encode()


def _weight(one: Words) -> str:
    return ' font-weight="bold"' if one.bold else ""


def baked_png(token: str, credential: Credential, association: Association) -> bytes:
    """The same badge in 1,024 by 1,024 dots; around it one sees what lies behind."""
    picture = _circles(association.accent)
    draw = ImageDraw.Draw(picture)
    for one in words_of(credential, association):
        face = typeface_for(one.text, one.size * SCALE, bold=one.bold)
        draw.text((SIDE * SCALE // 2, one.base * SCALE), one.text, fill=INK, font=face, anchor="ms")
    said = PngInfo()
    said.add_itxt(KEYWORD, token)
    said.add_itxt("Title", title_of(credential, association))
    made = io.BytesIO()
    picture.save(made, format="PNG", pnginfo=said, optimize=True)
    return made.getvalue()


def _circles(accent: str) -> Image.Image:
    side, middle = SIDE * SCALE * FINER, SIDE * SCALE * FINER // 2
    picture = Image.new("RGBA", (side, side), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    for radius, color in ((RIM, accent), (DISK, WHITE)):
        draw.circle((middle, middle), radius * SCALE * FINER, fill=color)
    return picture.reduce(FINER)


def _size(code: str) -> int:
    """So that the code is no wider than the circle."""
    return min(84, 560 // max(len(code), 1))


def _lines(name: str) -> list[str]:
    """The name in lines; what is too long for all of them ends with an ellipsis."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    return lines
