"""What a certificate says. The same record gives the same contents, and these the same file."""

import hashlib
import json
import unicodedata
from typing import Any

from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.verification import address_to_verify
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.rules.states import EndorsementState

from .rules import valid_until
from .typesetting.setter import DESIGN

HEADING = "Certificate of Endorsement"
LONGEST_WORD = 24
"""Signs of one word that are set without a place where the line may break."""
BREAK = "\u200b"
KANA, HANGUL = range(0x3040, 0x3100), range(0xAC00, 0xD7A4)


def contents_of(endorsement: Endorsement) -> dict[str, Any]:
    """All that the design shows, as text. Reads the association, its site and the credential."""
    association, credential = endorsement.association, endorsement.credential
    address = address_to_verify(endorsement)
    return {
        "title": f"{HEADING}: {endorsement.name}, {credential.name}",
        "description": f"{endorsement.number}, {association.name}",
        "heading": HEADING,
        "association": breakable(association.name),
        "logo": f"Logo of {association.name}" if association.logo else "",
        "paper": association.paper,
        "accent": association.accent,
        "name": breakable(endorsement.name),
        "ideographs": _ideographs(endorsement.name),
        "holds": "is endorsed as",
        "credential": breakable(f"{credential.name} ({credential.code})"),
        "notes": _notes(endorsement),
        "facts": _facts(endorsement),
        "signed_by": breakable(association.signed_by),
        "signed_as": breakable(association.signed_as),
        "ask": "Whether it is valid today is said at",
        "address": address,
        "spelled_address": address.replace("/verify/", f"/verify/{BREAK}"),
        "code": f"QR code that leads to {address}",
    }


def digest_of(endorsement: Endorsement) -> str:
    """SHA-256 of what it says, of the logo and of the design: another one means another certificate."""
    said = json.dumps(contents_of(endorsement), sort_keys=True)
    logo = str(endorsement.association.logo.name or "")
    dated = endorsement.granted_on.isoformat()
    parts = (said.encode(), logo.encode(), dated.encode(), DESIGN.read_bytes())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def logo_of(endorsement: Endorsement) -> bytes:
    """The association's logo, a PNG; nothing if it has none."""
    logo = endorsement.association.logo
    if not logo:
        return b""
    with logo.open("rb") as file:
        return bytes(file.read())


def breakable(text: str) -> str:
    """The text with places in its longest words where a line may break, which nobody sees."""
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    pieces = [""]
    for sign in word:
        if len(pieces[-1]) >= LONGEST_WORD and not unicodedata.category(sign).startswith("M"):
            pieces.append("")
        pieces[-1] += sign
    return BREAK.join(pieces)


def _ideographs(text: str) -> str:
    """Whose shapes ideographs take: where they stand beside kana the Japanese, beside Hangul the Korean."""
    if any(ord(sign) in KANA for sign in text):
        return "JP"
    return "KR" if any(ord(sign) in HANGUL for sign in text) else "SC"


def _notes(endorsement: Endorsement) -> list[str]:
    provisional = endorsement.status is EndorsementState.PROVISIONAL
    ends = endorsement.provisional_until
    said = [endorsement.designation]
    if provisional and ends:
        said.append(f"{endorsement.standing}: some requirements are still to be shown, by {day(ends)}")
    return [breakable(one) for one in said if one]


def _facts(endorsement: Endorsement) -> list[tuple[str, str]]:
    return [
        ("Number", breakable(endorsement.number)),
        ("Endorsed on", day(endorsement.granted_on)),
        ("Valid until", day(valid_until(endorsement))),
    ]
