"""Applications in every state, without going through the screens."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from endorsement_plugin.models import (
    Answer,
    Application,
    Credential,
    EvidenceEntry,
    FormVersion,
    Person,
    Reference,
    SubmittedEntry,
    Transcript,
)
from endorsement_plugin.models.evidence import AbstractEvidence
from tests.factories.credentials import make_application_form, make_credential, make_requirements
from tests.factories.people import make_person

SUBMITTED_AT = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
NOT_SUBMITTED = {"draft", "withdrawn"}


def make_application(
    person: Person | None = None,
    credential: Credential | None = None,
    version: FormVersion | None = None,
    state: str = "draft",
    **fields: Any,
) -> Application:
    """An application in this state; from `submitted` on it carries the promised dates of 15 January 2026."""
    credential = credential or (version.form.credential if version else None) or make_credential()
    version = version or _version_of(credential)
    requirements = credential.requirement_sets.first() or make_requirements(credential)
    if state not in NOT_SUBMITTED:
        fields = {
            "submitted_at": SUBMITTED_AT,
            "answer_by": date(2026, 2, 28),
            "exam_from": date(2026, 4, 30),
        } | fields
    return Application.objects.create(
        association=credential.association,
        credential=credential,
        person=person or make_person(),
        form_version=version,
        requirement_set=requirements,
        state=state,
        **fields,
    )


def _version_of(credential: Credential) -> FormVersion:
    found = FormVersion.objects.filter(form__credential=credential, form__kind="application").first()
    return found or make_application_form(credential)


def add_answer(application: Application, name: str, text: str, **fields: Any) -> Answer:
    """A submitted answer."""
    values = {
        "block_id": f"q-{name}",
        "label": name.capitalize(),
        "kind": "text",
        "value": text,
        "position": application.answers.count(),
    }
    return Answer.objects.create(application=application, name=name, text=text, **(values | fields))


def add_evidence(
    person: Person, kind: str = "training", title: str = "A course", **fields: Any
) -> EvidenceEntry:
    """An entry in the portfolio: five hours in May 2025 unless told otherwise."""
    values = {
        "started_on": date(2025, 5, 1),
        "ended_on": date(2025, 5, 1),
        "hours": Decimal(5) if kind in {"training", "supervision"} else None,
    }
    return EvidenceEntry.objects.create(person=person, kind=kind, title=title, **(values | fields))


def freeze_evidence(application: Application) -> None:
    """Copy the person's portfolio into the application, as submitting does."""
    kept = [field.name for field in AbstractEvidence._meta.get_fields()]
    for entry in application.person.evidence.all():
        values = {name: getattr(entry, name) for name in kept}
        SubmittedEntry.objects.create(application=application, origin=entry.pk, **values)


def add_reference(application: Application, slot: int = 1, state: str = "draft", **fields: Any) -> Reference:
    """A request to the referee of this slot."""
    values = {
        "name": f"Ref Eree {slot}",
        "email": f"referee{slot}@example.org",
        "role": "Colleague",
    }
    return Reference.objects.create(application=application, slot=slot, state=state, **(values | fields))


def add_transcript(application: Application, state: str = "accepted", **fields: Any) -> Transcript:
    """A transcript's row. There is no file behind it unless one is given."""
    values = {
        "block_id": "s-transcripts",
        "original_name": "transcript.pdf",
        "file": "transcripts/none.pdf",
        "size": 1234,
        "sha256": "0" * 64,
        "pages": 2,
    }
    return Transcript.objects.create(application=application, state=state, **(values | fields))
