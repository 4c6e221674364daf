"""Where an application stands when two people press at once: each time another one, with all its parts."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from endorsement_plugin.models import (
    Appeal,
    Application,
    ApplicationEvent,
    Attestation,
    Credential,
    EvidenceEntry,
    FormVersion,
    Reference,
    RequirementSet,
    Sitting,
    Transcript,
)
from endorsement_plugin.references.links import new_link
from tests.factories.applications import add_evidence, add_reference, add_transcript, make_application
from tests.factories.credentials import make_credential, make_exam_paper, make_form, make_requirements
from tests.factories.definitions import attestation, definition, question, reference_form, section, step
from tests.factories.people import make_coordinator, make_person
from tests.factories.sittings import EXAM, make_appeal, make_sitting

TODAY = date(2026, 6, 1)
STATES = {
    # name: (state of the application, of its latest sitting, of its appeal)
    "draft": ("draft", "", ""),
    "returned": ("returned", "", ""),
    "submitted": ("submitted", "", ""),
    "in-review": ("in_review", "", ""),
    "exam-owed": ("in_review", "", ""),
    "exam-closed": ("in_review", "closed", ""),
    "exam-scheduled": ("exam", "scheduled", ""),
    "exam-open": ("exam", "open", ""),
    "exam-handed-in": ("exam", "handed_in", ""),
    "exam-in-scoring": ("exam", "in_scoring", ""),
    "ready": ("ready", "", ""),
    "not-passed": ("ready", "failed", ""),
    "deferred": ("deferred", "failed", ""),
    "declined": ("declined", "failed", ""),
    "scored-again": ("deferred", "failed", "asked"),
    "to-confirm": ("declined", "failed", "scored"),
    "withdrawn": ("withdrawn", "in_scoring", ""),
}
WITHOUT_EXAM = {"draft", "returned", "submitted", "in-review", "ready"}
BEGUN = {"open", "handed_in", "in_scoring", "failed", "closed"}


@dataclass(frozen=True)
class World:
    """What all applications have in common, made once."""

    without_exam: FormVersion
    with_exam: FormVersion
    paper: FormVersion
    coordinator: User


@dataclass(frozen=True)
class Case:
    """One application, and what can be pressed on. `waiting` and `late` are two of its references, `newer`
    the requirements that it could be held to."""

    application: Application
    newer: RequirementSet
    applicant: User
    coordinator: User
    waiting: Reference
    late: Reference
    entry: EvidenceEntry
    transcript: Transcript
    uploaded: Transcript
    sitting: Sitting | None
    appeal: Appeal | None


def make_world() -> World:
    with_exam = make_credential(code="IMHS")
    make_requirements(with_exam, EXAM)
    plain = _form(make_credential())
    return World(plain, _form(with_exam), make_exam_paper(with_exam), make_coordinator(with_exam.association))


def _form(credential: Credential) -> FormVersion:
    asked = make_form(credential, reference_form(), kind="reference")
    fields = [
        section("person"),
        question("agency", required=False),
        section("evidence", "training", kind="training"),
        section("transcripts", max=4),
        section(
            "references", count=2, form=str(asked.form.family), slots=[{"role": "Supervisor"}, {"role": ""}]
        ),
        attestation(),
    ]
    return make_form(credential, definition(step("one", *fields)))


def make_case(world: World, situation: str, number: int) -> Case:
    """The application of a person of its own."""
    state, sitting, appeal = STATES[situation]
    person = make_person(f"applicant{number}@example.org")
    version = world.without_exam if situation in WITHOUT_EXAM else world.with_exam
    dates: dict[str, Any] = {"submitted_at": timezone.now()} if state == "withdrawn" else {}
    row = make_application(person, version=version, state=state, **dates)
    _sign(row)
    sat = _sitting(world, row, sitting) if sitting else None
    return Case(
        application=row,
        newer=_newer(row.requirement_set),
        applicant=person.account,
        coordinator=world.coordinator,
        waiting=_asked(row, 1, days_left=9),
        late=_asked(row, 2, days_left=-1),
        entry=add_evidence(person),
        transcript=add_transcript(row, sha256=uuid.uuid4().hex * 2),
        uploaded=add_transcript(row, "uploaded", sha256=uuid.uuid4().hex * 2),
        sitting=sat,
        appeal=_appeal(world, sat, appeal) if sat and appeal else None,
    )


def _newer(held: RequirementSet) -> RequirementSet:
    made = {"clauses": held.clauses, "digest": "", "effective_from": TODAY}
    newer, _ = RequirementSet.objects.get_or_create(
        credential=held.credential, number=held.number + 1, defaults=made
    )
    return newer


def _sign(application: Application) -> None:
    statement = attestation()
    Attestation.objects.create(
        application=application,
        block_id=statement["id"],
        title=statement["title"],
        statement=statement["statement"],
        digest=statement["sha256"],
        typed_name="Ina Applicant",
        signed_at=timezone.now(),
    )
    if application.state in {"in_review", "ready"}:
        done = "review_begun" if application.state == "in_review" else "ready"
        ApplicationEvent.objects.create(application=application, action=done, role="coordinator")


def _asked(application: Application, slot: int, *, days_left: int) -> Reference:
    """Written to twenty days ago."""
    now = timezone.now()
    reference = add_reference(
        application,
        slot,
        state="sent",
        sent_at=now - timedelta(days=20),
        expires_at=now + timedelta(days=days_left),
        email=f"referee{slot}@example.org",
    )
    reference.form_version = FormVersion.objects.filter(form__kind="reference").first()
    new_link(reference)
    reference.save()
    return reference


def _sitting(world: World, application: Application, state: str) -> Sitting:
    fields: dict[str, Any] = {}
    if state == "open":
        fields["draft"] = {"q-first": "I wait.", "q-second": "I ask."}
    if state in BEGUN:
        fields["opened_at"] = timezone.now()
    if state == "failed":
        fields["closed_at"] = timezone.now()
    return make_sitting(state, application=application, paper=world.paper, **fields)


def _appeal(world: World, sitting: Sitting, state: str) -> Appeal:
    scored = {"outcome": "passed", "scored_at": timezone.now()} if state == "scored" else {}
    return make_appeal(sitting, asked_by=world.coordinator, **scored)
