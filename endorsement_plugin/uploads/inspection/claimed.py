"""The job of each kind of file: look into the one that it was asked for."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import QuerySet

from endorsement_plugin.background import Claim
from endorsement_plugin.models import AuditDocument, ExamFile, Scan, Transcript
from endorsement_plugin.rules.file_reasons import Verdict
from endorsement_plugin.rules.states import TranscriptState

from .stored import verdict_on

INSPECTIONS = 5
"""Tries of a machine that is too busy; after these the file is left to a person."""
LEASE_S = 90

Uploaded = TypeVar("Uploaded", Transcript, AuditDocument, Scan, ExamFile)


def inspect_claimed(
    claim: Claim,
    rows: QuerySet[Uploaded],
    record: Callable[[Uploaded, Verdict], object],
    look_further: Callable[[Uploaded, Verdict], Verdict] = lambda row, verdict: verdict,
) -> None:
    """Find out in a child process what the file of the claimed row is, and have it noted.

    `look_further` may find more, outside of the transaction in which it is noted.
    """
    waiting = rows.filter(pk=claim.key, state=TranscriptState.UPLOADED).first()
    if waiting is None:
        return
    verdict = look_further(waiting, verdict_on(waiting, is_last=claim.spent >= INSPECTIONS))
    with claim.finish():
        record(waiting, verdict)
