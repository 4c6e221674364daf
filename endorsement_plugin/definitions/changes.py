"""From one version of a form to the next: what an editor changed, and where answers belong then."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from .fields import Field
from .form import FormDefinition, Step
from .hashes import structure_hash

Answers = dict[str, dict[str, Any]]


def rehomed(answers: Mapping[str, Mapping[str, Any]], definition: FormDefinition) -> Answers:
    """The same answers, by step and question, each in the step that asks its question now.

    Nothing is left out: what no step asks any more stays where it was.
    """
    home = {field.id: step.id for step in definition.steps for field in step.fields}
    by_step: Answers = {step: {} for step in answers}
    strays = [(step, block) for step, given in answers.items() for block in given]
    for step, block in sorted(strays, key=lambda stray: home.get(stray[1], stray[0]) == stray[0]):
        by_step.setdefault(home.get(block, step), {})[block] = answers[step][block]
    return by_step


def rebuilt(old: FormDefinition, new: FormDefinition) -> frozenset[str]:
    """The steps that ask something else, or in another way, than the step did before."""
    before = {step.id: _structure(step) for step in old.steps}
    return frozenset(step.id for step in new.steps if before.get(step.id) != _structure(step))


def differences(old: FormDefinition, new: FormDefinition) -> Iterator[str]:
    """What changed in structure, in words for the editor who changed it."""
    before, after = ({field.id: field for field in definition.fields} for definition in (old, new))
    yield from (f"New: {_named(after[key])}" for key in after if key not in before)
    yield from (f"Taken out: {_named(before[key])}" for key in before if key not in after)
    yield from (
        f"Changed: {_named(after[key])}"
        for key in after
        if key in before and _structure(before[key]) != _structure(after[key])
    )
    if _order(old, before.keys() & after.keys()) != _order(new, before.keys() & after.keys()):
        yield "Changed: the order of the questions"


def _order(definition: FormDefinition, among: Set[str]) -> list[tuple[str, str]]:
    """Each question with its step, in order."""
    placed = [(step.id, field.id) for step in definition.steps for field in step.fields]
    return [(step, key) for step, key in placed if key in among]


def _structure(part: Step | Field) -> str:
    return structure_hash(part.stored)


def _named(field: Field) -> str:
    return field.label or field.name
