"""A row of each kind that is kept for a time, as old as is asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from endorsement_plugin.models import (
    AccessEvent,
    Application,
    Association,
    AuditDocument,
    Decision,
    EndorsementRequest,
    Enquiry,
    Import,
    Invitation,
    Mail,
    Person,
    Renewal,
    RenewalEvent,
    Scan,
    Sitting,
    Transcript,
)
from endorsement_plugin.retention.rules.terms import Kind
from tests.factories.applications import (
    add_answer,
    add_evidence,
    add_reference,
    add_transcript,
    freeze_evidence,
    make_application,
)
from tests.factories.credentials import make_credential, make_exam_paper
from tests.factories.endorsements import make_endorsement
from tests.factories.people import make_coordinator, make_person
from tests.factories.sittings import add_exam_file, make_sitting, responses

NAME = "Quillfeather"


def somebody(address: str = "quill@example.org") -> Person:
    """Whose rows they are."""
    there = Person.objects.filter(user__email=address).first()
    return there or make_person(address, given_name="Ina", family_name=NAME)


def whole(state: str, at: datetime, person: Person | None = None) -> Application:
    """An application with everything that can hang on one, decided or last changed at this moment."""
    person = person or somebody()
    row = make_application(person, make_credential(), state=state, return_note="Please add a page")
    add_answer(row, "agency", f"{NAME} House")
    if not person.evidence.exists():
        add_evidence(person, title=f"{NAME} on reflection")
    freeze_evidence(row)
    row.drafts.create(step="s", answers={"q": NAME})
    row.attestations.create(block_id="b", title="T", statement="S", digest="d", typed_name=NAME, signed_at=at)
    add_transcript(row, file=ContentFile(b"%PDF-", name="x.pdf"), original_name=f"{NAME}.pdf")
    reference = add_reference(row, state="received", name="Rita")
    reference.answers.create(
        block_id="q", name="q", label="How", kind="text", value="x", text=f"{NAME} is warm", position=0
    )
    _scanned(row)
    if state in {"endorsed", "declined", "deferred"}:
        sitting = make_sitting("passed", application=row, paper=make_exam_paper(row.credential))
        for answer in responses(one=f"{NAME} answers"):
            answer.sitting = sitting
            answer.save()
        add_exam_file(sitting, original_name=f"{NAME}.pdf")
        decided(row, at)
    Application.objects.filter(pk=row.pk).update(changed_at=at)
    row.refresh_from_db()
    return row


def _scanned(row: Application) -> None:
    """The statement and the letter came on paper."""
    for part in (row.attestations.get(), row.references.get()):
        part.scan = Scan.objects.create(
            application=row,
            original_name=f"{NAME}.pdf",
            file=ContentFile(b"%PDF-", name="x.pdf"),
            size=5,
            sha256="0" * 64,
            uploaded_by=make_coordinator(row.association),
        )
        part.save()


def decided(row: Application, at: datetime) -> Decision:
    """Decided then by a coordinator."""
    made = row.decisions.create(
        outcome="declined", letter_subject="s", letter="l", decided_by=make_coordinator(row.association)
    )
    Decision.objects.filter(pk=made.pk).update(decided_at=at)
    return made


def _draft(at: datetime, person: Person) -> Application:
    return whole("draft", at, person)


def _part_of(model: type[Any]) -> Callable[[datetime, Person], Any]:
    def made(at: datetime, person: Person) -> Any:
        return model._default_manager.get(application=whole("declined", at, person))

    return made


def audited_document(at: datetime, person: Person, state: str = "renewed") -> AuditDocument:
    """Sent for an audit whose outcome was then."""
    held = make_endorsement(person, make_credential(code="IMHS"))
    begun = at.date()
    renewal = Renewal.objects.create(
        endorsement=held, starts_on=begun, due=begun + timedelta(days=300), state=state, audited=True
    )
    event = RenewalEvent.objects.create(renewal=renewal, action="audit_passed", role="coordinator")
    RenewalEvent.objects.filter(pk=event.pk).update(at=at)
    return AuditDocument.objects.create(
        renewal=renewal,
        original_name=f"{NAME}.pdf",
        file=ContentFile(b"%PDF-", name="x.pdf"),
        size=5,
        sha256="0" * 64,
    )


def _request(at: datetime, person: Person) -> EndorsementRequest:
    held = make_endorsement(person, make_credential(code="IMHS"))
    return held.requests.create(kind="leave", words=NAME, outcome="granted", settled_at=at)


def _letter(at: datetime, person: Person) -> Mail:
    row = make_application(person, make_credential(), state="declined")
    Application.objects.filter(pk=row.pk).update(changed_at=at)
    said = {"to": person.email, "subject": "s", "body": NAME, "association": row.association}
    return Mail.objects.create(event_key=uuid4().hex, application=row, sent_at=at, **said)


def _read(at: datetime, person: Person) -> AccessEvent:
    row = make_application(person, make_credential(), state="declined")
    return AccessEvent.objects.create(application=row, kind="transcript", thing=uuid4().hex, **_by(row, at))


def _by(row: Application, at: datetime) -> dict[str, Any]:
    return {"association": row.association, "actor": make_coordinator(row.association), "at": at, "hour": at}


def _export(at: datetime, person: Person) -> AccessEvent:
    row = make_application(person, make_credential(), state="declined")
    return AccessEvent.objects.create(kind="fees", rows=3, **_by(row, at))


def _invitation(at: datetime, person: Person) -> Invitation:
    association = make_endorsement(person, make_credential(code="IMHS")).association
    return Invitation.objects.create(
        association=association, person=person, address=person.email, expires_at=at
    )


def _enquiry(at: datetime, person: Person) -> Enquiry:
    return Enquiry.objects.create(
        association=make_credential().association,
        about="License it",
        name=person.name,
        email=person.email.upper(),
        message=NAME,
        digest=uuid4().hex,
        answered_at=at,
    )


def _import(at: datetime, person: Person) -> Import:
    association = make_credential().association
    row = Import.objects.create(
        association=association,
        original_name="endorsees.csv",
        file=ContentFile(b"a,b", name="x.csv"),
        size=3,
        uploaded_by=make_coordinator(association),
        state="done",
    )
    row.rows.create(number=2, cells=[NAME])
    Import.objects.filter(pk=row.pk).update(uploaded_at=at)
    return row


MADE: Mapping[Kind, Callable[[datetime, Person], Any]] = {
    Kind.DRAFTS: _draft,
    Kind.WITHDRAWN: lambda at, person: whole("withdrawn", at, person),
    Kind.DECLINED: lambda at, person: whole("declined", at, person),
    Kind.ENDORSED: lambda at, person: whole("endorsed", at, person),
    Kind.TRANSCRIPTS: _part_of(Transcript),
    Kind.REFERENCES: lambda at, person: whole("declined", at, person).references.get(),
    Kind.EXAM_ANSWERS: _part_of(Sitting),
    Kind.AUDIT_DOCUMENTS: audited_document,
    Kind.REQUESTS: _request,
    Kind.LETTERS: _letter,
    Kind.READS: _read,
    Kind.EXPORTS: _export,
    Kind.INVITATIONS: _invitation,
    Kind.ENQUIRIES: _enquiry,
    Kind.IMPORTS: _import,
}


def made(kind: Kind, at: datetime, person: Person | None = None) -> Any:
    """A row of this kind whose time counts from then."""
    return MADE[kind](at, person or somebody())


def association_of(row: Any) -> Association:
    """The one that keeps it."""
    for name in ("application", "renewal", "endorsement"):
        part = getattr(row, name, None)
        if part is not None:
            return part.endorsement.association if name == "renewal" else part.association  # type: ignore[no-any-return]
    return row.association  # type: ignore[no-any-return]
