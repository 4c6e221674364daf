"""Which marks of a round can tell how severe reviewers are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

Mark = tuple[str, str, int, int]
"""Answer, criterion, reviewer, rank of the level."""
ENOUGH = 5
"""A reviewer of fewer answers is left out."""


def pruned(marks: list[Mark], scales: Mapping[str, str]) -> list[Mark]:
    """Without reviewers of few answers, and without what got or gave one end of the scale throughout; levels
    that nobody gave are closed up."""
    while True:
        answers: defaultdict[int, set[str]] = defaultdict(set)
        for answer, _, reviewer, _ in marks:
            answers[reviewer].add(answer)
        left = [mark for mark in marks if len(answers[mark[2]]) >= ENOUGH]
        for part in (0, 1, 2):
            left = _inside(left, scales, part)
        if len(left) == len(marks):
            return _closed_up(left, scales)
        marks = left


def _inside(marks: list[Mark], scales: Mapping[str, str], part: int) -> list[Mark]:
    ranked = _closed_up(marks, scales)
    top = tops(ranked, scales)
    low: defaultdict[str | int, bool] = defaultdict(lambda: True)
    high: defaultdict[str | int, bool] = defaultdict(lambda: True)
    for mark in ranked:
        low[mark[part]] &= mark[3] == 0
        high[mark[part]] &= mark[3] == top[scales[mark[1]]]
    return [mark for mark in marks if not low[mark[part]] and not high[mark[part]]]


def tops(marks: Sequence[Mark], scales: Mapping[str, str]) -> dict[str, int]:
    top: dict[str, int] = {}
    for _, criterion, _, level in marks:
        top[scales[criterion]] = max(level, top.get(scales[criterion], 0))
    return top


def _closed_up(marks: Sequence[Mark], scales: Mapping[str, str]) -> list[Mark]:
    given: defaultdict[str, set[int]] = defaultdict(set)
    for _, criterion, _, level in marks:
        given[scales[criterion]].add(level)
    rank = {(scale, level): at for scale, some in given.items() for at, level in enumerate(sorted(some))}
    return [(one, of, who, rank[scales[of], level]) for one, of, who, level in marks]


def connected(marks: Sequence[Mark]) -> bool:
    """Whether every reviewer can be reached from any other over answers that two of them scored."""
    of_answer: defaultdict[str, set[int]] = defaultdict(set)
    of_reviewer: defaultdict[int, set[str]] = defaultdict(set)
    for answer, _, reviewer, _ in marks:
        of_answer[answer].add(reviewer)
        of_reviewer[reviewer].add(answer)
    reached, ahead = set(), [marks[0][2]]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += [who for answer in of_reviewer[here] for who in of_answer[answer]]
    return len(reached) == len(of_reviewer)
