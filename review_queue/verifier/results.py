"""Marks, comparisons and verdicts of a pack: its tables against what was sealed, each result once more."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from .chain import Told
from .pack import Pack
from .scoring import differences, result, total, two_places
from .sealing import unsalted
from .stated import Statements

Row = dict[str, Any]


def check(pack: Pack, told: Told, statements: Statements) -> Iterator[str]:
    """A sentence for everything that does not fit together."""
    rules = pack.json("rules.json") or {"rubric": None, "policy": None}
    yield from _rules(rules, statements)
    yield from _marks(pack, statements)
    yield from _event_table(pack, told)
    yield from _offers(told, statements)
    yield from _verdict_table(pack, statements)
    if rules["rubric"]:
        yield from _results(rules, statements)


def _rules(rules: Row, statements: Statements) -> Iterator[str]:
    """Every review and verdict was made by the rules that the pack shows."""
    rubric, policy = unsalted(rules["rubric"]), unsalted(rules["policy"])
    for subject in ("review", "comparison", "verdict"):
        for one in statements.get(subject, []):
            if one["rubric"] != rubric:
                yield f"Answer {one['answer']}: its {subject} was by another rubric than rules.json shows."
            if one["policy"] != policy and one.get("kind", "answer") == "answer":
                yield f"Answer {one['answer']}: its {subject} was by another policy than rules.json shows."


def _marks(pack: Pack, statements: Statements) -> Iterator[str]:
    """marks.csv has the marks that were sealed, all of them, and no others."""
    sealed = {
        (one["answer"], one["kind"], str(one["slot"]), f"R{one['reviewer']}", criterion, str(points))
        for one in statements.get("review", [])
        for criterion, points in given_by(one).items()
    }
    columns = ("answer", "kind", "review", "scorer", "criterion", "points")
    rows = [tuple(row[name] for name in columns) for row in pack.table("marks.csv")]
    shown = set(rows)
    if len(rows) != len(shown):
        yield "marks.csv has a mark twice."
    for answer, _, review, _, criterion, points in sorted(shown - sealed):
        yield f"Answer {answer}: the {points} for {criterion} in review {review} of marks.csv is not sealed."
    for answer, _, review, _, criterion, points in sorted(sealed - shown):
        yield f"Answer {answer}: the {points} for {criterion} in review {review} is missing in marks.csv."


def _event_table(pack: Pack, told: Told) -> Iterator[str]:
    """events.csv says of an event what the chain says."""
    for row in pack.table("events.csv"):
        event = told.events.get(int(row["number"]), {})
        if (row["day"], row["event"], row["detail"]) != tuple(map(event.get, ("day", "kind", "detail"))):
            yield f"Event {row['number']} of events.csv is not what the chain has."


def _offers(told: Told, statements: Statements) -> Iterator[str]:
    """Whoever handed in a review had been offered that place."""
    offered: defaultdict[str, set[str]] = defaultdict(set)
    for event in told.events.values():
        if event["kind"] == "offered":
            offered[event["item"]].add(event["detail"])
    for one in statements.get("assignment", []):
        offered[one["item"]].add(f"slot:{one['slot']},reviewer:{one['reviewer']}")
    for one in statements.get("review", []):
        if f"slot:{one['slot']},reviewer:{one['reviewer']}" not in offered[one["item"]]:
            yield f"Answer {one['answer']}: review {one['slot']} is by somebody to whom it was not offered."


def _verdict_table(pack: Pack, statements: Statements) -> Iterator[str]:
    sealed = {one["answer"]: one for one in statements.get("verdict", [])}
    rows = pack.table("verdicts.csv")
    shown = {row["answer"]: row for row in rows}
    if len(rows) != len(shown):
        yield "verdicts.csv has an answer twice."
    for answer in sorted(sealed.keys() ^ shown.keys()):
        where = "missing in" if answer in sealed else "only in"
        yield f"Answer {answer}: its verdict is {where} verdicts.csv."
    for answer in sorted(sealed.keys() & shown.keys()):
        one, row = sealed[answer], shown[answer]
        same = (
            row["outcome"] == one["outcome"]
            and row["how"] == one["how"]
            and _number(row["percent"]) == _number(one["percent"])
            and float(row["pass_mark"]) == float(one["pass_mark"])
        )
        if not same:
            yield f"Answer {answer}: verdicts.csv has another result than was sealed."


def _number(shown: str | None) -> float | None:
    return float(shown) if shown else None


def _results(rules: Row, statements: Statements) -> Iterator[str]:
    """Each verdict follows from the sealed marks by the sealed rules."""
    reviews = {one["assignment"]: one for one in statements.get("review", [])}
    compared = {one["answer"]: one for one in statements.get("comparison", [])}
    for verdict in statements.get("verdict", []):
        where = f"Answer {verdict['answer']}"
        team = sorted(
            (reviews[pk] for pk in verdict["reviews"] if pk in reviews), key=lambda one: int(one["slot"])
        )
        pair = compared.get(verdict["answer"])
        if len(team) < 2 or len(team) != len(verdict["reviews"]) or pair is None:
            yield f"{where}: its verdict rests on reviews or a comparison that are not in the pack."
            continue
        yield from (f"{where}: {fault}" for fault in _result(rules, verdict, team, pair))


def _result(rules: Row, verdict: Row, team: list[Row], pair: Row) -> Iterator[str]:
    rubric, policy = rules["rubric"], rules["policy"]
    codes = {one["code"] for one in rubric["criteria"]}
    if any(given_by(one).keys() != (set() if one.get("unscorable") else codes) for one in team):
        yield "a review has not exactly the criteria of the rubric."
        return
    marks = [None if one.get("unscorable") else one["marks"] for one in team]
    flagged = any(one["flag"] for one in team[:2])
    found = differences(marks[0], marks[1], rubric, policy, flagged=flagged)
    if found != [list(one) for one in pair["differences"]] or pair["agreed"] == bool(found):
        yield "its reviews compare in another way than was sealed."
    if (len(team) == 2) != (verdict["how"] == "agreed"):
        yield "its verdict rests on another number of reviews than its rule asks for."
        return
    value = result([None if one is None else total(one, rubric) for one in marks], verdict["how"])
    if value is None:
        percent, outcome = None, "unscorable"
    else:
        percent, outcome = two_places(value), "passed" if value >= total_line(rubric) else "failed"
    if (percent, outcome) != (verdict["percent"], verdict["outcome"]):
        yield f"its marks come to {percent} and {outcome}, which is not its verdict."


def given_by(review: Row) -> dict[str, Any]:
    """The marks of a review, without criteria that have none."""
    return {code: points for code, points in review["marks"].items() if points is not None}


def total_line(rubric: Row) -> Fraction:
    """The pass mark, exact."""
    return Fraction(rubric["pass_mark"])
