"""Answers once more, as somebody is about to hand them in for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.forms.builder import in_words


@dataclass(frozen=True)
class Checked:
    """One answer in words."""

    question: Question
    text: str
    words: int


def checked(questions: Iterable[Question], draft: Mapping[str, Any]) -> list[Checked]:
    """Every question with its answer, in the form's order; `draft` is by the question's block."""
    texts = [(question, in_words(question, draft.get(question.id))) for question in questions]
    return [Checked(question, text, len(text.split())) for question, text in texts]
