"""Former records that are moved in, and people who join them to an account."""

from .imports import Import, ImportEvent, ImportRow
from .invitations import Invitation
from .joined import DistinctPair, JoinedRecord

__all__ = ["DistinctPair", "Import", "ImportEvent", "ImportRow", "Invitation", "JoinedRecord"]
