"""Which step of a coordinator can be taken back: the newest one, while nothing was built on it."""

from collections.abc import Iterable

from endorsement_plugin.models import ApplicationEvent
from endorsement_plugin.rules.states import ApplicationState

_TAKEN_BY = {ApplicationState.IN_REVIEW: "review_begun", ApplicationState.READY: "ready"}
# Reading, and judging files, people and entries, moves nothing.
_BESIDE = frozenset(
    {
        "opened",
        "transcript_downloaded",
        "transcript_verified",
        "transcript_reopened",
        "standing_confirmed",
        "standing_unconfirmed",
        "entry_judged",
    }
)


def undoable(state: ApplicationState, events: Iterable[ApplicationEvent]) -> str:
    """The action that brought the application here and can be taken back, else an empty string."""
    steps = [event.action for event in events if event.role == "coordinator" and event.action not in _BESIDE]
    taken = _TAKEN_BY.get(state, "")
    return taken if steps and steps[-1] == taken else ""
