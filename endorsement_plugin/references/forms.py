"""A referee, and the signature under a statement."""

from collections.abc import Sequence
from typing import Any

from django import forms

from endorsement_plugin.models import Reference
from review_queue.typed.fields import Address, Line, Name, Paragraphs

INPUT = {"class": "input"}


class RefereeForm(forms.Form):
    """Who is to be asked for a reference, and how they know the applicant unless the editor said so."""

    use_required_attribute = False

    name = Name(
        max_length=200,
        label="Name",
        widget=forms.TextInput(attrs=INPUT),
        error_messages={"required": "Enter the referee's name."},
    )
    email = Address(
        label="E-mail address",
        help_text="We send the request to this address.",
        widget=forms.EmailInput(attrs=INPUT),
        error_messages={
            "required": "Enter the referee's e-mail address.",
            "invalid": "Enter an e-mail address, as in name@example.org.",
        },
    )
    role = Name(
        max_length=100,
        label="How they know you",
        required=False,
        widget=forms.TextInput(attrs=INPUT),
    )
    waived = forms.BooleanField(
        label="I give up the right to read what this referee writes.",
        help_text=(
            "Referees are told. Many feel freer to write when you do. If you keep the right, you can read "
            "the reference once your application is decided."
        ),
        required=False,
    )

    def __init__(self, *args: object, role: str = "", roles: Sequence[str] = (), **kwargs: object) -> None:
        """`role` is the form's own for this place; else it is one of `roles`, if there are any, or free."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if role:
            del self.fields["role"]
        elif roles:
            self.fields["role"] = _role(roles)


def _role(roles: Sequence[str]) -> forms.ChoiceField:
    choices = [("", "Choose one"), *((role, role) for role in roles)]
    return forms.ChoiceField(
        label="How they know you",
        choices=choices,
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={
            "required": "Choose how they know you.",
            "invalid_choice": "Choose one of the roles that are offered.",
        },
    )


def initial_of(reference: Reference) -> dict[str, object]:
    """The form's values for a referee who is named already."""
    return {name: getattr(reference, name) for name in ("name", "email", "role", "waived")}


class DeclineForm(forms.Form):
    """Why a referee would rather not, if they want to say."""

    reason = Paragraphs(
        max_length=2000,
        required=False,
        label="Reason",
        help_text="The applicant will read this. You may leave it empty.",
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4}),
    )


class SignatureForm(forms.Form):
    """Agreeing to a statement by typing one's name under it."""

    use_required_attribute = False

    agreed = forms.BooleanField(
        label="I have read this statement and agree to it.",
        error_messages={"required": "Tick the box to say that you agree."},
    )
    typed_name = Line(
        max_length=200,
        label="Type your full name to sign",
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={"required": "Type your name to sign."},
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, block: str, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, prefix=f"sign-{block}")
        self.block = block


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": "Enter the day.", "invalid": "Enter a date, as in 2026-04-30."},
    )


def _scan(label: str, help_text: str, *, required: bool) -> forms.FileField:
    return forms.FileField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={"required": "Choose the scan.", "empty": "The file is empty."},
    )


class PaperSignatureForm(forms.Form):
    """That a statement was signed on paper, as its coordinator enters it."""

    use_required_attribute = False

    same_words = forms.BooleanField(
        label="The paper has the words that stand above.",
        error_messages={"required": "Compare the words. If they are others, ask for a new signature."},
    )
    name = Line(
        max_length=200,
        label="Name under the statement",
        widget=forms.TextInput(attrs=INPUT),
        error_messages={"required": "Enter the name that is signed."},
    )
    signed_on = _day("Signed on", "The day that stands beside the signature.")
    file = _scan("Scan of the signed page", "A PDF file.", required=False)
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        block: str,
        initial: dict[str, Any] | None = None,
        has_scan: bool = False,
    ) -> None:
        super().__init__(data, files, initial=initial, prefix=f"sign-{block}")
        self.block = block
        if has_scan:
            self.fields["file"].help_text = "A PDF file. Without one the scan that is there stays."


class PaperReferenceForm(RefereeForm):
    """Who wrote a reference that came on paper, and when it came. The ratings are the referees' own form."""

    RATINGS, LETTER = "ratings", "letter"
    field_order = ["name", "email", "role", "received_on", "waived", "what", "file"]

    received_on = _day("Received on", "The day on which it came.")
    what = forms.ChoiceField(
        label="What came",
        choices=[(RATINGS, "The rating form, filled in on paper"), (LETTER, "A letter without ratings")],
        initial=RATINGS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came."},
    )
    file = _scan("Scan", "A PDF file. A letter needs one; of a rating form it is welcome.", required=False)
    waived = forms.BooleanField(
        label="The applicant gave up the right to read it.",
        help_text="As it stands on the paper.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = "If it stands on the paper. Nothing is sent there."
        if "role" in self.fields:
            self.fields["role"].label = "How they know the applicant"
