"""What is stored: fields, database constraints and properties over one row. One noun per file."""

from .appeals import Appeal
from .applications import Answer, Application, ApplicationEvent, StepDraft
from .associations import (
    Association,
    AssociationEvent,
    CompetencyArea,
    CompetencyFramework,
    FieldOfWork,
    VettedPerson,
)
from .attestations import Attestation, Scan
from .confirmations import Confirmation, EntryJudgment
from .credentials import Credential, FeeLine, RequirementCorrection, RequirementSet
from .decisions import Decision, Finding
from .endorsements import (
    AuditDocument,
    AuditDraw,
    AuditDrawRow,
    AuditFinding,
    Badge,
    Certificate,
    ClockHold,
    CountedFor,
    Endorsement,
    EndorsementEvent,
    EndorsementRequest,
    FormerName,
    NameEnd,
    RegistryEntry,
    RegistryFacet,
    Renewal,
    RenewalEvent,
    RenewalPolicy,
    RenewalRun,
    RenewalRunRow,
    RenewedEntry,
    SigningKey,
    WithdrawnCode,
)
from .enquiries import Enquiry
from .evidence import EvidenceEntry, SubmittedEntry
from .fees import Fee, OnlinePayment, Refund
from .forms import Form, FormVersion
from .idempotency import IdempotencyRecord
from .mail import LetterText, Mail
from .masking import MaskingDetails
from .moving import DistinctPair, Import, ImportEvent, ImportRow, Invitation, JoinedRecord
from .notices import NoticeChoice
from .people import Person
from .privacy import (
    AccessEvent,
    DataDownload,
    Erasure,
    Retention,
    RetentionEvent,
    RetentionHold,
    RetentionRun,
    RetentionTerm,
)
from .references import Reference, ReferenceAnswer
from .sittings import ExamFile, Response, Sitting, SittingPart
from .submissions import Submission
from .transcripts import Transcript

__all__ = [
    "AccessEvent",
    "Answer",
    "Appeal",
    "Application",
    "ApplicationEvent",
    "Association",
    "AssociationEvent",
    "Attestation",
    "AuditDocument",
    "AuditDraw",
    "AuditDrawRow",
    "AuditFinding",
    "Badge",
    "Certificate",
    "ClockHold",
    "CompetencyArea",
    "CompetencyFramework",
    "Confirmation",
    "CountedFor",
    "Credential",
    "DataDownload",
    "Decision",
    "DistinctPair",
    "Endorsement",
    "EndorsementEvent",
    "EndorsementRequest",
    "Enquiry",
    "EntryJudgment",
    "Erasure",
    "EvidenceEntry",
    "ExamFile",
    "Fee",
    "FeeLine",
    "FieldOfWork",
    "Finding",
    "Form",
    "FormVersion",
    "FormerName",
    "IdempotencyRecord",
    "Import",
    "ImportEvent",
    "ImportRow",
    "Invitation",
    "JoinedRecord",
    "LetterText",
    "Mail",
    "MaskingDetails",
    "NameEnd",
    "NoticeChoice",
    "OnlinePayment",
    "Person",
    "Reference",
    "ReferenceAnswer",
    "Refund",
    "RegistryEntry",
    "RegistryFacet",
    "Renewal",
    "RenewalEvent",
    "RenewalPolicy",
    "RenewalRun",
    "RenewalRunRow",
    "RenewedEntry",
    "RequirementCorrection",
    "RequirementSet",
    "Response",
    "Retention",
    "RetentionEvent",
    "RetentionHold",
    "RetentionRun",
    "RetentionTerm",
    "Scan",
    "SigningKey",
    "Sitting",
    "SittingPart",
    "StepDraft",
    "Submission",
    "SubmittedEntry",
    "Transcript",
    "VettedPerson",
    "WithdrawnCode",
]
