"""What the sentences of requirements are made of, for the page, the meter and the decision sheet."""

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

HUNDREDTHS = 100
"""Hours have two decimal places, so that they are added up in whole numbers, exactly."""


def number(value: Decimal | int) -> str:
    """A number without needless zeros: 30, 0.5."""
    return str(value) if isinstance(value, int) else f"{value.normalize():f}"


def fixed(value: int, places: int = 2) -> str:
    """The same for so many hundredths, or what else the decimal places hold: 3000 are 30, 50 are 0.5."""
    whole, rest = divmod(abs(value), 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:0{places}}".rstrip("0") if rest else f"{sign}{whole}"


def counted(value: Decimal | int, noun: str, several: str = "") -> str:
    """A number with its noun: 1 hour, 30 hours."""
    return f"{number(value)} {noun if value == 1 else several or noun + 's'}"


def either(parts: Sequence[str]) -> str:
    """Alternatives: a, b, or c."""
    return _listed(parts, "or")


def both(parts: Sequence[str]) -> str:
    """A list: a, b, and c."""
    return _listed(parts, "and")


def isolated(words: str) -> str:
    """Words of an editor's inside a sentence of ours; from right to left they turn no number of ours around.

    Between the isolates of Unicode (UAX #9, FSI and PDI) if there is a letter written from right to left.
    """
    if any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in words):
        return f"\u2068{words}\u2069"
    return words


def capitalized(words: str) -> str:
    """The words with a capital first letter; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def span(months: int) -> str:
    """A length of time in the larger unit that fits: 18 months, 2 years."""
    years, rest = divmod(months, 12)
    return counted(months, "month") if rest or not years else counted(years, "year")


def preceding(months: int) -> str:
    """The time just before something: the year, the 18 months, the 5 years."""
    return f"the {span(months).removeprefix('1 ')}"


def without(words: str, *first: str) -> str:
    """An editor's words without those that our sentence has already: "in the infant field" after "in the"."""
    for word in first:
        words = re.sub(rf"^\s*{word}\s+", "", words, flags=re.IGNORECASE)
    return isolated(words)


def spelled(words: str) -> str:
    """The words as they are compared: without the case, and without space around them."""
    return words.strip().casefold()


def shortened(sentence: str, most: int = 14) -> str:
    """Its first words, so that it is known again."""
    words = sentence.split()
    return f"{' '.join(words[:most])} …" if len(words) > most else sentence


def _listed(parts: Sequence[str], word: str) -> str:
    if len(parts) < 3:
        return f" {word} ".join(parts)
    return f"{', '.join(parts[:-1])}, {word} {parts[-1]}"
