"""Another category for an endorsement that stays the same one."""

from datetime import date

from django import forms

from endorsement_plugin.endorsements.queries import other_categories

from .base import Day, MoveForm, line, words

GONE = "This category cannot be chosen any more. Look at the list again."


class CategoryForm(MoveForm):
    """To which category, from when and why."""

    category = forms.ChoiceField(
        label="To which category",
        error_messages={"required": "Choose the category.", "invalid_choice": GONE},
    )
    on = Day(label="From which day", error_messages={"required": "Say from which day."})
    designation = line("Designation there", "As in “Clinical”. Empty where there is none.", longest=40)
    reason = words(
        "Reason",
        "The holder reads this in the letter. It is kept in the file.",
        missing="Write the reason.",
    )

    def prepare(self) -> None:
        """What its holder does not hold yet; today, and the designation as it stands."""
        self.others = {str(one.pk): one for one in other_categories(self.endorsement)}
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose one"), *((pk, str(one)) for pk, one in self.others.items())]
        self.fields["on"].initial = self.standing.day
        self.fields["designation"].initial = self.endorsement.designation

    def clean_on(self) -> date | None:
        """It has come, and the endorsement was there."""
        on = self.not_to_come("on")
        if on and on < self.endorsement.granted_on:
            raise forms.ValidationError("This is before the endorsement was granted.")
        return on
