"""Former records that are moved in, and people who join them to an account."""

from .imports import Import, ImportEvent, ImportRow
from .invitations import Invitation

__all__ = ["Import", "ImportEvent", "ImportRow", "Invitation"]
