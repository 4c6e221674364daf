"""An association's own time: its days end where it is, not where the server is.

Django's current time zone is the association's as soon as a request knows whose it is (`keep_time_of`), so
that `timezone.localdate()`, forms and templates need know nothing of associations; `apps.py` ends it with the
request. What is about several associations, or about none yet, asks `today` and `local`.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from .models import Association


def today(association: Association) -> date:
    """The day it is where the association is."""
    return timezone.localdate(timezone=association.zone)


def todays(associations: Iterable[Association]) -> dict[int, date]:
    """For each association, by its primary key, the day it is there."""
    return {association.pk: today(association) for association in associations}


def local(moment: datetime, association: Association) -> datetime:
    """The moment as a clock on the association's wall shows it."""
    return timezone.localtime(moment, association.zone)


def keep_time_of(association: Association | None) -> None:
    """From here to the end of the request, Django's current time zone is the association's."""
    if association is not None:
        timezone.activate(association.zone)


def keep_own_time(sender: Any = None, **kwargs: Any) -> None:
    """The installation's time zone again: for what belongs to no association, such as the review queue."""
    timezone.deactivate()


@contextmanager
def in_time_of(association: Association) -> Iterator[None]:
    """Inside, Django's current time zone is the association's: for background work."""
    with timezone.override(association.zone):
        yield


def named(association: Association) -> str:
    """The zone in a few words, as in "Honolulu time (HST)"; the letters only where they hold all year."""
    place = association.time_zone.rpartition("/")[2].replace("_", " ")
    letters = {datetime(2026, month, 1, tzinfo=association.zone).tzname() or "" for month in (1, 7)}
    letter = letters.pop()
    if place == letter:
        return place
    return f"{place} time ({letter})" if not letters and letter.isalpha() else f"{place} time"
