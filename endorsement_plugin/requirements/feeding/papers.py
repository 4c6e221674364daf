"""Which exam paper an applicant sits: one for their designation and age band, or one for everybody.

A credential that serves several age bands has its form ask which one an applicant works with.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from endorsement_plugin.definitions.fields import AGE_BAND, DESIGNATION
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.definitions.names import key_from
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
    "{who} have to sit an exam, and no exam paper is for them. Publish a paper for them, or one for "
    "everybody, first."
)
NOT_FOR_ALL = (
    "Each exam paper is for one designation or one age band, and this form lets applicants name none: they "
    "could sit no exam. Publish a paper for everybody first, or have the form ask what the papers are for, "
    "and require it."
)


@dataclass(frozen=True)
class Whom:
    """Whom a paper is for, or what a candidate is: a designation and an age band, as stored or typed.

    Empty: of a paper, everybody; of a candidate, none was named.
    """

    designation: str = ""
    age_band: str = ""

    def serves(self, candidate: "Whom") -> bool:
        """Whether a paper for these is for that candidate."""
        pairs = zip(self._folded, candidate._folded, strict=True)
        return all(not own or own == asked for own, asked in pairs)

    @property
    def closeness(self) -> tuple[bool, bool]:
        """How much a paper is for its candidates alone; where two differ, the designation decides."""
        designation, age_band = self._folded
        return bool(designation), bool(age_band)

    @property
    def words(self) -> str:
        """“Clinical applicants for “Birth to three””; empty for everybody."""
        designation, age_band = self.designation.strip(), self.age_band.strip()
        first = f"{designation} applicants" if designation else "applicants"
        return f"{first} for “{age_band}”" if age_band else first if designation else ""

    @property
    def _folded(self) -> tuple[str, str]:
        return _stored(self.designation), _stored(self.age_band)


@dataclass(frozen=True)
class Choice:
    """One option of a question, as a form offers it. Without a value: what somebody is who named none."""

    value: str = ""
    label: str = ""
    place: Place = ()
    """Where the form offers it."""


@dataclass(frozen=True)
class Candidate:
    """What an applicant of a form can be."""

    designation: Choice = Choice()
    age_band: Choice = Choice()

    @property
    def whom(self) -> Whom:
        """As papers are compared with it."""
        return Whom(self.designation.value, self.age_band.value)

    @property
    def words(self) -> str:
        """“Clinical applicants”, as the form's options say it; empty for whoever named nothing."""
        return Whom(self.designation.label, self.age_band.label).words

    @property
    def place(self) -> Place:
        """Where the form offers it: the age band, where one matters."""
        return self.age_band.place or self.designation.place


def fitting(papers: Iterable[P], candidate: Whom, of: Callable[[P], Whom]) -> list[P]:
    """The papers that this applicant may sit, in their order; `of` says whom one is for.

    A paper for the candidate's own designation and age band goes before one for the designation, that before
    one for the age band, and that before one for everybody.
    """
    serving = [paper for paper in papers if of(paper).serves(candidate)]
    closest = max((of(paper).closeness for paper in serving), default=None)
    return [paper for paper in serving if of(paper).closeness == closest]


def can_be(steps: Sequence[Step]) -> list[Candidate]:
    """What applicants of a form can be: each designation with each age band that it offers."""
    ages = offered(steps, AGE_BAND)
    return [Candidate(designation, age) for designation in offered(steps, DESIGNATION) for age in ages]


def offered(steps: Sequence[Step], name: str) -> list[Choice]:
    """What a form lets applicants choose in the questions of that name, and nothing if it does not insist."""
    asked = [
        (question, (index, "fields", position))
        for index, step in enumerate(steps)
        for position, question in enumerate(step.fields)
        if question in step.questions and question.name == name
    ]
    options = [
        Choice(option.value, option.label, (*place, "options", number, "label"))
        for question, place in asked
        for number, option in enumerate(getattr(question, "options", ()))
    ]
    insists = any(getattr(question, "required", False) for question, _ in asked)
    return options if insists else [*options, Choice()]


def needs_paper(clauses: Sequence[Clause], designation: str = "") -> bool:
    """Whether this applicant has to sit an exam; without a designation, whether anybody has to."""
    someone = Evidence(designation=designation)
    return any(clause.needs_paper(someone) for clause in clauses if clause.binds(someone))


def without_paper(
    clauses: Sequence[Clause], candidates: Iterable[Candidate], papers: Collection[Whom]
) -> list[Candidate]:
    """Those among these applicants who have to sit an exam and have no paper.

    `papers` say whom each is for.
    """
    return [
        one
        for one in candidates
        if needs_paper(clauses, one.designation.value) and not fitting(papers, one.whom, _itself)
    ]


def in_short(lost: Sequence[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The same applicants, by designation or age band alone where all of these candidates are among them."""
    others = [one for one in candidates if one not in lost]
    with_paper = {one.designation for one in others}, {one.age_band for one in others}
    return [*dict.fromkeys(_short(one, *with_paper) for one in lost)]


def _short(one: Candidate, designations: Collection[Choice], age_bands: Collection[Choice]) -> Candidate:
    if one.designation.value and one.designation not in designations:
        return Candidate(one.designation)
    if one.age_band.value and one.age_band not in age_bands:
        return Candidate(age_band=one.age_band)
    return one


def unserved(
    clauses: Sequence[Clause], steps: Sequence[Step], papers: Collection[Whom]
) -> Iterator[tuple[Place, str]]:
    """What these papers leave open for applicants of a form, beside what it offers them."""
    candidates = can_be(steps)
    for one in in_short(without_paper(clauses, candidates, papers), candidates):
        if not papers:
            yield (), NO_PAPER
            return
        who = one.words[:1].upper() + one.words[1:]
        yield one.place, NOT_FOR_THEM.format(who=who) if who else NOT_FOR_ALL


def _stored(words: str) -> str:
    """As an option is stored whose label these words are; words of other letters as they are."""
    return key_from(words) or spelled(words)


def _itself(whom: Whom) -> Whom:
    return whom
