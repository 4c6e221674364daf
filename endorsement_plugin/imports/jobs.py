"""Spreadsheets, in the background and part by part."""

from datetime import timedelta
from uuid import UUID

from endorsement_plugin.background import Claim, duty, job

from .actions.advance import advance
from .actions.forget import forget_imports


@job("endorsement.import_step", lease=180, attempts=12)
def import_step(claim: Claim) -> None:
    """One part of a step; it asks for the next one in the same transaction."""
    source, step, part = claim.key.split(":")
    with claim.finish():
        advance(source=UUID(source), step=int(step), part=int(part))


@duty("endorsement.forget_imports", every=timedelta(hours=6))
def forget_old_imports() -> int:
    """Files and cells of imports that have been kept long enough."""
    return forget_imports()
