"""What is held about a person: one line for each table, with what they read of it and what erasing leaves.

`tests/endorsement_plugin/privacy/test_everything_held.py` walks from the person through every relation and
fails for a table that has no line here.
"""

from collections.abc import Mapping

from .tables import DERIVED, ENTRY, IN_CONFIDENCE, MASKING, STAFF, Erasing, Held

APPLICATION, ENDORSEMENT = "application__person", "endorsement__person"
EVENT = ("at", "role", "action")
FILE = ("original_name", "size", "sha256", "state", "uploaded_at")
AUDIT = "the history says that something was done, when and in which role; its words are emptied"
BOOKS = "bookkeeping: what was charged and paid, and when"
NUMBER = "that a number was given, for which credential, from when until when; never to whom"

HELD: Mapping[str, Held] = {
    "Person": Held(
        "Personal details",
        "pk",
        told=(
            *("given_name", "family_name", "former_names", "preferred_name", "nicknames", "phone"),
            *("employer", "license_number", "member_number", "contact_email", "postal_address"),
            "created_at",
        ),
    ),
    "DataDownload": Held("Downloads", "person", told=("asked_at", "ready_at", "expires_at", "taken_at")),
    "Erasure": Held(
        "Requests for erasure",
        "person",
        told=("asked_at", "state", "decided_at", "reason"),
        erasing=Erasing.KEEP,
        kept="that a request was made and carried out, without a name",
    ),
    "EvidenceEntry": Held("Portfolio", "person", told=(*ENTRY, "created_at", "changed_at")),
    "RegistryEntry": Held(
        "Registry",
        "person",
        told=(
            *("association__name", "county", "discipline", "languages"),
            *("shows_county", "shows_discipline", "shows_languages"),
        ),
    ),
    "RegistryFacet": Held("Registry, to search in", "entry__person", untold=DERIVED),
    "Application": Held(
        "Applications",
        "person",
        told=(
            *("association__name", "credential__name", "state", "created_at", "submitted_at", "answer_by"),
            *("list_in_registry", "return_note", "paper_received_on", "entry_note", "taken_over_at"),
        ),
        erasing=Erasing.BLANK,
        blank=("return_note", "entry_note"),
        kept="that there was one, for which credential, and what became of it when",
    ),
    "ApplicationEvent": Held(
        "History of applications",
        APPLICATION,
        told=EVENT,
        erasing=Erasing.BLANK,
        blank=("detail",),
        kept=AUDIT,
    ),
    "AccessEvent": Held(
        "What the association read",
        APPLICATION,
        told=("at", "kind"),
        erasing=Erasing.KEEP,
        kept="that a transcript, reference or document was read, when and by whom, without whose it was",
        also=ENDORSEMENT,
    ),
    "StepDraft": Held("Answers being written", APPLICATION, told=("step", "answers", "saved_at")),
    "Answer": Held("Answers", APPLICATION, told=("label", "text")),
    "Attestation": Held(
        "Signed statements",
        APPLICATION,
        told=("title", "statement", "typed_name", "signed_at", "signed_on"),
    ),
    "Scan": Held("Scans of what came on paper", APPLICATION, told=FILE),
    "SubmittedEntry": Held("Portfolio as submitted", APPLICATION, told=ENTRY),
    "Submission": Held("Earlier submissions", APPLICATION, told=("number", "submitted_at")),
    "Transcript": Held("Transcripts", APPLICATION, told=(*FILE, "received_on")),
    "Reference": Held(
        "Requests to referees",
        APPLICATION,
        told=("name", "email", "role", "waived", "state", "sent_at", "answered_at", "received_on"),
    ),
    "ReferenceAnswer": Held(
        "Referees' answers", "reference__application__person", untold=f"{IN_CONFIDENCE} by the referee"
    ),
    "Confirmation": Held("What was confirmed of supervisors", APPLICATION, untold=STAFF),
    "EntryJudgment": Held("How entries were looked at", APPLICATION, untold=STAFF),
    "Sitting": Held(
        "Exams",
        APPLICATION,
        told=("number", "opens_on", "opened_at", "handed_in_at"),
        told_late=("state", "feedback"),
        erasing=Erasing.BLANK,
        blank=("feedback", "draft", "returned_because", "scored_by"),
        kept="that an exam was taken, and whether it was passed",
    ),
    "SittingPart": Held(
        "Parts of exams",
        "sitting__application__person",
        told=("label",),
        told_late=("outcome", "score"),
        erasing=Erasing.KEEP,
        kept="what the parts came to",
    ),
    "ExamFile": Held("Exam PDFs", "sitting__application__person", told=("original_name", "size", "state")),
    "MaskingDetails": Held("By what exams are masked", "sitting__application__person", told=MASKING),
    "Response": Held("Exam answers", "sitting__application__person", told=("label", "text")),
    "Appeal": Held(
        "Second scorings",
        "sitting__application__person",
        told=("asked_at",),
        told_late=("outcome",),
        erasing=Erasing.BLANK,
        blank=("reason", "feedback", "first_feedback"),
        kept="that an exam was scored again",
    ),
    "Decision": Held(
        "Decisions",
        APPLICATION,
        told=("outcome", "letter_subject", "letter", "decided_at"),
        erasing=Erasing.BLANK,
        blank=("note", "letter_subject", "letter"),
        kept="what was decided, when and by whom",
    ),
    "Finding": Held(
        "What was found for decisions",
        "decision__application__person",
        told=("sentence", "value", "minimum", "met"),
    ),
    "Mail": Held("Letters", APPLICATION, told=("subject", "body", "sent_at"), also=ENDORSEMENT),
    "Fee": Held(
        "Fees",
        APPLICATION,
        told=("label", "amount", "currency", "state", "fell_due_at", "settled_at", "method", "paid_on"),
        erasing=Erasing.BLANK,
        blank=("reason", "payer"),
        kept=BOOKS,
        also=ENDORSEMENT,
    ),
    "Refund": Held(
        "Fees paid back",
        "fee__application__person",
        told=("amount", "method", "refunded_on"),
        erasing=Erasing.KEEP,
        kept=BOOKS,
        also="fee__endorsement__person",
    ),
    "OnlinePayment": Held(
        "Payments online",
        "fee__application__person",
        told=("amount", "currency", "state", "started_at", "ended_at"),
        erasing=Erasing.KEEP,
        kept=BOOKS,
        also="fee__endorsement__person",
    ),
    "Endorsement": Held(
        "Endorsements",
        "person",
        told=(
            *("number", "association__name", "credential__name", "name", "state", "inactive_reason"),
            *("granted_on", "renewal_due", "provisional_until", "state_since", "designation", "listed"),
            "verification_code",
        ),
        erasing=Erasing.BLANK,
        blank=("name", "family_name"),
        kept=NUMBER,
    ),
    "EndorsementEvent": Held(
        "History of endorsements",
        ENDORSEMENT,
        told=(*EVENT, "effective_on"),
        erasing=Erasing.BLANK,
        blank=("detail", "source", "before", "after"),
        kept=AUDIT,
    ),
    "FormerName": Held("Former names", ENDORSEMENT, told=("name", "until")),
    "NameEnd": Held("Names, to search in", ENDORSEMENT, untold=DERIVED),
    "WithdrawnCode": Held(
        "Verification codes that count no longer",
        ENDORSEMENT,
        told=("code", "withdrawn_on"),
        erasing=Erasing.KEEP,
        kept="whoever types an old code learns that it does not count; it names nobody",
    ),
    "Renewal": Held(
        "Renewals",
        ENDORSEMENT,
        told=("starts_on", "due", "state", "submitted_at", "renewed_on", "receipt", "signatures"),
        erasing=Erasing.BLANK,
        blank=("note", "signatures", "findings", "denied"),
        kept="which periods were renewed, and when",
    ),
    "RenewedEntry": Held("Portfolio as renewed with", "renewal__endorsement__person", told=ENTRY),
    "RenewalEvent": Held(
        "History of renewals",
        "renewal__endorsement__person",
        told=EVENT,
        erasing=Erasing.BLANK,
        blank=("detail",),
        kept=AUDIT,
    ),
    "Certificate": Held("Certificates", ENDORSEMENT, told=("state", "asked_at", "made_at")),
    "Invitation": Held(
        "Invitations to join", "person", told=("address", "invited_at", "expires_at", "joined_at")
    ),
    "JoinedRecord": Held("Records that were joined", "person", told=("name", "joined_at")),
    "DistinctPair": Held("Records told apart", "first", untold=STAFF, also="second"),
    "Badge": Held(
        "Badges",
        ENDORSEMENT,
        told=("issued_at",),
        erasing=Erasing.KEEP,
        kept="the place in the status list that says whether a badge that was given out counts",
    ),
    "AuditDocument": Held("Documents for audits", "renewal__endorsement__person", told=FILE),
    "AuditFinding": Held("Outcomes of audits", "renewal__endorsement__person", untold=STAFF),
    "EndorsementRequest": Held(
        "Requests about endorsements",
        ENDORSEMENT,
        told=("kind", "words", "until", "name", "asked_at", "outcome", "answer", "settled_at"),
    ),
    "CountedFor": Held("Which endorsement an activity counts for", ENDORSEMENT, untold=DERIVED),
    "RetentionHold": Held("Holds that keep what is held", "person", untold=STAFF),
    "RetentionEvent": Held("What retention removed", "person", told=("at", "kind", "rows")),
    "ImportRow": Held(
        "Rows of spreadsheets that were imported",
        ENDORSEMENT,
        told=("cells",),
        erasing=Erasing.BLANK,
        blank=("cells", "problems", "finds", "key", "address"),
        kept="which row it was, so that the import still adds up",
    ),
}
