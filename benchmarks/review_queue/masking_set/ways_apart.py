"""Ways of writing that nothing was mended with: only measured."""

import random
import re
from collections.abc import Iterator
from datetime import date

from review_queue.typed.folding import folded

from .way import TITLES, Person, Way, plain


def ways_apart(person: Person, chance: random.Random) -> Iterator[Way]:
    """Harder ways of this person that `ways` does not have."""
    given, family = person["given_name"], person["family_name"]
    long = max(re.split(r"[\s-]+", family), key=len)
    at = chance.randint(2, max(2, len(plain(long)) - 2))
    bare = plain(long)
    own = {
        "asterisks": f"*{given}*",
        "underscores": f"_{long}_",
        "swapped letters": bare[:1] + bare[2:3] + bare[1:2] + bare[3:] if len(bare) > 4 else bare,
        "doubled letter": bare[:at] + bare[at - 1] + bare[at:] if len(bare) > 3 else bare,
        "no-break blank": f"{given}\u00a0{family}",
        "soft hyphen": f"{long[:2]}\u00ad{long[2:]}",
        "Cyrillic letters": long.replace("a", "а").replace("o", "о"),
        "slash": f"{given}/{long}",
        "plural possessive": f"the {long}s'",
        "full width": "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in long),
        "decomposed": f"{given} {family}".encode().decode(),
        "initial after": f"{long}, {given[0]}.",
        "divided word": f"{long[:3]}- {long[3:]}",
        "two lines, indented": f"{given}\n\t\t{family}",
    }
    yield from (Way("names", name, words, True) for name, words in own.items())
    for kind in ("referee", "supervisor"):
        whole = TITLES.sub("", person[kind].split(",")[0])
        first, last = whole.split()[0], whole.split()[-1]
        yield Way(kind, "family first", f"{last}, {first}", True)
        yield Way(kind, "letter missing", last[:2] + last[3:], True)
        yield Way(kind, "Ms.", f"Ms. {last}", True)
        yield Way(kind, "given and initial", f"{first} {last[0]}.", True)
    for kind in ("employer", "agency"):
        bare = re.sub(r",? (Inc\.|LLC)$", "", person[kind])
        yield Way(kind, "article", f"the {bare}", True)
        yield Way(kind, "two lines", "\n\t".join((bare.rpartition(" ")[0], bare.rpartition(" ")[2])), True)
        yield Way(kind, "no blanks", "".join(folded(bare).split()), True)
        yield Way(kind, "hyphens", bare.replace(" ", "-"), True)
    digits = re.sub(r"\D", "", person["phone"])[-10:]
    yield Way("phone", "spaced dots", f"{digits[:3]} . {digits[3:6]} . {digits[6:]}", True)
    yield Way("phone", "em dashes", f"{digits[:3]}—{digits[3:6]}—{digits[6:]}", True)
    yield Way("phone", "area after", f"{digits[3:6]}-{digits[6:]} ({digits[:3]})", True)
    born = date.fromisoformat(person["birth_date"])
    yield Way("birth_date", "ordinal", f"the {born.day}{_ending(born.day)} of {born:%B} {born.year}", True)
    yield Way("birth_date", "spaced slashes", f"{born.month} / {born.day} / {born.year}", True)
    yield Way("birth_date", "short hyphens", f"{born:%b}-{born.day:02}-{born.year}", True)
    yield Way("city", "small", person["city"].lower(), True)


def _ending(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
