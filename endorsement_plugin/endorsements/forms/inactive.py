"""A sanction, and a leave."""

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format

from endorsement_plugin.endorsements.queries import Standing, open_request
from endorsement_plugin.models import Endorsement, EndorsementRequest
from endorsement_plugin.requirements.counting import months_after

from .base import Day, MoveForm, line, words


class SanctionForm(MoveForm):
    """What a licensing board did, as its association has learned it."""

    what = words(
        "What the board did",
        "As in “License suspended for six months.” For the file and for the letter; the public does not "
        "read it.",
        missing="Write what the board did.",
    )
    on = Day(label="On which day", error_messages={"required": "Say on which day the board did it."})
    source = line(
        "Where you learned of it",
        "The board’s decision, its page, a letter and its date. For the file.",
        missing="Say where you learned of it.",
    )
    until = Day(
        label="Until when",
        required=False,
        help_text="If the board has set an end. Nothing happens by itself on that day: you end the sanction.",
    )

    def clean_on(self) -> date | None:
        """It has happened."""
        return self.not_to_come("on")

    def clean_until(self) -> date | None:
        """Not before it began."""
        until, on = self.cleaned_data.get("until"), self.cleaned_data.get("on")
        if until and on and until < on:
            raise forms.ValidationError("This is before the day on which the board did it.")
        return until


def last_of_leave(endorsement: Endorsement, standing: Standing) -> date:
    """The last day of a leave as the policy allows it, from today or from when the leave began."""
    on_leave = endorsement.inactive_reason == Endorsement.InactiveReason.REQUESTED
    since = endorsement.state_since if on_leave else None
    return months_after(since or standing.day, 12 * standing.leave_years)


class LeaveForm(MoveForm):
    """Until when. One who is on leave already may have it changed, within the years from its beginning."""

    until = Day(label="Until and including", error_messages={"required": "Say until when."})
    note = words(
        "Reason",
        "As in “Asked for it by telephone, for an illness.” For the file; the holder does not read it.",
        missing="Write the reason.",
        rows=2,
    )

    def prepare(self) -> None:
        """What its holder asked for, which is a reason, and for how long it may be."""
        asked = open_request(self.endorsement, EndorsementRequest.Kind.LEAVE)
        if asked is not None:
            self.fields["note"].required = False
            self.fields["note"].label = "Note"
            self.fields["note"].help_text = "For the file, which says that the holder asked for it."
        self.fields["until"].initial = asked.until if asked else None
        self.fields[
            "until"
        ].help_text = f"Not after {date_format(self.last, 'j F Y')}, by your policy of renewal."

    @property
    def last(self) -> date:
        """The last day that there may be."""
        return last_of_leave(self.endorsement, self.standing)

    def clean_until(self) -> Any:
        """Within the policy's years."""
        return within_leave(self.to_come("until"), self.last)


def within_leave(until: date | None, last: date) -> date | None:
    """The last day of a leave. Raises ValidationError for one that the policy does not allow."""
    if until and until > last:
        raise forms.ValidationError(
            f"Not after {date_format(last, 'j F Y')}: so long is a leave at the most."
        )
    return until
