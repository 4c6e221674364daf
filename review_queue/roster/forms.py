"""What a reviewer, or a chief reviewer, fills in of a reviewer's details."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from review_queue.models import DeclaredConflict, Reviewer
from review_queue.roster.rules import MOST_AT_ONCE
from review_queue.typed.fields import Line
from review_queue.typed.number_fields import NumberField, WholeNumberField

from .queries.details import languages_of, tags_of

LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")
TAG = re.compile(r"^[\w./-]{1,40}$")


class DetailsForm(forms.Form):
    capacity = WholeNumberField(
        label="How many answers at one time?",
        help_text=f"1 to {MOST_AT_ONCE}.",
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        error_messages={
            "required": "Say how many.",
            "min_value": f"Choose a number from 1 to {MOST_AT_ONCE}.",
            "max_value": f"Choose a number from 1 to {MOST_AT_ONCE}.",
        },
    )
    agency = Line(
        label="Agency",
        help_text="Where you work. You get no answers from there. A former one stays a conflict.",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    languages = Line(
        label="Languages",
        help_text="As short tags with commas, such as en, es. Empty means all.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    away_until = forms.DateField(
        label="Away until",
        help_text="The last day on which nothing new should come. Empty if you are here.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )

    def __init__(self, reviewer: Reviewer, today: datetime.date, *args: Any, **kwargs: Any) -> None:
        away = reviewer.away_until if reviewer.away_until and reviewer.away_until >= today else None
        now = {
            "capacity": reviewer.capacity,
            "agency": reviewer.agency,
            "languages": ", ".join(languages_of(reviewer)),
            "away_until": away,
        }
        kwargs["initial"] = now | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def clean_languages(self) -> tuple[str, ...]:
        """Raises ValidationError for what is no language tag."""
        parts = [part.strip().casefold() for part in self.cleaned_data["languages"].split(",")]
        tags = tuple(filter(None, parts))
        for tag in tags:
            if not LANGUAGE.match(tag):
                raise ValidationError(f"“{tag}” is no language tag. Write en for English, es for Spanish.")
        return tags


class OwnDetailsForm(DetailsForm):
    """A reviewer's: qualifications are only given up."""

    qualifications = forms.MultipleChoiceField(
        label="Qualifications that you hold",
        help_text="Untick what you hold no longer. A chief reviewer adds what you hold anew.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, reviewer: Reviewer, today: datetime.date, *args: Any, **kwargs: Any) -> None:
        held = tags_of(reviewer)
        super().__init__(reviewer, today, *args, initial={"qualifications": held}, **kwargs)
        field = self.fields["qualifications"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(tag, tag) for tag in held]
        if not held:
            del self.fields["qualifications"]


class ReviewerForm(DetailsForm):
    """A chief reviewer's."""

    qualifications = Line(
        label="Qualifications",
        help_text="With commas, as answers ask for them, such as IMHS, IMHM-C.",
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"class": "input"}),
    )
    may_adjudicate = forms.BooleanField(
        label="May be a third reviewer",
        required=False,
        help_text="Of answers whose two reviews disagree.",
    )
    novice = forms.BooleanField(
        label="Is a novice", required=False, help_text="At most one novice scores any one answer."
    )
    active = forms.BooleanField(
        label="Reviews",
        required=False,
        help_text="Unticked, nothing new comes, and what is held and not handed in goes to somebody else.",
    )

    def __init__(self, reviewer: Reviewer, today: datetime.date, *args: Any, **kwargs: Any) -> None:
        now = {
            "qualifications": ", ".join(tags_of(reviewer)),
            "may_adjudicate": reviewer.may_adjudicate,
            "novice": reviewer.novice,
            "active": reviewer.active,
        }
        super().__init__(reviewer, today, *args, initial=now, **kwargs)
        self.fields["agency"].help_text = "Employer. No answers come of people who work there."
        self.fields["away_until"].help_text = "The last day on which nothing new should come."

    def clean_qualifications(self) -> tuple[str, ...]:
        """Raises ValidationError for what no answer can ask for."""
        tags = tuple(part.strip() for part in self.cleaned_data["qualifications"].split(",") if part.strip())
        for tag in tags:
            if not TAG.match(tag):
                raise ValidationError(f"“{tag}” is no qualification. Write it as answers ask for it.")
        return tags


class ConflictForm(forms.Form):
    kind = forms.ChoiceField(
        label="What keeps you from an answer?",
        choices=DeclaredConflict.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    words = Line(
        label="Which?",
        help_text="First and last name, a whole address, the agency’s name, or what comes after the @.",
        max_length=160,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": "Write which."},
    )


class TrainingForm(forms.Form):
    what = Line(
        label="What was it?",
        help_text="Such as: rubric of 2026, with ten texts scored together.",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": "Write what the training was."},
    )
    given_on = forms.DateField(
        label="When?",
        help_text="The last day, if it took several.",
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
        error_messages={"required": "Say when it was.", "invalid": "Choose a day."},
    )
    hours = NumberField(
        label="How many hours?",
        help_text="Such as 2.5.",
        min_value=Decimal("0.25"),
        max_value=Decimal(500),
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "input input--short"}),
        error_messages={
            "required": "Say how many hours it took.",
            "invalid": "Write the hours as a number, such as 2.5.",
            "min_value": "Write at least a quarter of an hour, 0.25.",
            "max_value": "Write at most 500 hours.",
            "max_decimal_places": "Write at most two places after the point.",
        },
    )
    given_by = Line(
        label="By whom?",
        help_text="Who gave it. It is in the evidence pack.",
        max_length=160,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        error_messages={"required": "Say who gave it."},
    )
    valid_until = forms.DateField(
        label="Until when does it count?",
        help_text="The last day. Empty if it does not run out.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )

    def clean_given_on(self) -> datetime.date:
        """Raises ValidationError for a day that is still to come."""
        day: datetime.date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise ValidationError("Choose a day that has come: a training is recorded once it was given.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        given, until = cleaned.get("given_on"), cleaned.get("valid_until")
        if given and until and until < given:
            self.add_error("valid_until", "Choose the day of the training, or a later one.")
        return cleaned


class StrikeForm(forms.Form):
    because = Line(
        label="Why is it struck out?",
        help_text="It is in the evidence pack, and the reviewer reads it.",
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": "Write why."},
    )
