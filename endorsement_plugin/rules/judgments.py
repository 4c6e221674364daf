"""What a referee's answers say against the applicant. Pure: answers in, a sentence out.

By convention the question whose name begins with `recommend` asks for the recommendation, and an answer
stored as no speaks against, as does one that begins with no, not or do_not.
"""

from collections.abc import Iterable
from typing import Any, Protocol

UNKNOWN = "unknown"
"""How a rating stores “I do not know enough to say”."""

_AGAINST = ("no", "not", "do_not")


class Answered(Protocol):
    """A question of the reference form with its answer, as it was handed in."""

    name: str
    label: str
    kind: str
    value: Any
    text: str


def unknowns(answers: Iterable[Answered]) -> int:
    """How many ratings the referee left open because they do not know enough to say."""
    return sum(1 for answer in answers if answer.kind == "rating" and answer.value == UNKNOWN)


def doubt(answers: Iterable[Answered]) -> str:
    """Why a person has to weigh this reference, as the rest of a sentence; empty if nothing asks for that.

    A reference without any question says nothing either way and is not doubted.
    """
    given = list(answers)
    for answer in given:
        if _speaks_against(answer):
            return f"answered “{answer.text}” to “{answer.label}”"
    ratings = [answer for answer in given if answer.kind == "rating"]
    if ratings and all(_is_empty(answer) for answer in ratings):
        return "could judge nothing that was asked" if len(ratings) > 1 else "could not judge what was asked"
    return "left every answer empty" if given and all(_is_empty(answer) for answer in given) else ""


def _speaks_against(answer: Answered) -> bool:
    if not answer.name.casefold().startswith("recommend"):
        return False
    if isinstance(answer.value, bool):
        return not answer.value
    value = str(answer.value or "").casefold()
    return value in _AGAINST or value.startswith(tuple(f"{word}_" for word in _AGAINST))


def _is_empty(answer: Answered) -> bool:
    return answer.value in (None, "", [], UNKNOWN)
