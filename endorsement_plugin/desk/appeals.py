"""A second scoring: ask for it with a reason, and confirm what came of it."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from endorsement_plugin.appeals.actions import appeal_outcome, settle_appeal
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.models import Appeal, Sitting
from review_queue.typed.fields import Paragraphs

from .base import StepView

RULE = (
    "The rule was set beforehand: the second outcome replaces the first for this exam, better or worse, "
    "with its feedback."
)


class AppealForm(forms.Form):
    """Why. That it is needed is the action's to say."""

    reason = Paragraphs(
        label="Reason",
        help_text="For the file. The reviewers do not see it, nor that the exam was scored before.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        required=False,
    )


class ScoreAgain(StepView):
    """Send one exam to a fresh pair; only where reviewers score blind."""

    page_title = "Appeal: score again"
    form_class = AppealForm
    explanation = (
        "Two reviewers who have never been asked about this exam score it under the same rules, and cannot "
        f"tell that it was scored before. {RULE} You confirm it when it is there; until then the application "
        "cannot be decided."
    )
    button = "Have it scored again"
    done = "The exam is on its way to two other reviewers. The outcome will wait here for you."
    sitting: Sitting

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The sitting, or a 404 if it is not this application's or nobody scores blind."""
        super().setup(request, *args, **kwargs)
        if backend().typed_by_hand:
            raise Http404
        self.sitting = get_object_or_404(self.application.sittings, pk=kwargs["sitting"])

    def carry_out(self, form: forms.Form) -> None:
        appeal_outcome(
            application=self.application.pk,
            sitting=self.sitting.pk,
            by=self.request.user,
            reason=form.cleaned_data["reason"],
        )


class SettleAppeal(StepView):
    """Confirm what the second pair found."""

    template_name = "endorsement_plugin/admin/settle.html"
    page_title = "Confirm the second outcome"
    explanation = RULE
    button = "Confirm and tell the candidate"
    done = "The second outcome counts now, and the candidate has been told."
    appeal: Appeal

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The appeal, or a 404 if it is not this application's."""
        super().setup(request, *args, **kwargs)
        rows = Appeal.objects.filter(sitting__application=self.application)
        self.appeal = get_object_or_404(rows.select_related("asked_by"), pk=kwargs["appeal"])

    def carry_out(self, form: forms.Form) -> None:
        settle_appeal(application=self.application.pk, appeal=self.appeal.pk, by=self.request.user)
