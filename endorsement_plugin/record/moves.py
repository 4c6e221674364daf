"""The one way a thing changes its state."""

from collections.abc import Collection

from endorsement_plugin.clock import local
from endorsement_plugin.errors import WrongState
from endorsement_plugin.models import (
    Application,
    AuditDocument,
    Endorsement,
    Erasure,
    ExamFile,
    Fee,
    Import,
    Reference,
    Renewal,
    Scan,
    Sitting,
    Transcript,
)
from endorsement_plugin.rules.states import State
from endorsement_plugin.rules.transitions import may_move

Moving = (
    Application
    | AuditDocument
    | Endorsement
    | Erasure
    | ExamFile
    | Fee
    | Import
    | Reference
    | Renewal
    | Scan
    | Sitting
    | Transcript
)


def move(thing: Moving, to: State, *, out_of: Collection[State] | None = None) -> None:
    """Set the state if the table allows it from the present one; the caller saves.

    `out_of` names the states that this step is for, where other steps lead to the same state from others.
    Raises WrongState, in words that name the present state; also for an application of which something was
    removed by the policy of retention: what it was judged by is not there any more.
    """
    if isinstance(thing, Application):
        refuse_removed(thing)
    if not may_move(thing.status, to) or (out_of is not None and thing.status not in out_of):
        raise passed(thing)
    thing.state = to


REMOVED = "records_removed"
"""What the history of an application or a renewal calls it that something was removed by the policy."""


def refuse_removed(application: Application) -> None:
    """Raises WrongState for an application of which something was removed by the policy of retention."""
    if application.records_removed_at is not None:
        day = local(application.records_removed_at, application.association)
        raise WrongState(
            f"Records of this application were removed on {day.day} {day:%B %Y} by your policy of retention, "
            "so it cannot be taken up again. Whoever applied can start a new one."
        )


def passed(thing: Moving) -> WrongState:
    """That the thing has moved on, in words that name the present state."""
    return WrongState(
        f"This {thing._meta.verbose_name} is now “{thing.status.label}”, so that can no longer be done. "
        "Reload the page to see where it stands."
    )
