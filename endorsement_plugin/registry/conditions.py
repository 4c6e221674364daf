"""What of the registry is shown, as conditions that a database answers: `rules` says the same of one row."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.rules.states import EndorsementState

from .rules import LISTED

Days = Mapping[Association, date]
"""The associations that are searched, each with the day it is there."""

PUBLIC_FIELDS = (
    "number",
    "number_search",
    "name",
    "search",
    "state",
    "inactive_reason",
    "state_since",
    "granted_on",
    "renewal_due",
    "provisional_until",
    "provisional_label",
    "listed",
    "association_id",
    "person_id",
    "credential__code",
    "credential__name",
    "credential__age_band",
)
"""All that is read from the database for a visitor; `person_id` is shown to nobody."""


def listed_in(days: Days, *, narrowed: bool = False) -> QuerySet[Endorsement]:
    """Listed rows. Of several associations it is said who is not among them, which no index is taken for.

    Otherwise SQLite collects the rows of each, and sorts all of them, before it shows thirty. So it is where
    few rows are named otherwise (`narrowed`): it would take those of an association for fewer still.
    """
    rows = Endorsement.objects.filter(listed=True)
    if len(days) == 1 and not narrowed:
        return rows.filter(association=next(iter(days)))
    others = Association.objects.exclude(pk__in=[one.pk for one in days])
    return rows.exclude(association__in=list(others.values_list("pk", flat=True)))


def named(days: Days) -> Q:
    """Rows whose name is shown: `rules.is_named`, as a condition."""
    showing = [one.pk for one in days if one.registry_shows_inactive]
    if len(showing) == len(days):
        return Q(state__in=LISTED)
    always = Q(state__in=[EndorsementState.ACTIVE, EndorsementState.EMERITUS]) | _running(days)
    return always | Q(association__in=showing, state__in=LISTED)


def in_state(days: Days, state: str) -> Q:
    """What is active, inactive or emeritus on its day; everything for any other word.

    That a provisional time is over is rare, because the clock ends it: it is asked first, so that the others
    can be read from their index in order. One query more for “inactive”.
    """
    states = {
        "active": counting(days),
        "emeritus": Q(state=EndorsementState.EMERITUS),
    }
    if state == "inactive":
        over = listed_in(days).filter(ended({one.pk: day for one, day in days.items()}))
        ids = list(over.values_list("pk", flat=True).order_by())
        no_longer = Q(state=EndorsementState.INACTIVE)
        return no_longer | Q(pk__in=ids) if ids else no_longer
    return states.get(state, Q())


def counting(days: Days) -> Q:
    """What is active, or is provisional until today or later."""
    return Q(state=EndorsementState.ACTIVE) | _running(days)


def _running(days: Days) -> Q:
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for association, day in days.items():
        by_day[day].append(association.pk)
    running = Q(pk=None)
    for day, those in by_day.items():
        running |= Q(association__in=those, provisional_until__gte=day)
    return Q(running, state=EndorsementState.PROVISIONAL)


def ended(today: Mapping[int, date]) -> Q:
    """Provisional endorsements whose last day has passed, with the days of today by association."""
    past = Q(pk=None)
    for association, day in today.items():
        past |= Q(association=association, provisional_until__lt=day)
    return Q(past, state=EndorsementState.PROVISIONAL)
