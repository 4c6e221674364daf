"""Look into what was uploaded."""

from endorsement_plugin.background import Claim, job
from endorsement_plugin.models import Transcript
from endorsement_plugin.rules.states import TranscriptState

from .actions.record_inspection import record_inspection
from .inspection.stored import verdict_on

INSPECTIONS = 5


@job("endorsement.inspect_transcript", lease=90, attempts=INSPECTIONS)
def inspect_transcript(claim: Claim) -> None:
    """Find out what an uploaded file is, in a child process, and note it.

    A machine too busy for it tries again, and at last leaves the file to a person.
    """
    waiting = Transcript.objects.filter(pk=claim.key, state=TranscriptState.UPLOADED).first()
    if waiting is None:
        return
    verdict = verdict_on(waiting, is_last=claim.spent >= INSPECTIONS)
    with claim.finish():
        record_inspection(transcript=waiting.pk, verdict=verdict)
