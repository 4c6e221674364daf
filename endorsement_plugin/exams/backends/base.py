"""What the plugin asks of whoever scores exams: plain values in, plain values out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol
from uuid import UUID

from django.utils.module_loading import import_string

from endorsement_plugin.conf import current
from endorsement_plugin.exams.disclosure import Identifier, SectionText
from endorsement_plugin.permissions import Visitor

Outcome = Literal["passed", "failed"]


@dataclass(frozen=True)
class Standing:
    """How far the scoring is. `outcome` is None until it is decided.

    `returned_because` says in a sentence why it came back unscored; it is empty unless it did; `unscorable`
    says that reviewers sent it back, who find that it cannot be scored.
    `stopped_since` is the day since when nobody is found who may score it, once that is so for long.
    `waits_until` is the last day until which it is held back unless `waits_for` candidates of its language
    and requirements are there before.
    """

    state: str
    outcome: Outcome | None = None
    feedback: str = ""
    returned_because: str = ""
    unscorable: bool = False
    stopped_since: date | None = None
    waits_until: date | None = None
    waits_for: int = 0


class ReviewBackend(Protocol):
    """Takes exams and says how they stand. Chosen by `ENDORSEMENT["REVIEW_BACKEND"]`.

    `typed_by_hand` says whether a coordinator types the outcomes in.
    """

    typed_by_hand: bool

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
        """Hand one exam over, outside any transaction. Calling again with the same `ref` changes nothing."""

    def scores(self, *, round: str, pool: str) -> bool:  # noqa: A002
        """Whether exams sent to this pool can be scored in this round. Unknown codes are no error."""

    def cannot_draw(self, *, pdf: bytes) -> str:
        """Why this file could not be shown to reviewers, a code of `rules.file_reasons`; empty if it can."""

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
        """Have an exam that has its outcome scored again by others, as `new_ref`. Calling again changes
        nothing."""

    def withdraw(self, *, ref: UUID, reason: str) -> None:
        """Stop scoring it. An unknown or closed `ref` is no error."""

    def give_back(self, *, ref: UUID) -> str:
        """Take one that has stopped from the reviewers, to have it scored elsewhere: why it came back, or
        nothing if it goes on and stays. An unknown `ref` is no error."""

    def bar(
        self,
        *,
        ref: UUID,
        users: Iterable[int],
        earlier: Iterable[UUID] = (),
        identifiers: Sequence[Identifier] = (),
    ) -> None:
        """Keep these people from it from now on, and who scored `earlier`. An unknown or closed `ref`
        is no error."""

    def standings(self, *, refs: Collection[UUID]) -> Mapping[UUID, Standing]:
        """How far each of these is, without those that are unknown. Not a question for each: there may be
        hundreds."""

    def desk(self, user: Visitor) -> str:
        """The address where this person reviews or runs reviews; empty for whoever does neither."""


def backend() -> ReviewBackend:
    """The backend that the settings name."""
    made: ReviewBackend = import_string(current().REVIEW_BACKEND)()
    return made
