"""Whether a form asks for what the requirements count. A requirement that nothing feeds can never be met."""

from collections.abc import Iterator, Sequence

from endorsement_plugin.definitions.fields import DESIGNATION, YES_NO, Section
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.requirements.clauses import everyone
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.kinds import Clause
from endorsement_plugin.requirements.kinds.base import OF_EVIDENCE
from endorsement_plugin.requirements.wording import both, either, spelled

Place = tuple[int | str, ...]

SECTIONS = {
    "attestation": "Statement to sign",
    "person": "Details of the applicant",
    "references": "References",
    "transcripts": "Transcripts",
}
"""What editors choose, by what it feeds."""


def unfed(clauses: Sequence[Clause], steps: Sequence[Step]) -> list[tuple[Place, str]]:
    """What the requirements need and these steps do not ask for, beside the part it is about."""
    return [
        *_sections(clauses, steps),
        *_shortfalls(clauses, steps),
        *_designations(clauses, steps),
        *_questions(clauses, steps),
    ]


def unfed_clauses(clauses: Sequence[Clause], steps: Sequence[Step]) -> list[tuple[int, str]]:
    """The same, beside the requirement that needs it: its place among the others, and the words."""
    return [(index, words) for index, clause in enumerate(clauses) for _, words in unfed([clause], steps)]


def _sections(clauses: Sequence[Clause], steps: Sequence[Step]) -> Iterator[tuple[Place, str]]:
    sections = [section for _, section in _placed(steps)]
    for clause in clauses:
        if not clause.can_be_fed(sections):
            add = _to_add([clause], sections, all_of=not clause.ways)
            yield (), f"No section of this form asks for “{clause.sentence}”.{add}"


def unshown_ways(clauses: Sequence[Clause], steps: Sequence[Step]) -> list[str]:
    """Ways to meet a requirement that these steps leave to nobody, where another one is left."""
    sections = [section for _, section in _placed(steps)]
    return [
        f"Nobody can show “{way.sentence}”, which would do as well.{_to_add([way], sections)}"
        for clause in everyone(clauses)
        if clause.can_be_fed(sections)
        for way in clause.ways
        if not way.can_be_fed(sections)
    ]


def _to_add(clauses: Sequence[Clause], sections: Sequence[Section], *, all_of: bool = True) -> str:
    """What a form has no section for, as its editor finds it: the usual section of each requirement."""
    there = {section.feeds for section in sections}
    single = [one for one in everyone(clauses) if not one.parts and not one.can_be_fed(sections)]
    names = [named(one.sources[0]) for one in single if one.sources and one.sources[0] not in there]
    together = both if all_of else either
    return f" Add {together(list(dict.fromkeys(names)))}." if names else ""


def named(source: str) -> str:
    """A section of a form, as editors choose it."""
    kind = EVIDENCE_KINDS.get(source.removeprefix(OF_EVIDENCE))
    return f"“Portfolio entries” of the kind “{kind.label}”" if kind else f"“{SECTIONS[source]}”"


def _shortfalls(clauses: Sequence[Clause], steps: Sequence[Step]) -> Iterator[tuple[Place, str]]:
    placed = list(_placed(steps))
    sections = [section for _, section in placed]
    found = [one for clause in clauses for one in clause.shortfalls(sections)]
    for place, section in placed:
        short = [shortfall for lacking, shortfall in found if lacking is section]
        if short:
            yield (*place, max(short).part), max(short).words


def _designations(clauses: Sequence[Clause], steps: Sequence[Step]) -> Iterator[tuple[Place, str]]:
    offered = {
        spelled(option.value)
        for step in steps
        for question in step.questions
        if question.name == DESIGNATION
        for option in question.options
    }
    for designation in sorted({one for clause in everyone(clauses) for one in clause.designations}):
        if spelled(designation) not in offered:
            yield (
                (),
                (
                    f"A requirement is for {designation} applicants only. Add a question named designation "
                    f"with the option {spelled(designation)}."
                ),
            )


def _questions(clauses: Sequence[Clause], steps: Sequence[Step]) -> Iterator[tuple[Place, str]]:
    asked = {one.name for step in steps for one in step.questions if one.type == YES_NO}
    for name in sorted({name for clause in everyone(clauses) for name in clause.questions} - asked):
        yield (
            (),
            f"A requirement depends on the answer to a yes/no question named {name}. Add it to the form.",
        )


def _placed(steps: Sequence[Step]) -> Iterator[tuple[Place, Section]]:
    for index, step in enumerate(steps):
        for position, field in enumerate(step.fields):
            if isinstance(field, Section):
                yield (index, "fields", position), field
