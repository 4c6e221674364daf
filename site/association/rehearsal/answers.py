"""What the invented people write: fixtures/rehearsal.toml, made out to one applicant."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from association.demo.content import fixtures
from association.rehearsal.applicants import Applicant

Values = dict[str, str | list[str]]


@cache
def _lines() -> dict[str, Any]:
    lines = fixtures.table("rehearsal")
    return {part: {name: _on_one_line(text) for name, text in lines[part].items()} for part in lines}


def _on_one_line(text: Any) -> Any:
    if isinstance(text, dict):
        return {name: _on_one_line(one) for name, one in text.items()}
    return " ".join(text.split()) if isinstance(text, str) else text


def step_answers() -> Values:
    """Answers to the questions of the application form, whichever step asks them."""
    return _lines()["application"]


def details(applicant: Applicant) -> Values:
    """What the section about the person asks for."""
    answers = {
        "given_name": applicant.given_name,
        "family_name": applicant.family_name,
        "phone": f"+1 808 555 {applicant.number:04d}",
        "employer": applicant.employer,
        "license_number": f"DEMO-{applicant.number:05d}",
    }
    return {f"person-{name}": value for name, value in answers.items()}


def exam_answers(applicant: Applicant) -> Values:
    """One in six is too short to pass; some name their writer; some divide the reviewers."""
    lines = _lines()["exam"]
    about = {"name": applicant.name, "employer": applicant.employer, "email": applicant.email}
    more = [lines["names_writer"].format(**about)] if applicant.names_self else []
    more += [lines["dividing"]] if applicant.divides_reviewers else []
    return {
        question: " ".join([lines["poor"] if applicant.falls_short else good, *more])
        for question, good in lines["good"].items()
    }


def reference_answers() -> Values:
    """A kind reference."""
    return _lines()["reference"]


def marks(levels: Iterable[int], *, good: bool = True) -> Values:
    """A review with these points for the criteria in turn, and fitting feedback."""
    lines = _lines()["review"]
    pairs = zip(lines["criteria"], levels, strict=True)
    return {
        **{f"level-{name}": str(points) for name, points in pairs},
        "feedback": lines["good" if good else "poor"],
    }


def line_of(kind: str) -> str:
    """A sentence by which reviewers know an exam answer: `poor` ones fail, `dividing` ones divide them."""
    return str(_lines()["exam"][kind])
