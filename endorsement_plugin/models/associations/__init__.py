"""An association, and what it has of its own: settings, and lists that its forms and requirements use."""

from .files import logo_name, private_storage
from .lists import LONGEST_LABEL, CompetencyArea, CompetencyFramework, FieldOfWork, VettedPerson
from .record import Association, AssociationEvent, default_zone, zones

__all__ = [
    "LONGEST_LABEL",
    "Association",
    "AssociationEvent",
    "CompetencyArea",
    "CompetencyFramework",
    "FieldOfWork",
    "VettedPerson",
    "default_zone",
    "logo_name",
    "private_storage",
    "zones",
]
