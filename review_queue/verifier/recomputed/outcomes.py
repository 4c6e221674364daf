"""What came of answers, as the pack's tables tell it, against what was sealed."""

from collections.abc import Iterator
from typing import Any

from ..tables import compare
from .facts import Facts, Row

Cells = dict[str, Any]
_NOTHING: Row = {"percent": None, "outcome": "", "how": ""}


def check(facts: Facts) -> Iterator[str]:
    """A sentence for each cell of verdicts.csv, adjudications.csv and rescores.csv that is another."""
    yield from _verdicts(facts)
    yield from _adjudications(facts)
    yield from _rescores(facts)


def _verdicts(facts: Facts) -> Iterator[str]:
    expected: dict[tuple[str, ...], Cells] = {}
    for answer, one in facts.verdicts.items():
        code, _, version = one["of_rubric"].rpartition(" ")
        expected[answer,] = {
            "outcome": one["outcome"],
            "percent": _number(one["percent"]),
            "how": one["how"],
            "rubric": code,
            "version": version,
            **{name: float(one[name]) for name in ("pass_mark", "criterion_gap", "total_gap")},
            "split_is_dispute": one["verdict_split"],
            "flag_is_dispute": one["flagged"],
            "rule_for_a_third": one["third_score"],
            "decided_on": facts.day(one["item"], "decided"),
        }
    yield from compare("verdicts.csv", ("answer",), expected, facts.pack.table("verdicts.csv"))


def _adjudications(facts: Facts) -> Iterator[str]:
    """Why, by which rule, and the result; the totals are compared with the marks."""
    compared = {one["answer"]: one for one in facts.statements.get("comparison", [])}
    expected: dict[tuple[str, ...], Cells] = {}
    for row in facts.pack.table("adjudications.csv"):
        one = facts.verdicts.get(row["answer"])
        if one is None or row["answer"] not in compared:
            continue
        differences = compared[row["answer"]]["differences"]
        expected[row["answer"],] = {
            "reasons": " ".join(sorted(f"{why}:{of}".rstrip(":") for why, of in differences)),
            "rule": one["how"],
            "result_percent": _number(one["percent"]),
            "outcome": one["outcome"],
        }
    rows = [
        {**row, "reasons": " ".join(sorted(row["reasons"].split()))}
        for row in facts.pack.table("adjudications.csv")
        if (row["answer"],) in expected
    ]
    yield from compare("adjudications.csv", ("answer",), expected, rows)


def _rescores(facts: Facts) -> Iterator[str]:
    """Answers that are scored again, those that were withdrawn or returned aside, with both results."""
    codes = {one["answer"]: item for item, one in facts.answers.items()}
    expected: dict[tuple[str, ...], Cells] = {}
    for again, first in facts.again.items():
        before, after = facts.verdicts.get(facts.code(first)), facts.verdicts.get(again, _NOTHING)
        if before is None or facts.state(codes[again]) in {"withdrawn", "returned"}:
            continue
        asked = facts.of_item(first, "rescored")
        expected[again,] = {
            "answer": before["answer"],
            "reason": asked[-1]["detail"] if asked else "",
            **_result("first", before),
            **_result("second", after),
            "changed": after is not _NOTHING and after["outcome"] != before["outcome"],
        }
    yield from compare("rescores.csv", ("again_as",), expected, facts.pack.table("rescores.csv"))


def _result(which: str, verdict: Row) -> Cells:
    return {
        f"{which}_percent": _number(verdict["percent"]),
        f"{which}_outcome": verdict["outcome"],
        f"{which}_how": verdict["how"],
    }


def _number(percent: str | None) -> float | None:
    return None if percent is None else float(percent)
