"""What people judged against an application: its referees, and whoever looked at the transcripts.

For the association alone. What applicants read is measured without it: a referee may write in confidence.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from endorsement_plugin.models import Reference, Transcript
from endorsement_plugin.rules.judgments import doubt
from endorsement_plugin.rules.states import ReferenceState, TranscriptState
from endorsement_plugin.transcripts.reasons import BY_HAND


def with_answers(references: QuerySet[Reference]) -> QuerySet[Reference]:
    """The references that count, with what each says: two queries, however many there are."""
    return references.exclude(state=ReferenceState.REPLACED).prefetch_related("answers")


def doubted(references: Iterable[Reference]) -> tuple[str, ...]:
    """One sentence for each reference that does not recommend. No query if the answers were read already."""
    received = [row for row in references if row.status is ReferenceState.RECEIVED]
    said = [(row, doubt(row.answers.all())) for row in received]
    return tuple(f"{row.name} {words}." for row, words in said if words)


def refused(transcripts: Iterable[Transcript]) -> tuple[str, ...]:
    """One sentence for each transcript that a person refused and no later, verified one stands in for."""
    rows = list(transcripts)
    return tuple(
        f"“{row.original_name}” was refused: {row.note}"
        for row in rows
        if row.status is TranscriptState.REFUSED and row.reason == BY_HAND and not _replaced(row, rows)
    )


def _replaced(refused: Transcript, among: Iterable[Transcript]) -> bool:
    return any(
        row.status is TranscriptState.VERIFIED
        and row.block_id == refused.block_id
        and row.uploaded_at > refused.uploaded_at
        for row in among
    )
