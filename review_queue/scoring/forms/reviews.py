"""What a reviewer fills in: marks of a rubric, named by the criterion's fixed code, never by position."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from review_queue.models import Criterion, Level, Review
from review_queue.typed.fields import Paragraphs

LONGEST_COMMENT = 2_000
LONGEST_FEEDBACK = 8_000
OF_THE_WHOLE = ("unscorable", "feedback", "flag")
"""Fields that come after the criteria."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is on the page: for every criterion a level or none and a comment; feedback for the candidate;
    a flag or none; why it cannot be scored, or nothing."""

    levels: Mapping[Criterion, Level | None]
    comments: Mapping[Criterion, str] = field(default_factory=dict)
    feedback: str = ""
    flag: str = ""
    unscorable: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as the page shows it."""

    criterion: Criterion
    level: forms.BoundField
    comment: forms.BoundField
    options: list[tuple[Level, bool]]


class ReviewForm(forms.Form):
    """A draft may be incomplete, so nothing is required here; submitting checks completeness."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    replace = forms.IntegerField(required=False, min_value=0)
    feedback = Paragraphs(
        label="Feedback for the candidate",
        help_text="The candidate reads this whatever the outcome. Do not name yourself or anybody else.",
        required=False,
        max_length=LONGEST_FEEDBACK,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 6}),
    )

    flag = forms.ChoiceField(
        label="Is there something that marks cannot say?",
        required=False,
        choices=[("", "No"), *Review.Flag.choices],
        widget=forms.Select(attrs={"class": "select", "aria-describedby": "flag-hint"}),
    )

    unscorable = forms.ChoiceField(
        label="Can it be scored?",
        required=False,
        choices=[("", "Yes"), *Review.Unscorable.choices],
        widget=forms.Select(attrs={"class": "select", "aria-describedby": "unscorable-hint"}),
    )

    def __init__(self, criteria: list[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"level-{criterion.code}"] = _level_field(criterion)
            self.fields[f"comment-{criterion.code}"] = _comment_field(criterion)
        self.order_fields([name for name in self.fields if name not in OF_THE_WHOLE])

    def rows(self) -> Iterator[Row]:
        for criterion in self.criteria:
            level = self[f"level-{criterion.code}"]
            options = [(one, str(one.points) == str(level.value())) for one in criterion.levels.all()]
            yield Row(criterion, level, self[f"comment-{criterion.code}"], options)

    def draft(self, kept: Mapping[str, Any] | None = None) -> Draft:
        """What was entered; in place of what is refused, what is `kept` so far (`initial_of`)."""
        values = {**(kept or {}), **self.cleaned_data}
        return Draft(
            levels={one: _level(one, values.get(f"level-{one.code}", "")) for one in self.criteria},
            comments={one: values.get(f"comment-{one.code}", "") for one in self.criteria},
            feedback=values["feedback"],
            flag=values["flag"],
            unscorable=values["unscorable"],
        )

    @property
    def since(self) -> int:
        """The version whose answers these may overwrite: the page's, or the newer one it says to replace."""
        return max(self.cleaned_data["version"], self.cleaned_data.get("replace") or 0)

    @property
    def refused(self) -> dict[str, str]:
        """What cannot be kept as it was entered, by the control's name."""
        return {name: str(errors[0]) for name, errors in self.errors.items()}


def initial_of(review: Review, criteria: list[Criterion]) -> dict[str, object]:
    """The form's values for a saved draft. One query."""
    values: dict[str, object] = {
        "version": review.version,
        "feedback": review.feedback,
        "flag": review.flag,
        "unscorable": review.unscorable,
    }
    codes = {criterion.pk: criterion.code for criterion in criteria}
    points = {level.pk: str(level.points) for criterion in criteria for level in criterion.levels.all()}
    for mark in review.marks.all():
        values[f"comment-{codes[mark.criterion_id]}"] = mark.comment
        values[f"level-{codes[mark.criterion_id]}"] = points.get(mark.level_id or 0, "")
    return values


def _level_field(criterion: Criterion) -> forms.ChoiceField:
    choices = [(str(level.points), str(level)) for level in criterion.levels.all()]
    return forms.ChoiceField(label=criterion.name, choices=choices, required=False, widget=forms.RadioSelect)


def _comment_field(criterion: Criterion) -> forms.CharField:
    return Paragraphs(
        label=f"Comment on {criterion.name}",
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 2}),
    )


def _level(criterion: Criterion, points: str) -> Level | None:
    return next((level for level in criterion.levels.all() if str(level.points) == points), None)


def side_by_side(form: ReviewForm, saved: Mapping[str, Any]) -> ReviewForm:
    """The stale form again. What it left empty comes from what is `saved`; a field that both filled in
    differently keeps what was typed, and has the other in `theirs`, in words."""
    typed = {name: _value(form, name) for name in form.fields}
    filled = {name: typed[name] or str(saved.get(name, "")) for name in form.fields}
    both = ReviewForm(form.criteria, filled | {"version": typed["version"]})
    for name, control in both.fields.items():
        theirs = str(saved.get(name, ""))
        if name != "version" and theirs and theirs != filled[name]:
            control.theirs = _words(control, theirs)  # type: ignore[attr-defined]
    return both


def _value(form: ReviewForm, name: str) -> str:
    """As it would be saved; what is refused, as it was typed."""
    return str(form.cleaned_data.get(name, form[name].value()) or "")


def _words(field: forms.Field, value: str) -> str:
    """A choice by its label, for it is shown to a person."""
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return str(dict(choices).get(value, value))
