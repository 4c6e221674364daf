"""Take the candidate's name out of what reviewers wrote. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

NAME = "[name]"
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʻʼ‛`´ʹ′＇", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_JOINING = re.compile(r"([\s'-]+)")
_EDGES = " '-"


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` with every one of `names` replaced, as whole words, as written or in capitals.

    Accents, apostrophes and hyphens may be left out, and a double name may be called by one of its parts.
    A name in lower case stays: "may" and "will" are words too. A name of one letter stays as well.
    What has no letter, such as the dash of somebody who has no other name, is none. E-mail
    addresses are replaced whatever their case.
    """
    wanted = {name.strip() for name in names if len(name.strip()) > 1 and any(map(str.isalpha, name))}
    addresses = {name for name in wanted if "@" in name}
    plain = {_plain(part) for name in wanted - addresses for part in _parts(name)}
    text = unicodedata.normalize("NFC", text)
    text = _replace(text, addresses, re.IGNORECASE)
    return _replace(text, plain | {name.upper() for name in plain}, re.NOFLAG)


def _parts(name: str) -> Iterator[str]:
    """The name, and the parts of a double name that are long enough to be one."""
    yield name
    parts = re.split(r"[\s-]+", name.translate(_DASHES))
    yield from (part for part in parts if len(part) > 2 and part[0].isupper())


def _plain(text: str) -> str:
    """Without accents, with one kind of apostrophe and hyphen. As long as it was, if it was composed."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).translate(_DASHES)
    return "".join(map(_without_accent, text))


def _without_accent(letter: str) -> str:
    """Itself if it is put together of more than a letter and its marks, as a Korean syllable is."""
    apart = unicodedata.normalize("NFD", letter)
    return apart[0] if all(map(unicodedata.combining, apart[1:])) else letter


def _replace(text: str, words: set[str], flags: re.RegexFlag) -> str:
    if not words:
        return text
    pattern = "|".join(map(_pattern, sorted(words, key=len, reverse=True)))
    pieces, done = [], 0
    for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", _plain(text), flags=flags):
        pieces += [text[done : match.start()], NAME]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _pattern(word: str) -> str:
    """The letters as they are; what joins them may be written otherwise.

    One repetition for each run of signs: two side by side would try every way to share a run between them.
    """
    pieces = _JOINING.split(word.strip(_EDGES))
    return "".join(_joined(piece) if place % 2 else re.escape(piece) for place, piece in enumerate(pieces))


def _joined(signs: str) -> str:
    return "'*" if set(signs) == {"'"} else r"[\s'-]+"
