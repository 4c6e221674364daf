"""Look into what was uploaded."""

from endorsement_plugin.background import Claim, job
from endorsement_plugin.conf import current
from endorsement_plugin.models import Transcript
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.rules.transcript_reasons import Verdict

from .actions.record_inspection import record_inspection
from .inspection.process import Limits, Unfinished, inspect

INSPECTIONS = 5


@job("endorsement.inspect_transcript", lease=90, attempts=INSPECTIONS)
def inspect_transcript(claim: Claim) -> None:
    """Find out what an uploaded file is, in a child process, and note it.

    A machine too busy for it tries again, and at last leaves the file to a person.
    """
    waiting = Transcript.objects.filter(pk=claim.key, state=TranscriptState.UPLOADED).first()
    if waiting is None:
        return
    try:
        verdict = inspect(_bytes_of(waiting), sha256=waiting.sha256, limits=_limits())
    except Unfinished:
        if claim.spent < INSPECTIONS:
            raise
        verdict = Verdict("quarantine", "unchecked")
    with claim.finish():
        record_inspection(transcript=waiting.pk, verdict=verdict)


def _bytes_of(transcript: Transcript) -> bytes:
    """What is stored; nothing, which no upload has been, if the file is gone."""
    try:
        with transcript.file.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        return b""


def _limits() -> Limits:
    settings = current()
    return Limits(
        size=settings.TRANSCRIPT_MAX_BYTES,
        memory=settings.INSPECTION_MEMORY,
        cpu=settings.INSPECTION_CPU_SECONDS,
        wall=settings.INSPECTION_SECONDS,
    )
