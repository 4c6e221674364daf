"""What the page of one step shows: its questions and sections, in the editor's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils import timezone

from endorsement_plugin.applications.actions.save_details import DETAILS
from endorsement_plugin.applications.forms import DetailsForm
from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.assessment.queries import assess_evidence
from endorsement_plugin.definitions.fields import (
    AttestationSection,
    EvidenceSection,
    Field,
    PersonSection,
    Question,
    ReferencesSection,
    TranscriptsSection,
)
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial
from endorsement_plugin.models import Application
from endorsement_plugin.references.forms import SignatureForm
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS
from endorsement_plugin.requirements.findings import Assessment, Finding
from endorsement_plugin.rules.merging import Read, digest, spelled
from endorsement_plugin.screens.getters import context_of
from endorsement_plugin.screens.saving import shown

WITH_FORMS = frozenset({"transcripts", "references", "attestation"})
"""Sections that bring a form of their own."""

FORM_ID = "step"
"""Controls belong to the page's form by name, so that sections with forms of their own can stand between."""


@dataclass(frozen=True)
class StepForms:
    """The questions of a step, and the applicant's details if the step asks for them."""

    questions: QuestionForm
    details: DetailsForm | None

    def are_valid(self) -> bool:
        """Check both, so that the errors of both are shown."""
        return all([self.questions.is_valid(), self.details is None or self.details.is_valid()])

    @property
    def errors(self) -> list[BoundField]:
        """The fields that something is wrong with."""
        shown = [*self.questions, *(self.details or [])]
        return [field for field in shown if field.errors]

    @property
    def refused(self) -> dict[str, str]:
        """What is not kept as it was typed, by the control's name: wrong details. Wrong answers are."""
        fields = [field for field in self.details or [] if field.errors]
        return {field.html_name: " ".join(map(str, field.errors)) for field in fields}


@dataclass(frozen=True)
class Part:
    """One question or section, with the template that shows it."""

    template: str
    field: Field
    more: Mapping[str, Any]


def unbound_forms(contents: Contents, step: Step) -> StepForms:
    """The forms of a step with what was written so far."""
    questions = step.questions
    draft = contents.drafts.get(step.id)
    form = form_class(questions, final=False)(initial=initial(questions, draft.answers if draft else {}))
    person = contents.application.person
    return StepForms(form, DetailsForm(instance=person, final=False) if step.asks_who else None)


def page_of(
    contents: Contents, step: Step, forms: StepForms, signature: SignatureForm | None = None
) -> dict[str, Any]:
    """The context of the page."""
    application = contents.application
    for form in filter(None, (forms.questions, forms.details)):
        for control in form.fields.values():
            control.widget.attrs["form"] = FORM_ID
    assessment = assess_evidence(application, contents.evidence, timezone.localdate())
    return context_of(
        application,
        step=step,
        parts=[_part(field, forms, contents, assessment, signature) for field in step.fields],
        errors=forms.errors,
        revision=application.revision,
        read=spelled(read_at(contents, step)),
        position=_position(application, step),
        asks=bool(forms.questions.fields or forms.details),
        has_forms=any(field.type in WITH_FORMS for field in step.fields),
        alone=len(step.fields) == 1,
        following=step_after(application, step),
    )


def read_at(contents: Contents, step: Step) -> Read:
    """The digests of what is stored of this step, by the control's name."""
    draft = contents.drafts.get(step.id)
    read = shown(step.questions, draft.answers if draft else {})
    person = contents.application.person
    details = {detail_control(name): digest(getattr(person, name)) for name in DETAILS}
    return {**read, **(details if step.asks_who else {})}


def detail_control(name: str) -> str:
    """The name of the control that asks for this detail."""
    return f"{DetailsForm.prefix}-{name}"


def step_after(application: Application, step: Step) -> str | None:
    """The name of the step that follows, or None after the last."""
    steps = application.definition.steps
    following = _position(application, step)
    return steps[following].name if following < len(steps) else None


def _position(application: Application, step: Step) -> int:
    """1 for the first step."""
    return [other.id for other in application.definition.steps].index(step.id) + 1


def _part(
    field: Field,
    forms: StepForms,
    contents: Contents,
    assessment: Assessment,
    signature: SignatureForm | None,
) -> Part:
    kind = field.type
    if isinstance(field, Question):
        return Part(
            "endorsement_plugin/applicant/parts/question.html",
            field,
            {"bound": forms.questions[field.name]},
        )
    more = _MORE[kind](field, forms, contents, assessment) if kind in _MORE else {}
    if kind == "attestation" and signature and signature.block == field.id:
        more = {**more, "form": signature}
    return Part(f"endorsement_plugin/applicant/parts/{kind}.html", field, more)


def _person(
    field: PersonSection, forms: StepForms, contents: Contents, assessment: Assessment
) -> dict[str, Any]:
    return {"form": forms.details}


def _evidence(
    field: EvidenceSection, forms: StepForms, contents: Contents, assessment: Assessment
) -> dict[str, Any]:
    kind = field.kind
    about = {kind, "portfolio"} if kind == "training" else {kind}
    return {
        "entries": contents.entries_of_kind(kind),
        "kind": EVIDENCE_KINDS[kind],
        "findings": [finding for finding in assessment.findings if finding.kind in about],
    }


def _transcripts(
    field: TranscriptsSection, forms: StepForms, contents: Contents, assessment: Assessment
) -> dict[str, Any]:
    return {"transcripts": [row for row in contents.transcripts if row.block_id == field.id]}


def _references(
    field: ReferencesSection, forms: StepForms, contents: Contents, assessment: Assessment
) -> dict[str, Any]:
    return {"seats": contents.seats, "findings": _of(assessment, "references")}


def _attestation(
    field: AttestationSection, forms: StepForms, contents: Contents, assessment: Assessment
) -> dict[str, Any]:
    signed = contents.attestations.get(field.id) if contents.is_signed(field) else None
    return {"signed": signed, "form": SignatureForm(block=field.id, initial={"digest": field.sha256})}


def _of(assessment: Assessment, kind: str) -> list[Finding]:
    return [finding for finding in assessment.findings if finding.kind == kind]


_MORE: Mapping[str, Any] = {
    "person": _person,
    "evidence": _evidence,
    "transcripts": _transcripts,
    "references": _references,
    "attestation": _attestation,
}
