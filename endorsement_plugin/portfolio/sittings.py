"""What came of the exams of an application, whichever of its sittings count."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from endorsement_plugin.models import Application, Sitting
from endorsement_plugin.requirements.evidence import PartResult
from endorsement_plugin.rules.states import SittingState


def those_that_count(sittings: Iterable[Sitting]) -> list[Sitting]:
    """The latest sitting of each paper, or of the paper that it was sat instead of.

    One that was closed without an outcome counts for nothing. Reads each sitting's paper.
    """
    first: dict[UUID, Any] = {}
    latest: dict[Any, Sitting] = {}
    for sitting in sorted(sittings, key=lambda one: one.number):
        paper = first.get(sitting.replaces_id) if sitting.replaces_id else None
        first[sitting.pk] = paper or sitting.paper.form_id
        if sitting.status is not SittingState.CLOSED:
            latest[first[sitting.pk]] = sitting
    return list(latest.values())


def exam_passed(sittings: Iterable[Sitting]) -> bool | None:
    """True once every paper has been passed; a retake counts instead of the sitting before.

    Reads each sitting's paper.
    """
    outcomes = {sitting.status for sitting in those_that_count(sittings)}
    if SittingState.FAILED in outcomes:
        return False
    return True if outcomes == {SittingState.PASSED} else None


def read_sittings(application: Application) -> list[Sitting]:
    """Its sittings with papers and parts: two queries, one where there is none."""
    return list(application.sittings.select_related("paper").prefetch_related("parts"))


def part_results(sittings: Iterable[Sitting]) -> tuple[PartResult, ...]:
    """What came of each part the last time it was sat, in a sitting that was not closed without an outcome.

    A part that stands is in no later sitting. Reads each sitting's parts.
    """
    latest: dict[str, PartResult] = {}
    for sitting in sorted(sittings, key=lambda one: one.number):
        if sitting.status is not SittingState.CLOSED:
            latest |= {part.value: part.result for part in sitting.parts.all()}
    return tuple(latest.values())
