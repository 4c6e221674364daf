"""What events say stood in the rows, against the rows that the pack shows."""

from collections.abc import Iterator
from typing import Any

from .chain import Told
from .pack import Pack
from .sealing import opened, statement_digest

RESTATED = {"item", "release", "back_reading", "correction", "audit", "training"}
BY_DETAIL = {"back_reading", "correction", "audit", "training"}
"""Of which an answer may have several: the event says in its detail which one it is about."""
BY_KIND = {
    "received": "item",
    "barred": "item",
    "cleared": "release",
    "submitted": "review",
    "agreed": "comparison",
    "disputed": "comparison",
    "decided": "verdict",
    "calibrated": "calibration",
    "unblinded": "unblinding",
    "intervened": "intervention",
    "drawn": "back_reading",
    "back_read": "back_reading",
    "corrected": "correction",
    "followed_up": "correction",
    "audit_given": "audit",
    "audit_ended": "audit",
    "trained": "training",
    "struck_out": "training",
}
ONCE = {
    "assignment": ("assignment",),
    "review": ("assignment",),
    "comparison": ("first", "second"),
    "verdict": ("answer",),
    "calibration": ("attempt",),
    "intervention": ("intervention",),
}
"""What cannot change once it is there, by the fields that name it: a second event about it is a forgery."""
IN_WORDS = {"back_reading": "back-reading", "correction": "corrective action"}
NUMBER = {"assignment": "assignment", "calibration": "attempt", "intervention": "intervention"}
Statements = dict[str, list[dict[str, Any]]]


def read(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """Fill `statements`, by what they are about; a sentence for each that is not what was sealed."""
    shown = {line["event"]: line for line in pack.lines("statements.jsonl")}
    named: set[tuple[Any, ...]] = set()
    for event in _due(told):
        line = shown.pop(event["event"], None)
        subject, where = _thing(event, line), f"event {event['event']}, “{event['kind']}”"
        if line is None or not line["fields"]:
            yield f"Answer {_code(line, event)}: its {subject} is gone since {where}."
        elif _digest(line["fields"]) != event["digest"]:
            yield f"Answer {_code(line, event)}: its {subject} is not what was sealed by {where}."
        else:
            values = _values(line["fields"], event)
            subject = subject_of(event)
            statements.setdefault(subject, []).append(values)
            name = (subject, *(values[field] for field in ONCE.get(subject, ("event",))))
            if name in named:
                yield f"Answer {_code(line, event)}: its {subject} is stated once more by {where}."
            named.add(name)
    for number, line in shown.items():
        yield f"Answer {line['answer']}: a {line['subject']} has no event {number}."


def _due(told: Told) -> Iterator[dict[str, Any]]:
    """Events that say how something stands now; not those that a later one has taken the place of."""
    stating = [event for event in told.events.values() if event["digest"]]
    newest = {_restated(event): event["event"] for event in stating}
    over = {event["item"]: event["event"] for event in told.events.values() if event["kind"] == "received"}
    for event in stating:
        subject, number = subject_of(event), event["event"]
        taken = subject in RESTATED and newest[_restated(event)] != number
        if not taken and not (subject == "release" and over.get(event["item"], 0) > number):
            yield event


def _restated(event: dict[str, Any]) -> tuple[Any, ...]:
    """What an event is about: a later one about the same takes its place. The pool before the number may be
    missing: former events did not say it."""
    subject = subject_of(event)
    return subject, event["item"], event["detail"].rpartition(",")[2] if subject in BY_DETAIL else ""


def subject_of(event: dict[str, Any]) -> str:
    return event["detail"] if event["kind"] == "stood" else BY_KIND.get(event["kind"], "")


def _thing(event: dict[str, Any], line: dict[str, Any] | None) -> str:
    """What an event is about, with its number where the event or what stands there says it."""
    subject = subject_of(event)
    words = IN_WORDS.get(subject, subject)
    if subject in BY_DETAIL:
        return f"{words} {event['detail'].rpartition(':')[2]}"
    named = (line or {}).get("fields", {}).get(NUMBER.get(subject, ""), {})
    return f"{words} {named['value']}" if "value" in named else words


def _code(line: dict[str, Any] | None, event: dict[str, Any]) -> str:
    return str(line["answer"] if line else event["item"])


def _digest(fields: dict[str, dict[str, Any]]) -> str:
    return statement_digest(
        {
            name: one["digest"] if "digest" in one else opened(one["value"], one["salt"])
            for name, one in fields.items()
        }
    )


def _values(fields: dict[str, dict[str, Any]], event: dict[str, Any]) -> dict[str, Any]:
    shown = {name: one["value"] for name, one in fields.items() if "value" in one}
    return {**shown, "event": event["event"], "item": event["item"], "day": event["day"]}
