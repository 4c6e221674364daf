"""What the page of one step shows: its questions and sections, in the editor's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField
from django.utils import timezone

from endorsement_plugin.applications.actions.save_details import DETAILS
from endorsement_plugin.applications.forms import DetailsForm
from endorsement_plugin.applications.sections import sections_of
from endorsement_plugin.applications.sections.base import SectionKind
from endorsement_plugin.assessment.contents import Contents
from endorsement_plugin.assessment.queries import assess_evidence
from endorsement_plugin.definitions.fields import Field, PersonSection
from endorsement_plugin.definitions.form import Step
from endorsement_plugin.forms.builder import QuestionForm, form_class, initial
from endorsement_plugin.models import Application
from endorsement_plugin.references.forms import PaperSignatureForm, SignatureForm
from endorsement_plugin.requirements.findings import Assessment
from endorsement_plugin.rules.merging import Read, digest, spelled
from endorsement_plugin.screens.getters import context_of
from endorsement_plugin.screens.saving import shown

Signature = SignatureForm | PaperSignatureForm

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
    contents: Contents, step: Step, forms: StepForms, signature: Signature | None = None
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
        parts=_parts(contents, step, forms, signature, assessment),
        errors=forms.errors,
        revision=application.revision,
        read=spelled(read_at(contents, step)),
        position=_position(application, step),
        asks=bool(forms.questions.fields or forms.details),
        has_forms=any(section.has_form for section in sections_of(step, contents)),
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


def _parts(
    contents: Contents, step: Step, forms: StepForms, signature: Signature | None, assessment: Assessment
) -> list[Part]:
    sections = {kind.section.id: kind for kind in sections_of(step, contents)}
    bound = _bound(step, forms, signature)
    return [
        _section(sections[field.id], assessment, bound) if field.id in sections else _question(field, forms)
        for field in step.fields
    ]


def _question(field: Field, forms: StepForms) -> Part:
    more = {"bound": forms.questions[field.name]}
    return Part("endorsement_plugin/applicant/parts/question.html", field, more)


def _section(kind: SectionKind[Any], assessment: Assessment, bound: Mapping[str, BaseForm]) -> Part:
    template = f"endorsement_plugin/applicant/parts/{kind.section.type}.html"
    return Part(template, kind.section, kind.shown(assessment, bound))


def _bound(step: Step, forms: StepForms, signature: Signature | None) -> dict[str, BaseForm]:
    """The forms of sections that are sent with the step, or were sent by themselves, by the section's id."""
    details = {section.id: forms.details for section in step.sections(PersonSection) if forms.details}
    return {**details, **({signature.block: signature} if signature else {})}
