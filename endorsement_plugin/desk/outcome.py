"""The outcome of an exam that was scored elsewhere."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest

from endorsement_plugin.exams.actions.enter_outcome import enter_outcome
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.exams.queries.sittings import came_back
from review_queue.typed.fields import Paragraphs

from .base import StepView


class OutcomeForm(forms.Form):
    """How it came out."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=[("passed", "Passed"), ("failed", "Not passed")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an outcome."},
    )
    feedback = Paragraphs(
        label="Feedback for the candidate",
        help_text="You may leave it empty. It goes into the draft of the decision letter.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )


class EnterOutcome(StepView):
    """Type the outcome in; only where no queue scores the exam."""

    page_title = "Enter the exam's outcome"
    form_class = OutcomeForm
    explanation = (
        "The application is then ready for your decision. What you enter here cannot be changed afterwards."
    )
    button = "Enter the outcome"
    done = "The outcome is entered."

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """A 404 where reviewers score blind, unless it came back: nobody else may say how it came out."""
        super().setup(request, *args, **kwargs)
        if not backend().typed_by_hand and not came_back(self.application):
            raise Http404

    def carry_out(self, form: forms.Form) -> None:
        enter_outcome(
            application=self.application.pk,
            by=self.request.user,
            outcome=form.cleaned_data["outcome"],
            feedback=form.cleaned_data["feedback"],
        )
