"""Why a person has to look at a page, beyond reading its text."""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    NO_TEXT = "no_text"
    PICTURE = "picture"
    HIDDEN_TEXT = "hidden_text"
    UNKNOWN_LETTERS = "unknown_letters"
    LEFT_OUT = "left_out"
    LOST = "lost"
    SMALL = "small"
    UNLIKE = "unlike"


WHY_LOOK: Mapping[Reason, str] = {
    Reason.NO_TEXT: "This page is a picture: nothing in it was searched. Read it for names and handwriting.",
    Reason.PICTURE: "There are lines or pictures on this page. Look for a letterhead, a signature or a face.",
    Reason.HIDDEN_TEXT: "This page had text that nobody could see. It was taken out.",
    Reason.UNKNOWN_LETTERS: "Some letters of this page could not be searched. Read it for names.",
    Reason.LEFT_OUT: "Taken out of this page: {}. Something of the answer may be missing.",
    Reason.LOST: "This page has no size, so it is empty here. Something of the answer may be missing.",
    Reason.SMALL: "The letters of this page are too small to be read here. Ask for a larger print.",
    Reason.UNLIKE: "{} drawn otherwise than the file says: a name may have been missed. Read this page.",
}

_WITHOUT_WORDS: Mapping[Reason, str] = {
    Reason.LEFT_OUT: "notes, stamps or form fields",
    Reason.UNLIKE: "Some words are",
}


def why_look(reason: Reason, words: str) -> str:
    """The sentence for a page, with the words that belong to it."""
    return WHY_LOOK[reason].format(words or _WITHOUT_WORDS.get(reason, ""))
