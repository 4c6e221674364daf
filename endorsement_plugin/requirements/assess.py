"""Whether evidence meets requirements, and what counted. Total: no evidence, however odd, makes it raise.

What depends on the requirements alone is worked out once for them, so reading them once and assessing many is
quick. Each entry is read once for a requirement that counts it; words are made when they are read.

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

_JUDGED = [kind for kind in KINDS.values() if kind.judged]
"""The kinds of which people may judge something against an applicant."""


def assess(clauses: Sequence[Clause], evidence: Evidence, today: date) -> Assessment:
    """Every requirement that binds this applicant, as it stands today, and what a person judged against."""
    findings: list[Finding] = []
    for clause in clauses:
        findings += clause.findings(evidence, today)
    findings += _judged_against(clauses, findings, evidence)
    return Assessment(tuple(findings), partial(_accounts, clauses, evidence, today))


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
    judged = [(kind, doubts) for kind in _JUDGED if (doubts := kind.doubts(evidence))]
    if not judged:
        return
    said = " ".join(finding.doubt for finding in findings)
    unweighed = {clause.kind for clause in everyone(clauses) if not clause.weighs}
    for kind, doubts in judged:
        left = [doubt for doubt in doubts if doubt not in said]
        if left and kind.kind not in unweighed:
            finding = Finding(f"judged-{kind.kind}", kind.kind, "review", kind.judged, "", "", False)
            yield replace(finding, sections=(kind.fed_by,)).doubted(left)
