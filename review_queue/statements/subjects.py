"""What is stated, by which event, and what of it a pack may show."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

from .items import items, releases
from .outcomes import comparisons, verdicts
from .oversight import assignments, calibrations, interventions, unblindings
from .quality import audits, back_readings, corrections
from .reviews import reviews
from .trainings import trainings

Statement = dict[str, Any]


class Subject(StrEnum):
    ITEM = "item"
    RELEASE = "release"
    ASSIGNMENT = "assignment"
    REVIEW = "review"
    COMPARISON = "comparison"
    VERDICT = "verdict"
    CALIBRATION = "calibration"
    UNBLINDING = "unblinding"
    INTERVENTION = "intervention"
    BACK_READING = "back_reading"
    CORRECTION = "correction"
    AUDIT = "audit"
    TRAINING = "training"


STATED: Mapping[Subject, Callable[[Collection[Any]], Mapping[Any, Statement]]] = {
    Subject.ITEM: items,
    Subject.RELEASE: releases,
    Subject.ASSIGNMENT: assignments,
    Subject.REVIEW: reviews,
    Subject.COMPARISON: comparisons,
    Subject.VERDICT: verdicts,
    Subject.CALIBRATION: calibrations,
    Subject.UNBLINDING: unblindings,
    Subject.INTERVENTION: interventions,
    Subject.BACK_READING: back_readings,
    Subject.CORRECTION: corrections,
    Subject.AUDIT: audits,
    Subject.TRAINING: trainings,
}

WITHHELD: Mapping[Subject, frozenset[str]] = {
    Subject.ITEM: frozenset({"ref", "origin", "language", "requires"}),
    Subject.RELEASE: frozenset({"parts"}),
    Subject.ASSIGNMENT: frozenset(),
    Subject.REVIEW: frozenset({"own_code", "feedback", "comments", "at"}),
    Subject.COMPARISON: frozenset(),
    Subject.VERDICT: frozenset({"feedback", "at"}),
    Subject.CALIBRATION: frozenset({"references", "ended_at"}),
    Subject.UNBLINDING: frozenset({"opened_at", "until"}),
    Subject.INTERVENTION: frozenset({"at"}),
    Subject.BACK_READING: frozenset({"drawn_at", "read_at"}),
    Subject.CORRECTION: frozenset({"recorded_at", "followed_up_at"}),
    Subject.AUDIT: frozenset({"auditor", "granted_by", "granted_at", "ended_by", "ended_at"}),
    Subject.TRAINING: frozenset({"recorded_at", "struck_at"}),
}
"""Words that somebody wrote, what leads to a person or puts an answer into a small group, and moments finer
than a day: given as digests only."""

STOOD = "stood"
BY_KIND: Mapping[str, Subject] = {
    "received": Subject.ITEM,
    "barred": Subject.ITEM,
    "cleared": Subject.RELEASE,
    "submitted": Subject.REVIEW,
    "agreed": Subject.COMPARISON,
    "disputed": Subject.COMPARISON,
    "decided": Subject.VERDICT,
    "calibrated": Subject.CALIBRATION,
    "unblinded": Subject.UNBLINDING,
    "intervened": Subject.INTERVENTION,
    "drawn": Subject.BACK_READING,
    "back_read": Subject.BACK_READING,
    "corrected": Subject.CORRECTION,
    "followed_up": Subject.CORRECTION,
    "audit_given": Subject.AUDIT,
    "audit_ended": Subject.AUDIT,
    "trained": Subject.TRAINING,
    "struck_out": Subject.TRAINING,
}


def subject_of(kind: str, detail: str) -> Subject | None:
    """What an event with a digest states. One that only says how things stood names it in its detail."""
    if kind == STOOD:
        return Subject(detail) if detail in set(Subject) else None
    return BY_KIND.get(kind)


def state(subject: Subject, key: Any) -> Statement:
    """The statement of one thing that is there."""
    return STATED[subject]([key])[key]
