"""Every table and column of the queue: what a result depends on, with a change that must be found; and what
it does not depend on, with the reason. A column in neither fails the test until somebody has placed it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import models

from review_queue import models as queue

Change = Callable[[Any], Any] | str

KEY = "what rows are called by; moving a row is changing those that point to it"
COURSE = "when work is due and who is asked; what was asked and handed in has its event"
PAGE = "what a page shows meanwhile"
LATER = timedelta(days=2)
ELSEWHERE = "elsewhere"
"""Points to another row."""


def to(value: Any) -> Callable[[Any], Any]:
    return lambda now: value


def more(now: Any) -> Any:
    return now + 1


def words(now: Any) -> str:
    """Short enough for every column."""
    return f"{now[:6]}x"


def opposite(now: Any) -> bool:
    return not now


def later(now: Any) -> Any:
    return now + LATER


SEALED: Mapping[type[models.Model], Mapping[str, Change]] = {
    queue.Rubric: {"code": words, "version": more, "title": words, "pass_mark": more},
    queue.Criterion: {
        "rubric": ELSEWHERE,
        "code": words,
        "name": words,
        "guidance": words,
        "weight": more,
        "position": lambda now: now + 5,
    },
    queue.Level: {
        "criterion": ELSEWHERE,
        "points": lambda now: now + 9,
        "label": words,
        "descriptor": words,
    },
    queue.Round: {
        "code": words,
        "rubric": ELSEWHERE,
        "criterion_gap": more,
        "total_gap": more,
        "verdict_split": opposite,
        "flagged": opposite,
        "criterion_feedback": opposite,
        "training_required": opposite,
        "resolution": to("parity"),
        "seed": more,
    },
    queue.Pool: {"code": words},
    queue.Item: {
        "kind": to("seeded"),
        "ref": words,
        "code": words,
        "language": to("es"),
        "round": ELSEWHERE,
        "pool": ELSEWHERE,
        "state": to("withdrawn"),
        "cleared_by": ELSEWHERE,
        "rescore_of": ELSEWHERE,
        "origin": to("0" * 32),
    },
    queue.Section: {
        "item": ELSEWHERE,
        "position": lambda now: now + 5,
        "code": words,
        "prompt": words,
        "text": words,
    },
    queue.SectionFile: {"section": ELSEWHERE, "sha256": words, "pages": more},
    queue.Requirement: {"item": ELSEWHERE, "tag": words},
    queue.BarredUser: {"item": ELSEWHERE, "user": ELSEWHERE},
    queue.BarredAgency: {"item": ELSEWHERE, "digest": words},
    queue.FormerBar: {"item": ELSEWHERE, "digest": words},
    queue.Assignment: {
        "item": ELSEWHERE,
        "reviewer": ELSEWHERE,
        "slot": to(3),
        "state": to("revoked"),
        "code": words,
    },
    queue.Review: {
        "assignment": ELSEWHERE,
        "feedback": words,
        "flag": to("danger"),
        "unscorable": to("blank"),
        "submitted_at": later,
    },
    queue.Mark: {
        "review": ELSEWHERE,
        "criterion": ELSEWHERE,
        "level": ELSEWHERE,
        "comment": words,
    },
    queue.Agreement: {
        "first": ELSEWHERE,
        "second": ELSEWHERE,
        "item": ELSEWHERE,
        "agreed": opposite,
    },
    queue.Difference: {"agreement": ELSEWHERE, "reason": words, "criterion": words},
    queue.Verdict: {
        "item": ELSEWHERE,
        "outcome": to("failed"),
        "percent": lambda now: now - 1,
        "resolution": words,
        "feedback": words,
        "rubric": ELSEWHERE,
        "pass_mark": more,
        "criterion_gap": more,
        "total_gap": more,
        "verdict_split": opposite,
        "flagged": opposite,
        "third_score": to("parity"),
        "decided_at": later,
    },
    queue.Calibration: {
        "reviewer": ELSEWHERE,
        "anchor_set": ELSEWHERE,
        "state": to("failed"),
        "marks": more,
        "exact": more,
        "adjacent": more,
        "flips": more,
        "ended_at": later,
        "valid_until": later,
    },
    queue.AnchorCopy: {"item": ELSEWHERE, "anchor": ELSEWHERE, "calibration": ELSEWHERE},
    queue.AnchorSet: {
        "title": words,
        "language": to("es"),
        "use": to("seeded"),
        "exact_least": lambda now: now - 1,
        "adjacent_least": lambda now: now - 1,
        "valid_days": more,
    },
    queue.Anchor: {"anchor_set": ELSEWHERE, "name": words},
    queue.ReferenceMark: {
        "anchor": ELSEWHERE,
        "criterion": ELSEWHERE,
        "level": ELSEWHERE,
        "because": words,
    },
    queue.Unblinding: {
        "item": ELSEWHERE,
        "by": ELSEWHERE,
        "reason": words,
        "opened_at": lambda now: now - LATER,
        "until": later,
    },
    queue.Intervention: {
        "item": ELSEWHERE,
        "kind": to("taken_back"),
        "by": ELSEWHERE,
        "reason": words,
        "assignment": ELSEWHERE,
        "beyond_capacity": opposite,
        "until": later,
        "at": later,
    },
    queue.BackReadingSample: {
        "seed": more,
        "near": more,
        "disputed": opposite,
        "share": more,
        "answers": more,
        "answers_digest": words,
        "drawn_by": ELSEWHERE,
        "drawn_at": later,
    },
    queue.BackReading: {
        "sample": ELSEWHERE,
        "item": ELSEWHERE,
        "because": lambda now: "lot" if now == "disputed" else "disputed",
        "agrees": opposite,
        "note": words,
        "read_by": ELSEWHERE,
        "read_at": later,
    },
    queue.BackReadingMark: {"back_reading": ELSEWHERE, "criterion": ELSEWHERE, "level": ELSEWHERE},
    queue.CorrectiveAction: {
        "round": ELSEWHERE,
        "pool": ELSEWHERE,
        "item": ELSEWHERE,
        "alarm": words,
        "what": words,
        "who": words,
        "done_on": later,
        "follow_up_on": later,
        "recorded_by": ELSEWHERE,
        "recorded_at": later,
        "outcome": words,
        "followed_up_by": ELSEWHERE,
        "followed_up_at": later,
    },
    queue.AuditGrant: {
        "round": ELSEWHERE,
        "pool": ELSEWHERE,
        "user": ELSEWHERE,
        "until": later,
        "granted_by": ELSEWHERE,
        "granted_at": later,
        "ended_at": later,
        "ended_by": ELSEWHERE,
    },
    queue.Training: {
        "reviewer": ELSEWHERE,
        "what": words,
        "given_on": lambda now: now - LATER,
        "hours": more,
        "given_by": words,
        "valid_until": later,
        "recorded_by": ELSEWHERE,
        "recorded_at": later,
        "struck_by": ELSEWHERE,
        "struck_at": later,
        "struck_because": words,
    },
    queue.Event: {
        "item": ELSEWHERE,
        "round": ELSEWHERE,
        "assignment": ELSEWHERE,
        "actor": ELSEWHERE,
        "kind": words,
        "detail": words,
        "at": later,
        "digest": words,
        "salt": words,
    },
    queue.Seal: {
        "number": lambda now: now + 500,
        "first_event": lambda now: now - 1,
        "last_event": more,
        "count": more,
        "digest": words,
        "salt": words,
        "sealed_at": later,
    },
}

APART: Mapping[type[models.Model], Mapping[str, str]] = {
    queue.Rubric: {"frozen_at": "what changes afterwards is found, whenever it was frozen"},
    queue.Round: {
        "title": PAGE,
        "reviewers_named": PAGE,
        "frozen_at": "what changes afterwards is found, whenever it was frozen",
        **dict.fromkeys(("assigning", "closes_on", "pair_price", "anchor_every"), COURSE),
        **dict.fromkeys(("hours_to_answer", "days_to_score", "days_of_extension", "days_of_grace"), COURSE),
        **dict.fromkeys(("largest_parts", "largest_words", "largest_pages"), PAGE),
    },
    queue.Pool: {"name": PAGE, **dict.fromkeys(("alike_at_least", "alike_wait_days"), COURSE)},
    queue.Item: dict.fromkeys(("due", "received_at", "waits_until"), COURSE),
    queue.SectionFile: {
        "name": "where it lies; what is read there is compared with its digest",
        "size": "that of what the digest is of",
        "text_start": PAGE,
        "version": PAGE,
        "held": "an item with a file that is held is never released",
    },
    queue.Assignment: dict.fromkeys(
        ("due", "plan", "offered_at", "answer_by", "ends_at", "extended_at", "closed_at"), COURSE
    ),
    queue.Review: dict.fromkeys(
        ("version", "started_at", "saved_at", "scanned_version", "seen_at", "active_seconds"), PAGE
    ),
    queue.Agreement: {"compared_at": "on the day of its event"},
    queue.Calibration: {
        "began_at": COURSE,
        "released_by": "that another attempt may begin has its event",
        "released_at": "that another attempt may begin has its event",
    },
    queue.AnchorCopy: {"reviewer": "whose review it is, its assignment says"},
    queue.AnchorSet: {
        "pool": COURSE,
        "rubric": "of each reference mark the criterion is sealed",
        "published_at": COURSE,
        "retired_at": COURSE,
    },
    queue.Anchor: {"origin": "said for the chief; no mark depends on it"},
    queue.BackReadingSample: {"round": "which it is, its answers say"},
    queue.Unblinding: {"closed_at": "when it ended before its time has its event"},
}

TABLES_APART: Mapping[str, str] = {
    **dict.fromkeys(("Plan", "PlannedSlot", "Shortage", "Wish"), COURSE),
    **dict.fromkeys(("Reviewer", "PoolMembership", "Qualification", "Language", "PoolRole"), COURSE),
    **dict.fromkeys(("DeclaredConflict", "ReviewerChange"), "what it leads to is a bar on an item"),
    **dict.fromkeys(("Span", "Suspect", "PageDoubt", "PageLook"), "marks in a text that is sealed whole"),
    "Highlight": "a reviewer's own, read by nobody else and deleted with the draft",
    "AnchorSection": "each copy that was scored has what its text has earned",
    **dict.fromkeys(("SealCheck", "SealFinding"), "what a check has found; it can be made again"),
    "RoundUserPermission": "follows the grants to auditors, which are sealed",
    "ItemUserPermission": "follows the assignments, and is repaired from them",
    **dict.fromkeys(("Mail", "Work", "Beat", "FailingRow"), "letters and background work"),
    **dict.fromkeys(("Round_pools", "AnchorSet_rounds"), COURSE),
    "EarlierItem": "who must not score an answer, the bars on it say",
    "Permissions": "no table",
}
