from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsement_plugin.definitions.fields import AttestationSection, PersonSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.errors import Incomplete, Problem, Stale, WrongState
from endorsement_plugin.locks import update_or_create
from endorsement_plugin.models import Application, Attestation
from endorsement_plugin.people.names import is_name_of
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.application_locks import lock_editable
from endorsement_plugin.record.events import record_writing

NOT_FOR_OTHERS = (
    "Nobody signs for somebody else. Enter on which day the statement was signed on paper, with its scan."
)


@transaction.atomic
def sign_attestation(
    *, application: UUID, by: Visitor, block_id: str, typed_name: str, agreed: bool, digest: str
) -> Attestation:
    """Keep the statement's exact words with the name typed under it.

    `digest` is the SHA-256 of the statement the person was shown; with another one they read other words.
    Signing again replaces the signature. Raises NotAllowed, WrongState, also for whoever enters an
    application from paper; Stale; Incomplete also for another
    name than the application's, or before there is one.
    """
    row = lock_editable(by, application)
    if row.is_on_paper:
        raise WrongState(NOT_FOR_OTHERS)
    step, statement = statement_of(row, block_id)
    if digest != statement.sha256:
        raise Stale(
            "The statement has changed since you opened this page. Please read it again.", row.revision
        )
    _refuse_blank(step.name, block_id, typed_name, agreed)
    refuse_another_name(row, step.name, block_id, typed_name)
    signed, _ = update_or_create(
        Attestation,
        application=row,
        block_id=block_id,
        defaults={
            "title": statement.title,
            "statement": statement.statement,
            "digest": digest,
            "typed_name": typed_name.strip(),
            "signed_at": timezone.now(),
            "signed_on": None,
            "scan": None,
        },
    )
    record_writing(row, "statement_signed", by=by, detail=statement.title)
    return signed


def statement_of(application: Application, block_id: str) -> tuple[Step, AttestationSection]:
    """The statement and its step. Raises Incomplete for one that the form has not."""
    for step, field in application.definition.placed(AttestationSection):
        if field.id == block_id:
            return step, field
    raise Incomplete("This form has no such statement.")


def _refuse_blank(step: str, block_id: str, typed_name: str, agreed: bool) -> None:
    problems = []
    if not agreed:
        problems.append(
            Problem("required", "Tick the box to say that you agree.", (block_id, "agreed"), step)
        )
    if not typed_name.strip():
        problems.append(Problem("required", "Type your name to sign.", (block_id, "typed_name"), step))
    if problems:
        raise Incomplete("The statement is not signed yet.", problems)


def refuse_another_name(application: Application, step: str, block_id: str, typed: str) -> None:
    """Raises Incomplete for another name than the one given where the form asks who the applicant is."""
    person = application.person
    about = next((person_step.name for person_step, _ in application.definition.placed(PersonSection)), "")
    if about and not person.name:
        raise _unsigned("name_missing", "Enter your name first; the statement is signed with it.", about)
    if not is_name_of(person, typed):
        message = (
            f"This is not the name you have given, “{person.name}”. Sign with that name, or correct it there "
            "first if it is wrong."
        )
        raise _unsigned("name_differs", message, step, block_id, "typed_name")


def _unsigned(code: str, message: str, step: str, *where: str) -> Incomplete:
    return Incomplete(message, [Problem(code, message, where or (step, "person-given_name"), step)])
