"""The evidence pack's tables of what came of answers: verdicts, third reviews, second scorings."""

from review_queue.audit.queries import evidence
from review_queue.audit.queries.reliability import RoundScores
from review_queue.items.queries.rescoring import Rescore
from review_queue.models import Verdict
from review_queue.permissions import User
from review_queue.verifier.report import CANNOT

from .sheets import Cell, Sheet, yes_or_no
from .trail_sheets import day


def _percent(verdict: Verdict) -> float | None:
    return None if verdict.percent is None else float(verdict.percent)


def verdict_sheet(results: list[Verdict]) -> Sheet:
    """Each result with the rules kept beside it."""
    kept = ("pass_mark", "criterion_gap", "total_gap")
    rows: list[tuple[Cell, ...]] = [
        (
            one.item.code,
            one.outcome,
            _percent(one),
            one.resolution,
            one.rubric.code,
            one.rubric.version,
            *(float(getattr(one, name)) for name in kept),
            yes_or_no(one.verdict_split),
            yes_or_no(one.flagged),
            one.third_score,
            day(one.decided_at),
        )
        for one in results
    ]
    header = ("answer", "outcome", "percent", "how", "rubric", "version", *kept)
    more = ("split_is_dispute", "flag_is_dispute", "rule_for_a_third", "decided_on")
    return Sheet((*header, *more), rows)


def adjudication_sheet(user: User, scores: RoundScores, results: list[Verdict]) -> Sheet:
    """Each disputed answer: why, the three totals, the rule, and the result. Of a review that says it cannot
    be scored that in place of a total."""
    why = evidence.reasons(user, scores.round)
    by_code = {one.item.code: one for one in results}
    totals: dict[str, list[float | None]] = {
        one.code: [rating.total for rating in (*one.pair, one.third) if rating] for one in scores.scored
    }
    totals |= {one.code: one.totals for one in scores.unscored}
    rows: list[tuple[Cell, ...]] = [
        (
            code,
            " ".join(f"{one.reason}:{one.criterion}".rstrip(":") for one in why.get(code, [])),
            *(CANNOT if one is None else round(one, 2) for one in three),
            by_code[code].resolution,
            _percent(by_code[code]),
            by_code[code].outcome,
        )
        for code, three in sorted(totals.items())
        if len(three) > 2 and code in by_code
    ]
    columns = ("first_percent", "second_percent", "third_percent")
    return Sheet(("answer", "reasons", *columns, "rule", "result_percent", "outcome"), rows)


def rescore_sheet(again: list[Rescore]) -> Sheet:
    """Each answer that was scored again, with both results and whether the verdict changed."""
    rows: list[tuple[Cell, ...]] = [
        (one.code, one.again, one.reason, *_result(one.first), *_result(one.second), yes_or_no(one.changed))
        for one in again
    ]
    results = (f"{which}_{what}" for which in ("first", "second") for what in ("percent", "outcome", "how"))
    return Sheet(("answer", "again_as", "reason", *results, "changed"), rows)


def _result(verdict: Verdict | None) -> tuple[Cell, Cell, Cell]:
    if verdict is None:
        return "", "", ""
    return _percent(verdict), verdict.outcome, verdict.resolution
