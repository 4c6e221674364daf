"""The task list: how far each step of an application has come."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.definitions.fields import (
    AttestationSection,
    EvidenceSection,
    PersonSection,
    ReferencesSection,
    TranscriptsSection,
)
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.states import TranscriptState


class Progress(StrEnum):
    """How far a step has come."""

    NEW = "new"
    PROGRESS = "progress"
    DONE = "done"
    OPTIONAL = "quiet"

    @property
    def label(self) -> str:
        """The words beside the step."""
        return {"new": "Not started", "progress": "In progress", "done": "Completed", "quiet": "Optional"}[
            self
        ]


@dataclass(frozen=True)
class Task:
    """One step of the form, as a line of the task list."""

    name: str
    title: str
    minutes: int
    progress: Progress


@dataclass(frozen=True)
class _Part:
    started: bool
    done: bool
    optional: bool = False


def tasks_of(contents: Contents, assessment: Assessment) -> list[Task]:
    """One task per step, in the form's order. No query."""
    return [
        Task(step.name, step.title, step.minutes, _progress(step, contents, assessment))
        for step in contents.definition.steps
    ]


def _progress(step: Step, contents: Contents, assessment: Assessment) -> Progress:
    parts = list(_parts(step, contents, assessment))
    needed = [part for part in parts if not part.optional]
    if any(part.started for part in parts):
        return Progress.DONE if all(part.done for part in needed) else Progress.PROGRESS
    return Progress.NEW if needed else Progress.OPTIONAL


def _parts(step: Step, contents: Contents, assessment: Assessment) -> Iterator[_Part]:
    if step.questions:
        draft = contents.drafts.get(step.id)
        yield _Part(started=draft is not None, done=draft is not None and draft.completed)
    for field in step.fields:
        look = _LOOKS.get(field.type)
        if look:
            yield look(field, contents, assessment)


def _person(field: PersonSection, contents: Contents, assessment: Assessment) -> _Part:
    person = contents.application.person
    return _Part(started=bool(person.name), done=bool(person.name))


def _evidence(field: EvidenceSection, contents: Contents, assessment: Assessment) -> _Part:
    kinds = {field.kind} | ({"portfolio"} if field.kind == "training" else set())
    about = [finding for finding in assessment.findings if finding.kind in kinds]
    started = bool(contents.entries_of_kind(field.kind))
    optional = not about and not field.required
    return _Part(started, started and all(finding.met for finding in about), optional)


def _transcripts(field: TranscriptsSection, contents: Contents, assessment: Assessment) -> _Part:
    ours = [row for row in contents.transcripts if row.block_id == field.id]
    usable = any(row.state != TranscriptState.REFUSED for row in ours)
    asked = field.required or any(finding.kind == "transcripts" for finding in assessment.findings)
    return _Part(started=bool(ours), done=usable, optional=not asked)


def _references(field: ReferencesSection, contents: Contents, assessment: Assessment) -> _Part:
    return _Part(started=bool(contents.references), done=all(seat.is_taken for seat in contents.seats))


def _attestation(field: AttestationSection, contents: Contents, assessment: Assessment) -> _Part:
    signed = contents.is_signed(field)
    return _Part(started=signed, done=signed)


_LOOKS: Mapping[str, Callable[[Any, Contents, Assessment], _Part]] = {
    "person": _person,
    "evidence": _evidence,
    "transcripts": _transcripts,
    "references": _references,
    "attestation": _attestation,
}
