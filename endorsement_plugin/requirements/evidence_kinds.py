"""The kinds of evidence: one row each, which screens, API, rules and masking read."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .details import Detail, EvidenceKind

AREAS = Detail(
    "Competency areas",
    "Tick every area that this is about.",
    counts=True,
    chosen_from="areas",
)

EDUCATION = EvidenceKind(
    value="education",
    label="Education",
    noun="degree or credential",
    details={
        "degree": Detail("Degree or credential", missing="Choose the degree or credential.", counts=True),
        "title": Detail(
            "Program of study",
            "For example: child development, social work.",
            missing="Enter the program of study.",
            counts=True,
        ),
        "organization": Detail("School", missing="Enter the school.", counts=True),
        "ended_on": Detail("Date awarded", missing="Enter the date it was awarded.", counts=True),
        "areas": AREAS,
    },
    identifies={"organization": "agency"},
    heading=("degree", "title"),
)

WORK = EvidenceKind(
    value="work",
    label="Work",
    noun="position",
    details={
        "title": Detail("Position", missing="Enter the position."),
        "organization": Detail("Employer", missing="Enter the employer."),
        "started_on": Detail("First day", missing="Enter the first day.", counts=True),
        "ended_on": Detail("Last day", "Leave empty if you still work there.", counts=True),
        "hours_per_week": Detail(
            "Hours a week", "On average. Leave empty if it was full time.", counts=True, on_demand=True
        ),
        "basis": Detail("How you worked", missing="Choose how you worked.", counts=True, on_demand=True),
        "field": Detail(
            "Field", "Leave it open if none of these is right.", counts=True, chosen_from="field"
        ),
        "ages": Detail("Ages you served", "Tick all that you worked with.", counts=True, chosen_from="ages"),
        "families": Detail(
            "Families you served", "How many in this job, as near as you know.", counts=True, on_demand=True
        ),
        "giver": Detail("Who supervised you there", counts=True, on_demand=True),
        "giver_email": Detail("Their e-mail address", counts=True, on_demand=True),
        "giver_category": Detail(
            "Their endorsement at that time", "For example: IMHM.", counts=True, on_demand=True
        ),
        "areas": AREAS,
    },
    identifies={"organization": "employer", "giver": "supervisor", "giver_email": "email"},
    since="since",
)

TRAINING = EvidenceKind(
    value="training",
    label="Training",
    noun="training",
    details={
        "title": Detail("Title of the training", missing="Enter the title of the training."),
        "organization": Detail(
            "Given by", "The organization or the trainer.", missing="Enter who gave the training."
        ),
        "started_on": Detail(
            "Date", "If it took several days, the first.", missing="Enter the date.", counts=True
        ),
        "ended_on": Detail("Last day", "If it took several days.", counts=True),
        "hours": Detail(
            "Hours", "Clock hours, as in 6 or 2.5.", missing="Enter the number of hours.", counts=True
        ),
        "areas": AREAS,
    },
    identifies={"organization": "agency"},
)

SUPERVISION = EvidenceKind(
    value="supervision",
    label="Reflective supervision",
    noun="period of reflective supervision",
    details={
        "giver": Detail("Who gave the supervision", missing="Enter who gave the supervision.", counts=True),
        "giver_email": Detail("Their e-mail address", counts=True),
        "giver_category": Detail("Their endorsement", "For example: IMHM.", counts=True),
        "organization": Detail("Where"),
        "title": Detail("Focus", "What you reflected on, in a few words.", missing="Enter the focus."),
        "setting": Detail("Setting", missing="Choose the setting.", counts=True),
        "started_on": Detail("From", missing="Enter the first day.", counts=True),
        "ended_on": Detail("To", missing="Enter the last day.", counts=True),
        "hours": Detail(
            "Hours",
            "Clock hours in this period, as in 24 or 2.5.",
            missing="Enter the number of hours.",
            counts=True,
        ),
        "hours_on_giving": Detail(
            "Of these, hours about supervision that you give",
            "Leave empty if you reflected on your own work with families only.",
            counts=True,
            on_demand=True,
        ),
        "areas": AREAS,
    },
    identifies={"organization": "agency", "giver": "supervisor", "giver_email": "email"},
)

LICENSE = EvidenceKind(
    value="license",
    label="License",
    noun="license",
    details={
        "title": Detail(
            "License", missing="Choose or enter the license.", counts=True, chosen_from="license"
        ),
        "number": Detail(
            "License number",
            "As it stands on the license. We remove it from your exam before it is scored.",
            missing="Enter the license number.",
        ),
        "organization": Detail("Issued by", "The state or the board.", missing="Enter who issued it."),
        "ended_on": Detail(
            "Valid until",
            "It must still be valid when you submit, and when your application is decided.",
            missing="Enter the day until which it is valid.",
            counts=True,
            may_be_to_come=True,
        ),
    },
    identifies={"number": "license_number", "organization": "agency"},
    heading=("title", "number"),
    until="valid until",
)

MEMBERSHIP = EvidenceKind(
    value="membership",
    label="Membership",
    noun="membership",
    details={
        "organization": Detail(
            "Association",
            missing="Choose or enter the association.",
            counts=True,
            chosen_from="association",
        ),
        "number": Detail("Member number", "If you have one."),
        "ended_on": Detail(
            "Paid until",
            "It must still be valid when you submit, and when your application is decided.",
            missing="Enter the day until which it is paid.",
            counts=True,
            may_be_to_come=True,
        ),
    },
    identifies={"organization": "agency", "number": "member_number"},
    heading=("organization", "number"),
    until="paid until",
)

EVIDENCE_KINDS: Mapping[str, EvidenceKind] = {
    kind.value: kind for kind in (EDUCATION, WORK, TRAINING, SUPERVISION, LICENSE, MEMBERSHIP)
}
"""By what an entry's `kind` holds, in the order in which portfolios list them."""


def plain(kind: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The details of an entry as text, to compare two of them by: 6.50 hours are 6.5."""
    details = {name: values[name] for name in EVIDENCE_KINDS[kind].details if name in values}
    return {name: _as_text(value) for name, value in details.items()}


def _as_text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list | tuple):
        return "\n".join(sorted(map(str, value)))
    return value.isoformat() if isinstance(value, date) else str("" if value is None else value)


def asks_for(kind: str, detail: str) -> bool:
    """Whether this kind has this detail; no kind that is not known has any."""
    return kind in EVIDENCE_KINDS and detail in EVIDENCE_KINDS[kind].details


def identifying(kind: str) -> dict[str, str]:
    """The columns that identify a person in an entry of this kind, with what they are masked as.

    Among them what identifies in any other kind: an entry that has it all the same is not sent unmasked.
    """
    everywhere: dict[str, str] = {}
    for evidence_kind in EVIDENCE_KINDS.values():
        everywhere = {**(evidence_kind.identifies or {}), **everywhere}
    own = EVIDENCE_KINDS[kind].identifies if kind in EVIDENCE_KINDS else None
    return {**everywhere, **(own or {})}


def with_detail(detail: str) -> list[EvidenceKind]:
    """The kinds of evidence that have this detail."""
    return [kind for kind in EVIDENCE_KINDS.values() if detail in kind.details]


def with_identifier(what: str) -> list[str]:
    """The kinds of evidence that hold this kind of identifier."""
    return [kind.value for kind in EVIDENCE_KINDS.values() if what in (kind.identifies or {}).values()]
