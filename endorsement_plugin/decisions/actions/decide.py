from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import transaction

from endorsement_plugin.assessment.queries import assessment_of
from endorsement_plugin.decisions.queries import (
    NUMBER,
    PLACEHOLDER,
    SAME_HAND,
    TO_WRITE,
    Outcome,
    is_same_hand,
    offered,
    proposal,
)
from endorsement_plugin.errors import Incomplete, NotAllowed, Problem, WrongState
from endorsement_plugin.exams.queries.appeals import open_appeals
from endorsement_plugin.fees.queries import unsettled
from endorsement_plugin.fees.rules import problems, said
from endorsement_plugin.mail.actions import post
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.mail.notifications import SUBJECT
from endorsement_plugin.models import Application, Decision, Endorsement, Finding
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_application
from endorsement_plugin.record.events import record_event
from endorsement_plugin.record.moves import move
from endorsement_plugin.registry.actions.grant import grant_endorsement
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.fees import Holds
from endorsement_plugin.rules.states import ApplicationState
from endorsement_plugin.signals import decision_made

GRANTING = (Outcome.ENDORSED, Outcome.PROVISIONAL)
NOT_PROVISIONALLY = (
    "This cannot be granted provisionally: its credential is not, or more is missing than what may follow "
    "later. Choose another outcome."
)
SCORED_AGAIN = "The exam is being scored again. Decide once you have confirmed that outcome."


@transaction.atomic
def decide(
    *,
    application: UUID,
    by: Visitor,
    outcome: Outcome,
    proposed: Outcome,
    letter: Letter,
    today: date,
    note: str = "",
) -> Decision:
    """Decide a ready application: decision, findings, endorsement, letter and event, all or none.

    What is granted provisionally is an endorsement too: its application has come to its end.

    `proposed` is what the coordinator saw proposed. Raises NotAllowed, also for who entered it from paper
    where another coordinator may decide; WrongState if the application is not ready, its exam is being scored
    again, or the findings now propose something else; Incomplete for an unfinished letter, for a letter that
    promises a number without an endorsement, for endorsing against the findings without a note, and while a
    fee has to be settled first.
    """
    row = lock_application(by, application)
    assert by.pk is not None
    if is_same_hand(by, row):
        raise NotAllowed(SAME_HAND)
    if open_appeals(row).exists():
        raise WrongState(SCORED_AGAIN)
    refuse_unsettled(row)
    assessment = assessment_of(row, today)
    _refuse_not_offered(row, outcome, assessment)
    move(row, ApplicationState.ENDORSED if outcome in GRANTING else ApplicationState(outcome.value))
    _refuse_changed(row, proposed, assessment)
    refuse_unfinished(outcome, proposed, letter, note)
    row.save(update_fields=["state", "changed_at"])
    provisional = outcome is Outcome.PROVISIONAL
    endorsement = (
        grant_endorsement(application=row, today=today, by=by, provisional=provisional)
        if outcome in GRANTING
        else None
    )
    decision = Decision.objects.create(
        application=row,
        outcome=outcome,
        proposed=proposed,
        note=note.strip(),
        letter_subject=_with_number(letter.subject, endorsement)[:SUBJECT],
        letter=_with_number(letter.body, endorsement),
        decided_by_id=by.pk,
    )
    _keep_findings(decision, assessment)
    number = endorsement.number if endorsement else ""
    record_event(row, outcome.value, by=by, role="coordinator", detail=number)
    _send(decision, row)
    decision_made.send(sender=Decision, decision=decision)
    return decision


def refuse_unsettled(application: Application) -> None:
    """Raises Incomplete for each fee that must be settled before the decision."""
    if fees := unsettled(application, Holds.DECISION):
        raise Incomplete(" ".join(said(fee) for fee in fees), problems(fees))


def _refuse_changed(application: Application, proposed: Outcome, assessment: Assessment) -> None:
    if proposal(application, assessment) is not proposed:
        raise WrongState("The findings have changed since you looked at them. Read them again, then decide.")


def _refuse_not_offered(application: Application, outcome: Outcome, assessment: Assessment) -> None:
    if outcome not in offered(application, assessment):
        raise WrongState(NOT_PROVISIONALLY)


def refuse_unfinished(outcome: Outcome, proposed: Outcome, letter: Letter, note: str) -> None:
    """Raises Incomplete for whatever keeps this letter and note from being sent."""
    missing = [*_letter_problems(outcome, letter)]
    if outcome is Outcome.ENDORSED and proposed is not Outcome.ENDORSED and not note.strip():
        said = "Not every requirement is met. Write in the note why you endorse all the same."
        missing.append(Problem("note_missing", said, ("note",)))
    if missing:
        raise Incomplete("The decision is not complete.", missing)


def _letter_problems(outcome: Outcome, letter: Letter) -> Iterator[Problem]:
    if not letter.subject.strip():
        yield Problem("subject_missing", "Write the subject of the letter.", ("letter_subject",))
    if not letter.body.strip():
        yield Problem("letter_missing", "Write the letter.", ("letter",))
    yield from _placeholder_problems(outcome, letter)
    if TO_WRITE in letter.body:
        said = f"Replace the line that begins with “{TO_WRITE}” with your own words."
        yield Problem("letter_unfinished", said, ("letter",))


def _placeholder_problems(outcome: Outcome, letter: Letter) -> Iterator[Problem]:
    """Braces that nothing fills in would reach the applicant as they stand."""
    for field, part, text in (
        ("letter_subject", "subject", letter.subject),
        ("letter", "letter", letter.body),
    ):
        for name in dict.fromkeys(PLACEHOLDER.findall(text)):
            if name != NUMBER:
                said = f"Nothing is filled in for {name}: only {NUMBER} is. Write in words what you mean."
                yield Problem("unknown_placeholder", said, (field,))
            elif outcome not in GRANTING:
                said = f"Take {NUMBER} out of the {part}: only an endorsement has a number."
                yield Problem("number_without_endorsement", said, (field,))


def _with_number(words: str, endorsement: Endorsement | None) -> str:
    return words.strip().replace(NUMBER, endorsement.number) if endorsement else words.strip()


def _keep_findings(decision: Decision, assessment: Assessment) -> None:
    Finding.objects.bulk_create(
        Finding(
            decision=decision,
            clause=finding.clause_id,
            sentence=finding.sentence[:400],
            value=finding.value[:40],
            minimum=finding.minimum[:40],
            met=finding.met,
            only_doubt=finding.only_doubt,
            position=position,
        )
        for position, finding in enumerate(assessment.findings)
    )


def _send(decision: Decision, application: Application) -> None:
    letter = Letter(decision.letter_subject, decision.letter + "\n")
    post(application, letter, event_key=f"decision:{decision.pk}")
