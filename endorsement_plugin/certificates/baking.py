"""A badge as a picture that carries the signed token: how Open Badges 3.0 (section 5.3) has it passed on."""

from xml.sax.saxutils import escape, quoteattr

from endorsement_plugin.models import Association, Credential

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
WHITE, INK = "#ffffff", "#1d2327"
LONGEST_LINE, MOST_LINES = 22, 3


def baked_svg(token: str, credential: Credential, association: Association) -> bytes:
    """A round badge with code and name of the credential, in the association's color, and the token in it."""
    title = f"{credential.name} ({credential.code}), {association.name}"
    lines = "".join(
        f'<text x="256" y="{306 + 30 * at}" font-size="24">{escape(line)}</text>'
        for at, line in enumerate(_lines(credential.name))
    )
    accent = quoteattr(association.accent)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}" viewBox="0 0 512 512" '
        f'role="img" aria-labelledby="badge-title"><title id="badge-title">{escape(title)}</title>'
        f"<openbadges:credential verify={quoteattr(token)}/>"
        f'<circle cx="256" cy="256" r="248" fill={accent}/><circle cx="256" cy="256" r="220" fill="{WHITE}"/>'
        f'<g fill="{INK}" font-family="Georgia, \'Times New Roman\', serif" text-anchor="middle">'
        f'<text x="256" y="250" font-size="{_size(credential.code)}" font-weight="bold">'
        f"{escape(credential.code)}</text>{lines}"
        f'<text x="256" y="420" font-size="17">{escape(association.short_name)}</text></g></svg>'
    ).encode()


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
