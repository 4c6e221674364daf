from django import forms

from review_queue.typed.fields import Address


class InviteForm(forms.Form):
    """Where the invitation goes."""

    address = Address(
        label="E-mail address",
        help_text="One that is theirs alone. They join with an account that has confirmed this address.",
        max_length=254,
        error_messages={"required": "Enter the address.", "invalid": "This is no e-mail address."},
    )
