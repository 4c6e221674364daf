"""The evidence pack of a round: one archive with a report to read and a table for every claim in it."""

import datetime
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from review_queue.audit.queries import evidence
from review_queue.audit.queries.reliability import RoundScores
from review_queue.audit.queries.round_summary import About, about, rates
from review_queue.audit.queries.seal_chain import Chain, chain
from review_queue.audit.queries.told import Told, changed
from review_queue.items.queries.rescoring import Rescore, rescores
from review_queue.models import Criterion, Round
from review_queue.permissions import User

from .agreement_rows import OfReviewer, OfYardstick, by_pair, by_reviewer, by_yardstick
from .decision_sheets import decision_sheet, habit_sheet, left_out_sheet, rate_sheet
from .facet_rows import by_facets, severity_sheet
from .pack_files import checkable
from .quality_sheets import auditor_sheet, back_reading_sheet, correction_sheet
from .rater_drift import by_drift, calibration_sheet, drift_sheet
from .result_sheets import adjudication_sheet, rescore_sheet, verdict_sheet
from .sheets import Cell, Sheet, csv_parts, pair_sheet, reviewer_sheet, yardstick_sheet, yes_or_no
from .trail_sheets import (
    answer_sheet,
    applied_sheet,
    assignment_sheet,
    comparison_sheet,
    day,
    event_sheet,
    intervention_sheet,
    left_sheet,
    mark_sheet,
    plan_sheet,
    seal_sheet,
    unblinding_sheet,
)
from .training_sheets import training_sheet
from .yardsticks import total_of

EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything in it, by file name without ending. Names of reviewers are for the chief reviewer."""

    scores: RoundScores
    made_on: datetime.date
    agreement: list[OfYardstick]
    reviewers: list[OfReviewer]
    rescores: list[Rescore]
    sheets: dict[str, Sheet]
    chain: Chain
    told: Told
    about: About


def gather(user: User, scores: RoundScores, today: datetime.date) -> Pack:
    """The tables of the round as far as the user leads it. A fixed number of queries, and more for every
    few hundred answers that are compared with what was sealed."""
    total = total_of(scores)
    agreement, reviewers = by_yardstick(scores), by_reviewer(scores, total)
    results = list(evidence.verdicts(user, scores.round))
    passing = rates(user, scores.round)
    told = Told(user, scores.round, languages=passing.told)
    seals = chain(changed(user))
    again = rescores(user, scores.round)
    sheets = {
        "agreement": yardstick_sheet(agreement),
        "reviewers": reviewer_sheet(reviewers, total),
        "severity": severity_sheet(by_facets(scores)),
        "pairs": pair_sheet(by_pair(scores, total), total),
        "pass_rates": rate_sheet(passing),
        "decisions": decision_sheet(scores),
        "habits": habit_sheet(scores),
        "left_out": left_out_sheet(user, scores),
        "scorers": scorer_sheet(user, scores.round),
        "verdicts": verdict_sheet(results),
        "adjudications": adjudication_sheet(user, scores, results),
        "rescores": rescore_sheet(again),
        "conflicts": conflict_sheet(user, scores.round),
        "left": left_sheet(user, scores.round),
        "calibration": calibration_sheet(evidence.calibrations(user, scores.round)),
        "drift": drift_sheet(by_drift(scores)),
        "policy": policy_sheet(scores.round),
        "rubric": rubric_sheet(scores.criteria),
        "training": training_sheet(told),
        "back_readings": back_reading_sheet(user, scores.round),
        "auditors": auditor_sheet(user, scores.round),
        "corrective_actions": correction_sheet(user, scores.round),
        "plans": plan_sheet(user, scores.round),
        "unblindings": unblinding_sheet(user, scores.round),
        "interventions": intervention_sheet(user, scores.round),
        "events": event_sheet(user, told),
        "marks": mark_sheet(told),
        "answers": answer_sheet(told),
        "assignments": assignment_sheet(told),
        "comparisons": comparison_sheet(told),
        "conflicts_applied": applied_sheet(told),
        "seals": seal_sheet(seals),
    }
    return Pack(scores, today, agreement, reviewers, again, sheets, seals, told, about(user, scores.round))


def archive(pack: Pack, report: bytes) -> bytes:
    """A zip whose entries carry no clock, so that the same facts give the same bytes."""
    out = io.BytesIO()
    write_archive(pack, report, out)
    return out.getvalue()


def write_archive(pack: Pack, report: bytes, out: IO[bytes]) -> None:
    """The same into a file, line by line where there are many."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("report.pdf", EPOCH), report)
        for name, sheet in pack.sheets.items():
            _add(packed, f"{name}.csv", csv_parts(sheet))
        for name, parts in checkable(pack.told):
            _add(packed, name, parts)


def _add(packed: zipfile.ZipFile, name: str, parts: Iterable[str]) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with packed.open(entry, "w", force_zip64=True) as file:
        for part in parts:
            file.write(part.encode())


def scorer_sheet(user: User, scored_in: Round) -> Sheet:
    """What each scorer holds today, and how much he or she scored."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            " ".join(one.tags),
            " ".join(one.languages) or "any",
            one.agency,
            yes_or_no(one.may_adjudicate),
            yes_or_no(one.novice),
            one.code,
            one.pairs,
            one.thirds,
            one.rescores,
            one.agency_key,
            str(one.account),
        )
        for one in evidence.scorers(user, scored_in)
    ]
    held = ("qualifications", "languages", "agency", "may_be_third", "novice", "scorer")
    compared = ("agency_as_compared", "account")
    return Sheet(("reviewer", *held, "pairs", "thirds", "rescores", *compared), rows)


def conflict_sheet(user: User, scored_in: Round) -> Sheet:
    """Every decided answer held against the rules of independence again."""
    checks = (
        "distinct",
        "clearer_apart",
        "agencies_apart",
        "at_most_one_novice",
        "qualified",
        "apart_from_first",
    )
    rows: list[tuple[Cell, ...]] = [
        (one.code, one.scorers, *(yes_or_no(getattr(one, check)) for check in checks))
        for one in evidence.conflicts_checked(user, scored_in)
    ]
    return Sheet(("answer", "scorers", *checks), rows)


def policy_sheet(scored_in: Round) -> Sheet:
    """The frozen rules of the round."""
    rubric = scored_in.rubric
    rows: list[tuple[str, Cell]] = [
        ("Round", scored_in.code),
        ("Frozen on", day(scored_in.frozen_at) if scored_in.frozen_at else ""),
        ("Rubric", f"{rubric.code} version {rubric.version}"),
        ("Pass mark in percent", float(rubric.pass_mark)),
        ("Third review if a criterion is this many steps apart", scored_in.criterion_gap),
        ("Third review if totals are more than this many points apart", scored_in.total_gap),
        ("Third review if one passes and one does not", yes_or_no(scored_in.verdict_split)),
        ("Third review if one of the two flags the answer", yes_or_no(scored_in.flagged)),
        ("Comments on criteria reach the candidate", yes_or_no(scored_in.criterion_feedback)),
        ("Offered only to reviewers with a training in date", yes_or_no(scored_in.training_required)),
        ("With a third review the result is", str(scored_in.get_resolution_display())),
    ]
    return Sheet(("rule", "value"), rows)


def rubric_sheet(criteria: list[Criterion]) -> Sheet:
    rows = [
        (one.code, one.name, one.weight, level.points, level.label, level.descriptor)
        for one in criteria
        for level in one.levels.all()
    ]
    return Sheet(("criterion", "name", "weight", "points", "label", "descriptor"), rows)
