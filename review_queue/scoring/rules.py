"""Why a reviewer does not score what was offered."""

from django.db import models


class StepBackReason(models.TextChoices):
    RECOGNIZED = "recognized", "I think I know whose answer this is"
    CONFLICT = "conflict", "I have another conflict of interest"
    OVERLOAD = "overload", "I have no time for it"
    OTHER = "other", "Another reason"


class TakeBackReason(models.TextChoices):
    """Why an answer that was released goes back to clearing."""

    IDENTIFIES = "identifies", "It says who wrote it, or whom it is about"
    HIDDEN = "hidden", "A mask hides words that must be read"
    MISTAKE = "mistake", "It was released by mistake"


def place_of(words: str, text: str, turn: int = 1) -> tuple[int, int] | None:
    """Where these words stand in the text for the `turn`-th time, as offsets; None if they do not.

    Blanks and ends of lines count nowhere: a page shows them in another way than the text holds them.
    Linear in the length of the text.
    """
    letters = [at for at, sign in enumerate(text) if not sign.isspace()]
    packed, sought = "".join(text[at] for at in letters), "".join(words.split())
    found = -1
    for _ in range(turn if sought else 0):
        found = packed.find(sought, found + 1)
        if found < 0:
            return None
    return (letters[found], letters[found + len(sought) - 1] + 1) if found >= 0 else None
