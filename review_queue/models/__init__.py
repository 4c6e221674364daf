from review_queue.work.models import Beat, FailingRow, Work

from .anchors import Anchor, AnchorSection, AnchorSet, ReferenceMark
from .assignments import ADJUDICATOR_SLOT, PAIR, Assignment
from .bars import BarredAgency, BarredUser, DeclaredConflict, EarlierItem, FormerBar
from .calibrations import AnchorCopy, Calibration
from .events import Event
from .files import PageDoubt, PageLook, SectionFile
from .items import Item, ItemUserPermission, Requirement, Section
from .mail import Mail
from .masking import Span, Suspect
from .plans import Plan, PlannedSlot, Shortage
from .pools import Pool, PoolRole
from .quality import (
    AuditGrant,
    BackReading,
    BackReadingMark,
    BackReadingSample,
    CorrectiveAction,
    RoundUserPermission,
)
from .reviewers import Language, PoolMembership, Qualification, Reviewer, ReviewerChange, Training
from .reviews import Highlight, Mark, Review
from .rounds import Round
from .rubrics import Criterion, Level, Rubric
from .seals import Seal, SealCheck, SealFinding
from .unblindings import Intervention, Unblinding
from .verdicts import Agreement, Difference, Verdict
from .wishes import Wish

__all__ = [
    "ADJUDICATOR_SLOT",
    "PAIR",
    "Agreement",
    "Anchor",
    "AnchorCopy",
    "AnchorSection",
    "AnchorSet",
    "Assignment",
    "AuditGrant",
    "BackReading",
    "BackReadingMark",
    "BackReadingSample",
    "BarredAgency",
    "BarredUser",
    "Beat",
    "Calibration",
    "CorrectiveAction",
    "Criterion",
    "DeclaredConflict",
    "Difference",
    "EarlierItem",
    "Event",
    "FailingRow",
    "FormerBar",
    "Highlight",
    "Intervention",
    "Item",
    "ItemUserPermission",
    "Language",
    "Level",
    "Mail",
    "Mark",
    "PageDoubt",
    "PageLook",
    "Plan",
    "PlannedSlot",
    "Pool",
    "PoolMembership",
    "PoolRole",
    "Qualification",
    "ReferenceMark",
    "Requirement",
    "Review",
    "Reviewer",
    "ReviewerChange",
    "Round",
    "RoundUserPermission",
    "Rubric",
    "Seal",
    "SealCheck",
    "SealFinding",
    "Section",
    "SectionFile",
    "Shortage",
    "Span",
    "Suspect",
    "Training",
    "Unblinding",
    "Verdict",
    "Wish",
    "Work",
]
