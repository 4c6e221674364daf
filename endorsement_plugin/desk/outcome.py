"""The outcome of an exam that was scored elsewhere."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from endorsement_plugin.exams.actions.elsewhere import Elsewhere
from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.actions.enter_parts import Entered, enter_parts
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.queries.parts import parts_to_type
from endorsement_plugin.exams.queries.sittings import came_back
from endorsement_plugin.models import SittingPart
from endorsement_plugin.requirements.wording import capitalized, number
from review_queue.typed.fields import Line, Paragraphs
from review_queue.typed.number_fields import NumberField

from .base import StepView

CHOICES = [("passed", "Passed"), ("failed", "Not passed")]
PASSED = {"": None, "passed": True, "failed": False}


def _feedback() -> Paragraphs:
    return Paragraphs(
        label="Feedback for the candidate",
        help_text="You may leave it empty. It goes into the draft of the decision letter.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )


class OutcomeForm(forms.Form):
    """How an exam without parts came out."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an outcome."},
    )
    feedback = _feedback()


def _elsewhere() -> dict[str, forms.Field]:
    """Of an exam that came back unscored. That both are needed is the action's to say."""
    return {
        "scored_by": Line(
            label="Who scored it?",
            help_text="Names, or an office. It is kept in the file; the candidate does not see it.",
            max_length=200,
            required=False,
        ),
        "scored_on": forms.DateField(
            label="On which day?",
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            required=False,
        ),
    }


def _given_elsewhere(form: forms.Form) -> Elsewhere:
    given = form.cleaned_data
    return Elsewhere(given.get("scored_by") or "", given.get("scored_on"))


class PartsForm(forms.Form):
    """How its parts came out: a score where a part has a pass mark. What is not there yet is left empty."""

    def __init__(self, *args: Any, parts: Sequence[SittingPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in parts:
            self.fields[part.value] = _score_of(part) if part.pass_mark else _outcome_of(part)
        self.fields["feedback"] = _feedback()

    def entered(self, parts: Sequence[SittingPart]) -> dict[str, Entered]:
        """What was typed in, by the part."""
        given = {part.value: self.cleaned_data[part.value] for part in parts}
        return {
            part.value: Entered(score=given[part.value])
            if part.pass_mark
            else Entered(passed=PASSED[given[part.value]])
            for part in parts
        }


def _score_of(part: SittingPart) -> forms.Field:
    most, unit = number(part.rule.most), "points" if part.maximum else "percent"
    return NumberField(
        label=f"Score in {part}",
        help_text=f"From 0 to {most} {unit}; {part.rule.needed} passes.",
        required=False,
    )


def _outcome_of(part: SittingPart) -> forms.Field:
    return forms.ChoiceField(
        label=capitalized(str(part)),
        choices=[("", "Not there yet"), *CHOICES],
        widget=forms.RadioSelect,
        required=False,
    )


OF_PARTS = (
    "Enter what is there, and leave the rest for later. A score is held against the pass mark that was asked "
    "for when the exam was scheduled. Once every part has its outcome, the application is ready for your "
    "decision. What you enter here cannot be changed afterwards."
)


class EnterOutcome(StepView):
    """Type the outcome in; only where no queue scores the exam, or of the parts that it does not score."""

    page_title = "Enter the exam's outcome"
    form_class = OutcomeForm
    explanation = (
        "The application is then ready for your decision. What you enter here cannot be changed afterwards."
    )
    button = "Enter the outcome"
    done = "The outcome is entered."

    parts: Sequence[SittingPart] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A 404 where reviewers score blind, unless it came back: nobody else may say how it came out."""
        super().setup(request, *args, **kwargs)
        sitting = self.application.sittings.prefetch_related("parts").last()
        self.by_hand = backend().typed_by_hand
        self.came_back = came_back(self.application)
        self.elsewhere = self.came_back and sitting is not None and sitting.is_scored_elsewhere
        self.parts = parts_to_type(sitting, by_hand=self.by_hand)
        if self.parts:
            self.explanation, self.button, self.done = OF_PARTS, "Enter", "The outcome is entered."
        elif not self.by_hand and not self.came_back:
            raise Http404

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        """One field for each part that waits, or one for the whole."""
        form = (
            PartsForm(**self.get_form_kwargs(), parts=self.parts)
            if self.parts
            else super().get_form(form_class)
        )
        if self.elsewhere and (not self.parts or any(part.on_paper for part in self.parts)):
            form.fields |= _elsewhere()
        return form

    def carry_out(self, form: forms.Form) -> None:
        if isinstance(form, PartsForm):
            enter_parts(
                application=self.application.pk,
                by=self.request.user,
                entered=form.entered(self.parts),
                by_hand=self.by_hand,
                feedback=form.cleaned_data["feedback"],
                elsewhere=_given_elsewhere(form),
            )
            return
        enter_outcome(
            application=self.application.pk,
            by=self.request.user,
            outcome=form.cleaned_data["outcome"],
            feedback=form.cleaned_data["feedback"],
            elsewhere=_given_elsewhere(form),
        )
