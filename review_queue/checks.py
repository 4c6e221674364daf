"""System checks: settings that mean nothing, and rights that would open every answer to a group."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.files.storage import InvalidStorageError
from django.db import DatabaseError
from django.utils.module_loading import import_string

from .assigning.queries.deadlines import in_batches
from .conf import Conf, conf, given
from .model_scan.child import Limits as ModelLimits
from .model_scan.child import is_installed
from .models.files import private_files
from .redaction.rendering import Limits
from .rules.alike import LONGEST_WAIT as LONGEST_WAIT_FOR_ALIKE
from .rules.alike import MOST_ALIKE
from .rules.moments import DAY

SHORTEST_TOKEN = 20
FEWEST_TOGETHER = 3
LONGEST_WAIT = 60
SHORTEST_KEPT = 7
"""Days."""


@register(Tags.compatibility)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every name in REVIEW_QUEUE is known and has a value of the right kind."""
    defaults = Conf()
    messages: list[CheckMessage] = []
    for name, value in given().items():
        default = getattr(defaults, name, None)
        if default is None:
            messages.append(
                Error(f"REVIEW_QUEUE[{name!r}] is not a setting of the queue.", id="review_queue.E001")
            )
        elif type(value) is not type(default):
            kind = type(default).__name__
            messages.append(Error(f"REVIEW_QUEUE[{name!r}] must be of type {kind}.", id="review_queue.E002"))
    return messages or [*_check_limits(conf()), *_check_moments(conf()), *_check_kept()]


def _check_moments(values: Conf) -> list[CheckMessage]:
    """A day has at least one moment at which offers leave, and two answers are not enough to hide a pair."""
    together = values.OFFERS_TOGETHER == 1 or values.OFFERS_TOGETHER >= FEWEST_TOGETHER
    rules = (
        (0 <= values.OFFERS_EVERY <= DAY, "OFFERS_EVERY", f"from 0 to {DAY} minutes", "E009"),
        (together, "OFFERS_TOGETHER", f"1, for no waiting, or {FEWEST_TOGETHER} answers or more", "E011"),
        (
            0 <= values.OFFERS_WAIT_AT_MOST <= LONGEST_WAIT,
            "OFFERS_WAIT_AT_MOST",
            f"from 0 to {LONGEST_WAIT} days",
            "E012",
        ),
        (0 <= values.ALIKE_AT_LEAST <= MOST_ALIKE, "ALIKE_AT_LEAST", f"from 0 to {MOST_ALIKE}", "E015"),
        (
            0 <= values.ALIKE_WAIT_DAYS <= LONGEST_WAIT_FOR_ALIKE,
            "ALIKE_WAIT_DAYS",
            f"from 0 to {LONGEST_WAIT_FOR_ALIKE} days",
            "E016",
        ),
    )
    return [
        Error(f"REVIEW_QUEUE[{name!r}] must be {what}.", id=f"review_queue.{number}")
        for kept, name, what, number in rules
        if not kept
    ]


def _check_kept() -> list[CheckMessage]:
    """What is done or sent is remembered for so long that nothing asks for it again."""
    return [
        Error(f"REVIEW_QUEUE['{name}'] must be {SHORTEST_KEPT} days or more.", id="review_queue.E013")
        for name in ("WORK_KEPT_DAYS", "MAIL_KEPT_DAYS")
        if getattr(conf(), name) < SHORTEST_KEPT
    ]


def _check_limits(values: Conf) -> list[CheckMessage]:
    """Every limit has a name that is known, and is a whole number above zero."""
    limits = (
        ("PDF", values.PDF, Limits, "of drawing a PDF"),
        ("MODEL_LIMITS", values.MODEL_LIMITS, ModelLimits, "of the reading by a model"),
    )
    return [
        Error(f"REVIEW_QUEUE[{setting!r}][{name!r}] {wrong}.", id="review_queue.E004")
        for setting, given_limits, known, what in limits
        for name, value in given_limits.items()
        if (wrong := _wrong_limit(name in {field.name for field in fields(known)}, value, what))
    ]


def _wrong_limit(is_limit: bool, value: Any, what: str) -> str:
    if not is_limit:
        return f"is not a limit {what}"
    return "" if type(value) is int and value > 0 else "must be a whole number above zero"


@register(Tags.files)
def check_files(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """PDF answers have a storage outside every folder that is served."""
    alias = conf().FILES
    try:
        storage = private_files()
    except InvalidStorageError:
        message = f"STORAGES has no “{alias}” storage, which the queue keeps PDF answers in."
        return [Error(message, id="review_queue.E005")]
    location = getattr(storage, "location", None)
    if location is None:  # not on this machine's disk
        return []
    folder = Path(location).resolve()
    served = [Path(root).resolve() for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if root]
    if any(folder == root or root in folder.parents for root in served):
        message = f"The “{alias}” storage is inside MEDIA_ROOT or STATIC_ROOT, where files are public."
        return [Error(message, id="review_queue.E006")]
    return []


@register(Tags.compatibility)
def check_host_functions(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """These can be imported: on the day they are needed there is no time to find out."""
    paths = {
        name: getattr(conf(), name) for name in ("WHO_IS", "SENDER_OF", "ORIGINAL_OF", "CANDIDATES_AMONG")
    }
    return [error for name, path in paths.items() if path for error in _not_importable(name, path)]


def _not_importable(name: str, path: str) -> list[CheckMessage]:
    try:
        import_string(path)
    except ImportError as trouble:
        return [Error(f"REVIEW_QUEUE[{name!r}] cannot be imported: {trouble}", id="review_queue.E008")]
    return []


@register(Tags.security, deploy=True)
def check_metrics_token(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Nothing limits how often it may be guessed, so it must be too long to guess."""
    if not 0 < len(conf().METRICS_TOKEN) < SHORTEST_TOKEN:
        return []
    message = f'REVIEW_QUEUE["METRICS_TOKEN"] must have {SHORTEST_TOKEN} characters or more.'
    return [Error(message, id="review_queue.E007")]


@register(Tags.security, deploy=True)
def check_model_is_there(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The second reading is optional; whoever runs the site should know that there is none."""
    if is_installed() or not conf().MODEL_SCAN:
        return []
    message = "Typed answers are not read a second time by a model: what it needs is not installed."
    hint = (
        "Install the extra “scan” (wagtail-endorsement[scan]), or say REVIEW_QUEUE['MODEL_SCAN'] = False "
        "if clearers are to do without it."
    )
    return [Info(message, hint=hint, id="review_queue.I014")]


@register(Tags.security, deploy=True)
def check_offers_leave_together(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Offers that leave at once, or alone, tell by their time who shares an answer."""
    if in_batches():
        return []
    at_once = "With REVIEW_QUEUE['OFFERS_EVERY'] = 0 the time of an offer tells what it is about."
    alone = "With REVIEW_QUEUE['OFFERS_TOGETHER'] = 1 reviewers who compare notes see who shares an answer."
    return [Error(alone if conf().OFFERS_EVERY else at_once, id="review_queue.E010")]


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
