"""System checks: settings that mean nothing, and rights that would open every answer to a group."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError
from django.utils.module_loading import import_string

from .conf import Conf, conf, given


@register(Tags.compatibility)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every name in REVIEW_QUEUE is known and has a value of the right kind."""
    defaults = Conf()
    found: list[CheckMessage] = []
    for name, value in given().items():
        default = getattr(defaults, name, None)
        if default is None:
            found.append(
                Error(f"REVIEW_QUEUE[{name!r}] is not a setting of the queue.", id="review_queue.E001")
            )
        elif type(value) is not type(default):
            kind = type(default).__name__
            found.append(Error(f"REVIEW_QUEUE[{name!r}] must be of type {kind}.", id="review_queue.E002"))
    return found


@register(Tags.compatibility)
def check_who_is(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """WHO_IS can be imported: on the day it is needed there is no time to find out."""
    try:
        if conf().WHO_IS:
            import_string(conf().WHO_IS)
    except ImportError as trouble:
        return [Error(f"REVIEW_QUEUE['WHO_IS'] cannot be imported: {trouble}", id="review_queue.E004")]
    return []


@register(Tags.database)
def check_no_group_may_score(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The right to score is given for one item to one person, never to a group or for all items."""
    from django.contrib.auth.models import Permission

    try:
        right = Permission.objects.filter(content_type__app_label="review_queue", codename="score_item")
        holders = right.filter(group__isnull=False) | right.filter(user__isnull=False)
        given_away = holders.exists()
    except DatabaseError:  # not migrated yet
        return []
    if not given_away:
        return []
    message = "“Can score this one item” is given to a group or user for all items. Take it away."
    return [Error(message, id="review_queue.E003")]
