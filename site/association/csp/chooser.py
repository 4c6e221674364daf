"""Wagtail's chooser widgets end with an inline script; give it the nonce."""

from functools import wraps
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

from association.csp.nonce import nonce

OPENING = "<script>"


def give_nonce_to_choosers() -> None:
    """Wrap the one method through which every chooser is rendered; once."""
    original = BaseChooser.render
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def render(self: BaseChooser, *args: Any, **kwargs: Any) -> SafeString:
        return with_nonce(original(self, *args, **kwargs))

    BaseChooser.render = render


def with_nonce(html: str) -> SafeString:
    """Put the nonce on the last script: the widget's own comes after everything a value could contain."""
    before, opening, after = html.rpartition(OPENING)
    if not opening:
        return mark_safe(html)
    return mark_safe(before + format_html('<script nonce="{}">', nonce()) + after)
