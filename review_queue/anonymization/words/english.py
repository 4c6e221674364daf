"""English words: a word that is none, and is written with a capital, may be a name."""

from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO

from spylls.hunspell import Dictionary
from spylls.hunspell.readers import read_aff, read_dic
from spylls.hunspell.readers.file_reader import BaseReader

from .vocabulary import FIELD


class _Text(BaseReader):
    """A file of a dictionary that has been read whole: the package's own reader leaves its files open."""

    def __init__(self, ending: str) -> None:
        data = files("spylls.hunspell") / "data" / "en" / f"en_US.{ending}"
        super().__init__(StringIO(data.read_text(encoding="utf-8")))

    def reset_encoding(self, encoding: str) -> None:
        """It is decoded already."""


@cache
def _dictionary() -> Dictionary:
    """Takes four tenths of a second, once a process."""
    affixes, context = read_aff(_Text("aff"))
    return Dictionary(affixes, read_dic(_Text("dic"), aff=affixes, context=context))


@lru_cache(maxsize=50_000)
def is_english(word: str) -> bool:
    """Whether a folded word is an English one or one of the field's, in the singular or plural.

    The dictionary writes names with a capital, so a folded name is none of its words, or a word as well.
    """
    if word in FIELD or (word.endswith("s") and word[:-1] in FIELD):
        return True
    return len(word) > 1 and word.isalpha() and _dictionary().lookup(word)
