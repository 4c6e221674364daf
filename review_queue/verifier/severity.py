"""severity.csv, made again from marks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .facet_marks import Mark, pruned
from .facets import measured
from .figures import Z95
from .pack import Pack
from .tables import compare

Row = dict[str, Any]
CLOSE = 2e-6
"""Tables have six places."""


def check(pack: Pack, teams: Sequence[Mapping[int, Row]], rubric: Row) -> Iterator[str]:
    """A sentence for each measure that the marks of first and second reviews do not give, and for each that
    is missing."""
    levels = {one["code"]: sorted(int(points) for points, *_ in one["levels"]) for one in rubric["criteria"]}
    marks = [
        (str(team[slot]["answer"]), code, team[slot]["reviewer"], levels[code].index(int(points)))
        for team in teams
        for slot in (1, 2)
        for code, points in team[slot]["marks"].items()
    ]
    expected = {
        (kind, f"R{key}" if kind == "reviewer" else str(key)): figures
        for (kind, key), figures in measured(
            marks, {code: len(some) for code, some in levels.items()}
        ).items()
    }
    shown = {(row["facet"], row["code"]): row for row in pack.table("severity.csv")}
    needed = {("criterion", code) for code in levels} | {("reviewer", f"R{mark[2]}") for mark in marks}
    yield from (f"severity.csv: the row of {code} is missing." for _, code in sorted(needed - shown.keys()))
    for key, row in shown.items():
        given = [row["measure"], row["standard_error"]]
        if not _same(given, expected.get(key)):
            stands, value = " ± ".join(filter(None, given)), expected.get(key, "none")
            yield f"severity.csv, {key[1]}: is {stands or 'empty'}, and the marks give {value}."
    yield from _around(shown, expected, _answers(marks, levels))


def _answers(marks: Sequence[Mark], levels: Mapping[str, Sequence[int]]) -> Counter[tuple[str, str]]:
    """How many answers the measure of each rests on."""
    alike = len({len(some) for some in levels.values()}) == 1
    kept = pruned(list(marks), {code: "" if alike else code for code in levels})
    pairs = {("reviewer", f"R{who}", answer) for answer, _, who, _ in kept}
    pairs |= {("criterion", code, answer) for answer, code, _, _ in kept}
    return Counter((kind, key) for kind, key, _ in pairs)


def _around(
    shown: Mapping[tuple[str, str], Row],
    expected: Mapping[tuple[str, str], tuple[float, float]],
    answers: Mapping[tuple[str, str], int],
) -> Iterator[str]:
    """The answers of each measure, and the ends of its interval."""
    cells: dict[tuple[str, ...], Row] = {key: dict.fromkeys(("answers", "low", "high")) for key in shown}
    for key in expected.keys() & shown.keys():
        measure, error = expected[key]
        ends = {"low": measure - Z95 * error, "high": measure + Z95 * error}
        cells[key] = {"answers": answers[key], **ends}
    yield from compare("severity.csv", ("facet", "code"), cells, list(shown.values()))


def _same(given: Sequence[str], expected: tuple[float, float] | None) -> bool:
    if expected is None:
        return not any(given)
    return all(given) and all(
        abs(float(one) - other) <= CLOSE for one, other in zip(given, expected, strict=True)
    )
