"""Whether evidence meets requirements, and what counted. Total: no evidence, however odd, makes it raise.

More entries never un-meet a requirement, and their order does not matter. What a person judged against does:
it leaves a requirement unmet until a person has weighed it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from .evidence import Evidence
from .findings import Assessment, Finding
from .kinds import KINDS, Clause


def assess(clauses: Sequence[Clause], evidence: Evidence, today: date) -> Assessment:
    """Every requirement that binds this applicant, as it stands today, and what a person judged against."""
    findings = tuple(finding for clause in clauses for finding in clause.findings(evidence, today))
    return Assessment((*findings, *_judged_against(findings, evidence)))


def _judged_against(findings: Sequence[Finding], evidence: Evidence) -> Iterable[Finding]:
    """It is shown also where no requirement asks for references or transcripts."""
    doubts = " ".join(finding.doubt for finding in findings)
    for name, kind in KINDS.items():
        left = [doubt for doubt in kind.doubts(evidence) if doubt not in doubts]
        if left:
            yield Finding(f"judged-{name}", name, "review", kind.judged, "", "", False).doubted(left)
