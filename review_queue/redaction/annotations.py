"""What lies on a page without being of it, in words for whoever has to know that it was left out."""

from collections import Counter
from collections.abc import Mapping

_NOTE = ("note", "notes")
_BOX = ("text box", "text boxes")
_LINK = ("link with a note or a picture", "links with a note or a picture")
_DRAWN = ("drawing", "drawings")
_MARKED = ("highlighting or underlining", "highlightings or underlinings")
_CROSSED = ("crossing-out", "crossings-out")
_STAMP = ("stamp", "stamps")
_FILE = ("attached file", "attached files")
_PLAYED = ("recording", "recordings")
_FIELD = ("form field", "form fields")
_OTHER = ("other thing on top of the page", "other things on top of the page")

_KINDS: Mapping[str, tuple[str, str]] = {
    "1": _NOTE,
    "2": _LINK,
    "3": _BOX,
    **dict.fromkeys(("4", "5", "6", "7", "8", "15"), _DRAWN),
    **dict.fromkeys(("9", "10", "11"), _MARKED),
    "12": _CROSSED,
    "13": _STAMP,
    "14": _NOTE,
    "17": _FILE,
    **dict.fromkeys(("18", "19", "21", "28"), _PLAYED),
    "20": _FIELD,
}
"""By the number that PDFium gives each kind: one of it, and several."""


def left_out(numbers: Mapping[str, int]) -> dict[str, int]:
    """How many of each thing there were, as it is called if there is one of it."""
    counts: Counter[str] = Counter()
    for number, count in numbers.items():
        counts[_KINDS.get(number, _OTHER)[0]] += count
    return dict(counts)


def in_words(counts: Mapping[str, int]) -> str:
    """“2 notes, 1 form field”, for a sentence."""
    several = dict((_OTHER, *_KINDS.values()))
    return ", ".join(f"{count} {thing if count == 1 else several[thing]}" for thing, count in counts.items())
