"""A name in another script, where words have no blanks, or endings and particles written onto them."""

import re
import unicodedata
from collections.abc import Mapping

from review_queue.anonymization.normalize import fold

from .index import Index

_WITHIN = re.compile(
    "[\u0590-\u06ff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
)
"""Hebrew and Arabic, with words written onto the next; Thai, Lao, Burmese, Khmer, kana and ideographs,
without blanks; Hangul, with particles after the name."""
_DECLINED = re.compile("[\u0370-\u058f]")
"""Greek, Cyrillic and Armenian, in which the end of a name changes with its place in the sentence."""
_SYLLABIC = re.compile("[\u3400-\u9fff\uac00-\ud7a3]+")
_ENDING = 3
"""So many letters may an ending have."""


def add_runs(index: Index, value: str, entity: str) -> None:
    """Look for each part of the value inside longer words, if it is in such a script.

    A name of Korea or China is one syllable or ideograph of family, and two given: these two are a name too.
    """
    parts = unicodedata.normalize("NFC", value).split()
    if _WITHIN.search(value):
        whole = "".join(parts)
        given = whole[1:] if _SYLLABIC.fullmatch(whole) and 3 <= len(whole) <= 4 else ""
        for part in {whole, given, *parts}:
            if len(part) >= (2 if _SYLLABIC.fullmatch(part) else 3):
                index.runs[re.escape(fold(part).text)] = entity
    elif _DECLINED.search(value):
        for part in parts:
            stem = fold(part).text[: -1 if len(part) > 4 else None]
            if len(stem) >= 3:
                index.runs[rf"(?<![^\W_]){re.escape(stem)}[^\W_]{{0,{_ENDING}}}(?![^\W_])"] = entity


def pattern_of(runs: Mapping[str, str]) -> tuple[re.Pattern[str], list[str]] | None:
    """One pattern for all of them, the longest first, and whose each of its groups is. None without any."""
    if not runs:
        return None
    ordered = sorted(runs, key=lambda run: (-len(run), run))
    return re.compile("|".join(f"({run})" for run in ordered)), [runs[run] for run in ordered]
