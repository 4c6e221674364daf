"""Who the applicant is: the one form of the `person` section, on the screen and in the API.

And an application that came on paper.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from endorsement_plugin.models import Form, Person
from endorsement_plugin.people.names import NO_NAME
from endorsement_plugin.people.queries import HELD, OF_ACCOUNT, being_read, belonging_to_account
from review_queue.typed.fields import Address, Line, Name, Paragraphs

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

    def __init__(self, *args: object, final: bool, for_account: bool = False, **kwargs: object) -> None:
        """`for_account`: a coordinator enters it for somebody who keeps their details in an account."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.final, self.for_account = final, for_account
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
        if self.for_account:
            self._leave_account_alone()
        changed = [name for name in self.changed_data if name != "phone" and name in self.cleaned_data]
        if changed and being_read(self.instance):
            for name in changed:
                self.add_error(name, forms.ValidationError(HELD, code="held"))
        return super().clean()

    def _leave_account_alone(self) -> None:
        stored = {name: value for name, value in self.cleaned_data.items() if name in self.changed_data}
        for name in belonging_to_account(self.instance, stored):
            self.add_error(name, forms.ValidationError(OF_ACCOUNT, code="of_account"))


SOMEBODY_ELSE = "new"
"""The answer to who it is, for nobody of the records."""


class PaperForm(forms.Form):
    """An application that came on paper: which, when, and from whom. What goes together, the action says."""

    use_required_attribute = False

    form = forms.ModelChoiceField(
        Form.objects.none(),
        label="Application form",
        empty_label="Choose one",
        to_field_name="family",
        error_messages={
            "required": "Choose what they apply for.",
            "invalid_choice": "This form is not open for applications at the moment.",
        },
    )
    received_on = forms.DateField(
        label="Received on",
        help_text="The day on which the paper arrived.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day.", "invalid": "Enter a date, as in 2026-04-30."},
    )
    given_name = Name(label="Given name", max_length=100, required=False)
    family_name = Name(
        label="Family name",
        max_length=100,
        required=False,
        help_text="Leave one of the two empty for somebody who has one name.",
    )
    email = Address(
        label="E-mail address",
        max_length=254,
        required=False,
        help_text="Letters go here, and an invitation to join the application to an account.",
        error_messages={"invalid": "Enter an e-mail address, as in name@example.org."},
    )
    postal_address = Paragraphs(
        label="Postal address",
        max_length=400,
        required=False,
        help_text="For somebody who has no e-mail address: you send the letters by post.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who = forms.ChoiceField(label="Who is it?", required=False, widget=forms.RadioSelect)
    note = Line(
        label="Why you enter it for them",
        max_length=400,
        required=False,
        help_text="Only for somebody who has an account. They read it.",
    )

    def __init__(
        self, *args: Any, startable: QuerySet[Form], people: Sequence[Person], **kwargs: Any
    ) -> None:
        """`people`: who of the records it is likely to be. Without any nobody is asked who it is."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["form"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = startable
        chosen.label_from_instance = _form_in_words  # type: ignore[method-assign, assignment]
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [
            *((str(person.pk), _person_in_words(person)) for person in people),
            (SOMEBODY_ELSE, "None of these: make a new record"),
        ]
        if not people:
            del self.fields["who"]
            del self.fields["note"]

    def details(self) -> dict[str, Any]:
        """What the action takes."""
        values = dict(self.cleaned_data)
        who, form = values.pop("who", ""), values.pop("form")
        person = UUID(who) if who and who != SOMEBODY_ELSE else None
        return {**values, "form": form.family, "person": person, "somebody_else": who == SOMEBODY_ELSE}


def _form_in_words(form: Form) -> str:
    """IFS · Infant Family Specialist · AIMH HI"""
    credential = form.credential
    named = f"{credential.code} · {credential.name}" if credential else form.title
    return f"{named} · {form.association.short_name}"


def _person_in_words(person: Person) -> str:
    """What tells them from others: the addresses that the records have, and whether they have an account."""
    where = " ".join(person.postal_address.split())
    account = "has an account" if person.user_id else "no account yet"
    return ", ".join(filter(None, (str(person), person.email if person.name else "", where, account)))
