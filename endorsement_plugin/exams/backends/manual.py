"""No queue: the exam is scored elsewhere, and a coordinator types the outcome in."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from endorsement_plugin.permissions import Visitor

from .base import Standing


class ManualBackend:
    """Accepts every exam and knows nothing about it."""

    typed_by_hand = True

    def submit(self, *, ref: UUID, **exam: Any) -> None:
        """Nothing to hand over."""

    def scores(self, *, round: str, pool: str) -> bool:  # noqa: A002
        """Rounds mean nothing here."""
        return True

    def cannot_draw(self, *, pdf: bytes) -> str:
        """Whoever scores it elsewhere has the file as it is."""
        return ""

    def rescore(self, *, ref: UUID, new_ref: UUID, **exam: Any) -> None:
        """Nothing to hand over."""

    def withdraw(self, *, ref: UUID, reason: str) -> None:
        """Nothing to stop."""

    def give_back(self, *, ref: UUID) -> str:
        """It is scored elsewhere already."""
        return ""

    def bar(self, *, ref: UUID, users: Iterable[int], **exam: Any) -> None:
        """Nobody to keep away."""

    def standings(self, *, refs: Collection[UUID]) -> Mapping[UUID, Standing]:
        """Always waiting for a person."""
        return {ref: Standing("waiting") for ref in refs}

    def desk(self, user: Visitor) -> str:
        """Nobody reviews here."""
        return ""
