"""Look into what was uploaded."""

from endorsement_plugin.background import Claim, job
from endorsement_plugin.models import Transcript
from endorsement_plugin.uploads.inspection.claimed import INSPECTIONS, LEASE_S, inspect_claimed

from .actions.record_inspection import record_inspection


@job("endorsement.inspect_transcript", lease=LEASE_S, attempts=INSPECTIONS)
def inspect_transcript(claim: Claim) -> None:
    """Find out what an uploaded transcript is, and note it."""
    inspect_claimed(
        claim,
        Transcript.objects.all(),
        lambda row, verdict: record_inspection(transcript=row.pk, verdict=verdict),
    )
