"""The kinds of evidence: one row each, which screens, API, rules and masking read.

A row that does not say which of its details identify a person does not import.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from .evidence import Entry

AREA = "An entry counts for the area you choose here. Every area needs an entry before you can submit."


@dataclass(frozen=True)
class Detail:
    """How one detail is asked for, and what is said when it is missing; optional if nothing is.

    `counts`: requirements are measured by it. `may_be_to_come`: a day that may lie in the future.
    `chosen_from`: what of the requirements' offers it is chosen from; it is text where they offer nothing,
    or, if optional, not asked for.
    """

    label: str
    hint: str = ""
    missing: str = ""
    counts: bool = False
    may_be_to_come: bool = False
    chosen_from: str = ""


@dataclass(frozen=True)
class EvidenceKind:
    """One kind. `details` by the column that keeps them, in the order in which they are asked for.

    `identifies`: the columns that tell who somebody is, each with the kind of identifier that is masked; {}
    if none does. `heading`: what an entry is called by. `since`, `until`: the words before a first day that
    has no last one, and before a last day that has no first. Raises ValueError for a row that leaves open
    what leaves for masking, or that counts or names what there is not.
    """

    value: str
    label: str
    noun: str
    details: Mapping[str, Detail]
    identifies: Mapping[str, str] | None = None
    heading: tuple[str, ...] = ("title",)
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if self.identifies is None:
            raise ValueError(
                f"Evidence of the kind “{self.value}” must say which of its details identify a person, so "
                "that they are masked: identifies={column: kind of identifier}, or {} if none does."
            )
        unknown = {*self.identifies, *self.heading} - {*self.details}
        uncounted = {*self.counted} - {field.name for field in fields(Entry)}
        if unknown or uncounted:
            names = ", ".join(sorted(unknown | uncounted))
            raise ValueError(f"Evidence of the kind “{self.value}” has no such detail: {names}.")

    @property
    def counted(self) -> tuple[str, ...]:
        """The details that requirements are measured by."""
        return tuple(name for name, detail in self.details.items() if detail.counts)


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
        "area": Detail("Competency area", AREA, counts=True, chosen_from="area"),
    },
    identifies={"organization": "employer"},
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
        "area": Detail("Competency area", AREA, counts=True, chosen_from="area"),
    },
    identifies={"organization": "agency"},
)

SUPERVISION = EvidenceKind(
    value="supervision",
    label="Reflective supervision",
    noun="period of reflective supervision",
    details={
        "giver": Detail("Who gave the supervision", missing="Enter who gave the supervision."),
        "giver_email": Detail("Their e-mail address"),
        "giver_category": Detail("Their endorsement", "For example: IMHM."),
        "organization": Detail("Where"),
        "title": Detail("Focus", "What you reflected on, in a few words.", missing="Enter the focus."),
        "setting": Detail("Setting", missing="Choose the setting."),
        "started_on": Detail("From", missing="Enter the first day.", counts=True),
        "ended_on": Detail("To", missing="Enter the last day.", counts=True),
        "hours": Detail(
            "Hours",
            "Clock hours in this period, as in 24 or 2.5.",
            missing="Enter the number of hours.",
            counts=True,
        ),
        "area": Detail("Competency area", AREA, counts=True, chosen_from="area"),
    },
    identifies={"organization": "agency", "giver": "referee", "giver_email": "email"},
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

EVIDENCE_KINDS: Mapping[str, EvidenceKind] = {
    kind.value: kind for kind in (EDUCATION, WORK, TRAINING, SUPERVISION, LICENSE)
}
"""By what an entry's `kind` holds, in the order in which portfolios list them."""


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


def with_identifier(what: str) -> list[str]:
    """The kinds of evidence that hold this kind of identifier."""
    return [kind.value for kind in EVIDENCE_KINDS.values() if what in (kind.identifies or {}).values()]
