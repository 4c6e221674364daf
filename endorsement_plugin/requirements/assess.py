"""Whether evidence meets requirements, and what counted. Total: no evidence, however odd, makes it raise.

More entries never un-meet a requirement, and their order does not matter. What a person judged against does:
it leaves a requirement unmet until a person has weighed it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import singledispatch

from . import counting, explaining
from .evidence import Evidence
from .findings import PHASES, Assessment, Finding
from .kinds import (
    AnyOf,
    Attestation,
    Clause,
    Education,
    Exam,
    Portfolio,
    References,
    Supervision,
    Training,
    Transcripts,
    Work,
)
from .matching import degrees_held, first_degree, tagged
from .wording import both, capitalized, counted, number, phrase, rounded_down, sentence


def assess(clauses: Sequence[Clause], evidence: Evidence, today: date) -> Assessment:
    """Every requirement that binds this applicant, as it stands today, and what a person judged against."""
    found = tuple(_findings(clauses, evidence, today))
    return Assessment((*found, *_judged_against(found, evidence)))


def _judged_against(found: Sequence[Finding], evidence: Evidence) -> Iterable[Finding]:
    """It is shown also where no requirement asks for references or transcripts."""
    told = " ".join(finding.doubt for finding in found)
    for kind, words, doubts in (
        ("references", "References that speak for the applicant", evidence.doubted_references),
        ("transcripts", "Transcripts that can be used", evidence.refused_transcripts),
    ):
        left = [doubt for doubt in doubts if doubt not in told]
        if left:
            yield Finding(f"judged-{kind}", kind, "review", words, "", "", False).doubted(left)


def _findings(clauses: Iterable[Clause], evidence: Evidence, today: date) -> Iterable[Finding]:
    for clause in clauses:
        if _binds(clause, evidence):
            yield from examine(clause, evidence, today)


def _binds(clause: Clause, evidence: Evidence) -> bool:
    """A clause for one designation binds until the applicant has chosen another one."""
    chosen = evidence.designation.strip().casefold()
    return not clause.designation or not chosen or chosen == clause.designation.strip().casefold()


@singledispatch
def examine(clause: Clause, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    """One clause's findings: one, save for references, which are named first and received later."""
    raise TypeError(f"No rule assesses a clause of kind {clause.kind}.")


@examine.register
def _(clause: Education, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    held = degrees_held(clause, evidence, today)
    if held:
        return (_plain(clause, True, explaining.named(held[0])),)
    others = sum(1 for entry in evidence.of_kind("education") if entry.degree)
    detail = "No degree entered so far is one of these." if others else "No degree has been entered yet."
    return (_plain(clause, False, detail),)


@examine.register
def _(clause: Work, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    jobs = evidence.of_kind("work")
    since = first_degree(evidence, clause.after, today)
    days = 0 if clause.after and since is None else counting.days_worked(jobs, today, since)
    met = days >= clause.years * counting.DAYS_IN_A_YEAR
    detail = explaining.on_work(jobs, clause, since)
    return (_meter(clause, counting.years(days), clause.years, "years", met=met, detail=detail),)


@examine.register
def _(clause: Training, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    trainings = evidence.of_kind("training")
    done = [entry for entry in trainings if counting.is_past(entry, today)]
    total, short = counting.hours(done), explaining.on_quotas(clause, done)
    detail = " ".join(short + explaining.left_out(trainings, today))
    met = total >= clause.hours and not short
    return (_meter(clause, total, clause.hours, "hours", met=met, detail=detail),)


@examine.register
def _(clause: Supervision, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    entries = evidence.of_kind("supervision")
    done = [entry for entry in entries if counting.is_past(entry, today)]
    least = counting.least_days(clause.min_months)
    best = counting.best_window(done, today, months=clause.max_months, enough=clause.hours, least=least)
    notes = explaining.left_out(entries, today) + explaining.undated(entries)
    if best is None:
        return (_meter(clause, Decimal(0), clause.hours, "hours", met=False, detail=" ".join(notes)),)
    period = explaining.on_window(clause, best, counting.hours(done), least)
    met = best.hours >= clause.hours and best.days >= least
    return (_meter(clause, best.hours, clause.hours, "hours", met=met, detail=" ".join(period + notes)),)


@examine.register
def _(clause: References, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    need = Decimal(clause.count)
    named, received = Decimal(evidence.references_named), Decimal(evidence.references_received)
    naming = f"{counted(clause.count, 'referee')} named"
    receiving = f"{phrase(clause)} received"
    return (
        _meter(clause, named, need, "referees", met=named >= need, words=naming),
        _meter(
            clause, received, need, "references", met=received >= need, words=receiving, phase="review"
        ).doubted(evidence.doubted_references),
    )


@examine.register
def _(clause: Portfolio, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    entries = [entry for entry in evidence.entries if counting.is_past(entry, today)]
    if not clause.areas:
        begun = any(entry.kind == "training" for entry in entries)
        return (_plain(clause, begun, "" if begun else "No training has been entered yet."),)
    practice = [entry for entry in entries if entry.kind != "education"]
    missing = [area.label for area in clause.areas if not tagged(practice, area.value, area.label)]
    detail = f"Nothing entered yet for {both(missing)}." if missing else ""
    need = Decimal(len(clause.areas))
    return (_meter(clause, need - len(missing), need, "areas", met=not missing, detail=detail),)


@examine.register
def _(clause: Attestation, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    met = clause.statement in evidence.signed if clause.statement else bool(evidence.signed)
    return (_plain(clause, met, "" if met else "Not signed yet."),)


@examine.register
def _(clause: Transcripts, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    have, need = Decimal(evidence.transcripts_accepted), Decimal(clause.count)
    detail = explaining.on_unseen(evidence)
    found = _meter(clause, have, need, "transcripts", met=have >= need, detail=detail, phase="review")
    return (found.doubted(evidence.refused_transcripts),)


@examine.register
def _(clause: Exam, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    details = {True: "Passed.", False: "Not passed.", None: "No outcome yet."}
    return (_plain(clause, evidence.exam_passed is True, details[evidence.exam_passed], "exam"),)


@examine.register
def _(clause: AnyOf, evidence: Evidence, today: date) -> tuple[Finding, ...]:
    tried = [tuple(_findings([part], evidence, today)) for part in clause.clauses]
    ways = [way for way in tried if way]
    if not ways:
        return ()
    met = [way for way in ways if all(finding.met for finding in way)]
    phase = max((finding.phase for way in ways for finding in way), key=PHASES.index)
    shown = met[:1] or ways
    detail = " ".join(f"{found.sentence}: {explaining.standing(found)}" for way in shown for found in way)
    found = _plain(clause, bool(met), detail, phase)
    weighable = [way for way in ways if all(part.met or part.only_doubt for part in way)]
    doubts = [part.doubt for way in weighable[:1] for part in way if part.doubt]
    return (replace(found, doubt=" ".join(doubts), only_doubt=True) if doubts and not met else found,)


def _plain(clause: Clause, met: bool, detail: str, phase: str = "submit") -> Finding:
    return Finding(clause.id, clause.kind, phase, sentence(clause), "", "", met, detail)


def _meter(
    clause: Clause,
    value: Decimal,
    minimum: Decimal,
    unit: str,
    *,
    met: bool,
    detail: str = "",
    words: str = "",
    phase: str = "submit",
) -> Finding:
    text = capitalized(words) if words else sentence(clause)
    have = number(rounded_down(value, minimum, places=1 if unit == "years" else 2))
    need = number(minimum)
    ratio = (need if value >= minimum else have, need)
    return Finding(clause.id, clause.kind, phase, text, have, need, met, detail, ratio, unit)
