"""Which file, which columns, what the words mean."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from endorsement_plugin.models import Association, Import
from endorsement_plugin.permissions import Visitor, associations_coordinated_by

from .columns import OF_KIND
from .queries import Words

ORDERS = [("mdy", "Month first: 4 March"), ("dmy", "Day first: 3 April")]


class UploadForm(forms.Form):
    """A spreadsheet, what it is of, and for which association where somebody coordinates several."""

    use_required_attribute = False
    association = forms.ModelChoiceField(
        Association.objects.none(), error_messages={"required": "Choose the association."}
    )
    kind = forms.ChoiceField(
        label="What the rows are",
        choices=Import.Kind.choices,
        initial=Import.Kind.ENDORSEES,
        widget=forms.RadioSelect,
        help_text="Begin with the endorsees: renewals and trainings are matched to them.",
    )
    file = forms.FileField(
        label="Spreadsheet",
        help_text="CSV or .xlsx, with headings in its first row.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )

    def __init__(self, *args: Any, by: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theirs = associations_coordinated_by(by)
        field = self.fields["association"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = theirs
        mine = list(theirs[:2])
        if len(mine) == 1:
            field.initial, field.widget = mine[0], forms.HiddenInput()


class ColumnsForm(forms.Form):
    """For each of our fields the column that holds it, by its heading."""

    def __init__(self, *args: Any, source: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [
            (str(place), heading or f"Column {place + 1}") for place, heading in enumerate(source.headings)
        ]
        for column in OF_KIND[source.kind]:
            place = source.columns.get(column.name)
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                choices=[("", "Not in this file"), *headings],
                initial="" if place is None else str(place),
                required=False,
            )

    def columns(self) -> dict[str, int]:
        """What was chosen."""
        return {name: int(place) for name, place in self.cleaned_data.items() if place}


class WordsForm(forms.Form):
    """For each word of theirs what it means here; and how dates are read that can be two days."""

    def __init__(
        self,
        *args: Any,
        source: Import,
        words: Sequence[Words],
        unclear: bool,
        before: Mapping[str, Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        for one in words:
            for place, (word, written) in enumerate(one.written.items()):
                times = one.times[word]
                self.fields[f"{one.name}-{place}"] = forms.ChoiceField(
                    label=f"{one.label} “{written}”",
                    help_text=f"In {times} row{'' if times == 1 else 's'}.",
                    choices=[("", "Leave these rows out"), *one.choices.items()],
                    initial=source.words.get(one.name, {}).get(word) or one.guess(word, before),
                    required=False,
                )
        if unclear:
            self.fields["dates"] = forms.ChoiceField(
                label="How is 03/04/2024 meant?",
                choices=ORDERS,
                initial=source.dates,
                widget=forms.RadioSelect,
                error_messages={"required": "Some dates can be two days. Say which is meant."},
            )

    def meanings(self) -> dict[str, dict[str, str]]:
        """What was chosen, by our field and their folded word."""
        return {
            one.name: {
                word: self.cleaned_data[f"{one.name}-{place}"] for place, word in enumerate(one.written)
            }
            for one in self.words
        }


class RunForm(forms.Form):
    """Whether whoever can be written to is invited."""

    invites = forms.BooleanField(
        label="Invite those who have an address and no account",
        help_text="Each gets one letter, from the association, with a link to join the record to an account. "
        "Without this nobody gets a letter.",
        required=False,
    )
