"""The moves of a coordinator, each with its law: from where, to what, what is asked and what is written."""

from .back import BringBack, Reinstate
from .base import ALSO, Move
from .category import ChangeCategory
from .ending import EndProvisional, MakeEmeritus, Remove, Retire, UndoGrant
from .inactive import GrantLeave, RecordSanction
from .record import ChangeDesignation, CorrectName, HoldClock

MOVES: tuple[Move, ...] = (
    Reinstate(),
    BringBack(),
    RecordSanction(),
    GrantLeave(),
    EndProvisional(),
    CorrectName(),
    ChangeCategory(),
    ChangeDesignation(),
    HoldClock(),
    MakeEmeritus(),
    Retire(),
    UndoGrant(),
    Remove(),
)
"""In the order in which they are offered."""

BY_KEY = {move.key: move for move in MOVES}

__all__ = ["ALSO", "BY_KEY", "MOVES", "Move"]
