"""How the report's figures are made, and written, for its reader."""

import re

from review_queue.statistics.agreement import Agreement, Estimate
from review_queue.statistics.suppression import HIDDEN, WORDS, hidden, is_small

from .sheets import Cell, Sheet

METHOD = (
    "Agreement is computed on the two blind reviews of every decided answer. Third reviews are asked for "
    "only where the first two disagree and are kept apart. Exact: the same level. Adjacent: at most one "
    "level apart, for totals at most the round's limit. Kappa: Cohen 1960; weighted kappa, quadratic "
    "weights: Cohen 1968; alpha, ordinal: Krippendorff 2011; ICC(1,1) and ICC(1,k), one-way: Shrout and "
    "Fleiss 1979. Intervals are 95 % percentile bootstrap intervals over answers with the round's seed. "
    "Read kappa beside the exact share and beside how often each level was given (agreement.csv). Nothing is "
    "said here of fewer than five, nor of what would give it away; the tables beside are whole. "
    "Statistics never change a mark."
)
DECISIONS = (
    "Intervals of shares: Wilson 1927; a group of fewer than five is not shown, nor what would give it away. "
    "Standard error of one review: the root of half the mean squared difference of the pair. Accuracy: "
    "Rudner 2001; consistency: Subkoviak 1976; both expected, with normal errors about the mean of the pair. "
    "Near the pass mark: pairs whose mean is at most 10 points from it. Halo: the mean correlation of a "
    "reviewer's criteria. Spread: the standard deviation of a reviewer's totals over the others'."
)
FACETS = (
    "By a many-facet Rasch model (Linacre 1989; Wright and Masters 1982) with answers and criteria held "
    "apart, in logits: above zero is a more severe reviewer, or a harder criterion. Joint maximum "
    "likelihood, reviewers sum to zero; low and high are the 95 % interval, from standard errors of the "
    "whole information matrix. Reviewers of fewer than five answers, and whoever gave one end of the scale "
    "throughout, have none."
)
FACET_COLUMNS = ("facet", "name", "answers", "measure", "standard_error", "low", "high", "note")
AGAIN = (
    "They are not in the figures above: who appeals is not chosen by chance, and most such answers lie near "
    "the pass mark."
)


AFTERWARDS = (
    (
        "Training",
        "training",
        "What these scorers were trained in, as chief reviewers recorded it, and what was struck out.",
    ),
    (
        "Back-reading",
        "back_readings",
        "Answers drawn after the decision, read again with their reviews. back_readings.csv has each draw.",
    ),
    (
        "Corrective actions",
        "corrective_actions",
        "What was done about alarms and flags, by whom and when, and what the follow-up found.",
    ),
)
SHOWN = {
    "scorers": (
        *("reviewer", "qualifications", "languages", "agency", "may_be_third", "novice"),
        *("scorer", "pairs", "thirds", "rescores"),
    ),
    "training": ("scorer", "what", "given_on", "hours", "given_by", "valid_until", "struck_because"),
    "back_readings": ("answer", "because", "agrees", "note", "read_by", "read_on"),
    "corrective_actions": ("answer", "alarm", "what", "who", "done_on", "outcome"),
}
WIDTHS = {
    "training": (16, 46, 18, 12, 34, 18, 36),
    "back_readings": (20, 20, 14, 60, 26, 18),
    "corrective_actions": (20, 26, 56, 24, 18, 36),
}


SEVERITY = (
    *("reviewer", "n", "beside the other", "n of thirds", "beside the third"),
    *("n of anchors", "beside anchors", "alarm"),
)
COUNTS = {
    "scorers": ("pairs", "thirds", "rescores"),
    "decisions": ("n",),
    "habits": ("n",),
    "left_out": ("answers",),
}
"""What is counted in these tables, by column."""
APART = frozenset({"decisions"})
"""Of these the rows are no parts of a sum: each counts the answers of its own figure."""


def readable_sheet(name: str, sheet: Sheet) -> Sheet:
    """One of these as people read it: of what is counted of too few neither the count nor, where it is how
    many a figure is made of, the figure; nor what would give it away by a sum."""
    rows = [list(row) for row in sheet.rows]
    for column in [sheet.header.index(one) for one in COUNTS[name]]:
        sizes = {number: n for number, row in enumerate(rows) if isinstance(n := row[column], int)}
        out = {number for number, n in sizes.items() if is_small(n)} if name in APART else hidden(sizes)
        for number in out:
            rows[number][column] = WORDS if is_small(sizes[number]) else HIDDEN
            if COUNTS[name] == ("n",):
                rows[number][column + 1 :] = [None] * (len(rows[number]) - column - 1)
    return Sheet(sheet.header, rows)


def share(value: Cell, low: Cell, high: Cell) -> str:
    """In percent, with its interval in brackets."""
    if not isinstance(value, float) or not isinstance(low, float) or not isinstance(high, float):
        return "-"
    return f"{100 * value:.0f} % [{100 * low:.0f}, {100 * high:.0f}]"


def two_places(sheet: Sheet) -> Sheet:
    """Figures as a person reads them; "-" is "not defined", or too few."""
    return Sheet(sheet.header, [[_two_places(cell) for cell in row] for row in sheet.rows])


def _two_places(cell: Cell) -> Cell:
    if cell is None:
        return "-"
    return f"{cell:.2f}" if isinstance(cell, float) else cell


def in_one_line(cell: Cell) -> str:
    """Without its own line breaks; what a no-break space holds together stays so."""
    return "" if cell is None else re.sub(r"[^\S\u00a0]+", " ", str(cell)).strip()


def figures(agreement: Agreement) -> list[Cell]:
    """How many answers, then shares, κ, α and ICC."""
    shares = (agreement.exact, agreement.adjacent)
    others = (agreement.kappa, agreement.weighted_kappa, agreement.alpha)
    correlations = (agreement.icc_single, agreement.icc_average)
    return [agreement.counted, *map(_percent, shares), *map(number, (*others, *correlations))]


def _percent(estimate: Estimate) -> str:
    return "-" if estimate.value is None else f"{100 * estimate.value:.0f} %"


def number(estimate: Estimate) -> str:
    """With its interval in brackets."""
    if estimate.value is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} [{estimate.low:.2f},\u00a0{estimate.high:.2f}]"
