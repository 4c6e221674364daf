"""What a holder asks for: one form for the page and the API."""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from review_queue.typed.fields import Name

from .base import Day, MoveForm
from .base import words as text
from .inactive import last_of_leave, within_leave
from .record import check_name


class AskForLeaveForm(MoveForm):
    """Until when, and why if they like."""

    until = Day(label="Until and including", error_messages={"required": "Say until when."})
    words = text("What you want to say", "You need not give a reason. Your association reads it.", rows=3)

    def prepare(self) -> None:
        """Until when it may be."""
        last = last_of_leave(self.endorsement, self.standing)
        self.fields["until"].help_text = f"Not after {date_format(last, 'j F Y')}."

    def clean_until(self) -> date | None:
        """Within the policy's years."""
        return within_leave(self.to_come("until"), last_of_leave(self.endorsement, self.standing))


class AskForWayBackForm(MoveForm):
    """What they have to show for it."""

    words = text(
        "What you want to say",
        "What you have done since, and what you will send. Your association reads it.",
        missing="Write a sentence about what you have done since.",
    )


class AskForNameForm(MoveForm):
    """The name as it is to stand on the certificate and in the registry."""

    name = Name(label="Name", max_length=200, error_messages={"required": "Write your name."})
    family_name = Name(
        label="Family name",
        max_length=100,
        required=False,
        help_text="The part that lists are sorted by. Leave it empty if you have one name alone.",
    )
    words = text("What you want to say", "As in “I have married.” Your association reads it.", rows=3)

    def prepare(self) -> None:
        """As it stands."""
        self.fields["name"].initial = self.endorsement.name
        self.fields["family_name"].initial = self.endorsement.family_name

    def clean(self) -> dict[str, Any]:
        """Another one than now, of which the family name is a part."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        return check_name(self, cleaned)
