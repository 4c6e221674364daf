"""An association's own words for a letter, checked."""

from typing import Any

from django import forms

from endorsement_plugin.models.mail import LONGEST_BODY, LONGEST_SUBJECT
from review_queue.typed.fields import Line, Paragraphs

from .texts import LetterKind, faults_of_body, faults_of_subject, tidied


class LetterTextForm(forms.Form):
    """Subject and text; every fault beside the one that has it."""

    subject = Line(label="Subject", max_length=LONGEST_SUBJECT)
    body = Paragraphs(label="Text", max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 18}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_subject(self) -> str:
        """With placeholders of this letter only."""
        subject = tidied(self.cleaned_data["subject"])
        if faults := list(faults_of_subject(subject, self.kind)):
            raise forms.ValidationError(faults)
        return subject

    def clean_body(self) -> str:
        """The same, and with those that it cannot do without."""
        body = tidied(self.cleaned_data["body"])
        if faults := list(faults_of_body(body, self.kind)):
            raise forms.ValidationError(faults)
        return body
