"""What a coordinator says of one transcript."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from endorsement_plugin.models import Transcript
from endorsement_plugin.requirements.standards import CHOICES
from endorsement_plugin.review.actions import unjudge_transcript
from endorsement_plugin.transcripts.actions.refuse import refuse_transcript
from endorsement_plugin.transcripts.actions.verify import verify_transcript
from review_queue.typed.fields import Line, Paragraphs

from .base import PressView, StepView


class OneTranscript(StepView):
    """A step about one transcript of the application."""

    transcript: Transcript

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The transcript, or a 404 if it is not this application's."""
        super().setup(request, *args, **kwargs)
        self.transcript = get_object_or_404(self.application.transcripts, pk=kwargs["transcript"])


class VerifyForm(forms.Form):
    """What it is, and an optional remark, kept whole: the file has room for it."""

    standard = forms.ChoiceField(choices=[("", "Not said"), *CHOICES], required=False)
    note = Line(required=False)


class VerifyTranscript(OneTranscript, PressView):
    """Take it as good: a person has looked, it is this applicant's, and shows what the application says."""

    form_class = VerifyForm
    done = "The transcript is verified."

    def carry_out(self, form: forms.Form) -> None:
        verify_transcript(transcript=self.transcript.pk, by=self.request.user, **form.cleaned_data)


class UnjudgeTranscript(OneTranscript, PressView):
    """Look at it again."""

    done = "Taken back. The transcript waits to be looked at."

    def carry_out(self, form: forms.Form) -> None:
        unjudge_transcript(transcript=self.transcript.pk, by=self.request.user)


class RefuseForm(forms.Form):
    """Why not."""

    note = Paragraphs(
        label="Why it cannot be used",
        help_text="The applicant reads this beside the transcript.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class RefuseTranscript(OneTranscript):
    """Not good enough."""

    page_title = "Refuse a transcript"
    form_class = RefuseForm
    explanation = "It no longer counts. To get another one, return the application to the applicant as well."
    button = "Refuse it"
    done = "The transcript is refused."
    danger = True

    def carry_out(self, form: forms.Form) -> None:
        refuse_transcript(transcript=self.transcript.pk, by=self.request.user, note=form.cleaned_data["note"])
