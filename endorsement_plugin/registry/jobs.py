"""What follows from an endorsement."""

from endorsement_plugin.background import Claim, job

from .actions.grant_for_holding import grant_what_follows


@job("endorsement.grant_what_follows", lease=60, attempts=12)
def grant_what_holding_gives(claim: Claim) -> None:
    """Grant what its holder has earned by holding it together with others."""
    with claim.finish():
        grant_what_follows(endorsement=int(claim.key))
