"""Fee lines of a credential: what is charged, when it falls due, which step waits for it. Pure.

A line falls due at one moment of an application. What must be settled before the application is submitted
falls due as soon as it is started; everything else when its own moment comes. Lines that say when in other
words fall due when a coordinator charges them; those of a renewal fall due for an endorsement, once for each
period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from endorsement_plugin.requirements.wording import spelled

from .money import MOST
from .states import EDITABLE_APPLICATION, OPEN_APPLICATION, ApplicationState


class Due(StrEnum):
    """When a line is due."""

    OPENING = "opening"
    SUBMISSION = "submission"
    EXAM = "exam"
    RENEWAL = "renewal"
    REACTIVATION = "reactivation"
    OTHER = "other"


class Holds(StrEnum):
    """The step that waits for a line."""

    NOTHING = ""
    SUBMISSION = "submission"
    EXAM = "exam"
    DECISION = "decision"
    RENEWAL = "renewal"
    REACTIVATION = "reactivation"


DUE = {
    Due.OPENING: "when the application is started",
    Due.SUBMISSION: "when the application is submitted",
    Due.EXAM: "before the exam",
    Due.RENEWAL: "at each renewal",
    Due.REACTIVATION: "when it becomes active again",
    Due.OTHER: "in other words",
}
HOLDS = {
    Holds.SUBMISSION: "before the application is submitted",
    Holds.EXAM: "before the exam is opened",
    Holds.DECISION: "before the decision",
    Holds.RENEWAL: "before it is renewed",
    Holds.REACTIVATION: "before it is active again",
}

OF_POLICIES = frozenset({Due.REACTIVATION})
"""What a policy of renewal charges; the page of a credential has no line for it."""

AHEAD = {
    Holds.SUBMISSION: EDITABLE_APPLICATION,
    Holds.EXAM: OPEN_APPLICATION - {ApplicationState.READY},
    Holds.DECISION: OPEN_APPLICATION,
}
"""In which states of an application the step is still to come."""


@dataclass(frozen=True)
class Terms:
    """One line. `key` is the block it is written in; `designation` is empty for everybody."""

    key: str
    label: str
    amount: Decimal
    due: Due
    due_words: str = ""
    holds: Holds = Holds.NOTHING
    designation: str = ""
    note: str = ""

    @property
    def when(self) -> str:
        """When it is due, in words."""
        return when(self.due, self.due_words)


def falls_due_at(due: str, holds: str) -> Due:
    """The moment of an application at which such a line is charged."""
    return Due.OPENING if holds == Holds.SUBMISSION else Due(due)


def when(due: str, words: str) -> str:
    """When a line is due: in words of its own, where there are any."""
    return words or DUE[Due(due)]


def is_ahead(step: str, application: ApplicationState) -> bool:
    """Whether this step of an application in that state is still to come, so that it can wait for a fee."""
    return application in AHEAD.get(Holds(step), ())


def is_for(designation: str, chosen: str) -> bool:
    """Whether a line for this designation is for whoever chose that one. Before they chose, it is not."""
    return not designation or spelled(designation) == spelled(chosen)


Fault = tuple[int, str, str]
"""The position of a line, the name of what is wrong in it, and why, in a sentence."""

LATER = frozenset({Holds.RENEWAL, Holds.REACTIVATION})
"""Steps of an endorsement, not of an application."""

TOO_LATE = {
    Due.OPENING: LATER,
    Due.SUBMISSION: LATER,
    Due.EXAM: LATER | {Holds.SUBMISSION},
    Due.RENEWAL: frozenset({Holds.SUBMISSION, Holds.EXAM, Holds.DECISION, Holds.REACTIVATION}),
    Due.REACTIVATION: frozenset(Holds) - {Holds.NOTHING, Holds.REACTIVATION},
    Due.OTHER: LATER | {Holds.SUBMISSION},
}
"""What cannot wait for a line that is due only later, or of something else, or, in other words, that a
coordinator charges."""


def faults(lines: Sequence[Terms]) -> Iterator[Fault]:
    """What cannot be meant, whatever the association and the requirements."""
    for place, line in enumerate(lines):
        yield from ((place, *fault) for fault in _faults_of(line))
    yield from _twice(lines)


def without_exam(lines: Sequence[Terms]) -> Iterator[Fault]:
    """Lines that would never fall due, or never hold anything, where no exam is asked for."""
    for place, line in enumerate(lines):
        if line.due is Due.EXAM:
            yield place, "due", "These requirements ask for no exam, so this would not fall due."
        elif line.holds is Holds.EXAM:
            yield place, "holds", "These requirements ask for no exam, so nothing would wait for this."


def _faults_of(line: Terms) -> Iterator[tuple[str, str]]:
    if not 0 < line.amount <= MOST:
        yield "amount", f"Enter an amount above 0, and {MOST:,} at the most."
    if line.due is Due.OTHER and not line.due_words:
        yield "due_words", "Say in your own words when it is due."
    if line.due is not Due.OTHER and line.due_words:
        twice = f"This says when it is due, and so does “{DUE[line.due]}”."
        yield "due_words", f"{twice} Choose “in other words” above, or leave this empty."
    if line.holds in TOO_LATE.get(line.due, ()):
        yield "holds", _too_late(line)
    if line.due is Due.OPENING and line.designation:
        yield "designation", "A designation is chosen only after the application is started."


def _too_late(line: Terms) -> str:
    if line.due in {Due.RENEWAL, Due.REACTIVATION}:
        return "What is due at a renewal holds up no application."
    if line.holds in LATER:
        return "A renewal waits only for what is due at each renewal."
    if line.due is Due.OTHER:
        return "A coordinator charges this line, and reads an application only once it is submitted."
    return "It is due only before the exam, and the exam comes after submitting."


def _twice(lines: Sequence[Terms]) -> Iterator[Fault]:
    seen: set[tuple[str, str, str]] = set()
    for place, line in enumerate(lines):
        mark = (spelled(line.label), spelled(line.when), spelled(line.designation))
        if mark in seen:
            yield place, "label", "Another fee above has the same name, and is due at the same time."
        seen.add(mark)
