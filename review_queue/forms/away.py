"""Until when a reviewer is away."""

from django import forms


class AwayForm(forms.Form):
    until = forms.DateField(
        label="Away until",
        help_text="The last day on which nothing new should come. What you hold stays with you.",
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": "Say until when, or leave it."},
    )
