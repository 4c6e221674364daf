"""Which answers were read again and what was found, and what was done about alarms."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from review_queue.models import AuditGrant, BackReading, BackReadingMark, CorrectiveAction

from .reviews import moment

Statement = dict[str, Any]

_SAMPLE = ("seed", "near", "disputed", "share", "answers", "answers_digest", "drawn_by_id")
_READING = ("pk", "item__code", "because", "agrees", "note", "read_by_id", "read_at", "sample_id")
_CORRECTION = ("alarm", "what", "who", "recorded_by_id", "outcome", "followed_up_by_id")


def back_readings(keys: Collection[int]) -> dict[int, Statement]:
    """Each answer of a sample with how the sample was drawn, and what its back-reading found. Two queries."""
    marks: defaultdict[int, dict[str, int]] = defaultdict(dict)
    given = BackReadingMark.objects.filter(back_reading__in=keys)
    for reading, code, points in given.values_list("back_reading", "criterion__code", "level__points"):
        marks[reading][code] = points
    rows = BackReading.objects.filter(pk__in=keys)
    return {
        one["pk"]: {
            "answer": one["item__code"],
            "back_reading": one["pk"],
            "sample": one["sample_id"],
            **{name: one[f"sample__{name}"] for name in _SAMPLE},
            "drawn_at": moment(one["sample__drawn_at"]),
            "because": one["because"],
            "agrees": one["agrees"],
            "note": one["note"],
            "marks": marks[one["pk"]],
            "read_by": one["read_by_id"],
            "read_at": moment(one["read_at"]),
        }
        for one in rows.values(*_READING, "sample__drawn_at", *(f"sample__{name}" for name in _SAMPLE))
    }


def corrections(keys: Collection[int]) -> dict[int, Statement]:
    """What was done about each alarm, and what the follow-up found. One query."""
    days = ("done_on", "follow_up_on")
    columns = ("pk", "round__code", "pool__code", "item__code", "recorded_at", "followed_up_at")
    return {
        one["pk"]: {
            "answer": one["item__code"] or f"(of the whole round {one['round__code']})",
            "correction": one["pk"],
            "round": one["round__code"],
            "pool": one["pool__code"],
            **{name: one[name] for name in _CORRECTION},
            **{day: one[day].isoformat() if one[day] else None for day in days},
            "recorded_at": moment(one["recorded_at"]),
            "followed_up_at": moment(one["followed_up_at"]),
        }
        for one in CorrectiveAction.objects.filter(pk__in=keys).values(*columns, *_CORRECTION, *days)
    }


def audits(keys: Collection[int]) -> dict[int, Statement]:
    """To whom the pack of a round was opened, and until when. One query."""
    columns = ("pk", "round__code", "pool__code", "user_id", "until", "granted_by_id", "granted_at")
    return {
        one["pk"]: {
            "answer": f"(of the whole round {one['round__code']})",
            "audit": one["pk"],
            "round": one["round__code"],
            "pool": one["pool__code"],
            "auditor": one["user_id"],
            "until": one["until"].isoformat(),
            "granted_by": one["granted_by_id"],
            "granted_at": moment(one["granted_at"]),
            "ended_by": one["ended_by_id"],
            "ended_at": moment(one["ended_at"]),
        }
        for one in AuditGrant.objects.filter(pk__in=keys).values(*columns, "ended_by_id", "ended_at")
    }
