"""What the invented applicants have done: enough for their credential, and not much more."""

from collections.abc import Iterator
from datetime import date, timedelta

from association.rehearsal.applicants import Applicant

Entry = tuple[str, dict[str, str | list[str]]]

YEAR = timedelta(days=365)
FIELD = "infant_and_early_childhood_work"
"""As the demo's list keeps it."""
DEGREES = {"IFA": "cda", "IFS": "bachelor", "IMHS": "master", "IMHM": "master"}
AREAS = {
    "IMHM": ("foundations", "leading", "working_with_others", "reflection"),
    "": ("foundations", "direct_service", "working_with_others", "reflection"),
}


def portfolio(applicant: Applicant, today: date) -> Iterator[Entry]:
    """Pairs of kind and form values."""
    yield (
        "education",
        {
            "degree": DEGREES[applicant.credential],
            "title": "Invented studies of early childhood",
            "organization": "Invented University of the Islands",
            "ended_on": str(today - 8 * YEAR),
        },
    )
    yield (
        "work",
        {
            "title": "Invented practitioner",
            "organization": applicant.employer,
            "started_on": str(today - 6 * YEAR),
            "field": FIELD,
        },
    )
    for number, area in enumerate(AREAS.get(applicant.credential, AREAS[""])):
        yield "training", _training(area, today - (number + 1) * timedelta(days=90))
    if applicant.credential != "IFA":
        yield "supervision", _supervision(today)


def _training(area: str, day: date) -> dict[str, str | list[str]]:
    return {
        "title": f"Invented course: {area.replace('_', ' ')}",
        "organization": "Invented Training Network",
        "started_on": str(day),
        "hours": "8",
        "areas": [area],
    }


def _supervision(today: date) -> dict[str, str | list[str]]:
    """Weekly for a year and a half."""
    return {
        "giver": "Morgan Madeup",
        "giver_category": "IMHM",
        "title": "Reflective supervision of work with families",
        "setting": "individual",
        "started_on": str(today - timedelta(days=560)),
        "ended_on": str(today - timedelta(days=20)),
        "hours": "54",
    }
