"""JSON from a client into the forms that the screens use, and their errors back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from endorsement_plugin.definitions.fields import Question
from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.forms.builder import as_data, form_class, problems_of, recheck, to_answers
from review_queue.typed.fields import no_half

NOT_VALID = "Some of this is missing or wrong. Nothing was saved."


def named(questions: Iterable[Question], answers: Mapping[str, Any], where: str) -> list[Question]:
    """The questions that these answers are for. Raises Incomplete for a name that the step does not have."""
    by_name = {question.name: question for question in questions}
    unknown = [name for name in answers if name not in by_name]
    if unknown:
        problems = [
            Problem("unknown_field", "There is no such question.", (where, name), where) for name in unknown
        ]
        raise Incomplete("There is no such question here. Nothing was saved.", problems)
    return [by_name[name] for name in answers]


def read_answers(
    questions: list[Question], answers: Mapping[str, Any], where: str
) -> tuple[dict[str, Any], list[Problem]]:
    """Answers by block id as they are kept, and what is wrong with them. None clears an answer."""
    form = form_class(questions, final=False)(as_data(questions, answers))
    kept = to_answers(questions, form)
    return kept, problems_of(form, where, step=where)


def missing(questions: list[Question], answers: Mapping[str, Any], where: str) -> list[Problem]:
    """What submitting would say about stored answers, by block id."""
    return problems_of(recheck(questions, answers), where, step=where)


def cleaned(form: forms.BaseForm, where: str) -> dict[str, Any]:
    """The values of a form that is right. Raises Incomplete with its errors."""
    for name, value in list(form.cleaned_data.items()) if form.is_valid() else ():
        try:
            no_half(str(value))
        except forms.ValidationError as half:
            form.add_error(name, half)
    if not form.is_valid():
        raise Incomplete(NOT_VALID, problems_of(form, where, step=where))
    return form.cleaned_data
