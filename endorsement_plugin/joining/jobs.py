"""Letters to whoever was moved in."""

from uuid import UUID

from endorsement_plugin.background import Claim, job

from .actions.invite import invite_moved_in


@job("endorsement.invite_moved_in", lease=300, attempts=12)
def invite_whoever_was_moved_in(claim: Claim) -> None:
    """A letter to each of them, each in a transaction of its own: what was sent before a kill stays sent."""
    invite_moved_in(source=UUID(claim.key))
    with claim.finish():
        pass
