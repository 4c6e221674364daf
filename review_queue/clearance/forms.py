"""What a clearer may do with a text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from review_queue.anonymization.spans import Label
from review_queue.items.queries.passages import WHAT_IS_MASKED, Passage
from review_queue.redaction.geometry import Area
from review_queue.typed.number_fields import NumberField

from .rules import CLEARERS


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
        help_text="Type them, or select them in the text. Every mention is shown before it is masked.",
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


class SeenForm(forms.Form):
    """`seen` is the digest of the text that the page showed."""

    seen = forms.CharField(max_length=64)


class MaskAgainForm(SeenForm):
    """`leave` are words that are no name in this answer."""

    leave = forms.CharField(
        label="Words that are no name here",
        help_text="With commas between them. They are marked instead of masked, in files too.",
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_leave(self) -> list[str]:
        return [words.strip() for words in self.cleaned_data["leave"].split(",") if words.strip()]


class ChosenForm(SeenForm):
    """Which of the places that were shown are meant."""

    all_of_them = forms.BooleanField(required=False)

    @property
    def chosen(self) -> frozenset[str] | None:
        """Values of `queries.mentions`; None is all. Only if valid."""
        sent = self.data.getlist("places")  # type: ignore[attr-defined]
        return None if self.cleaned_data["all_of_them"] else frozenset(sent)


class TickForm(forms.Form):
    """The button beside a marked word."""

    words = forms.CharField(max_length=1_000, strip=False)
    stays = forms.BooleanField(required=False)


class TokenForm(forms.Form):
    """The button beside a mark, such as `[NAME-1]`."""

    token = forms.RegexField(r"\A\[[A-Z]+-\d{1,6}\]\Z", max_length=20)


class StepForm(forms.Form):
    """The button that undoes a step: the event that tells of it."""

    step = forms.IntegerField(min_value=1, max_value=2**63 - 1)


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


class ReleaseForm(SeenForm):
    """Both buttons say what whoever presses them vouches for; `then` is where to go on."""

    then = forms.ChoiceField(required=False, choices=[("next", "next"), ("list", "list")])


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why does it go back?",
        choices=CLEARERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it goes back."},
    )
