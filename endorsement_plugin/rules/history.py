"""What happened to an application, in words. Pure."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "started": "Started",
    "form_moved": "Moved to a newer version of the form",
    "step_begun": "Began a step",
    "details_changed": "Changed the personal details",
    "evidence_added": "Added an entry",
    "evidence_changed": "Changed an entry",
    "evidence_removed": "Removed an entry",
    "statement_signed": "Signed",
    "transcript_uploaded": "Uploaded a transcript",
    "transcript_removed": "Removed a transcript",
    "transcript_inspected": "Transcript checked",
    "transcript_downloaded": "Downloaded a transcript",
    "transcript_verified": "Verified a transcript",
    "transcript_refused": "Refused a transcript",
    "transcript_reopened": "Took back what was said of a transcript",
    "referee_named": "Named a referee",
    "referee_replaced": "Replaced a referee",
    "reference_sent": "Asked a referee",
    "reference_chased": "Reminded a referee",
    "reference_opened": "Referee began",
    "reference_received": "Reference received",
    "reference_declined": "Referee declined",
    "reference_expired": "Request to a referee expired",
    "submitted": "Submitted",
    "withdrawn": "Withdrawn",
    "opened": "Opened the file",
    "review_begun": "Review begun",
    "step_undone": "Took the step before back",
    "returned": "Returned to the applicant",
    "ready": "Ready for a decision",
    "exam_scheduled": "Exam scheduled",
    "exam_moved": "Exam moved",
    "exam_opened": "Exam begun",
    "exam_handed_in": "Exam handed in",
    "exam_in_scoring": "Exam sent to the reviewers",
    "exam_returned": "Exam came back unscored",
    "exam_scoring_stopped": "Scoring of the exam stopped",
    "exam_passed": "Exam passed",
    "exam_failed": "Exam not passed",
    "exam_appealed": "Exam sent to be scored again",
    "exam_scored_again": "Exam scored again",
    "exam_appeal_settled": "Second outcome of the exam confirmed",
    "exam_appeal_stopped": "Second scoring of the exam stopped",
    "decision_reopened": "Ready for a new decision",
    "endorsed": "Endorsed",
    "deferred": "Deferred",
    "declined": "Declined",
}


def in_words(action: str) -> str:
    """The event in words; one that is not in the table is spelled out from its name."""
    return WORDS.get(action) or action.replace("_", " ").capitalize()
