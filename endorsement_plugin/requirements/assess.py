"""Whether evidence meets requirements, and what counted. Total: no evidence, however odd, makes it raise.

More entries never un-meet a requirement, and their order does not matter. What a person judged against does:
it leaves a requirement unmet until a person has weighed it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from .accounts import Account, Use
from .clauses import everyone
from .evidence import Evidence
from .findings import Assessment, Finding
from .kinds import KINDS, Clause


def assess(clauses: Sequence[Clause], evidence: Evidence, today: date) -> Assessment:
    """Every requirement that binds this applicant, as it stands today, and what a person judged against."""
    findings = tuple(finding for clause in clauses for finding in clause.findings(evidence, today))
    judged = _judged_against(clauses, findings, evidence)
    return Assessment((*findings, *judged), partial(_accounts, clauses, evidence, today))


def _accounts(clauses: Sequence[Clause], evidence: Evidence, today: date) -> tuple[Account, ...]:
    """What became of every entry that has an id, in the order of the ids."""
    found: dict[str, list[Use]] = {entry.id: [] for entry in evidence.entries if entry.id}
    for clause in clauses:
        for entry, use in clause.uses(evidence, today) if clause.binds(evidence) else ():
            if entry.id:
                found[entry.id].append(use)
    return tuple(Account(entry, tuple(found[entry])) for entry in sorted(found))


def _judged_against(
    clauses: Sequence[Clause], findings: Sequence[Finding], evidence: Evidence
) -> Iterable[Finding]:
    """It is shown also where no requirement asks for references or transcripts."""
    doubts = " ".join(finding.doubt for finding in findings)
    unweighed = {clause.kind for clause in everyone(clauses) if not clause.weighs}
    for name, kind in KINDS.items():
        if name in unweighed:
            continue
        left = [doubt for doubt in kind.doubts(evidence) if doubt not in doubts]
        if left:
            judged = Finding(f"judged-{name}", name, "review", kind.judged, "", "", False)
            yield replace(judged, sections=(kind.fed_by,)).doubted(left)
