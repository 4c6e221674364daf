"""What carries the policy out: one run a day for each association that has switched it on."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from endorsement_plugin.background import Claim, duty, for_each_row, job

from .actions.running import advance, begin_run, to_run


@duty("endorsement.begin_retention", every=timedelta(hours=1))
def begin_retention() -> None:
    """Begin the day's run of each association whose day has begun; what it removes is in its row."""
    now = timezone.now()
    for_each_row(to_run(), lambda association: begin_run(association=association, now=now))


@job("endorsement.retention_step", lease=300, attempts=12)
def retention_step(claim: Claim) -> None:
    """One batch; it asks for the next one in the same transaction."""
    run, part = claim.key.split(":")
    with claim.finish():
        advance(run=UUID(run), part=int(part))
