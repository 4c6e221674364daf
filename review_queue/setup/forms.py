"""What is valid in each table of the file: the forms of the models themselves, filled in from TOML."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import NOT_PROVIDED, Field, Model

from review_queue.models import Criterion, Level, Pool, PoolRole, Reviewer, Round, Rubric
from review_queue.typed.fields import Address, Code, Line, Name

from .rules import Fault, Part, of_one_value, strange_keys

REVIEWER = "reviewer"
ROLES = [(REVIEWER, "Reviewer"), *PoolRole.Role.choices]
ROUND = (
    "code", "title", "criterion_gap", "total_gap", "verdict_split", "flagged", "resolution", "assigning",
    "training_required",
    "closes_on", "pair_price", "hours_to_answer", "days_to_score", "days_of_extension", "days_of_grace",
    "anchor_every",
)  # fmt: skip
CLEANED = {"code": Code, "name": Line, "title": Line, "label": Line}


class SeveralLines(forms.Field):
    """A list of short texts, such as tags."""

    def __init__(self, *, each: int, **kwargs: Any) -> None:
        """`each` is how many characters one of them may have."""
        super().__init__(required=False, **kwargs)
        self.each = Line(max_length=each, required=True)

    def clean(self, value: Any) -> list[str]:
        """Every text, clean. Raises ValidationError for anything but a list of texts."""
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValidationError('Write a list of texts, such as ["IMHM-C"].')
        return [self.each.clean(one) for one in value]


class PoolForm(forms.ModelForm):
    class Meta:
        model = Pool
        fields = ["code", "name"]
        field_classes = CLEANED


class RubricForm(forms.ModelForm):
    class Meta:
        model = Rubric
        fields = ["code", "title", "pass_mark"]
        field_classes = CLEANED


class CriterionForm(forms.ModelForm):
    class Meta:
        model = Criterion
        fields = ["code", "name", "guidance", "weight"]
        field_classes = CLEANED


class LevelForm(forms.ModelForm):
    class Meta:
        model = Level
        fields = ["points", "label", "descriptor"]
        field_classes = CLEANED


class RoundForm(forms.ModelForm):
    class Meta:
        model = Round
        fields = ROUND
        field_classes = CLEANED


class PersonForm(forms.ModelForm):
    """Somebody with an account, and what they do in the pool. The keys of a reviewer's record count for
    reviewers only."""

    email = Address()
    first_name = Name(max_length=150, required=False)
    last_name = Name(max_length=150)
    roles = forms.MultipleChoiceField(
        choices=ROLES, error_messages={"invalid_list": "Write a list of roles."}
    )
    qualifications = SeveralLines(each=40)
    languages = SeveralLines(each=12)

    class Meta:
        model = Reviewer
        fields = ["agency", "capacity", "novice", "may_adjudicate"]
        field_classes = {"agency": Line}


def filled_in(kind: type[forms.ModelForm], part: Part, row: Model | None = None) -> forms.ModelForm:
    """This form with the values of a table, and the model's own defaults for what the table leaves out.

    `row` is what there is already under the table's code.
    """
    return kind({**_defaults(kind), **part.values}, instance=row)


def faults_of(form: forms.ModelForm, part: Part, also: Iterable[str] = ()) -> Iterator[Fault]:
    """What is wrong with a table: keys that mean nothing, lists in place of a value, and each field's errors.

    `also` are keys that hold tables of their own.
    """
    yield from strange_keys(part, [*form.fields, *also])
    several = list(
        of_one_value(part, [name for name, field in form.fields.items() if not _takes_several(field)])
    )
    yield from several
    said = {fault.place for fault in several}
    for name, errors in form.errors.as_data().items():
        place = part.place if name == NON_FIELD_ERRORS else part.at(name)
        yield from (Fault(place, _sentence(form, name, error)) for error in errors if place not in said)


def _sentence(form: forms.ModelForm, name: str, error: ValidationError) -> str:
    """Who writes a file does not see what there is to choose from."""
    field = form.fields.get(name)
    if error.code == "invalid_choice" and isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        codes = ", ".join(str(code) for code, _ in choices if code)
        return f"“{(error.params or {}).get('value')}” is none of: {codes}."
    return " ".join(error.messages)


def _takes_several(field: forms.Field) -> bool:
    return isinstance(field, (SeveralLines, forms.MultipleChoiceField))


def _defaults(kind: type[forms.ModelForm]) -> dict[str, Any]:
    model: type[Model] = kind._meta.model  # type: ignore[attr-defined]
    columns: list[Field] = [field for field in model._meta.fields if field.default is not NOT_PROVIDED]
    return {column.name: column.get_default() for column in columns if column.name in kind.base_fields}
