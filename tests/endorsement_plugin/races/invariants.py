"""What is true of an application whoever pressed what, and when."""

from collections.abc import Iterator

from endorsement_plugin.models import Application, Decision, Endorsement
from endorsement_plugin.rules.states import (
    EDITABLE_APPLICATION,
    OPEN_APPLICATION,
    ApplicationState,
    ReferenceState,
    SittingState,
)
from endorsement_plugin.rules.transitions import may_move

LEADS_TO = {
    "submitted": ApplicationState.SUBMITTED,
    "review_begun": ApplicationState.IN_REVIEW,
    "returned": ApplicationState.RETURNED,
    "review_resumed": ApplicationState.IN_REVIEW,
    "ready": ApplicationState.READY,
    "exam_scheduled": ApplicationState.EXAM,
    "exam_closed": ApplicationState.IN_REVIEW,
    "exam_reopened": ApplicationState.EXAM,
    "decision_reopened": ApplicationState.READY,
    "withdrawn": ApplicationState.WITHDRAWN,
    **{state.value: state for state in (ApplicationState.ENDORSED, ApplicationState.DEFERRED)},
}
UNDONE = {
    ApplicationState.IN_REVIEW: ApplicationState.SUBMITTED,
    ApplicationState.READY: ApplicationState.IN_REVIEW,
}
ASKED = {ReferenceState.SENT, ReferenceState.OPENED}
AT_THE_EXAM = {
    SittingState.SCHEDULED,
    SittingState.OPEN,
    SittingState.HANDED_IN,
    SittingState.IN_SCORING,
}


def breaches(application: Application, began: str, past: int) -> Iterator[str]:
    """Sentences. `began` is the state in which two pressed, after `past` events."""
    row = Application.objects.get(pk=application.pk)
    yield from _history(row, ApplicationState(began), past)
    yield from _references(row)
    yield from _exam(row)
    yield from _decisions(row)


def _history(row: Application, state: ApplicationState, past: int) -> Iterator[str]:
    """Each step was one that the table has from the one before, and the last one is where it stands."""
    for action in list(row.events.order_by("pk").values_list("action", flat=True))[past:]:
        to = _after(action, state)
        if to is not None:
            if not may_move(state, to):
                yield f"{action} while {state}"
            state = to
    if state is not row.status:
        yield f"the history ends with {state}, the application is {row.status}"


def _after(action: str, state: ApplicationState) -> ApplicationState | None:
    if action == "step_undone":
        return UNDONE.get(state)
    if action in {"exam_passed", "exam_failed"}:
        return ApplicationState.READY if state is ApplicationState.EXAM else None
    return LEADS_TO.get(action)


def _references(row: Application) -> Iterator[str]:
    for one in row.references.all():
        if (one.status in ASKED) is not (one.token_digest is not None):
            yield f"a link of a reference that is {one.status}: {one.token_digest}"
        if (one.status is ReferenceState.RECEIVED) is not one.answers.exists():
            yield f"answers of a reference that is {one.status}: {one.answers.count()}"
    if row.references.exclude(state=ReferenceState.REPLACED).count() > 2:
        yield "more referees than were asked for"


def _exam(row: Application) -> Iterator[str]:
    running = [one for one in row.sittings.all() if one.status in AT_THE_EXAM]
    if row.status is ApplicationState.EXAM and len(running) != 1:
        yield f"at the exam with {len(running)} sittings"
    if running and row.status not in {ApplicationState.EXAM, ApplicationState.WITHDRAWN}:
        yield f"a sitting is {running[0].status}, the application {row.status}"


def _decisions(row: Application) -> Iterator[str]:
    if Endorsement.objects.filter(application=row).exists() is not (row.status is ApplicationState.ENDORSED):
        yield f"an endorsement, or none, of an application that is {row.status}"
    if Decision.objects.filter(application=row).count() > 1:
        yield "decided twice"
    others = Application.objects.filter(person=row.person, credential=row.credential)
    if others.filter(state__in=OPEN_APPLICATION).count() > 1:
        yield "two open applications for one credential"
    if row.status in EDITABLE_APPLICATION and row.answers.exists() and row.revision == 1:
        yield "answers were kept of an application that was not sent in"
