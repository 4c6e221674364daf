"""What is granted, and its life: the record, its line in the registry, how it is renewed."""

from .policies import RenewalPolicy
from .record import Endorsement, EndorsementEvent, FormerName
from .registry import RegistryEntry
from .renewals import CountedFor, Renewal, RenewalEvent, RenewedEntry

__all__ = [
    "CountedFor",
    "Endorsement",
    "EndorsementEvent",
    "FormerName",
    "RegistryEntry",
    "Renewal",
    "RenewalEvent",
    "RenewalPolicy",
    "RenewedEntry",
]
