"""What follows from an endorsement."""

from datetime import timedelta

from endorsement_plugin.background import Claim, duty, job

from .actions.grant_for_holding import grant_what_follows
from .actions.keep_name_ends import A_BATCH, keep_name_ends

BATCHES = 20


@job("endorsement.grant_what_follows", lease=60, attempts=12)
def grant_what_holding_gives(claim: Claim) -> None:
    """Grant what its holder has earned by holding it together with others."""
    with claim.finish():
        grant_what_follows(endorsement=int(claim.key))


@duty("endorsement.index_names", every=timedelta(minutes=1))
def index_names() -> int:
    """Names that were written since are found by index again; how many. Of very many, the rest waits."""
    done = 0
    for _ in range(BATCHES):
        batch = keep_name_ends()
        done += batch
        if batch < A_BATCH:
            break
    return done
