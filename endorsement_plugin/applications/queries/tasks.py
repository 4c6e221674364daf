"""The task list: how far each step of an application has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from endorsement_plugin.applications.sections import sections_of
from endorsement_plugin.applications.sections.base import Completion
from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.requirements.findings import Assessment


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


def _parts(step: Step, contents: Contents, assessment: Assessment) -> Iterator[Completion]:
    if step.questions:
        draft = contents.drafts.get(step.id)
        yield Completion(started=draft is not None, done=draft is not None and draft.completed)
    completions = (section.completion(assessment) for section in sections_of(step, contents))
    yield from filter(None, completions)
