"""What an action refuses with. The message is the sentence the person reads."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """One thing to put right, beside its cause.

    `where` is a path a client can follow (step name, field name, row id); `step` the step to open.
    """

    code: str
    message: str
    where: tuple[str, ...] = ()
    step: str = ""
    params: dict[str, str] = field(default_factory=dict)


class Refusal(Exception):
    """A request that cannot be carried out; nothing was changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotAllowed(Refusal):
    """The person may not do this."""


class TooMany(NotAllowed):
    """Too often for now; `seconds` is how long to wait at the most."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class WrongState(Refusal):
    """The thing has moved on, so this step no longer applies to it."""


class Incomplete(Refusal):
    """Something is missing or wrong; `problems` says what and where."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


class Stale(Refusal):
    """Another tab or device saved first. `revision` is the newer one; `differ` names what both changed."""

    def __init__(self, message: str, revision: int, differ: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.revision = revision
        self.differ = tuple(differ)


class AlreadyOpen(Refusal):
    """There is one already; `existing` is its id."""

    def __init__(self, message: str, existing: str) -> None:
        super().__init__(message)
        self.existing = existing


class TooLarge(Refusal):
    """A file over the limit."""


class WrongType(Refusal):
    """A file that is not what is asked for."""


class LinkGone(Refusal):
    """A link that was never given out, has expired, was used or was withdrawn. One answer for all four."""


def reason_of(error: BaseException) -> str:
    """What a Refusal says that another error carries for it; empty if it carries none."""
    return error.__cause__.message if isinstance(error.__cause__, Refusal) else ""
