"""What somebody writes who wants to know more."""

from typing import Any

from django import forms

from review_queue.typed.fields import Address, Line, Name, Paragraphs

INPUT = {"class": "input"}
LONGEST = 4000
"""Characters of a message."""


class EnquiryForm(forms.Form):
    """Who asks, and what. Nothing is guessed, and nothing typed is cut."""

    use_required_attribute = False

    name = Name(
        max_length=200,
        label="Your name",
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    email = Address(
        label="Your e-mail address",
        help_text="The answer goes there.",
        widget=forms.EmailInput(attrs={**INPUT, "autocomplete": "email"}),
        error_messages={
            "required": "Enter your e-mail address, for the answer.",
            "invalid": "Enter an e-mail address, as in name@example.org.",
        },
    )
    organization = Name(
        max_length=200,
        label="Association or organization",
        required=False,
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "organization"}),
    )
    place = Name(
        max_length=100,
        label="State or country",
        required=False,
        widget=forms.TextInput(attrs=INPUT),
    )
    message = Paragraphs(
        max_length=LONGEST,
        label="What would you like to know?",
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 8}),
        error_messages={"required": "Write what you would like to know."},
    )
    trap = Line(
        max_length=200,
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_trap(self) -> Any:
        """Programs fill in whatever there is. A person whose browser did is told, and keeps the text."""
        if self.cleaned_data.get("trap"):
            raise forms.ValidationError("Leave this empty: it is there to catch programs that send spam.")
        return ""
