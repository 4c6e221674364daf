"""One pass of the clock over all endorsements that something may be due about."""

from collections.abc import Iterator
from datetime import date, datetime

from endorsement_plugin.background import for_each_row
from endorsement_plugin.clock import local
from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.renewals.queries.clock import batches, watched

from .clock import keep_time


def keep_time_at(moment: datetime) -> int:
    """Remind, warn, and move what has lapsed by the end of this moment's day where the association is; how
    many endorsements something was done about.

    Without a published policy nothing is due. Each endorsement by itself: one that fails stops no other.
    """
    done = for_each_row(_due(moment), lambda one: keep_time(endorsement=one[0], today=one[1]), name=_name)
    return sum(bool(steps) for steps in done)


def _due(moment: datetime) -> Iterator[tuple[Endorsement, date]]:
    with_policy = Association.objects.filter(renewal_policies__published_at__isnull=False).distinct()
    for association in with_policy.select_related("site").order_by("pk"):
        day = local(moment, association).date()
        for batch in batches(association, day):
            yield from ((one.endorsement, day) for one in watched(batch, day) if one.due(day))


def _name(one: tuple[Endorsement, date]) -> str:
    return f"endorsement {one[0].pk}"
