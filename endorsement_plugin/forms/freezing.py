"""Answers as rows, at the moment they are handed in."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.models.answers import AbstractAnswer

from .builder import in_words

Row = TypeVar("Row", bound=AbstractAnswer)


def frozen(kind: type[Row], questions: Iterable[Question], answers: Mapping[str, Any]) -> list[Row]:
    """One unsaved row per question, answered or not, with the question as it was put.

    `answers` are by block id. The caller sets whose they are and saves them.
    """
    return [
        kind(
            block_id=question.id,
            name=question.name,
            label=question.label,
            kind=question.type,
            value=answers.get(question.id),
            text=in_words(question, answers.get(question.id)),
            shared_with_reviewers=question.shared,
            position=position,
        )
        for position, question in enumerate(questions)
    ]
