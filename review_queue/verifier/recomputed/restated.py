"""What tables say of the rules, and of how figures are counted, from rules.json and the marks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..report import Report
from ..tables import compare
from .facts import Facts, Row

FEW = 30
"""Below, a row says that it rests on few answers."""
RESOLUTIONS = {
    "nearest_two": "Mean of the third score and the nearer of the first two",
    "parity": "Mean of all three scores",
    "expert": "The third score replaces the first two",
}
FROZEN = "Frozen on"
"""When a round was frozen is no event."""
UNITS = {"total": ("Total", "percentage points"), "verdict": ("Pass or fail", "share of answers")}
Cells = dict[str, Any]
Pair = tuple[Row, Row]


def check(facts: Facts, report: Report) -> Iterator[str]:
    """A sentence for each cell that the rules or the marks give in another way."""
    yield from _policy(facts)
    yield from _rubric(facts)
    yield from _agreement(facts, report)
    for file, names in (("reviewers.csv", ("scorer",)), ("pairs.csv", ("first_scorer", "second_scorer"))):
        rows = facts.pack.table(file)
        cells = {"compared_on": UNITS["total"][0], "unit": UNITS["total"][1]}
        if file == "pairs.csv":
            cells |= {"first_reviews_by_level": "", "second_reviews_by_level": ""}
        expected: dict[tuple[str, ...], Cells] = {
            tuple(row[name] for name in names): {**cells, "few": int(row["n"]) < FEW} for row in rows
        }
        yield from compare(file, names, expected, rows)


def _policy(facts: Facts) -> Iterator[str]:
    rubric, policy = facts.rules["rubric"], facts.rules["policy"]
    split, flag = ("yes" if policy[name] else "no" for name in ("verdict_split", "flagged"))
    expected: dict[tuple[str, ...], Cells] = {
        (rule,): {"value": value}
        for rule, value in (
            ("Round", policy["code"]),
            ("Rubric", f"{rubric['code']} version {rubric['version']}"),
            ("Pass mark in percent", float(rubric["pass_mark"])),
            ("Third review if a criterion is this many steps apart", policy["criterion_gap"]),
            ("Third review if totals are more than this many points apart", policy["total_gap"]),
            ("Third review if one passes and one does not", split),
            ("Third review if one of the two flags the answer", flag),
            ("Comments on criteria reach the candidate", policy.get("criterion_feedback", False)),
            (
                "Offered only to reviewers with a training in date",
                policy.get("training_required", False),
            ),
            ("With a third review the result is", RESOLUTIONS[policy["resolution"]]),
        )
    }
    rows = facts.pack.table("policy.csv")
    expected |= {(FROZEN,): {}}
    yield from compare("policy.csv", ("rule",), expected, rows)


def _rubric(facts: Facts) -> Iterator[str]:
    expected: dict[tuple[str, ...], Cells] = {
        (one["code"], str(points)): {
            "name": one["name"],
            "weight": one["weight"],
            "label": label,
            "descriptor": descriptor,
        }
        for one in facts.rules["rubric"]["criteria"]
        for points, label, descriptor in one["levels"]
    }
    yield from compare("rubric.csv", ("criterion", "points"), expected, facts.pack.table("rubric.csv"))


def _agreement(facts: Facts, report: Report) -> Iterator[str]:
    """What each row is called, its unit, and how often each level was given."""
    pairs = [(team[1], team[2]) for team in report.teams]
    expected: dict[tuple[str, ...], Cells] = {}
    named = {f"c-{one['code']}": (one["name"], "points") for one in facts.rules["rubric"]["criteria"]}
    for code in report.yardsticks:
        name, unit = (UNITS | named)[code]
        first, second = _counts(report, code, pairs)
        expected[code,] = {
            "name": name,
            "unit": unit,
            "first_reviews_by_level": first,
            "second_reviews_by_level": second,
            "few": len(pairs) < FEW,
        }
    yield from compare("agreement.csv", ("compared_on",), expected, facts.pack.table("agreement.csv"))


def _counts(report: Report, code: str, pairs: Sequence[Pair]) -> tuple[str, str]:
    mark, levels, _ = report.scale(code)
    counts = [Counter(mark(pair[place]) for pair in pairs) for place in (0, 1)]
    first, second = (" ".join(str(count[level]) for level in levels) for count in counts)
    return first, second
