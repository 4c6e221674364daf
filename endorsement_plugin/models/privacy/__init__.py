"""What people ask for about their data, who read it, and how long it is kept."""

from .data import AccessEvent, DataDownload, Erasure, archive_name
from .retention import Retention, RetentionEvent, RetentionHold, RetentionRun, RetentionTerm

__all__ = [
    "AccessEvent",
    "DataDownload",
    "Erasure",
    "Retention",
    "RetentionEvent",
    "RetentionHold",
    "RetentionRun",
    "RetentionTerm",
    "archive_name",
]
