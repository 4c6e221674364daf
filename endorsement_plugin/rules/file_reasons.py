"""Why a file was held or refused, in the words that whoever sent it reads. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

BY_HAND = "by_hand"
"""A coordinator refused it; the words are the coordinator's own."""

AGAIN = "Open it on your computer, print it to a new PDF file, and upload that one."


@dataclass(frozen=True)
class Verdict:
    """What an inspection found. `outcome` is accept, quarantine or refuse; accepted needs no reason."""

    outcome: str
    reason: str = ""
    pages: int | None = None


WORDS: Mapping[str, str] = {
    # Held: a person looks at it, and the applicant need do nothing.
    "active_content": "The file contains more than pages, such as scripts or attachments.",
    "hard_to_read": "Parts of the file could not be read.",
    "unchecked": "The file could not be checked by itself.",
    # Refused: the applicant has to upload another file.
    "empty": "The file is empty.",
    "too_big": "The file is too large.",
    "not_pdf": "The file is not a PDF.",
    "polyglot": "The file is not a plain PDF.",
    "password": "The file is protected with a password.",
    "unreadable": "The file could not be read. It may be damaged.",
    "no_pages": "The file has no pages.",
    "too_many_pages": "The file has more than 200 pages.",
    "over_limit": "The file has more pages than the question allows.",
    "too_slow": "Reading the file took too long.",
    "too_complex": "The file is too complicated to be read.",
    "changed": "The file has changed since it was uploaded.",
}

REMEDIES: Mapping[str, str] = {
    "password": "Please upload it without one.",
    "unreadable": AGAIN,
    "too_slow": AGAIN,
    "too_complex": AGAIN,
    "changed": "Please upload it again.",
}
"""For whoever can still upload another file."""

EXAM_REMEDIES: Mapping[str, str] = {
    **REMEDIES,
    "active_content": AGAIN,
    "hard_to_read": AGAIN,
    "unchecked": "Please upload it again.",
    "over_limit": "Please upload a shorter one.",
}
"""The same for an answer in an exam, of which nothing is held: no coordinator looks at it."""


def why(reason: str) -> str:
    """The sentence for a reason code; an unknown code gets a true, general one."""
    return WORDS.get(reason, WORDS["unreadable"]) if reason else ""


def in_words(reason: str, remedies: Mapping[str, str] = REMEDIES) -> str:
    """Why, and what to do about it where there is something to be done."""
    key = reason if reason in WORDS else "unreadable"
    return f"{why(reason)} {remedies.get(key, '')}".strip() if reason else ""
