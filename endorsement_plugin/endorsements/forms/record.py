"""What is kept about an endorsement, and may have to be put right."""

from datetime import date
from typing import Any

from django import forms

from endorsement_plugin.endorsements.queries import open_request, others_of
from endorsement_plugin.models import EndorsementRequest
from review_queue.typed.fields import Name

from .base import Day, MoveForm, line, words

SAME = "This is as it stands already."


class NameForm(MoveForm):
    """The name as it stands in the registry and on the certificate."""

    name = Name(
        label="Name", max_length=200, error_messages={"required": "Write the name as it is to be shown."}
    )
    family_name = Name(
        label="Family name",
        max_length=100,
        required=False,
        help_text="The part that the registry is sorted by. Empty for whoever has one name alone.",
    )
    kind = forms.ChoiceField(
        label="Why",
        choices=[
            ("changed", "The name has changed: the former one is kept"),
            ("misspelled", "It was misspelled: the wrong one is not kept"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of both."},
    )
    also = forms.MultipleChoiceField(
        label="Correct it on these too",
        help_text="What else this person has of you under the same name. Each is corrected by itself: with a "
        "letter, and can be taken back alone.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "One that was ticked here has another name by now, or is not this person’s. "
            "Look at them again."
        },
    )
    note = words("Note", "What you have looked at, such as a document. For the file.", rows=2)

    def prepare(self) -> None:
        """As it stands, or as its holder asked for."""
        asked = open_request(self.endorsement, EndorsementRequest.Kind.NAME)
        now = asked or self.endorsement
        self.fields["name"].initial, self.fields["family_name"].initial = now.name, now.family_name
        self.others = {
            str(one.pk): one for one in others_of(self.endorsement).filter(name=self.endorsement.name)
        }
        choices = [
            (pk, f"{one.credential.code} {one.number}, {one.status.label.lower()}")
            for pk, one in self.others.items()
        ]
        also = self.fields["also"]
        assert isinstance(also, forms.MultipleChoiceField)
        also.choices, also.initial = choices, [pk for pk, _ in choices]
        if not choices and not (self.is_bound and self.data.get("also")):
            del self.fields["also"]

    def clean(self) -> dict[str, Any]:
        """Another one than now, of which the family name is a part; on others only if it is there, too."""
        cleaned: dict[str, Any] = check_name(self, super().clean() or self.cleaned_data)
        new = cleaned.get("name"), cleaned.get("family_name", "")
        also = {pk: self.others[pk] for pk in cleaned.get("also", ())}
        cleaned["also"] = [pk for pk, one in also.items() if (one.name, one.family_name) != new]
        return cleaned


def check_name(form: MoveForm, cleaned: dict[str, Any]) -> dict[str, Any]:
    """Of a form with name and family name: that they differ from what stands, and agree."""
    name, family = cleaned.get("name"), cleaned.get("family_name", "")
    if name and family and family not in name:
        form.add_error("family_name", "This is no part of the name above.")
    if name and (name, family) == (form.endorsement.name, form.endorsement.family_name):
        form.add_error("name", SAME)
    return cleaned


class DesignationForm(MoveForm):
    """What of its credential it is."""

    designation = line("Designation", "As in “Clinical”. Empty where there is none.", longest=40)
    reason = words(
        "Reason",
        "The holder reads this in the letter. It is kept in the file.",
        missing="Write the reason.",
    )

    def prepare(self) -> None:
        """As it stands."""
        self.fields["designation"].initial = self.endorsement.designation

    def clean_designation(self) -> str:
        """Another one than now."""
        designation: str = self.cleaned_data["designation"]
        if designation == self.endorsement.designation:
            raise forms.ValidationError(SAME)
        return designation


class HoldForm(MoveForm):
    """Until when, and why. Without a day it is held no longer."""

    until = Day(
        label="Until and including",
        required=False,
        help_text="Until then it is neither warned of, nor lapses, nor is removed by itself. Empty: from now "
        "on dates count again.",
    )
    reason = words(
        "Reason", "For the file; the holder does not read it.", missing="Write the reason.", rows=3
    )

    def prepare(self) -> None:
        """As it stands."""
        self.fields["until"].initial = self.endorsement.clock_held_until

    def clean_until(self) -> date | None:
        """Another day than now, which has not passed."""
        until = self.to_come("until")
        if until == self.endorsement.clock_held_until:
            raise forms.ValidationError(SAME)
        return until
