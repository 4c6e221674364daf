"""What is said of each kind of record: how long it is kept, from when, what goes and what stays."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.requirements.wording import span

LONGEST_MONTHS = 600
"""Fifty years: whoever means longer means for ever."""

FOR_EVER = "for ever"


class Kind(StrEnum):
    """A kind of record with a time of its own."""

    DRAFTS = "drafts"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    ENDORSED = "endorsed"
    TRANSCRIPTS = "transcripts"
    REFERENCES = "references"
    EXAM_ANSWERS = "exam_answers"
    AUDIT_DOCUMENTS = "audit_documents"
    REQUESTS = "requests"
    LETTERS = "letters"
    READS = "reads"
    EXPORTS = "exports"
    INVITATIONS = "invitations"
    ENQUIRIES = "enquiries"
    IMPORTS = "imports"


class Need(StrEnum):
    """Why something stays though its time is over."""

    HELD = "held"
    OPEN = "open"
    SCORED = "scored"
    PROVISIONAL = "provisional"
    FEE = "fee"
    RENEWING = "renewing"
    BUSY = "busy"

    @property
    def label(self) -> str:
        """In plain English, for screens."""
        return {
            "held": "somebody has put a hold on this person",
            "open": "its application is open",
            "scored": "its exam is being scored, or scored again",
            "provisional": "its endorsement is provisional, and what is still to be shown is added to it",
            "fee": "a fee was charged for it, which the books need",
            "renewing": "its renewal is not over",
            "busy": "a job is at work on it",
        }[self.value]


@dataclass(frozen=True)
class Keeping:
    """`months` is what holds until an association sets its own, None for ever; never less than `least`.

    `since` says what the time counts from. `covers` are the tables whose rows go.
    """

    words: str
    since: str
    goes: str
    stays: str
    months: int | None
    least: int
    because: str
    covers: tuple[str, ...]


def kept_for(months: int | None) -> str:
    """The time as it is read: 2 years, 18 months, for ever."""
    return span(months) if months else FOR_EVER


def before(day: date, months: int, zone: ZoneInfo) -> datetime:
    """What is older than this moment has been kept for so many months on this day.

    Its last day is kept whole: what happened on 15 January 2024 goes after 12 months on 16 January 2025.
    """
    return datetime.combine(months_after(day, -months), time.min, zone)
