"""The steps of the coming days: how many of each kind, and a list that is narrowed and turned by pages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator

from endorsement_plugin.renewals.queries.clock import Watched
from endorsement_plugin.rules.clock.steps import Step as ClockStep
from endorsement_plugin.rules.clock.steps import StepKind
from review_queue.typed.fields import Line
from review_queue.typed.folding import folded, words

Days = Mapping[date, Sequence[tuple[Watched, ClockStep]]]
Row = tuple[date, Watched, ClockStep]

A_PAGE = 50


class NarrowForm(forms.Form):
    """Which of the steps are listed."""

    who = Line(label="Name or number", max_length=100, required=False)
    kind = forms.ChoiceField(
        label="What happens",
        required=False,
        choices=[("", "Anything"), *((kind.value, kind.label) for kind in StepKind)],
    )
    day = forms.DateField(
        label="Day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a date, as in 2026-04-30."},
    )


class Coming:
    """What is coming, as the page shows it. What cannot be read of a filter narrows nothing, and is said."""

    def __init__(self, days: Days, asked: Mapping[str, str]) -> None:
        self.form = NarrowForm({name: asked.get(name, "") for name in NarrowForm.base_fields})
        self.form.is_valid()
        self._said: dict[str, Any] = self.form.cleaned_data
        self._number = asked.get("p", "")
        self._days = days
        self.all = sum(map(len, days.values()))

    @property
    def kinds(self) -> list[StepKind]:
        """Those that there are."""
        there = {step.kind for steps in self._days.values() for _, step in steps}
        return [kind for kind in StepKind if kind in there]

    @property
    def table(self) -> list[tuple[date, list[tuple[StepKind, int]], int]]:
        """By day how many of each kind, in the order of `kinds`, and altogether."""
        rows = []
        for day, steps in self._days.items():
            numbers = Counter(step.kind for _, step in steps)
            rows.append((day, [(kind, numbers[kind]) for kind in self.kinds], len(steps)))
        return rows

    @property
    def is_narrowed(self) -> bool:
        """Whether not all are listed."""
        return any(self._said.values())

    @property
    def is_long(self) -> bool:
        """Whether there is anything to narrow, or something is narrowed already."""
        return self.all > A_PAGE or self.is_narrowed

    @property
    def page(self) -> Page:  # type: ignore[type-arg]  # Django's own takes none at run time
        """The page that is asked for, or the nearest one."""
        return Paginator(self._rows(), A_PAGE).get_page(self._number)

    @property
    def query(self) -> str:
        """The filters, for a link to another page."""
        said = {name: str(value) for name, value in self._said.items() if value}
        return urlencode(said)

    def _rows(self) -> list[Row]:
        day, kind, typed = (self._said.get(name) for name in ("day", "kind", "who"))
        sought = words(folded(typed or ""))
        return [
            (there, one, step)
            for there, steps in self._days.items()
            if day in (None, "", there)
            for one, step in steps
            if kind in (None, "", step.kind.value) and _is(one, sought)
        ]


def _is(one: Watched, sought: Sequence[str]) -> bool:
    """Whether name and number together hold the beginning of each word."""
    there = words(folded(f"{one.endorsement.name} {one.endorsement.number}"))
    return all(any(word.startswith(part) for word in there) for part in sought)
