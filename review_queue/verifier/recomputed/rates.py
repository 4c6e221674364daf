"""Pass rates of a pack, of all and by language, and the answers that its figures leave out."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..figures import ENOUGH, Z95
from ..report import Report
from ..tables import compare
from .facts import Facts

HELD_BACK = f"fewer than {ENOUGH}, or kept with one that is"
"""In place of a number."""
KEPT = "Decided, and kept from whoever made this report, who scored them or must not see them"
LEFT_OUT = {
    "open": "Not decided yet",
    "withdrawn": "Withdrawn by the sender",
    "returned": "Returned to the sender",
    "again": "Scored again: in rescores.csv only",
    "unscored": "Decided, where a review says that it cannot be scored",
    "incomplete": "Decided, without two complete reviews",
}


def check(facts: Facts, report: Report) -> Iterator[str]:
    """A sentence for each rate and each count that the seals do not give."""
    yield from _rates(facts)
    yield from _left_out(facts, report)


def _rates(facts: Facts) -> Iterator[str]:
    """Of a group that is shown, the seals open the language of each answer; of the others none."""
    first = [
        (facts.answers[one["item"]].get("language"), one["outcome"])
        for answer, one in facts.verdicts.items()
        if answer not in facts.again and one["outcome"] != "unscorable" and one["item"] in facts.answers
    ]
    n, passed = Counter(language for language, _ in first), Counter(first)
    rows = facts.pack.table("pass_rates.csv")
    expected: dict[tuple[str, ...], dict[str, Any]] = {
        ("all", "all"): _rate(len(first), sum(outcome == "passed" for _, outcome in first))
    }
    expected |= {
        ("language", language): _rate(n[language], passed[language, "passed"]) for language in n if language
    }
    hidden = [row for row in rows if row["of"] == "language" and ("language", row["group"]) not in expected]
    expected |= {("language", row["group"]): _rate(0, 0) for row in hidden}
    yield from compare("pass_rates.csv", ("of", "group"), expected, rows)
    if len(rows) == 1 and not hidden:
        return
    shown = sum(row["of"] == "language" for row in rows) - len(hidden)
    rest = n[None]
    if len(hidden) > rest or (rest and not hidden) or (shown and hidden and rest < ENOUGH):
        yield (
            f"pass_rates.csv: groups that are not shown: {len(hidden)}, "
            f"and answers whose language is sealed: {rest}."
        )


def _rate(n: int, passed: int) -> dict[str, Any]:
    """Wilson 1927, as the roots of its quadratic equation."""
    if n < ENOUGH:
        return {"n": HELD_BACK, "passed": "", "share": None, "share_low": None, "share_high": None}
    middle, reach = 2 * passed + Z95**2, Z95 * math.sqrt(Z95**2 + 4 * passed * (n - passed) / n)
    below = 2 * (n + Z95**2)
    return {
        "n": n,
        "passed": passed,
        "share": passed / n,
        "share_low": max(0.0, (middle - reach) / below),
        "share_high": min(1.0, (middle + reach) / below),
    }


def _left_out(facts: Facts, report: Report) -> Iterator[str]:
    states = Counter(
        facts.state(item) for item, one in facts.answers.items() if one["answer"] not in facts.again
    )
    counts = {
        "open": states[""],
        "withdrawn": states["withdrawn"],
        "returned": states["returned"],
        "again": len(facts.again),
        "unscored": len(report.unscored),
        "incomplete": states["decided"] - len(report.teams) - len(report.unscored),
    }
    rows = facts.pack.table("left_out.csv")
    expected: dict[tuple[str, ...], dict[str, Any]] = {
        (LEFT_OUT[why],): {"answers": count} for why, count in counts.items()
    }
    kept = [row["answers"] for row in rows if row["why"] == KEPT]
    expected[KEPT,] = {}
    yield from compare("left_out.csv", ("why",), expected, rows)
    if any(one != f"fewer than {ENOUGH}" and not (one.isdigit() and int(one) >= ENOUGH) for one in kept):
        yield f"left_out.csv: {kept[0]} is no count that may be told of what was kept from the reader."
