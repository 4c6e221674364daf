"""What a chief reviewer says of reviews that were read again, and of what was done about an alarm."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone

from review_queue.models import Criterion, Level
from review_queue.typed.fields import Paragraphs
from review_queue.typed.number_fields import WholeNumberField

DAY = {"type": "date", "class": "input"}


class SampleForm(forms.Form):
    near = WholeNumberField(
        label="All at most so many points from the pass mark",
        min_value=0,
        initial=5,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        validators=[MaxValueValidator(50, message="Choose at most 50 points.")],
    )
    disputed = forms.BooleanField(label="All with a third review", required=False, initial=True)
    share = WholeNumberField(
        label="Of the others, so many percent by lot",
        min_value=0,
        initial=5,
        help_text="Rounded up. Who draws the same answers with the same seed gets the same sample.",
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        validators=[MaxValueValidator(100, message="Choose at most 100 percent.")],
    )


class BackReadingForm(forms.Form):
    """Whether the reader agrees with the result; marks of his or her own where they say more."""

    agrees = forms.ChoiceField(
        label="Do you agree with the result?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you agree."},
    )
    note = Paragraphs(
        label="Why",
        help_text="Needed if you do not agree. It is in the evidence pack: name nobody.",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 4}),
    )

    def __init__(self, criteria: list[Criterion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for one in criteria:
            levels = [(str(level.points), str(level)) for level in one.levels.all()]
            self.fields[f"level-{one.code}"] = forms.ChoiceField(
                label=f"Your mark for {one.name}",
                required=False,
                choices=[("", "None"), *levels],
                widget=forms.Select(attrs={"class": "select"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("agrees") == "no" and not cleaned.get("note"):
            self.add_error("note", "Write why you do not agree.")
        return cleaned

    def marks(self) -> dict[Criterion, Level]:
        return dict(self._given())

    def _given(self) -> Iterator[tuple[Criterion, Level]]:
        for one in self.criteria:
            points = self.cleaned_data[f"level-{one.code}"]
            for level in one.levels.all():
                if str(level.points) == points:
                    yield one, level


class CorrectionForm(forms.Form):
    what = Paragraphs(
        label="What was found and done?",
        help_text="It is in the evidence pack. Do not name the candidate.",
        max_length=4_000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 5}),
        error_messages={"required": "Write what was found and done."},
    )
    who = forms.CharField(
        label="By whom?",
        max_length=160,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": "Say who did it."},
    )
    done_on = forms.DateField(
        label="When?",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"required": "Say when it was done."},
    )
    follow_up_on = forms.DateField(
        label="When does somebody look whether it helped?",
        help_text="Leave it empty if nobody needs to.",
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(
                "Choose a day that has come. What is planned belongs into the follow-up."
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        done, again = cleaned.get("done_on"), cleaned.get("follow_up_on")
        if done and again and again < done:
            self.add_error("follow_up_on", "Choose the day on which it was done, or a later one.")
        return cleaned


class FollowUpForm(forms.Form):
    outcome = Paragraphs(
        label="What did the follow-up find?",
        max_length=4_000,
        widget=forms.Textarea(attrs={"class": "textarea", "rows": 5}),
        error_messages={"required": "Write what the follow-up found."},
    )


class AuditForm(forms.Form):
    """`choices` are rounds with their pools, as `round:pool` and words."""

    where = forms.ChoiceField(
        label="Which round?",
        widget=forms.Select(attrs={"class": "select"}),
        error_messages={"required": "Choose a round."},
    )
    email = forms.EmailField(
        label="The auditor's e-mail address",
        help_text="Of an account that is there. Its owner neither scores, clears nor leads here.",
        widget=forms.EmailInput(attrs={"class": "input"}),
        error_messages={"required": "Enter the auditor's address."},
    )
    until = forms.DateField(
        label="Open up to and with",
        help_text="A year ahead at most. It ends by itself, or when you end it.",
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        error_messages={"required": "Say until when."},
    )

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = choices
