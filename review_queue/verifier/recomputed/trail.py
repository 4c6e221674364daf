"""Tables of what was recorded, against the chain and the statements."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..chain import Told
from ..tables import compare
from .facts import Facts, Row

Cells = dict[str, Any]


def check(facts: Facts, told: Told) -> Iterator[str]:
    """A sentence for each cell of a table of the trail that is another."""
    yield from _events(facts)
    yield from _answers(facts)
    yield from _bars(facts)
    yield from _unblindings(facts)
    yield from _interventions(facts)
    yield from _afterwards(facts)
    yield from _seals(facts, told)


def _events(facts: Facts) -> Iterator[str]:
    """Every event that the chain tells, about the answer that it is about."""
    shown = {int(row["number"]): row for row in facts.pack.table("events.csv")}
    for event in facts.events:
        row = shown.get(event["event"])
        if row is None:
            if event["item"] is None or event["item"] in facts.answers:
                yield f"Event {event['event']} is missing in events.csv."
        elif facts.code(event["item"]) and row["answer"] != facts.code(event["item"]):
            yield f"Event {event['event']} of events.csv is about {facts.code(event['item'])}."


def _answers(facts: Facts) -> Iterator[str]:
    """What each is called, in both tables, and what sort it is."""
    sealed = {item: (one["answer"], one["kind"]) for item, one in facts.items.items()}
    sealed |= {one["item"]: (one["answer"], one["kind"]) for one in facts.reviews.values()}
    for file in ("answers.csv", "assignments.csv"):
        for row in facts.pack.table(file):
            answer, kind = sealed.get(row["item"], (row["answer"], row.get("kind")))
            if (row["answer"], row.get("kind", kind)) != (answer, kind):
                yield f"{file}, {row['answer']}: {row['item']} is {answer}, of the kind “{kind}”."


def _bars(facts: Facts) -> Iterator[str]:
    """Which bars were applied to which answer."""
    sealed = sorted(
        (one["answer"], what, digest)
        for one in facts.items.values()
        for what in ("people", "agencies")
        for digest in one[f"{what}_barred"]
    )
    rows = facts.pack.table("conflicts_applied.csv")
    shown = sorted((row["answer"], row["barred"], row["digest"]) for row in rows)
    if shown != sealed:
        answers = sorted({answer for answer, *_ in set(shown) ^ set(sealed)}) or ["(twice)"]
        yield f"Answer {', '.join(answers)}: conflicts_applied.csv has other bars than were sealed."


def _unblindings(facts: Facts) -> Iterator[str]:
    """Those of an answer follow each other."""
    sealed: defaultdict[str, list[Row]] = defaultdict(list)
    for one in sorted(facts.statements.get("unblinding", []), key=lambda one: int(one["event"])):
        sealed[one["answer"]].append(one)
    rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in facts.pack.table("unblindings.csv"):
        rows[row["answer"]].append(row)
    for answer in sorted(sealed.keys() | rows.keys()):
        if len(sealed[answer]) != len(rows[answer]):
            yield f"Answer {answer}: unblindings.csv has another number of unblindings than were sealed."
        for one, row in zip(sealed[answer], rows[answer], strict=False):
            numbered = {"opened_on": _opened(facts, one), "reason": one["reason"]}
            yield from compare("unblindings.csv", ("answer",), {(answer,): numbered}, [row])
            if not _may_end(facts, one, row):
                yield f"unblindings.csv, {answer}: ended_on is {row['ended_on']}, when it could not end."


def _opened(facts: Facts, one: Row) -> str | None:
    if any(event["event"] == one["event"] for event in facts.of_item(one["item"], "unblinded")):
        return str(one["day"])
    return facts.day(one["item"], "unblinded")


def _may_end(facts: Facts, one: Row, row: dict[str, str]) -> bool:
    """On the day on which it was blinded again, or on which its hours were over. Of an answer that is open
    the chain does not tell when it was blinded again."""
    hours = [
        int(event["detail"].rpartition(":")[2])
        for event in facts.of_item(one["item"], "unblinded")
        if event["event"] == one["event"]
    ]
    if not hours:
        return True
    opened = datetime.date.fromisoformat(one["day"])
    over = {opened + datetime.timedelta(days=hours[0] // 24 + more) for more in (0, 1)}
    ended = {event["day"] for event in facts.of_item(one["item"], "blinded") if event["event"] > one["event"]}
    if not facts.state(one["item"]):
        return one["day"] <= row["ended_on"] <= max(over).isoformat()
    return row["ended_on"] in ended | {day.isoformat() for day in over}


def _interventions(facts: Facts) -> Iterator[str]:
    """On the day of its event, with somebody to whom the answer had been offered."""
    rows = facts.pack.table("interventions.csv")
    shown = {row["number"]: row for row in rows}
    for one in facts.statements.get("intervention", []):
        row = shown.get(str(one["intervention"]))
        if row is None:
            continue
        given = row["scorer"] in facts.offered(one["item"]) if one["assignment"] else not row["scorer"]
        where = f"interventions.csv, {row['number']}"
        if not given:
            yield f"{where}: {row['scorer'] or 'nobody'} was not given this answer."
        stepped_in = [event["event"] for event in facts.of_item(one["item"], "intervened")]
        if one["event"] in stepped_in and row["day"] != one["day"]:
            yield f"{where}: day is {row['day']}, and it was {one['day']}."


def _afterwards(facts: Facts) -> Iterator[str]:
    """How samples were drawn, when they were read, and when the pack was opened to auditors."""
    readings: dict[tuple[str, ...], Cells] = {}
    for one in facts.statements.get("back_reading", []):
        number = str(one["back_reading"])
        readings[number,] = {
            "seed": one["seed"],
            "near": one["near"],
            "all_with_a_third": one["disputed"],
            "share": one["share"],
            "drawn_from": one["answers"],
            "read_on": facts.about("back_read", f"back_reading:{number}"),
        }
    yield from compare("back_readings.csv", ("number",), readings, facts.pack.table("back_readings.csv"))
    answers = {str(one["correction"]): one for one in facts.statements.get("correction", [])}
    actions: dict[tuple[str, ...], Cells] = {
        (number,): {"answer": "" if one["answer"].startswith("(") else one["answer"]}
        for number, one in answers.items()
    }
    yield from compare(
        "corrective_actions.csv", ("number",), actions, facts.pack.table("corrective_actions.csv")
    )
    audits: dict[tuple[str, ...], Cells] = {}
    for one in facts.statements.get("audit", []):
        detail = f"audit:{one['audit']}"
        audits[str(one["audit"]),] = {
            "opened_on": facts.about("audit_given", detail),
            "ended_on": facts.about("audit_ended", detail),
        }
    yield from compare("auditors.csv", ("number",), audits, facts.pack.table("auditors.csv"))
    exported = sum(event["kind"] == "exported" for event in facts.events)
    taken = {row["auditor"]: int(row["downloads"]) for row in facts.pack.table("auditors.csv")}
    if sum(taken.values()) > exported:
        yield f"auditors.csv: downloads are {sum(taken.values())}, and the chain has {exported}."


def _seals(facts: Facts, told: Told) -> Iterator[str]:
    rows = [row for row in facts.pack.table("seals.csv") if row["what"] != "Break"]
    broken = len(rows) != len(facts.pack.table("seals.csv"))
    expected: dict[tuple[str, ...], Cells] = {
        ("Newest seal",): {"value": told.newest},
        ("Seals",): {"value": len(told.seals | told.former)},
        ("Events sealed",): {"value": told.sealed},
        ("Events not sealed yet",): {"value": told.unsealed},
        ("Checked for this pack",): {"value": "the chain is broken" if broken else "every seal holds"},
    }
    yield from compare("seals.csv", ("what",), expected, rows)
