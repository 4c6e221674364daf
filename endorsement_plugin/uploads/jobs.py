"""Look into what was scanned."""

from endorsement_plugin.background import Claim, job
from endorsement_plugin.models import Scan

from .actions import record_scan_inspection
from .inspection.claimed import INSPECTIONS, LEASE_S, inspect_claimed


@job("endorsement.inspect_scan", lease=LEASE_S, attempts=INSPECTIONS)
def inspect_scan(claim: Claim) -> None:
    """Find out what the scan of something on paper is, and note it."""
    inspect_claimed(
        claim,
        Scan.objects.all(),
        lambda row, verdict: record_scan_inspection(scan=row.pk, verdict=verdict),
    )
