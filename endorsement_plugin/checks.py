"""System checks: settings that mean nothing, and files that a web server would hand to anybody."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.core.files.storage import InvalidStorageError, storages
from django.db import connections
from django.utils.module_loading import import_string

from .conf import Settings, current
from .fees.providers import PaymentProvider

SHORTEST_KEPT = 7
"""Days: coordinators are told of what is up to three days old, and the letter says that they were."""


@register(Tags.compatibility)
def check_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every name in ENDORSEMENT is known, of the right kind, and a number above zero where it is a number."""
    given: dict[str, object] = getattr(settings, "ENDORSEMENT", {})
    defaults = asdict(Settings())
    return [error for name, value in given.items() for error in _wrong(name, value, defaults)]


def _wrong(name: str, value: object, defaults: dict[str, Any]) -> Iterator[CheckMessage]:
    if name not in defaults:
        yield Error(f"ENDORSEMENT[{name!r}] is not a setting of the plugin.", id="endorsement_plugin.E001")
    elif type(value) is not type(defaults[name]):
        kind = type(defaults[name]).__name__
        yield Error(f"ENDORSEMENT[{name!r}] must be of type {kind}.", id="endorsement_plugin.E002")
    elif name == "MAIL_KEPT_DAYS" and isinstance(value, int) and value < SHORTEST_KEPT:
        message = f"ENDORSEMENT['MAIL_KEPT_DAYS'] must be {SHORTEST_KEPT} days or more."
        yield Error(message, id="endorsement_plugin.E007")
    elif isinstance(value, int) and value < 1:
        yield Error(f"ENDORSEMENT[{name!r}] must be 1 or more.", id="endorsement_plugin.E003")


@register(Tags.compatibility)
def check_review_backend(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The class that sends exams to reviewers can be imported."""
    try:
        import_string(str(current().REVIEW_BACKEND))
    except ImportError as error:
        return [Error(f"ENDORSEMENT['REVIEW_BACKEND']: {error}", id="endorsement_plugin.E004")]
    return []


@register(Tags.compatibility)
def check_payment_provider(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The class that takes payments, where there is one, can be imported and does all that it has to."""
    path = current().PAYMENT_PROVIDER
    try:
        found = import_string(path) if path else PaymentProvider
    except ImportError as error:
        return [Error(f"ENDORSEMENT['PAYMENT_PROVIDER']: {error}", id="endorsement_plugin.E008")]
    is_provider = isinstance(found, type) and issubclass(found, PaymentProvider)
    if not is_provider or (path and found.__abstractmethods__):
        message = (
            "ENDORSEMENT['PAYMENT_PROVIDER'] must be a whole class of endorsement_plugin.fees.providers."
        )
        return [Error(message, id="endorsement_plugin.E009")]
    return []


@register(Tags.files)
def check_private_storage(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Transcripts have a storage of their own, outside every folder that is served."""
    try:
        storage = storages["private"]
    except InvalidStorageError:
        message = "STORAGES has no “private” storage, which the plugin keeps transcripts in."
        return [Error(message, id="endorsement_plugin.E005")]
    location = getattr(storage, "location", None)
    if location is None:  # not on this machine's disk
        return []
    folder = Path(location).resolve()
    served = [Path(root).resolve() for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if root]
    if any(folder == root or root in folder.parents for root in served):
        message = "The “private” storage is inside MEDIA_ROOT or STATIC_ROOT, where files are public."
        return [Error(message, id="endorsement_plugin.E006")]
    return []


@register(Tags.database)
def check_jit(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """PostgreSQL does not compile the worklist's query: that takes seconds, and running it does not."""
    messages: list[CheckMessage] = []
    for alias in databases or ():
        if connections[alias].vendor == "postgresql" and _setting(alias, "jit") == "on":
            hint = f"DATABASES[{alias!r}]['OPTIONS'] = {{'options': '-c jit=off'}}"
            messages.append(Warning("PostgreSQL compiles queries (jit).", hint, id="endorsement_plugin.W001"))
    return messages


def _setting(alias: str, name: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return str(cursor.fetchone()[0])
