"""A reference that came on paper."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from endorsement_plugin.errors import Incomplete, Problem, Stale, WrongState
from endorsement_plugin.locks import lock
from endorsement_plugin.models import AccessEvent, Application, Reference, ReferenceAnswer, Scan
from endorsement_plugin.permissions import Visitor
from endorsement_plugin.record.access import note_reads
from endorsement_plugin.record.application_locks import lock_for_referees
from endorsement_plugin.record.events import record_writing
from endorsement_plugin.record.moves import move
from endorsement_plugin.references.eligibility import refuse_referee
from endorsement_plugin.references.links import end_link
from endorsement_plugin.rules.states import ReferenceState
from endorsement_plugin.uploads.actions import insert_scan, keep_file

from .decline import tell_applicant
from .send import form_of
from .submit import keep_answers, refuse_incomplete

NOT_ON_PAPER = "References are entered from paper only where the application is."
TO_COME = "This day is still to come. Enter the day on which it came."
NOTHING = "Enter the ratings from the paper, or choose the scan of the letter."
WRITTEN_SINCE = (
    "Somebody has written in this reference after you opened this page. What you enter now takes its place."
)
WRITTEN_HERE = "{name} has written here. What a referee has written stays."


def enter_reference(
    *,
    application: UUID,
    by: Visitor,
    slot: int,
    name: str,
    received_on: date,
    email: str = "",
    role: str = "",
    waived: bool = False,
    answers: Mapping[str, Any] | None = None,
    file: UploadedFile | None = None,
    revision: int | None = None,
) -> Reference:
    """Keep a rating form or a letter that a referee sent on paper: it counts as received.

    `answers` are by the question's block, None for a letter without ratings, which has to be there as a scan
    (a PDF). A request that has left for this place ends. Entering it again, while referees may be changed,
    takes the place of what was entered, which stays as a reference that was replaced, with ratings and scan.

    Raises NotAllowed; WrongState also for what is not entered from paper and for a referee who has written
    here; Stale if `revision` is given, 0 for an empty place, and somebody has written since;
    Incomplete for missing answers, a day to come, and an address that cannot be asked; WrongType and TooLarge
    for the scan. Then nothing is stored.
    """
    letter = _Letter(
        slot=slot,
        received_on=received_on,
        given={"name": name, "email": email, "role": role, "waived": waived},
        answers=answers,
        with_file=file is not None,
        revision=revision,
    )
    if file is None:
        with transaction.atomic():
            return _keep(*_checked(application, by, letter), by, letter)
    scan = keep_file(
        Scan(id=uuid.uuid4(), uploaded_by_id=by.pk or 0),
        file,
        check=lambda row: _checked(application, by, letter),
        record=lambda row: _keep_with(row, application, by, letter),
    )
    return scan.references.get()


def read_entered(reference: Reference, *, by: Visitor) -> None:
    """Note that a coordinator reads again what was entered, before it is shown.

    Raises WrongState for what its referee wrote here: that is read with the application once it is submitted.
    """
    if reference.is_written_here:
        raise WrongState(WRITTEN_HERE.format(name=reference.name))
    if reference.status is ReferenceState.RECEIVED:
        note_reads(AccessEvent.Kind.REFERENCE, [reference.pk], of=reference.application, by=by)


@dataclass(frozen=True)
class _Letter:
    """What came. `given` are the fields of the reference that say who wrote it."""

    slot: int
    received_on: date
    given: Mapping[str, Any]
    answers: Mapping[str, Any] | None
    with_file: bool
    revision: int | None


def _checked(application: UUID, by: Visitor, letter: _Letter) -> tuple[Application, Reference]:
    """The application, locked, and the reference as it is to be, not saved yet."""
    row = lock_for_referees(by, application)
    if not row.is_on_paper:
        raise WrongState(NOT_ON_PAPER)
    roles = row.definition.roles
    if not 1 <= letter.slot <= len(roles):
        raise Incomplete("This application asks for no such reference.")
    if letter.received_on > timezone.localdate():
        raise Incomplete(TO_COME, [Problem("to_come", TO_COME, ("received_on",))])
    others = row.references.exclude(state=ReferenceState.REPLACED)
    if letter.given["email"]:
        refuse_referee(row.person, others.exclude(slot=letter.slot), letter.given["email"])
    there = lock(Reference, others).filter(slot=letter.slot).first()
    reference = there or Reference(slot=letter.slot)
    reference.application = row
    if reference.is_written_here:
        raise WrongState(WRITTEN_HERE.format(name=reference.name))
    _refuse_late(there, letter)
    for field, value in letter.given.items():
        setattr(reference, field, value)
    reference.role = letter.given["role"] or roles[letter.slot - 1]
    reference.form_version = reference.form_version or form_of(row)
    _refuse_empty(reference, letter)
    return row, reference


def _refuse_late(there: Reference | None, letter: _Letter) -> None:
    revision = revision_of(there)
    if letter.revision is not None and letter.revision != revision:
        raise Stale(WRITTEN_SINCE, revision)


def revision_of(there: Reference | None) -> int:
    """As what somebody saw of a place whoever enters something in it says which they replace."""
    return there.revision if there is not None else 0


def _refuse_empty(reference: Reference, letter: _Letter) -> None:
    if letter.answers is not None:
        refuse_incomplete(reference.definition.questions, letter.answers)
    elif not letter.with_file and reference.scan_id is None:
        raise Incomplete(NOTHING, [Problem("nothing", NOTHING, ("file",))])


def _keep_with(scan: Scan, application: UUID, by: Visitor, letter: _Letter) -> Scan:
    scan.application, reference = _checked(application, by, letter)
    insert_scan(scan)
    reference.scan = scan
    _keep(scan.application, reference, by, letter)
    return scan


def _keep(row: Application, reference: Reference, by: Visitor, letter: _Letter) -> Reference:
    again = reference.status is ReferenceState.RECEIVED
    if again:
        _keep_superseded(reference.pk)
    else:
        move(reference, ReferenceState.RECEIVED)
    reference.received_on, reference.answered_at = letter.received_on, timezone.now()
    reference.draft = {}
    end_link(reference)
    reference.revision += 1
    reference.save()
    if letter.answers is not None:
        keep_answers(reference, letter.answers)
    action = "reference_corrected" if again else "reference_received"
    record_writing(row, action, by=by, detail=f"reference {reference.slot}")
    if not again:
        tell_applicant(reference, "reference_received")
    return reference


def _keep_superseded(reference: UUID) -> None:
    """What was entered before stays as a reference that was replaced: who wrote it, its ratings and its scan,
    in the confidence that it was given in."""
    earlier = Reference.objects.get(pk=reference)
    answers = ReferenceAnswer.objects.filter(reference=reference)
    earlier.pk, earlier.state = uuid.uuid4(), ReferenceState.REPLACED
    earlier.save(force_insert=True)
    answers.update(reference=earlier)
