"""What the clock does about one endorsement: a letter, or a move, and then the letter about it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.formats import date_format

from endorsement_plugin.endorsements.actions.apply_move import apply_move
from endorsement_plugin.endorsements.letters import registry_now
from endorsement_plugin.locks import lock
from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import compose_for_holder
from endorsement_plugin.models import Endorsement, EndorsementEvent
from endorsement_plugin.record.events import record_endorsement_event
from endorsement_plugin.renewals.queries.clock import LETTERS, Watched, watched
from endorsement_plugin.rules.clock.steps import Step, StepKind
from endorsement_plugin.rules.states import EndorsementState

LAPSED = {"state": EndorsementState.INACTIVE, "inactive_reason": "lapsed", "inactive_until": None}
MOVES: Mapping[StepKind, tuple[str, Mapping[str, object]]] = {
    StepKind.LAPSE: ("lapsed", LAPSED),
    StepKind.END_LEAVE: ("leave_over", LAPSED),
    StepKind.END_PROVISIONAL: ("provisional_lapsed", LAPSED),
    StepKind.REMOVE: ("removed_by_clock", {"state": EndorsementState.REMOVED}),
}
"""What each move is called, as its letter is, and what it changes."""
AT_ONCE = 4
"""More steps than a clock that stood still ever has to make up for on one day."""


def keep_time(*, endorsement: Endorsement, today: date) -> list[Step]:
    """All that is due about it by the end of this day, each step by itself. Done already is done once."""
    done: list[Step] = []
    while len(done) < AT_ONCE and (step := take_step(endorsement=endorsement.pk, today=today)):
        done.append(step)
    return done


@transaction.atomic
def take_step(*, endorsement: int, today: date) -> Step | None:
    """The one step that is due, as the locked row says; None if there is none.

    A coordinator or a holder who acts at the same moment comes before it or after it: what they did is read,
    or they are told that it has been moved.
    """
    rows = lock(Endorsement).select_related("person__user", "credential", "association__site")
    row = rows.filter(pk=endorsement).first()
    if row is None:
        return None
    row.credential.association = row.association
    (one,) = watched([row], today)
    step = one.due(today)
    if step is None:
        return None
    event = _write(one, step, today) if step.kind.is_letter else _move(one, step)
    _tell(one, step, event, today)
    return step


def _write(one: Watched, step: Step, today: date) -> EndorsementEvent:
    detail = "" if one.endorsement.person.email else "No address to write to."
    return record_endorsement_event(
        one.endorsement, LETTERS[step.kind], by=None, role="system", detail=detail, effective_on=today
    )


def _move(one: Watched, step: Step) -> EndorsementEvent:
    action, changes = MOVES[step.kind]
    return apply_move(
        one.endorsement,
        action,
        by=None,
        role="system",
        changes=changes,
        why=_why(one, step),
        effective_on=step.day,
    )


def _why(one: Watched, step: Step) -> str:
    said = date_format
    match step.kind:
        case StepKind.LAPSE:
            return f"Not renewed by {said(one.holding.due, 'j F Y')}."
        case StepKind.END_LEAVE:
            assert one.holding.leave_until is not None
            return f"On leave until {said(one.holding.leave_until, 'j F Y')}, and not back."
        case StepKind.END_PROVISIONAL:
            assert one.holding.provisional_until is not None
            return f"Provisional until {said(one.holding.provisional_until, 'j F Y')}."
        case _:
            return f"Lapsed since {said(one.holding.since, 'j F Y')}."


def _tell(one: Watched, step: Step, event: EndorsementEvent, today: date) -> None:
    """In the association's words, once for each event; whoever has no address reads it on their page."""
    row = one.endorsement
    if not row.person.email:
        return
    name = LETTERS.get(step.kind) or MOVES[step.kind][0]
    said = {**_days(one, step, today), "registry": registry_now(row, today)}
    letter = compose_for_holder(name, row, **said)
    post_to_holder(row, letter, event_key=f"{name}:{event.pk}")


def _days(one: Watched, step: Step, today: date) -> dict[str, object]:
    """The days that its letter names."""
    cycle, due = one.period.cycle, one.holding.due
    lapses = step.day if step.kind is StepKind.LAPSE else cycle.lapses_on(due)
    if step.kind is StepKind.WARN:
        lapses = next(day for day, later in one.coming(today, 60) if later.kind is StepKind.LAPSE)
    until = (
        one.holding.provisional_until if step.kind is StepKind.END_PROVISIONAL else one.holding.leave_until
    )
    removed = None
    if cycle.removal_days is not None and step.kind in {StepKind.LAPSE, StepKind.END_LEAVE}:
        removed = date.fromordinal(step.day.toordinal() + cycle.removal_days)
    return {"lapses": lapses, "until": until, "removed": removed}
