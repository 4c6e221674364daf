"""Filters by person: they offer the names of whoever did something anywhere."""

from typing import Any

from django.contrib.auth import get_user_model
from wagtail.admin.filters import WagtailFilterSet

from .visibility import visible_people


def wrap() -> None:
    """From now on every filter of the admin that asks for a person offers those the visitor works with."""
    WagtailFilterSet.form = property(_form)


_original = WagtailFilterSet.form.fget


def _form(filters: Any) -> Any:
    """The filter's form, made once, as Wagtail does."""
    first = not hasattr(filters, "_form")
    form = _original(filters)
    if first and filters.request is not None:
        for field in form.fields.values():
            people = getattr(field, "queryset", None)
            if people is not None and people.model is get_user_model():
                field.queryset = visible_people(filters.request.user, people)
    return form
