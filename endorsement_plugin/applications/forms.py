"""Who the applicant is: the one form of the `person` section, on the screen and in the API."""

from typing import Any

from django import forms

from endorsement_plugin.models import Person
from endorsement_plugin.people.names import NO_NAME
from endorsement_plugin.people.queries import HELD, being_read
from review_queue.typed.fields import Line, Name

LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "former_names": "Former names",
    "preferred_name": "Name you go by",
    "nicknames": "Nicknames",
    "phone": "Phone number",
    "employer": "Employer",
    "license_number": "License number",
    "member_number": "Membership number",
}
HINTS = {
    "given_name": "As it should stand on your certificate. If you have one name, enter it here.",
    "family_name": "Leave this empty if you have one name.",
    "former_names": "If you have studied or worked under another name. Separate several with commas.",
    "nicknames": "Separate several with commas. We remove all your names from your exam before it is scored.",
}
AUTOCOMPLETE = {
    "given_name": "given-name",
    "family_name": "family-name",
    "nicknames": "nickname",
    "phone": "tel",
    "employer": "organization",
}


NAMES = frozenset({"given_name", "family_name"})
"""One of them will do: not everybody has two."""
NUMBERS = frozenset({"phone", "license_number", "member_number"})


class DetailsForm(forms.ModelForm):
    """With `final=False` (saving) nothing is required, with `final=True` a name is."""

    use_required_attribute = False
    prefix = "person"

    class Meta:
        model = Person
        fields = list(LABELS)
        field_classes = {name: Line if name in NUMBERS else Name for name in LABELS}
        labels = LABELS
        help_texts = dict.fromkeys(LABELS, "") | HINTS

    def __init__(self, *args: object, final: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.final = final
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "input"
            if name in AUTOCOMPLETE:
                field.widget.attrs["autocomplete"] = AUTOCOMPLETE[name]
            if name == "phone":
                field.widget.input_type = "tel"  # type: ignore[attr-defined]
            # Whoever has two names reads no “(optional)” beside the second.
            if name in NAMES:
                field.optional = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Refuse no name at all, and another name while somebody reads an application under this one."""
        if self.final and not any(self.cleaned_data.get(name, name) for name in NAMES):
            self.add_error("given_name", forms.ValidationError(NO_NAME, code="required"))
        changed = [name for name in self.changed_data if name != "phone" and name in self.cleaned_data]
        if changed and being_read(self.instance):
            for name in changed:
                self.add_error(name, forms.ValidationError(HELD, code="held"))
        return super().clean()
