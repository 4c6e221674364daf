"""How long each kind of record is kept, in one table: a kind without its line does not import.

`tests/endorsement_plugin/retention/test_table.py` compares it with `privacy/rules/held.py`: each table that
holds something about a person is covered by a kind, or has a reason here why it has no time of its own.
"""

from collections.abc import Mapping

from .terms import Keeping, Kind

AGAIN = "Until then the exam can be scored a second time, and the decision can be taken anew."
SENT_IN: tuple[str, ...] = ("StepDraft", "Answer", "Attestation", "SubmittedEntry", "Submission")
SENT_IN += ("Scan", "Confirmation", "EntryJudgment")
"""What an application consists of, beside its files, references and exam."""

ALL_OF_IT = (*SENT_IN, "Transcript", "Reference", "ReferenceAnswer", "Response", "ExamFile")
ALL_OF_IT += ("MaskingDetails",)
OUTCOME = "that there was one, for which credential, what became of it when, its letters, exams and fees"

KEEPINGS: Mapping[Kind, Keeping] = {
    Kind.DRAFTS: Keeping(
        "Drafts that were never submitted",
        since="its last change",
        goes="the application with all that was entered and uploaded for it",
        stays="the person's portfolio and account, which are their own",
        months=24,
        least=6,
        because="Whoever gathers hours, or waits for the next intake, comes back to a draft.",
        covers=("Application", *ALL_OF_IT),
    ),
    Kind.WITHDRAWN: Keeping(
        "Withdrawn applications",
        since="its withdrawal",
        goes="answers, portfolio as submitted, statements, transcripts, references and exam answers",
        stays=OUTCOME,
        months=24,
        least=1,
        because="",
        covers=ALL_OF_IT,
    ),
    Kind.DECLINED: Keeping(
        "Declined applications",
        since="the last decision",
        goes="answers, portfolio as submitted, statements, transcripts, references and exam answers",
        stays=OUTCOME,
        months=36,
        least=12,
        because=AGAIN,
        covers=ALL_OF_IT,
    ),
    Kind.ENDORSED: Keeping(
        "What endorsed people had sent in",
        since="the last decision",
        goes="answers, portfolio as submitted and statements, with their scans",
        stays=f"{OUTCOME}; the endorsement with its history",
        months=None,
        least=12,
        because="Until then the decision may be asked about, and is answered for by what was submitted.",
        covers=SENT_IN,
    ),
    Kind.TRANSCRIPTS: Keeping(
        "Transcripts after the decision",
        since="the last decision",
        goes="the file, its name and what was said of it",
        stays="in the history: that it was there, and verified or refused",
        months=24,
        least=12,
        because=AGAIN,
        covers=("Transcript",),
    ),
    Kind.REFERENCES: Keeping(
        "What referees wrote, after the decision",
        since="the last decision",
        goes="their ratings and texts, and the scans of letters that came on paper",
        stays="who was asked, and when they answered",
        months=36,
        least=12,
        because=AGAIN,
        covers=("ReferenceAnswer", "Scan"),
    ),
    Kind.EXAM_ANSWERS: Keeping(
        "Exam answers, as they were handed in",
        since="the last decision",
        goes="the answers, PDFs among them, with the name of whose they are",
        stays="the outcome; and, in the review queue, what reviewers read, without a name",
        months=36,
        least=12,
        because="Until then the exam can be scored a second time, for which the answers are sent again.",
        covers=("Response", "ExamFile", "MaskingDetails"),
    ),
    Kind.AUDIT_DOCUMENTS: Keeping(
        "Documents for audits of renewals",
        since="the outcome of the audit",
        goes="the file and its name",
        stays="the outcome, entry by entry",
        months=24,
        least=12,
        because="Until then the outcome of an audit can be taken back and looked at anew.",
        covers=("AuditDocument",),
    ),
    Kind.REQUESTS: Keeping(
        "Requests about endorsements: leaves, names, coming back",
        since="the answer",
        goes="what was asked for and answered",
        stays="in the history: that it was asked for, and what became of it",
        months=60,
        least=12,
        because="A leave may last for a year or longer, and what was agreed is asked about until it ends.",
        covers=("EndorsementRequest",),
    ),
    Kind.LETTERS: Keeping(
        "Letters",
        since="the day it was sent, or its application ended if that was later",
        goes="the letter",
        stays="in the history: that it was written",
        months=12,
        least=12,
        because="By it the renewal season shows when somebody was reminded, and a period has a year or more.",
        covers=("Mail",),
    ),
    Kind.READS: Keeping(
        "Who of your staff read transcripts, references and documents",
        since="the reading",
        goes="the line in the list of reads",
        stays="in the history of the application: that a transcript was downloaded",
        months=72,
        least=24,
        because="Who asks what happened to their papers asks late.",
        covers=("AccessEvent",),
    ),
    Kind.EXPORTS: Keeping(
        "Who of your staff took which list away",
        since="the download",
        goes="the line in the list of exports",
        stays="nothing",
        months=72,
        least=24,
        because="A list that got into wrong hands is found out late.",
        covers=("AccessEvent",),
    ),
    Kind.INVITATIONS: Keeping(
        "Invitations to join a record, once they have ended",
        since="the day it was used, or its link ended",
        goes="the address that was written to",
        stays="in the history of the endorsement or the application: that its holder was invited",
        months=12,
        least=1,
        because="",
        covers=("Invitation",),
    ),
    Kind.ENQUIRIES: Keeping(
        "Enquiries that were answered",
        since="the answer",
        goes="name, address and message",
        stays="nothing",
        months=12,
        least=1,
        because="",
        covers=("Enquiry",),
    ),
    Kind.IMPORTS: Keeping(
        "Spreadsheets that were imported",
        since="the upload",
        goes="the file and the cells of its rows",
        stays="what was imported; it can still be taken back",
        months=3,
        least=1,
        because="",
        covers=("Import", "ImportRow"),
    ),
}

HISTORY = "what was done, when and by whom, has to be answered for; erasure empties its words"
RECORD = "the endorsement itself: it is answered for as long as somebody may ask whether a number is good"
RESULT = "what came of it, which the person and a later application ask for"
BOOKS = "bookkeeping, for which the law sets the time"
PERIODS = "what a period was renewed with: an audit, and a renewal that is taken back, need it"
OWN = "it is the person's own, who changes and removes it"

WITHOUT: Mapping[str, str] = {
    "Person": "as long as anything of theirs is held; it goes when they ask to be erased",
    "DataDownload": "it is gone after a week",
    "Erasure": "that somebody was erased, without saying who",
    "EvidenceEntry": OWN,
    "RegistryEntry": OWN,
    "RegistryFacet": OWN,
    "ApplicationEvent": HISTORY,
    "EndorsementEvent": HISTORY,
    "RenewalEvent": HISTORY,
    "Sitting": RESULT,
    "SittingPart": RESULT,
    "Appeal": RESULT,
    "Decision": RESULT,
    "Finding": RESULT,
    "Fee": BOOKS,
    "Refund": BOOKS,
    "OnlinePayment": BOOKS,
    "Endorsement": RECORD,
    "FormerName": RECORD,
    "NameEnd": RECORD,
    "WithdrawnCode": RECORD,
    "Certificate": RECORD,
    "Badge": RECORD,
    "Renewal": PERIODS,
    "RenewedEntry": PERIODS,
    "AuditFinding": PERIODS,
    "CountedFor": PERIODS,
    "JoinedRecord": "which two accounts are one, for the blind review",
    "DistinctPair": "which two records were looked at and told apart",
    "RetentionHold": "it says why something was kept, and who said so",
    "RetentionEvent": "it says what has gone, and holds nothing of it",
}
"""Tables that have no time of their own, and why."""

SWITCH = "retention"
SETTINGS: Mapping[str, str] = {
    SWITCH: "Removal by the policy of retention",
    **{f"{SWITCH}_{kind.value}": f"How long kept: {keeping.words}" for kind, keeping in KEEPINGS.items()},
}
"""What the association's history calls a change of the policy."""

if KEEPINGS.keys() != set(Kind):
    raise ImportError(f"Without a line in the table of retention: {sorted(set(Kind) - KEEPINGS.keys())}")
