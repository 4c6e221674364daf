"""What associations are given by the clock."""

from datetime import timedelta

from endorsement_plugin.background import duty, for_each_row

from .actions import ensure_workflow
from .queries import without_workflow


@duty("endorsement.ensure_workflows", every=timedelta(hours=1))
def ensure_workflows() -> None:
    """A way of approval for every association that has editors and none yet."""
    for_each_row(
        without_workflow().order_by("pk"), lambda association: ensure_workflow(association=association)
    )
