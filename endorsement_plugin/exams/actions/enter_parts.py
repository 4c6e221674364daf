from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from endorsement_plugin.errors import Incomplete, Problem, WrongState
from endorsement_plugin.exams.queries.parts import BEFORE_ITS_OUTCOME, parts_to_type
from endorsement_plugin.fees.queries import unsettled
from endorsement_plugin.fees.rules import problems as problems_of_fees
from endorsement_plugin.locks import lock
from endorsement_plugin.models import Sitting, SittingPart
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.requirements.wording import number
from endorsement_plugin.rules.fees import Holds

from .elsewhere import NOTHING, Elsewhere, note_elsewhere
from .settling import settle_by_parts

NEVER_OPENED = "Nothing of this exam is written here, so its outcome waits for that."


@dataclass(frozen=True)
class Entered:
    """What was typed in of one part: a score where it has a pass mark, else whether it was passed."""

    passed: bool | None = None
    score: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in."""
        return self.passed is None and self.score is None


@transaction.atomic
def enter_parts(
    *,
    application: UUID,
    by: Visitor,
    entered: Mapping[str, Entered],
    by_hand: bool,
    feedback: str = "",
    elsewhere: Elsewhere = NOTHING,
) -> Sitting:
    """A coordinator types in how parts of an exam came out, each once. The last one closes the sitting.

    A score is held against the pass mark of the sitting. `by_hand`: nobody else scores what is written here.
    Of what came back unscored, `elsewhere` says who scored it, and when.
    Raises NotAllowed; WrongState where no part waits for an outcome; Incomplete while a fee has to be settled
    before an exam of which nothing is written here, and, with each problem beside the part that it is about,
    where nothing was typed in, a score is none that there can be or has more decimals than are kept, or a
    part has its outcome already.
    """
    row = lock_application(by, application)
    sittings = lock(Sitting, row.sittings.all()).filter(state__in=BEFORE_ITS_OUTCOME)
    sitting = sittings.order_by("number").last()
    waiting = {part.value: part for part in parts_to_type(sitting, by_hand=by_hand)}
    if sitting is None or not waiting:
        raise WrongState("No part of an exam of this application waits for an outcome.")
    _refuse_unsettled(sitting)
    given = {value: one for value, one in entered.items() if not one.is_empty}
    problems = [*_problems(waiting, given)]
    if problems:
        raise Incomplete("Nothing was entered.", problems)
    if any(waiting[value].on_paper for value in given):
        note_elsewhere(sitting, elsewhere, by=by)
    for value, one in given.items():
        _record(waiting[value], one)
        detail = f"{waiting[value]}: {waiting[value].in_words}"
        record_event(row, "exam_part_entered", by=by, role="coordinator", detail=detail)
    settle_by_parts(sitting, feedback=feedback, by=by)
    return sitting


def _refuse_unsettled(sitting: Sitting) -> None:
    """What waits for a fee at other exams, its candidate's beginning, is never done here."""
    if not sitting.is_written_here and (fees := unsettled(sitting.application, Holds.EXAM)):
        raise Incomplete(NEVER_OPENED, [*problems_of_fees(fees), Problem("never_opened", NEVER_OPENED)])


def _problems(waiting: Mapping[str, SittingPart], given: Mapping[str, Entered]) -> Iterator[Problem]:
    if not given:
        yield Problem("nothing_entered", "Enter the outcome of one part at least.", ())
    for value, one in given.items():
        part = waiting.get(value)
        if part is None:
            yield Problem("not_waiting", "This part has its outcome, or is scored by reviewers.", (value,))
        elif part.pass_mark:
            yield from _on_score(part, one.score)
        elif one.passed is None:
            yield Problem("outcome_missing", "Choose an outcome.", (value,))


def _on_score(part: SittingPart, score: Decimal | None) -> Iterator[Problem]:
    if score is None:
        yield Problem("score_missing", "Enter the score.", (part.value,))
    elif not 0 <= score <= part.rule.most:
        most = number(part.rule.most)
        yield Problem("score_out_of_range", f"Enter a number from 0 to {most}.", (part.value,))
    elif score != round(score, 2):
        # Rounded, 47.999 of 60 points would be kept as a score that passes.
        yield Problem("score_too_fine", "Use two decimal places at the most.", (part.value,))


def _record(part: SittingPart, one: Entered) -> None:
    passed = one.passed
    if part.pass_mark and one.score is not None:
        part.score, passed = one.score, part.rule.passes(one.score, part.rule.most)
    part.outcome = "passed" if passed else "failed"
    part.save(update_fields=["outcome", "score"])
