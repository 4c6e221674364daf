"""What a page says about its forms."""

from collections.abc import Iterable

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def with_errors(fields: Iterable[BoundField] | None) -> list[BoundField]:
    """The fields that something is wrong with, of a form or of a list. A form is never false by itself."""
    return [field for field in fields or () if field.errors]
