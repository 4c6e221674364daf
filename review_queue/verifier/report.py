"""Figures of agreement between first and second reviews, of error and of decisions, made again from marks."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from . import severity
from .figures import ENOUGH, FIGURES, at_the_cut, draws, figures, interval
from .pack import Pack
from .scoring import total
from .stated import Statements

Row = dict[str, Any]
Mark = Callable[[Row], float]
CANNOT = "cannot be scored"
"""In place of a total."""
CLOSE = 2e-6
"""Tables have six places."""
ON_TOTALS = {"compared_on": "total"}
"""A pack compares reviewers and pairs on totals."""


class Report:
    """The pairs of reviews of a pack, and the figures of any of them."""

    def __init__(self, pack: Pack, statements: Statements, *, intervals: bool) -> None:
        self.intervals = intervals
        self._rules = pack.json("rules.json")
        teams: defaultdict[str, dict[int, Row]] = defaultdict(dict)
        reviews = {one["assignment"]: one for one in statements.get("review", [])}
        again = {one["answer"] for one in statements.get("item", []) if one["rescore_of"]}
        for verdict in statements.get("verdict", []):
            if verdict["answer"] not in again:
                for pk in verdict["reviews"]:
                    if pk in reviews:
                        teams[verdict["answer"]][reviews[pk]["slot"]] = reviews[pk]
        whole = [teams[answer] for answer in sorted(teams) if {1, 2} <= teams[answer].keys()]
        self.teams = [team for team in whole if not _cannot(team)]
        self.unscored = [team for team in whole if _cannot(team)]
        self._drawn: dict[int, list[list[int]]] = {}

    def scale(self, code: str) -> tuple[Mark, Sequence[float], float]:
        """How a review is read on a yardstick, its levels, and how near is adjacent."""
        rubric = self._rules["rubric"]
        if code == "total":
            return (
                lambda one: float(total(one["marks"], rubric)),
                (),
                float(self._rules["policy"]["total_gap"]),
            )
        if code == "verdict":
            line = float(rubric["pass_mark"])
            return lambda one: float(total(one["marks"], rubric) >= line), (0.0, 1.0), 0.0
        criterion = next(one for one in rubric["criteria"] if f"c-{one['code']}" == code)
        levels = sorted(float(points) for points, *_ in criterion["levels"])
        return lambda one: float(one["marks"][criterion["code"]]), levels, 0.0

    @property
    def yardsticks(self) -> list[str]:
        return ["total", "verdict", *(f"c-{one['code']}" for one in self._rules["rubric"]["criteria"])]

    @property
    def pass_mark(self) -> float:
        return float(self._rules["rubric"]["pass_mark"])

    def drawn(self, size: int) -> list[list[int]]:
        if size not in self._drawn:
            self._drawn = {size: draws(self._rules["policy"]["seed"], size)}
        return self._drawn[size]


def _cannot(team: dict[int, Row]) -> bool:
    """Whether one of its reviews says that the answer cannot be scored."""
    return any(one.get("unscorable") for one in team.values())


def check(pack: Pack, report: Report) -> Iterator[str]:
    """A sentence for each figure that the marks do not give."""
    yield from _missing(pack, report)
    for row in pack.table("agreement.csv"):
        if row["compared_on"] not in report.yardsticks:
            yield f"agreement.csv: the row of {row['compared_on']} is too much."
            continue
        pairs = [(team[1], team[2]) for team in report.teams]
        yield from _row(f"agreement.csv, {row['compared_on']}", row, report, pairs)
    for row in pack.table("reviewers.csv"):
        own = [(other, one) for one, other in _both_ways(report) if f"R{one['reviewer']}" == row["scorer"]]
        yield from _row(f"reviewers.csv, {row['scorer']}", {**row, **ON_TOTALS}, report, own)
    for row in pack.table("pairs.csv"):
        together = [
            (one, other)
            for one, other in _both_ways(report)
            if (f"R{one['reviewer']}", f"R{other['reviewer']}") == (row["first_scorer"], row["second_scorer"])
        ]
        where = f"pairs.csv, {row['first_scorer']} and {row['second_scorer']}"
        yield from _row(where, {**row, **ON_TOTALS}, report, together)
    yield from _adjudications(pack, report)
    yield from _decisions(pack, report)
    yield from severity.check(pack, report.teams, pack.json("rules.json")["rubric"])


def _missing(pack: Pack, report: Report) -> Iterator[str]:
    """Rows that the marks ask for: who takes one out takes its figure out."""
    both = [(f"R{one['reviewer']}", f"R{other['reviewer']}") for one, other in _both_ways(report)]
    needed: dict[str, tuple[set[Any], set[Any]]] = {
        "agreement.csv": (
            set(report.yardsticks),
            {row["compared_on"] for row in pack.table("agreement.csv")},
        ),
        "reviewers.csv": ({one for one, _ in both}, {row["scorer"] for row in pack.table("reviewers.csv")}),
        "pairs.csv": (
            {" and ".join(sorted(pair)) for pair in both},
            {
                " and ".join(sorted((row["first_scorer"], row["second_scorer"])))
                for row in pack.table("pairs.csv")
            },
        ),
        "decisions.csv": (set(at_the_cut([], 0)), {row["what"] for row in pack.table("decisions.csv")}),
    }
    for file, (expected, shown) in needed.items():
        yield from (f"{file}: the row of {one} is missing." for one in sorted(expected - shown))


def _both_ways(report: Report) -> Iterator[tuple[Row, Row]]:
    """Each of the pair beside the other."""
    for team in report.teams:
        yield team[1], team[2]
        yield team[2], team[1]


def _row(where: str, row: Row, report: Report, pairs: list[tuple[Row, Row]]) -> Iterator[str]:
    mark, levels, near = report.scale(row["compared_on"])
    marks = [(mark(one), mark(other)) for one, other in pairs]
    if row["n"] != str(len(marks)):
        yield f"{where}: n is {row['n']}, and the marks give {len(marks)}."
        return
    defined = figures(marks, levels, near) if marks else {}
    for figure in FIGURES:
        value = defined[figure](marks) if figure in defined else None
        ends: tuple[float | None, float | None] = (None, None)
        if not _same(row[figure], value):
            yield f"{where}: {figure} is {row[figure] or 'empty'}, and the marks give {value}."
        if value is not None and len(marks) >= ENOUGH:
            if not report.intervals:
                continue
            ends = interval(defined[figure], marks, report.drawn(len(marks))) or ends
        for end, expected in zip(("low", "high"), ends, strict=True):
            if not _same(row[f"{figure}_{end}"], expected):
                shown = row[f"{figure}_{end}"] or "empty"
                yield f"{where}: {figure}_{end} is {shown}, and the marks give {expected}."


def _same(shown: str, value: float | None) -> bool:
    if value is None or not shown:
        return value is None and not shown
    return abs(float(shown) - value) <= CLOSE


def _adjudications(pack: Pack, report: Report) -> Iterator[str]:
    """The three totals of each disputed answer."""
    mark, *_ = report.scale("total")
    thirds = {team[1]["answer"]: team for team in [*report.teams, *report.unscored] if 3 in team}
    shown = {row["answer"]: row for row in pack.table("adjudications.csv")}
    for answer in sorted(thirds.keys() ^ shown.keys()):
        yield f"adjudications.csv: answer {answer} is {'missing' if answer in thirds else 'too much'}."
    for answer in sorted(thirds.keys() & shown.keys()):
        for slot, name in ((1, "first"), (2, "second"), (3, "third")):
            review, cell = thirds[answer][slot], shown[answer][f"{name}_percent"]
            if review.get("unscorable"):
                if cell != CANNOT:
                    yield f"adjudications.csv, answer {answer}: {name}_percent is not “{CANNOT}”."
                continue
            value = round(mark(review), 2)
            if cell == CANNOT or abs(float(cell) - value) > 0.006:
                yield f"adjudications.csv, answer {answer}: {name}_percent is not {value}."


def _decisions(pack: Pack, report: Report) -> Iterator[str]:
    """Errors at the cut, and expected decisions."""
    mark, *_ = report.scale("total")
    pairs = [(mark(team[1]), mark(team[2])) for team in report.teams]
    expected = at_the_cut(pairs, report.pass_mark)
    for row in pack.table("decisions.csv"):
        n, value = expected.get(row["what"], (0, None))
        if row["n"] != str(n) or not _same(row["value"], value):
            yield f"decisions.csv, {row['what']}: is {row['value'] or 'empty'}, and the marks give {value}."
