"""A Django form made from compiled questions: one class validates the screen and the API alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from endorsement_plugin.definitions.fields import Field, Question
from endorsement_plugin.errors import Problem

from .questions import TYPES


class QuestionForm(forms.Form):
    """A form whose controls are named by the questions. Errors come from the server, in words."""

    use_required_attribute = False
    is_by_editor = True
    """Its words are those that the association asks in, also on paper."""

    def clean(self) -> dict[str, Any] | None:
        for name in getattr(self.data, "misfits", ()):
            self.add_error(name, ValidationError("This kind of value does not answer the question.", "type"))
        return super().clean()


class Posted(MultiValueDict[str, Any]):
    """JSON values in the shape in which a browser posts a form."""

    misfits: tuple[str, ...] = ()
    """Questions that were sent a number, a list or an object where text belongs."""


def form_class(fields: Iterable[Field], *, final: bool) -> type[QuestionForm]:
    """The form for these questions; sections among them are passed over.

    `final=False` (saving) requires nothing, `final=True` (submitting) all that the author requires. Both
    refuse a wrong type.
    """
    controls = {field.name: _control(field, final) for field in _questions(fields)}
    return type("AnswerForm", (QuestionForm,), controls)


def to_answers(fields: Iterable[Field], form: forms.Form) -> dict[str, Any]:
    """What was entered, as JSON by the question's id; None where nothing was.

    What is wrong is kept as it was typed, so that saving loses nothing; submitting refuses it again.
    """
    form.is_valid()
    return {field.id: _answer(field, form) for field in _questions(fields)}


def initial(fields: Iterable[Field], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Stored answers as a form's initial values, by the question's name."""
    return {
        field.name: TYPES[field.type].to_form(answers[field.id])
        for field in _questions(fields)
        if answers.get(field.id) is not None
    }


def as_data(fields: Iterable[Field], values: Mapping[str, Any]) -> Posted:
    """JSON values by the question's name, as a browser would have posted them. Other names are left out."""
    data = Posted()
    for field in _questions(fields):
        name, kind = field.name, TYPES[field.type]
        value = values.get(name)
        if value is not None:
            shown = kind.to_form(value) if kind.takes(value) else str(value)
            data.setlist(name, shown if isinstance(shown, list) else [shown])
            data.misfits += () if kind.takes(value) else (name,)
    return data


def recheck(fields: Iterable[Field], answers: Mapping[str, Any]) -> QuestionForm:
    """The final form over stored answers: what submitting would refuse now."""
    questions = _questions(fields)
    return form_class(questions, final=True)(data=as_data(questions, _by_name(questions, answers)))


def problems_of(form: forms.BaseForm, *where: str, step: str = "") -> list[Problem]:
    """A form's errors, each with the path to its field: `where`, then the field's name."""
    return [
        Problem(error["code"] or "invalid", error["message"], (*where, name), step)
        for name, errors in form.errors.get_json_data().items()
        for error in errors
    ]


def in_words(field: Question, value: Any) -> str:
    """A stored answer as a person reads it; also for a kind of question that is no longer installed."""
    kind = TYPES.get(field.type)
    return kind.in_words(field, value) if kind else str(value or "")


def _questions(fields: Iterable[Field]) -> list[Question]:
    return [field for field in fields if isinstance(field, Question) and field.type in TYPES]


def _by_name(fields: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: answers.get(field.id) for field in fields}


def _control(field: Question, final: bool) -> forms.Field:
    control = TYPES[field.type].control(field)
    control.label = field.label
    control.help_text = " ".join(filter(None, [field.help, TYPES[field.type].hint(field)]))
    control.required = final and field.required
    control.widget.is_required = control.required
    # A browser would cut off what is pasted without a word; the server refuses it and keeps it.
    control.widget.attrs.pop("maxlength", None)
    control.error_messages["required"] = TYPES[field.type].unanswered(field)
    # The screen says "(optional)" while nothing is required yet.
    control.optional = not field.required  # type: ignore[attr-defined]
    return control


def _answer(field: Question, form: forms.Form) -> Any:
    kind, name = TYPES[field.type], field.name
    if name in form.cleaned_data:
        return _storable(kind.to_json(form.cleaned_data[name]))
    control = form.fields[name]
    return _storable(control.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


def _storable(value: Any) -> Any:
    """A value without what no database keeps: NUL characters and halves of surrogate pairs."""
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8") or None
    return value if value is None or isinstance(value, bool) else _storable(str(value))
