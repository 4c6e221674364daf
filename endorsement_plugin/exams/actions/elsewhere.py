"""Who scored an exam that came back unscored, and when: kept with its outcome."""

from dataclasses import dataclass
from datetime import date

from endorsement_plugin.clock import today
from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.models import Sitting
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event

WHO = "Write who scored it."
WHEN = "Say on which day it was scored."
TOO_EARLY = "Choose a day from the hand-in to today."


@dataclass(frozen=True)
class Elsewhere:
    """Names or an office, and a day."""

    scored_by: str = ""
    scored_on: date | None = None


NOTHING = Elsewhere()


def note_elsewhere(sitting: Sitting, elsewhere: Elsewhere, *, by: Visitor) -> None:
    """Keep it with a locked sitting that came back to be scored elsewhere; of any other, nothing.

    Raises Incomplete with each problem beside its control.
    """
    if not sitting.is_scored_elsewhere:
        return
    problems = [*_problems(sitting, elsewhere)]
    if problems:
        raise Incomplete("Nothing was entered.", problems)
    assert elsewhere.scored_on is not None
    sitting.scored_by, sitting.scored_on = elsewhere.scored_by.strip(), elsewhere.scored_on
    sitting.save(update_fields=["scored_by", "scored_on"])
    detail = f"{sitting.scored_by}, {elsewhere.scored_on.isoformat()}. {sitting.returned_because}"
    record_event(sitting.application, "exam_scored_elsewhere", by=by, role="coordinator", detail=detail)


def _problems(sitting: Sitting, elsewhere: Elsewhere) -> list[Problem]:
    problems = []
    if not elsewhere.scored_by.strip():
        problems.append(Problem("scorer_missing", WHO, ("scored_by",)))
    if elsewhere.scored_on is None:
        problems.append(Problem("day_missing", WHEN, ("scored_on",)))
        return problems
    zone = sitting.application.association.zone
    first = sitting.handed_in_at.astimezone(zone).date() if sitting.handed_in_at else date.min
    if not first <= elsewhere.scored_on <= today(sitting.application.association):
        problems.append(Problem("day_out_of_range", TOO_EARLY, ("scored_on",)))
    return problems
