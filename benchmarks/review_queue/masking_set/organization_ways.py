"""How people write the name of an organization."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from review_queue.typed.folding import folded

from .way import Person, Way, plain, slip

_SMALL = frozenset({"of", "the", "and", "for", "to", "with", "llc", "inc", "&"})
_EVERYDAY = frozenset((Path(__file__).parent / "data" / "everyday.txt").read_text().split())
"""Words of the names in this set that are nobody's own."""


def organization(person: Person, kind: str, chance: random.Random) -> Iterator[Way]:
    whole = person[kind]
    bare = re.sub(r",? (Inc\.|LLC)$", "", whole)
    words = bare.split()
    usual = {
        "whole": whole,
        "bare": bare,
        "possessive": f"{bare}'s",
        "capitals": bare.upper(),
        "plain": plain(bare),
    }
    yield from (Way(kind, name, text) for name, text in usual.items())
    said = [word for word in words if word.lower() not in _SMALL]
    hard = {"line break": bare.replace(" ", "\n   ", 1), "small": bare.lower()}
    letters = "".join(word[0].upper() for word in said)
    if len(letters) >= 3:
        hard |= {"initials": letters, "dotted initials": "".join(f"{letter}." for letter in letters)}
    elif len(letters) == 2:
        hard["two initials"] = letters
    if "&" in bare:
        hard["and"] = bare.replace("&", "and")
    elif " and " in bare:
        hard["ampersand"] = bare.replace(" and ", " & ")
    if "'" in bare:
        hard["no apostrophe"] = bare.replace("'", "")
    distinctive = [word for word in said if len(word) > 4 and not _general(word)]
    for place, word in enumerate(distinctive[:2]):
        hard[f"distinctive word {place + 1}"] = word.removesuffix("'s")
    if distinctive and len(distinctive[0]) > 5:
        hard["slip"] = bare.replace(distinctive[0], slip(distinctive[0], chance), 1)
    hard["joined"] = "#" + "".join(word.capitalize() for word in folded(bare).split())
    yield from (Way(kind, name, text, True) for name, text in hard.items())


def _general(word: str) -> bool:
    return word.lower().removesuffix("'s") in _EVERYDAY
