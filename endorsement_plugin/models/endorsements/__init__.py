"""What is granted, and its life: the record, its line in the registry, how it is renewed."""

from .audits import AuditDocument, AuditDraw, AuditDrawRow, AuditFinding
from .badges import Badge, SigningKey
from .holds import ClockHold
from .policies import RenewalPolicy
from .proofs import Certificate
from .record import Endorsement, EndorsementEvent, FormerName
from .registry import NameEnd, RegistryEntry, RegistryFacet, WithdrawnCode
from .renewals import CountedFor, Renewal, RenewalEvent, RenewedEntry
from .requests import EndorsementRequest
from .runs import RenewalRun, RenewalRunRow

__all__ = [
    "AuditDocument",
    "AuditDraw",
    "AuditDrawRow",
    "AuditFinding",
    "Badge",
    "Certificate",
    "ClockHold",
    "CountedFor",
    "Endorsement",
    "EndorsementEvent",
    "EndorsementRequest",
    "FormerName",
    "NameEnd",
    "RegistryEntry",
    "RegistryFacet",
    "Renewal",
    "RenewalEvent",
    "RenewalPolicy",
    "RenewalRun",
    "RenewalRunRow",
    "RenewedEntry",
    "SigningKey",
    "WithdrawnCode",
]
