"""How a sitting gets its outcome, whoever brings it."""

from collections.abc import Iterable

from django.utils import timezone

from endorsement_plugin.clock import today
from endorsement_plugin.models import Application, Person, Sitting, SittingPart
from endorsement_plugin.people.queries import addresses_of
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.requirements.deadlines import respond_by
from endorsement_plugin.rules.feedback import without_names
from endorsement_plugin.rules.states import ApplicationState, SittingState


def settle(sitting: Sitting, outcome: str, *, feedback: str, by: Visitor | None) -> None:
    """Close a locked sitting as passed or failed, and make its application ready for a decision.

    The candidate's names are taken out of the feedback.
    """
    _to_scoring(sitting)
    move(sitting, SittingState(outcome))
    add_feedback(sitting, feedback)
    sitting.closed_at = timezone.now()
    sitting.save(update_fields=["state", "feedback", "closed_at"])
    application = sitting.application
    record_event(application, f"exam_{outcome}", by=by, role="coordinator" if by else "system")
    _make_ready(application)


def settle_by_parts(sitting: Sitting, *, feedback: str, by: Visitor | None) -> None:
    """The same once every part has its outcome: passed if all of them are. Before, the feedback is kept."""
    parts = list(sitting.parts.all())
    if all(part.outcome for part in parts):
        settle(sitting, outcome_of(parts), feedback=feedback, by=by)
        return
    add_feedback(sitting, feedback)
    sitting.save(update_fields=["feedback"])


def outcome_of(parts: Iterable[SittingPart]) -> str:
    """Of the whole: passed if each of its parts is."""
    return "passed" if all(part.outcome == "passed" for part in parts) else "failed"


def add_feedback(sitting: Sitting, feedback: str) -> None:
    """Put it below what is there already; the caller saves."""
    clean = without_names(feedback, names_of(sitting.application.person))
    sitting.feedback = "\n\n".join(filter(None, [sitting.feedback, clean]))


def names_of(person: Person) -> list[str]:
    """Every name this person goes by, and the e-mail addresses."""
    several = [*person.former_names.split(","), *person.nicknames.split(",")]
    return [person.given_name, person.family_name, person.preferred_name, *_addresses(person), *several]


def _addresses(person: Person) -> list[str]:
    """Also the one that the association wrote to before there was an account."""
    return [*addresses_of(person), person.contact_email]


def _to_scoring(sitting: Sitting) -> None:
    """A verdict may overtake the note that the answers had arrived; what is sat elsewhere has none."""
    if sitting.status in {SittingState.HANDED_IN, SittingState.SCHEDULED}:
        move(sitting, SittingState.IN_SCORING)


def _make_ready(application: Application) -> None:
    """The promise of an answer begins anew: the one before was the review's, and the exam came after it."""
    if application.status is ApplicationState.EXAM:
        move(application, ApplicationState.READY)
        months = application.association.answer_after_months
        application.answer_by = respond_by(today(application.association), months)
        application.save(update_fields=["state", "answer_by", "changed_at"])
