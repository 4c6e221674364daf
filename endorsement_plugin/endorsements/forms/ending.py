"""What ends an endorsement: removed, retired, listed as emeritus, provisional and not made full."""

from django import forms

from endorsement_plugin.endorsements.queries import COUNTS, others_of

from .base import MoveForm, words


class ReasonForm(MoveForm):
    """Why."""

    reason = words(
        "Reason",
        "The holder reads this in the letter. It is kept in the file.",
        missing="Write the reason.",
    )


class EmeritusForm(MoveForm):
    """Why, for the file alone."""

    note = words(
        "Reason",
        "As in “Retired from work, and asked for it by letter.” For the file; the holder does not read it.",
        missing="Write the reason.",
        rows=2,
    )


class RetireForm(MoveForm):
    """Why, or for which higher one."""

    upgraded_to = forms.ChoiceField(
        label="Instead of it", required=False, help_text="If its holder has moved on to another endorsement."
    )
    reason = words(
        "Reason", "Not needed if there is another one instead. The holder reads it in the letter.", rows=3
    )

    def prepare(self) -> None:
        """What else its holder has; no question where that is nothing."""
        others = [one for one in others_of(self.endorsement) if one.status in COUNTS]
        if not others:
            del self.fields["upgraded_to"]
            return
        field = self.fields["upgraded_to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "No other one"),
            *(
                (str(one.pk), f"{one.credential.name} ({one.credential.code}), {one.number}")
                for one in others
            ),
        ]

    def clean(self) -> dict[str, object]:
        """One of both."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        if not cleaned.get("reason") and not cleaned.get("upgraded_to") and "reason" not in self.errors:
            self.add_error("reason", "Write the reason.")
        return cleaned


class ProvisionalOverForm(MoveForm):
    """What it is from now on."""

    to = forms.ChoiceField(
        label="From now on",
        choices=[
            ("inactive", "Inactive: it can come back by your policy"),
            ("retired", "Retired: it has ended"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of both."},
    )
    reason = words(
        "Reason",
        "The holder reads this in the letter. It is kept in the file.",
        missing="Write the reason.",
    )
