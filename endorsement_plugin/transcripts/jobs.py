"""Look into what was uploaded."""

from typing import Any, Protocol

from endorsement_plugin.background import Claim, job
from endorsement_plugin.conf import current
from endorsement_plugin.models import Transcript
from endorsement_plugin.rules.states import TranscriptState
from endorsement_plugin.rules.transcript_reasons import Verdict

from .actions.record_inspection import record_inspection
from .inspection.process import Limits, Unfinished, inspect

INSPECTIONS = 5


class Uploaded(Protocol):
    """A stored file, with the SHA-256 that it was uploaded with."""

    file: Any
    sha256: Any


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


def verdict_on(uploaded: Uploaded, *, is_last: bool) -> Verdict:
    """What inspecting a stored file found; held for a person where the last try was cut short too.

    Raises Unfinished before that.
    """
    try:
        return inspect(_bytes_of(uploaded), sha256=uploaded.sha256, limits=_limits())
    except Unfinished:
        if not is_last:
            raise
        return Verdict("quarantine", "unchecked")


def _bytes_of(uploaded: Uploaded) -> bytes:
    """What is stored; nothing, which no upload has been, if the file is gone."""
    try:
        with uploaded.file.open("rb") as file:
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
