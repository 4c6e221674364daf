"""Bring database, fixtures, static files and links up to date before the processes start."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Value
from django.db.models.functions import Replace
from wagtail.models import Site

Say = Callable[[str], None]


def migrate(say: Say) -> None:
    """Apply what is missing; looking costs a fraction of a second, `migrate` itself several."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database...")
        call_command("migrate", interactive=False, verbosity=0)


def load_once(say: Say) -> bool:
    """Load the invented people and pages, the first time only. True if it was the first time."""
    marker = settings.DATA_DIR / "loaded"
    if marker.exists() or "load_demo" not in get_commands():
        return False
    say("Loading the demo's people and pages...")
    quiet = logging.getLogger("association.caching")
    quiet.disabled = True  # the broker starts only afterwards, and need not be missed
    call_command("load_demo", verbosity=0)
    quiet.disabled = False
    marker.touch()
    return True


def collect_static(say: Say) -> None:
    """Gather and compress static files, unless none has changed since the last time."""
    marker = settings.DATA_DIR / "static.stamp"
    stamp = _static_stamp()
    if marker.exists() and marker.read_text() == stamp and Path(settings.STATIC_ROOT).exists():
        return
    say("Gathering static files...")
    call_command("collectstatic", interactive=False, verbosity=0)
    marker.write_text(stamp)


def move_links(port: int) -> None:
    """Make every site, and every link in a stored message, lead to this port."""
    with transaction.atomic():
        for site in Site.objects.exclude(port=port):
            _move_messages(f"{site.hostname}:{site.port}/", f"{site.hostname}:{port}/")
        Site.objects.exclude(port=port).update(port=port)


def addresses() -> list[tuple[str, str]]:
    """(name, address) of every site, the default one first."""
    sites = Site.objects.order_by("-is_default_site", "hostname")
    return [(site.site_name or site.hostname, f"http://{site.hostname}:{site.port}") for site in sites]


def _move_messages(old: str, new: str) -> None:
    for model in _mail_models():
        model._default_manager.filter(body__contains=f"//{old}").update(
            body=Replace("body", Value(f"//{old}"), Value(f"//{new}"))
        )


def _mail_models() -> Iterator[type[models.Model]]:
    from review_queue.work.mail import AbstractMail

    return (model for model in apps.get_models() if issubclass(model, AbstractMail))


def _static_stamp() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()
