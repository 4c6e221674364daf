"""When an association takes applications up, as its people say it on one page without a script."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django import forms

from endorsement_plugin.rules.windows import (
    MONTHS,
    WEEKDAYS,
    YEAR,
    Always,
    Cohort,
    FirstWeekday,
    Fixed,
    Monthly,
    Window,
    dump,
    faults,
    read,
)
from review_queue.typed.cleaning import clean
from review_queue.typed.fields import Paragraphs
from review_queue.typed.number_fields import WholeNumberField

KINDS = [
    ("", "Nothing is said of it here"),
    ("always", "All year"),
    ("monthly", "By a day of the month"),
    ("first_weekday", "By the first … of the month"),
    ("fixed", "By fixed days of the year"),
    ("cohort", "In groups that start together"),
]
LONG = {name.casefold(): number for number, name in MONTHS}
SHORT = {name[:3]: number for name, number in LONG.items()}
LONGEST = 1000
"""Characters of a list of days."""

DAY_FORMATS = ("%Y-%m-%d", "%d %B %Y", "%B %d %Y", "%d %b %Y")
PLACES = {"day": "day", "days": "days", "months": "length"}
"""Which control a part of a window is typed in."""


class WindowForm(forms.Form):
    """One way to say when; what is typed for another way is left alone."""

    kind = forms.ChoiceField(label="Applications are taken up", choices=KINDS, required=False)
    day = WholeNumberField(
        label="By a day of the month: which", required=False, help_text="31 is the last day of every month."
    )
    weekday = forms.ChoiceField(
        label="By the first … of the month: which", choices=WEEKDAYS, required=False, initial=4
    )
    only_in = forms.MultipleChoiceField(
        label="Of the month: only in",
        choices=MONTHS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: every month.",
    )
    days = Paragraphs(
        max_length=LONGEST,
        label="By fixed days: which",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One on each line, as in 15 January. The same every year.",
    )
    starts = Paragraphs(
        max_length=LONGEST,
        label="In groups: they start on",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One on each line, as in 2027-03-01 or 1 March 2027.",
    )
    length = WholeNumberField(
        label="In groups: months to submit", required=False, help_text="From the start of the group."
    )

    def __init__(self, data: Any = None, *, stored: dict[str, Any], may_change: bool) -> None:
        super().__init__(data, initial=_typed(read(stored)), prefix="window")
        for field in self.fields.values():
            field.disabled = not may_change

    def clean(self) -> dict[str, Any]:
        """Every fault beside the control it is about."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["window"] = window = self._window(cleaned)
            if window and not self.errors:
                for part, words in faults(window):
                    self.add_error(PLACES[part], words)
        return cleaned

    @property
    def stored(self) -> dict[str, Any]:
        """What was typed, as it is stored."""
        return dump(self.cleaned_data.get("window"))

    def _window(self, typed: dict[str, Any]) -> Window | None:
        months = tuple(sorted(int(month) for month in typed["only_in"])) or YEAR
        match typed["kind"]:
            case "always":
                return Always()
            case "monthly":
                return Monthly(typed["day"] or 0, months)
            case "first_weekday":
                return FirstWeekday(int(typed["weekday"] or 0), months)
            case "fixed":
                return Fixed(tuple(self._lines("days", _day_of_year, "15 January")))
            case "cohort":
                starts = tuple(self._lines("starts", _day, "1 March 2027"))
                return Cohort(starts, typed["length"] or 0)
        return None

    def _lines(self, name: str, reader: Callable[[str], Any], example: str) -> Iterator[Any]:
        for line in filter(None, (clean(one) for one in self.cleaned_data[name].splitlines())):
            value = reader(line)
            if value is None:
                self.add_error(name, f"“{line}” is not read as a day. Write it as in {example}.")
            else:
                yield value


def _day_of_year(line: str) -> tuple[int, int] | None:
    """15 January, or January 15: the month and the day."""
    parts = re.split(r"[\s.,]+", line.casefold().strip(". "))
    numbers = [int(one) for one in parts if one.isdecimal() and len(one) < 3]
    months = [LONG.get(one) or SHORT.get(one, 0) for one in parts if not one.isdecimal()]
    return (months[0], numbers[0]) if len(parts) == 2 and numbers and months and months[0] else None


def _day(line: str) -> date | None:
    plain = " ".join(line.replace(",", " ").split())
    for pattern in DAY_FORMATS:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def _typed(window: Window | None) -> dict[str, Any]:
    """What the controls hold for a window."""
    names = dict(MONTHS)
    match window:
        case Always():
            return {"kind": "always"}
        case Monthly():
            return {"kind": "monthly", "day": window.day, "only_in": _some(window.months)}
        case FirstWeekday():
            return {
                "kind": "first_weekday",
                "weekday": window.weekday,
                "only_in": _some(window.months),
            }
        case Fixed():
            return {"kind": "fixed", "days": "\n".join(f"{day} {names[month]}" for month, day in window.days)}
        case Cohort():
            starts = "\n".join(day.isoformat() for day in sorted(window.starts))
            return {"kind": "cohort", "starts": starts, "length": window.months}
    return {"kind": ""}


def _some(months: tuple[int, ...]) -> list[int]:
    return [] if len(set(months)) == len(YEAR) else list(months)
