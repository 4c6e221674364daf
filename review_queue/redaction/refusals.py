"""Why a PDF answer cannot be shown to reviewers, in the words of the person who has to deal with it."""

from collections.abc import Mapping

from review_queue.errors import Refusal

AGAIN = "Ask for it as typed text, or print it to a new PDF file and send that one."

WORDS: Mapping[str, str] = {
    "empty": "The file is empty.",
    "too_big": "The file is too large.",
    "not_pdf": "The file is not a PDF.",
    "password": "The file is protected with a password. Ask for it without one.",
    "unreadable": f"The file could not be read. It may be damaged. {AGAIN}",
    "too_many_pages": "The file has more pages than an answer may have.",
    "too_slow": f"Drawing the file took too long. {AGAIN}",
    "too_complex": f"The file is too large or too complicated to be drawn. {AGAIN}",
    "still_identifies": (
        "After everything known was covered, the file still contains something that identifies a person. "
        f"It cannot be shown to reviewers. {AGAIN}"
    ),
}


class CannotRedact(Refusal):
    """Nothing of the file may be used. `reason` is a key of WORDS; the message says it in words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason if reason in WORDS else "unreadable"
        super().__init__(WORDS[self.reason])


class StillIdentifies(CannotRedact):
    """The rebuilt file names a known identity. `places` say where, never what: they may be logged."""

    def __init__(self, places: tuple[str, ...]) -> None:
        super().__init__("still_identifies")
        self.places = places
