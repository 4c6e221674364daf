"""Which exam paper an applicant sits: one for their designation, or where there is none one for everybody.

A paper is of one credential, and with that for its ages: who serves other ages applies for another one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from endorsement_plugin.definitions.fields import DESIGNATION
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.requirements.evidence import Evidence
from endorsement_plugin.requirements.kinds import Clause
from endorsement_plugin.requirements.wording import spelled

Place = tuple[int | str, ...]
P = TypeVar("P")

NO_PAPER = (
    "An exam is asked for, and no exam paper of this credential is published: nobody could sit it. Publish "
    "the paper first; it stands below the credential’s page."
)
NOT_FOR_THEM = (
    "{label} applicants have to sit an exam, and no exam paper is for them. Publish a paper for them, or one "
    "for everybody, first."
)
NOT_FOR_ALL = (
    "Each exam paper is for one designation, and this form lets applicants name none: they could sit no "
    "exam. Publish a paper for everybody first, or have the form ask for the designation, and require it."
)


@dataclass(frozen=True)
class Designation:
    """What an applicant can be, as a form offers it. Without a value: somebody who has named none."""

    value: str = ""
    label: str = ""
    place: Place = ()
    """Where the form offers it."""


def fitting(papers: Iterable[P], designation: str, of: Callable[[P], str]) -> list[P]:
    """The papers that this applicant may sit, in their order; `of` says whom one is for, empty: everybody."""
    every = list(papers)
    own = [paper for paper in every if designation and spelled(of(paper)) == spelled(designation)]
    return own or [paper for paper in every if not of(paper).strip()]


def can_be(steps: Sequence[Step]) -> list[Designation]:
    """What applicants of a form can be: one of those it offers, and nothing where it does not insist."""
    asked = [
        (question, (index, "fields", position))
        for index, step in enumerate(steps)
        for position, question in enumerate(step.fields)
        if question in step.questions and question.name == DESIGNATION
    ]
    offered = [
        Designation(option.value, option.label, (*place, "options", number, "label"))
        for question, place in asked
        for number, option in enumerate(getattr(question, "options", ()))
    ]
    insists = any(getattr(question, "required", False) for question, _ in asked)
    return offered if insists else [*offered, Designation()]


def needs_paper(clauses: Sequence[Clause], designation: str = "") -> bool:
    """Whether this applicant has to sit an exam; without a designation, whether anybody has to."""
    someone = Evidence(designation=designation)
    return any(clause.needs_paper(someone) for clause in clauses if clause.binds(someone))


def without_paper(
    clauses: Sequence[Clause], designations: Iterable[Designation], papers: Collection[str]
) -> list[Designation]:
    """Those among these applicants who have to sit an exam and have no paper.

    `papers` say whom each is for.
    """
    return [
        one for one in designations if needs_paper(clauses, one.value) and not fitting(papers, one.value, str)
    ]


def unserved(
    clauses: Sequence[Clause], steps: Sequence[Step], papers: Collection[str]
) -> Iterator[tuple[Place, str]]:
    """What these papers leave open for applicants of a form, beside what it offers them."""
    for one in without_paper(clauses, can_be(steps), papers):
        if not papers:
            yield (), NO_PAPER
            return
        yield one.place, NOT_FOR_THEM.format(label=one.label) if one.value else NOT_FOR_ALL
