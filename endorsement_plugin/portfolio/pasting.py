"""Many entries of one kind at once: what pasted rows would become, each with what keeps it out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db import models

from endorsement_plugin.models import EvidenceEntry, Person
from endorsement_plugin.requirements.clauses import Clause
from endorsement_plugin.requirements.evidence_kinds import EVIDENCE_KINDS, with_detail
from endorsement_plugin.rules.pasting import (
    MOST_ROWS,
    Row,
    day_comes_first,
    guessed,
    headings,
    read_day,
    split_rows,
)
from review_queue.typed.folding import folded

from .forms import EvidenceForm
from .rules import SAME, digest_of

KINDS = {kind.value: kind for kind in with_detail("hours")}
"""What many are pasted of."""

ALSO_CALLED: Mapping[str, Sequence[str]] = {
    "title": ("training", "course", "name", "topic", "workshop", "name of training", "activity"),
    "organization": ("organization", "organisation", "provider", "sponsor", "agency", "where", "trainer"),
    "started_on": ("date", "day", "start", "start date", "from", "first day", "date of training"),
    "ended_on": ("end", "end date", "to", "until", "last day", "through"),
    "hours": ("hours", "clock hours", "hrs", "credit hours", "ceu", "total hours"),
    "giver": ("supervisor", "consultant", "supervised by", "given by"),
    "giver_email": ("e-mail", "email", "supervisor email"),
    "setting": ("type", "individual or group"),
    "areas": ("areas", "competencies", "competency"),
}
"""What people call the columns, beside the words of the form."""

NO_ROWS = "Paste at least one row, or choose a file."
TOO_MANY = "These are {count} rows. Paste {most} at a time."
THERE_ALREADY = "It is in your portfolio already."
TWICE = "It stands above already."


@dataclass(frozen=True)
class Pasted:
    """One row: where it stood, what it says, what it would become, and why it would not."""

    number: int
    cells: Row
    details: Mapping[str, Any]
    values: Mapping[str, Any] | None
    problems: Sequence[str]
    there: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it would be added."""
        return self.values is not None and not self.there


class Reading:
    """Pasted text as entries of one kind of a person.

    `columns` say which detail each column holds, where the guess was not right; an empty one is left out.
    A row that is likely a slip is kept out unless `confirmed`. One query for each row with hours, and one
    more for all.
    """

    def __init__(
        self,
        text: str,
        *,
        kind: str,
        person: Person,
        clauses: Sequence[Clause] = (),
        columns: Mapping[int, str] | None = None,
        confirmed: bool = False,
    ) -> None:
        self.kind, self.person, self.clauses, self.confirmed = kind, person, clauses, confirmed
        self.names = list(EvidenceForm(kind=kind, person=person, clauses=clauses).fields)
        rows = split_rows(text)
        named = headings(rows[0], self._called) if rows else {}
        self.header = rows[0] if named else []
        self.body = rows[1:] if named else rows
        self.guess = named or guessed(self.body[:50], *self._kinds)
        chosen = {column: name for column, name in (columns or {}).items() if name in {*self.names, ""}}
        self.columns = {column: name for column, name in {**self.guess, **chosen}.items() if name}

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in [self.header, *self.body]), default=0)

    @property
    def refusal(self) -> str:
        """Why nothing of it can be read; empty if it can."""
        if not self.body:
            return NO_ROWS
        return TOO_MANY.format(count=len(self.body), most=MOST_ROWS) if len(self.body) > MOST_ROWS else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What a column can hold."""
        labels = EVIDENCE_KINDS[self.kind].details
        return [("", "Leave out"), *((name, labels[name].label) for name in self.names)]

    @cached_property
    def rows(self) -> list[Pasted]:
        """Each row, in order."""
        if self.refusal:
            return []
        there = set(self.person.evidence.filter(kind=self.kind).values_list("made_of", flat=True))
        first = 2 if self.header else 1
        seen: set[str] = set()
        return [self._read(number, cells, there, seen) for number, cells in enumerate(self.body, first)]

    @property
    def new(self) -> list[Pasted]:
        """Those that would be added."""
        return [row for row in self.rows if row.is_new]

    @property
    def wrong(self) -> list[Pasted]:
        """Those with a problem."""
        return [row for row in self.rows if row.problems]

    @property
    def there(self) -> list[Pasted]:
        """Those that are there already."""
        return [row for row in self.rows if row.there]

    def _read(self, number: int, cells: Row, there: set[str], seen: set[str]) -> Pasted:
        details = {
            name: self._typed(name, cells[column])
            for column, name in self.columns.items()
            if column < len(cells) and cells[column]
        }
        form = EvidenceForm(
            {**details, "confirmed": self.confirmed}, kind=self.kind, person=self.person, clauses=self.clauses
        )
        values = form.cleaned_data if form.is_valid() else None
        digest = digest_of(self.kind, values if values is not None else form.cleaned_data)
        doubts = list(form.errors.get("confirmed", ()))
        if digest in there or (SAME in doubts and len(form.errors) == 1):
            return Pasted(number, cells, details, values, [], THERE_ALREADY)
        if values is not None and digest in seen:
            return Pasted(number, cells, details, values, [], TWICE)
        seen.add(digest)
        return Pasted(number, cells, details, values, self._problems(form))

    def _problems(self, form: EvidenceForm) -> list[str]:
        labels = EVIDENCE_KINDS[self.kind].details
        return [
            str(error) if name not in labels else f"{labels[name].label}: {error}"
            for name, errors in form.errors.items()
            for error in errors
        ]

    def _typed(self, name: str, cell: str) -> Any:
        """A cell as the form's control would have it: days in order, choices by their words."""
        field = self._fields[name]
        if isinstance(field, forms.DateField):
            day = read_day(cell, day_first=self._day_first)
            return day.isoformat() if day else cell
        if isinstance(field, forms.MultipleChoiceField):
            return [self._choice(field, part) for part in cell.replace("|", ";").split(";") if part.strip()]
        return self._choice(field, cell) if isinstance(field, forms.ChoiceField) else cell

    @staticmethod
    def _choice(field: Any, said: str) -> str:
        known = {folded(str(words)): value for value, words in field.choices if value}
        known |= {folded(str(value)): value for value, _ in field.choices if value}
        return str(known.get(folded(said), said.strip()))

    @cached_property
    def _fields(self) -> Mapping[str, forms.Field]:
        return EvidenceForm(kind=self.kind, person=self.person, clauses=self.clauses).fields

    @cached_property
    def _day_first(self) -> bool:
        days = [column for column, name in self.columns.items() if name in {"started_on", "ended_on"}]
        return day_comes_first(row[column] for row in self.body for column in days if column < len(row))

    @property
    def _called(self) -> Mapping[str, Sequence[str]]:
        labels = EVIDENCE_KINDS[self.kind].details
        own = {name: (name, labels[name].label) for name in self.names}
        return {name: (*words, *ALSO_CALLED.get(name, ())) for name, words in own.items()}

    @property
    def _kinds(self) -> tuple[list[str], list[str], list[str]]:
        """The details by what stands in a column: days, numbers, texts."""
        days: list[str] = []
        numbers: list[str] = []
        texts: list[str] = []
        for name in self.names:
            column = EvidenceEntry._meta.get_field(name)
            if isinstance(column, models.DateField):
                days.append(name)
            elif isinstance(column, models.DecimalField):
                numbers.append(name)
            elif isinstance(column, models.CharField) and not isinstance(column, models.EmailField):
                texts.append(name)
        return days, numbers, texts
