"""What a clearer may do with a text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from review_queue.anonymization.spans import Label
from review_queue.items.queries.passages import WHAT_IS_MASKED, Passage
from review_queue.redaction.geometry import Area
from review_queue.typed.number_fields import NumberField

from .rules import ReturnReason


def percent(label: str) -> NumberField:
    """A number from 0 to 100 with at most one decimal."""
    return NumberField(
        label=label,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "input"}),
        error_messages={"required": "Enter a number from 0 to 100, in percent of the page."},
    )


class MaskForm(forms.Form):
    phrase = forms.CharField(
        label="Words to mask",
        help_text="Type them, or select them in the text. Every mention is masked.",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type or select the words to mask."},
    )
    label = forms.ChoiceField(
        label="What they are",
        choices=[(label.value, words) for label, words in WHAT_IS_MASKED.items()],
        initial=Label.NAME.value,
        widget=forms.Select(attrs={"class": "select"}),
    )


class AreaForm(forms.Form):
    """An area of a page in percent of its width and height, counted from the upper left corner."""

    page = forms.ChoiceField(label="Page", widget=forms.Select(attrs={"class": "select"}))
    left = percent("From the left")
    top = percent("From the top")
    width = percent("Width")
    height = percent("Height")

    def __init__(self, passages: Iterable[Passage], data: QueryDict | None = None) -> None:
        """`passages` say which pages there are."""
        super().__init__(data, prefix="area")
        self.fields["page"].choices = list(_pages(list(passages)))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for start, length, edge in (("left", "width", "right"), ("top", "height", "lower")):
            if given.get(length) == 0:
                self.add_error(length, "Enter more than 0.")
            elif start in given and length in given and given[start] + given[length] > 100:
                self.add_error(length, f"This goes beyond the {edge} edge of the page.")
        return given

    def area(self) -> tuple[int, Area]:
        """The position of the section, and the area. Only if valid."""
        part, page = map(int, self.cleaned_data["page"].split("-"))
        left, top, width, height = (
            float(self.cleaned_data[name]) / 100 for name in ("left", "top", "width", "height")
        )
        return part - 1, Area(page - 1, left, top, left + width, top + height)


def _pages(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    several = sum(bool(passage.file and passage.file.sheets) for passage in passages) > 1
    for passage in passages:
        for sheet in passage.file.sheets if passage.file else ():
            part = f"Part {passage.number}, page" if several else "Page"
            yield f"{passage.number}-{sheet.number}", f"{part} {sheet.number}"


class LookForm(forms.Form):
    """The button below a page. `version` is that of the file when the page was shown."""

    part = forms.IntegerField(min_value=1, max_value=9999)
    page = forms.IntegerField(min_value=1, max_value=9999)
    version = forms.IntegerField(min_value=1, max_value=999_999)


class ReleaseForm(forms.Form):
    read = forms.BooleanField(
        label="I have read the whole text and nothing in it says who wrote it",
        error_messages={"required": "Read the whole text first, then tick the box."},
    )


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why does it go back?",
        choices=ReturnReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it goes back."},
    )
