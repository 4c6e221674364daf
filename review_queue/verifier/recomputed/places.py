"""Every file of a pack and every column of its tables, with how it is checked; a stranger is named."""

from collections.abc import Iterator, Mapping

from ..figures import FIGURES
from ..pack import Pack

RECOMPUTED = "recomputed"
"""Counted again from marks, verdicts, rules or the chain."""
SEALED = "sealed"
"""Stands in a sealed statement or event."""
NAMED = "named"
"""A name: one code or account has one name in all tables."""

TODAY = "as it stands today; each change is a `details` event, and conflicts.csv is made from it"
ACCOUNT = "the name of an account; whose it is, is sealed by a digest that the association can open"
UNSEALED = "no event: no result depends on it, and each offer that it led to is sealed"
TAGS = "made from tags that are sealed by digest, since they would put an answer into a small group"
MEANING = "words for the measure beside them, or why there is none"
DOWNLOADS = "who downloaded is sealed by digest; together they are no more than the chain has"

_ENDS = ("", "_low", "_high")
_MEASURED = ("n", "few", *(f"{name}{end}" for name in FIGURES for end in _ENDS))
_COUNTED = ("first_reviews_by_level", "second_reviews_by_level")
_RESULT = ("percent", "outcome", "how")
_BESIDE = [
    f"{beside}_{what}"
    for beside in ("third", "anchors")
    for what in ("n", *(f"difference{end}" for end in _ENDS))
]


def _all(how: str, *columns: str) -> dict[str, str]:
    return dict.fromkeys(columns, how)


COLUMNS: Mapping[str, Mapping[str, str]] = {
    "agreement.csv": _all(RECOMPUTED, "compared_on", "name", "unit", *_COUNTED, *_MEASURED),
    "reviewers.csv": _all(RECOMPUTED, "compared_on", "unit", *_MEASURED, *_BESIDE, "scorer")
    | _all(NAMED, "reviewer"),
    "pairs.csv": _all(
        RECOMPUTED, "compared_on", "unit", *_COUNTED, *_MEASURED, "first_scorer", "second_scorer"
    )
    | _all(NAMED, "first", "second"),
    "severity.csv": _all(RECOMPUTED, "facet", "code", "answers", "measure", "standard_error", "low", "high")
    | _all(NAMED, "name")
    | _all(MEANING, "note"),
    "pass_rates.csv": _all(RECOMPUTED, "of", "group", "n", "passed", *(f"share{end}" for end in _ENDS)),
    "decisions.csv": _all(RECOMPUTED, "what", "n", "value"),
    "habits.csv": _all(RECOMPUTED, "scorer", "n", "halo", "spread_beside_others") | _all(NAMED, "reviewer"),
    "left_out.csv": _all(RECOMPUTED, "why", "answers"),
    "scorers.csv": _all(RECOMPUTED, "scorer", "pairs", "thirds", "rescores")
    | _all(NAMED, "reviewer")
    | _all(TODAY, "qualifications", "languages", "agency", "may_be_third", "novice")
    | _all(TODAY, "agency_as_compared", "account"),
    "verdicts.csv": _all(SEALED, "answer", "outcome", "percent", "how", "rubric", "version")
    | _all(SEALED, "pass_mark", "criterion_gap", "total_gap", "split_is_dispute", "flag_is_dispute")
    | _all(SEALED, "rule_for_a_third", "decided_on"),
    "adjudications.csv": _all(SEALED, "answer", "reasons", "rule", "result_percent", "outcome")
    | _all(RECOMPUTED, "first_percent", "second_percent", "third_percent"),
    "rescores.csv": _all(SEALED, "answer", "again_as", "reason")
    | _all(SEALED, *(f"{which}_{what}" for which in ("first", "second") for what in _RESULT))
    | _all(RECOMPUTED, "changed"),
    "conflicts.csv": _all(RECOMPUTED, "answer", "scorers", "distinct", "clearer_apart", "agencies_apart")
    | _all(RECOMPUTED, "at_most_one_novice", "apart_from_first")
    | _all(TAGS, "qualified"),
    "left.csv": _all(RECOMPUTED, "what", "count"),
    "calibration.csv": _all(SEALED, "attempt", "scorer", "set", "language", "state", "began_on", "ended_on")
    | _all(RECOMPUTED, "marks", "exact", "adjacent", "verdicts_changed")
    | _all(SEALED, "valid_until", "let_begin_again_by")
    | _all(NAMED, "reviewer"),
    "drift.csv": _all(RECOMPUTED, "scorer", "number", "total", "reference", "deviation", "running", "limit")
    | _all(RECOMPUTED, "outside")
    | _all(SEALED, "scored_on", "anchor")
    | _all(NAMED, "reviewer"),
    "policy.csv": _all(SEALED, "rule", "value"),
    "rubric.csv": _all(SEALED, "criterion", "name", "weight", "points", "label", "descriptor"),
    "back_readings.csv": _all(SEALED, "number", "answer", "sample", "seed", "near", "all_with_a_third")
    | _all(SEALED, "share", "drawn_from", "agrees", "marks", "note", "read_on")
    | _all(RECOMPUTED, "because")
    | _all(NAMED, "read_by"),
    "training.csv": _all(SEALED, "number", "scorer", "what", "given_on", "hours", "given_by", "valid_until")
    | _all(SEALED, "struck_because")
    | _all(ACCOUNT, "recorded_by"),
    "auditors.csv": _all(SEALED, "number", "opened_on", "until", "ended_on")
    | _all(ACCOUNT, "auditor", "pool", "opened_by")
    | _all(DOWNLOADS, "downloads"),
    "corrective_actions.csv": _all(SEALED, "number", "answer", "alarm", "what", "who", "done_on")
    | _all(SEALED, "follow_up_on", "outcome")
    | _all(NAMED, "recorded_by"),
    "plans.csv": _all(UNSEALED, "plan", "pool", "state", "drawn_on", "drawn_by", "settled_on", "settled_by")
    | _all(UNSEALED, "inputs_sha256", "seed", "solver", "cost", "offers", "unfilled", "reasons"),
    "unblindings.csv": _all(SEALED, "answer", "reason", "opened_on", "ended_on") | _all(NAMED, "by"),
    "interventions.csv": _all(SEALED, "number", "answer", "what", "scorer", "beyond_capacity", "until")
    | _all(SEALED, "reason", "day")
    | _all(NAMED, "by"),
    "events.csv": _all(SEALED, "number", "day", "answer", "event", "detail") | _all(NAMED, "by"),
    "answers.csv": _all(SEALED, "answer", "item", "kind", "state"),
    "assignments.csv": _all(SEALED, "answer", "item", "assignment", "slot", "scorer", "handed_in"),
    "comparisons.csv": _all(SEALED, "answer", "first", "second", "agreed"),
    "marks.csv": _all(SEALED, "answer", "kind", "review", "scorer", "criterion", "points"),
    "conflicts_applied.csv": _all(SEALED, "answer", "barred", "digest"),
    "seals.csv": _all(RECOMPUTED, "what", "value"),
}
FILES: Mapping[str, str] = {
    "rules.json": "its digest stands in each sealed review, comparison and verdict",
    "chain.jsonl": "each seal is made again",
    "statements.jsonl": "each is held against the event that seals it",
    "report.pdf": "to be read: every table of it is whole in a CSV file",
    "verify.py": "this program: compare it with a copy from elsewhere",
}


def check(pack: Pack) -> Iterator[str]:
    """A sentence for each file or column that is not there, or that nothing checks."""
    names = [name for name in pack.names() if not name.startswith("verifier/")]
    for name in sorted(set(names) - COLUMNS.keys() - FILES.keys()):
        yield f"{name} belongs to no pack: nothing checks it."
    for name, columns in COLUMNS.items():
        shown = pack.header(name) if name in names else []
        for column in [one for one in columns if one not in shown]:
            yield f"{name} has no column {column}."
        for column in [one for one in shown if one not in columns]:
            yield f"{name} has a column that nothing checks: {column}."
