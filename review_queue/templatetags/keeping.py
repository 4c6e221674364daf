"""What was typed: given back on a page that had to turn it away, and kept apart by who typed it."""

from typing import Any

from django import template
from django.utils.crypto import salted_hmac

from review_queue.web.resubmission import held_in

register = template.Library()

SALT = "review_queue.writer"


@register.inclusion_tag("review_queue/held.html", takes_context=True)
def send_again(context: dict[str, Any]) -> dict[str, Any]:
    """A form that holds what came with this request, with a fresh token; nothing if it may not be offered."""
    request = context.get("request")
    return {"held": held_in(request) if request else None}


@register.simple_tag(takes_context=True)
def writer(context: dict[str, Any], other: object = None) -> str:
    """Who writes, in a form that says nothing: the browser gives what it keeps back to nobody else.

    Without an argument the account that is signed in, or empty; else the thing given, such as a referee's
    request.
    """
    if other is not None:
        return f"other-{_digest(f'other:{other}')}"
    user = getattr(context.get("request"), "user", None)
    return f"account-{_digest(f'account:{user.pk}')}" if user and user.is_authenticated else ""


def _digest(value: str) -> str:
    return salted_hmac(SALT, value, algorithm="sha256").hexdigest()[:32]
