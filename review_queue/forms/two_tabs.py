"""A draft that two tabs have marked: what this one typed stays; where the other differs both are shown."""

from collections.abc import Mapping
from typing import Any

from django import forms

from .review import ReviewForm


def side_by_side(form: ReviewForm, saved: Mapping[str, Any]) -> ReviewForm:
    """The stale form again. What it left empty comes from what is `saved`; a field that both filled in
    differently keeps what was typed, and has the other in `theirs`, in words."""
    typed = {name: _value(form, name) for name in form.fields}
    filled = {name: typed[name] or str(saved.get(name, "")) for name in form.fields}
    both = ReviewForm(form.criteria, filled | {"version": typed["version"]})
    for name, field in both.fields.items():
        theirs = str(saved.get(name, ""))
        if name != "version" and theirs and theirs != filled[name]:
            field.theirs = _words(field, theirs)  # type: ignore[attr-defined]
    return both


def _value(form: ReviewForm, name: str) -> str:
    """As it would be saved; what is refused, as it was typed."""
    return str(form.cleaned_data.get(name, form[name].value()) or "")


def _words(field: forms.Field, value: str) -> str:
    """A choice by its label, for it is shown to a person."""
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return str(dict(choices).get(value, value))
