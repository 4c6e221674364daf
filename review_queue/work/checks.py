"""System checks: what would make background work silently late, or a fault real."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from review_queue.conf import conf

from .broker import QUEUE


@register()
def queue_is_configured(**kwargs: Any) -> list[CheckMessage]:
    """Without it every wake would fail after its commit, where nobody sees it."""
    if QUEUE in getattr(settings, "RQ_QUEUES", {}):
        return []
    hint = f'Write RQ_QUEUES = {{"{QUEUE}": {{"URL": …}}}}; see django-rq.'
    return [Error(f"RQ_QUEUES has no queue named {QUEUE!r}.", hint=hint, id="review_queue.E101")]


@register(Tags.security, deploy=True)
def faults_are_off(**kwargs: Any) -> list[CheckMessage]:
    """Only tests may let processes kill themselves."""
    if not conf().FAULTS:
        return []
    return [Error('REVIEW_QUEUE["FAULTS"] must not be set in production.', id="review_queue.E102")]
