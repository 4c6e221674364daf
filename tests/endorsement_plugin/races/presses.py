"""What can be pressed at an application, and where it stands then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from endorsement_plugin.models import Appeal, Sitting
from tests.endorsement_plugin.races.situations import Case

EDITING = "draft returned"
ASKING = f"{EDITING} submitted in-review exam-owed"
ANSWERING = f"{ASKING} exam-scheduled exam-in-scoring ready deferred"
OPEN = f"{ANSWERING} exam-closed exam-open exam-handed-in not-passed scored-again"
READING = "submitted in-review exam-scheduled exam-open exam-in-scoring ready declined to-confirm"
JUDGING = "submitted in-review exam-owed exam-in-scoring ready"
WHY = "The candidate was ill."


@dataclass(frozen=True)
class Press:
    """`where` are the situations in which it is not refused, if nobody comes before it.

    Nobody does once it holds its first lock, unless it has a second look later, under another: not `settles`.
    """

    name: str
    where: str
    act: Callable[[Case], object]
    settles: bool = True

    def may_be_pressed(self, situation: str) -> bool:
        return situation in self.where.split()


def own(case: Case) -> dict[str, Any]:
    return {"application": case.application.pk, "by": case.applicant}


def theirs(case: Case) -> dict[str, Any]:
    return {"application": case.application.pk, "by": case.coordinator}


def sat(case: Case) -> Sitting:
    assert case.sitting is not None
    return case.sitting


def appealed(case: Case) -> Appeal:
    assert case.appeal is not None
    return case.appeal
