"""The adapter to `review_queue`: what is asked of it. `verdicts` hears what it answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from endorsement_plugin.exams.disclosure import Identifier, SectionText
from endorsement_plugin.permissions import Visitor
from review_queue import intake
from review_queue.errors import UnknownCode

from .base import Outcome, Standing


class QueueBackend:
    """Two reviewers of `review_queue`, blind to the candidate and to each other, score the exam."""

    typed_by_hand = False

    def submit(
        self,
        *,
        ref: UUID,
        round: str,  # noqa: A002
        pool: str,
        sections: Sequence[SectionText],
        identifiers: Sequence[Identifier],
        barred: Iterable[int],
        barred_agencies: Iterable[str] = (),
        earlier: Iterable[UUID] = (),
        requires: Iterable[str] = (),
        language: str = "en",
        due: date | None = None,
    ) -> None:
        """Hand one exam to the queue, which masks by the identifiers and keeps none of them."""
        intake.receive(
            ref=ref,
            round=round,
            pool=pool,
            sections=sections,
            identifiers=identifiers,
            barred=barred,
            barred_agencies=barred_agencies,
            earlier=earlier,
            requires=requires,
            language=language,
            due=due,
        )

    def scores(self, *, round: str, pool: str) -> bool:  # noqa: A002
        """Both are there, and the round is open to the pool."""
        return intake.takes(round=round, pool=pool)

    def cannot_draw(self, *, pdf: bytes) -> str:
        """It is drawn once on trial: after it is handed in, only a clearer would hear of it."""
        return intake.cannot_draw(pdf)

    def rescore(
        self,
        *,
        ref: UUID,
        new_ref: UUID,
        reason: str,
        barred: Iterable[int],
        barred_agencies: Iterable[str] = (),
        earlier: Iterable[UUID] = (),
        identifiers: Sequence[Identifier] = (),
    ) -> None:
        """Ask the queue for a fresh blind pair."""
        intake.rescore(
            ref,
            new_ref=new_ref,
            reason=reason,
            barred=barred,
            barred_agencies=barred_agencies,
            earlier=earlier,
            identifiers=identifiers,
        )

    def withdraw(self, *, ref: UUID, reason: str) -> None:
        """Take it out of the queue, if it ever got there."""
        try:
            intake.withdraw(ref, reason=reason)
        except UnknownCode:
            return

    def give_back(self, *, ref: UUID) -> str:
        """Why it came back, if it had stopped."""
        try:
            given = intake.give_back(ref)
        except UnknownCode:
            return ""
        return _returned(intake.status(ref)) if given else ""

    def bar(
        self,
        *,
        ref: UUID,
        users: Iterable[int],
        earlier: Iterable[UUID] = (),
        identifiers: Sequence[Identifier] = (),
    ) -> None:
        """Keep them from it, if it ever got there."""
        try:
            intake.bar(ref, users=users, earlier=earlier, identifiers=identifiers)
        except UnknownCode:
            return

    def standings(self, *, refs: Collection[UUID]) -> Mapping[UUID, Standing]:
        """How far the queue is with each."""
        return {UUID(ref): _standing(status) for ref, status in intake.statuses(refs).items()}

    def desk(self, user: Visitor) -> str:
        """Where reviewers score, or who clears or leads a pool works."""
        return intake.workplace(user)


def _outcome(status: intake.Status) -> Outcome | None:
    return None if status.outcome == "unscorable" else status.outcome


def _standing(status: intake.Status) -> Standing:
    return Standing(
        state=status.state,
        outcome=_outcome(status),
        feedback=status.feedback,
        returned_because=_returned(status),
        unscorable=status.outcome == "unscorable",
        stopped_since=status.stopped_since,
        waits_until=status.waits_until,
        waits_for=status.waits_for,
    )


def _returned(status: intake.Status) -> str:
    if status.outcome == "unscorable":
        why = "; ".join(intake.Unscorable(one).label for one in status.unscorable)
        return f"The reviewers find that it cannot be scored: {why[:1].lower()}{why[1:]}."
    if status.state != "returned":
        return ""
    has_label = status.reason in intake.ReturnReason.values
    return f"{intake.ReturnReason(status.reason).label}." if has_label else "It cannot be scored blind."
