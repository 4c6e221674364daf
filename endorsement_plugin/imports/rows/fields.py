"""What a row says, field by field: read, and what is wrong with it. No query."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from endorsement_plugin.imports.days import NotADay, Unclear
from endorsement_plugin.imports.days import read_day as day_of
from endorsement_plugin.imports.words import NO, YES
from review_queue.typed import numbers
from review_queue.typed.folding import folded

EARLIEST = date(1960, 1, 1)
MOST_HOURS = Decimal(20_000)


@dataclass(frozen=True)
class Reading:
    """How the rows of one import are read: its kind, columns, words and dates, and the day it is."""

    kind: str
    columns: Mapping[str, int]
    words: Mapping[str, Mapping[str, str]]
    order: str
    today: date


@dataclass
class Said:
    """What a row says, by our fields, and what is wrong with it: the field and a sentence for each."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def wrong(self, name: str, sentence: str) -> None:
        """Note a problem beside a field."""
        self.problems.append((name, sentence))


def read_number(said: Said) -> None:
    """Refuse a number by which nothing is found: the registry looks for its letters and digits."""
    number = said.values["number"]
    if number and not folded(number):
        said.wrong("number", f"“{number}” has neither a letter nor a digit to search by.")


def read_email(said: Said) -> None:
    """Refuse what is no e-mail address. None is fine."""
    text = said.values["email"]
    if not text:
        return
    try:
        validate_email(text)
    except ValidationError:
        said.wrong("email", f"“{text}” is no e-mail address.")


def read_word(said: Said, name: str, reading: Reading, *, missing: str = "") -> None:
    """Their word becomes our value; what its page says stands for nothing is refused here."""
    text = said.values[name]
    if not text:
        if missing:
            said.wrong(name, missing)
        return
    value = reading.words.get(name, {}).get(folded(text), "")
    said.values[name] = value
    if not value:
        said.wrong(name, f"It has not been said what “{text}” means.")


def is_wrong(said: Said, *names: str) -> bool:
    """Whether one of these has a problem already."""
    return any(name in names for name, _ in said.problems)


def read_day(said: Said, name: str, reading: Reading, *, missing: str = "", to_come: bool = False) -> None:
    """The text becomes the day that is meant; days to come only where they may be."""
    text, said.values[name] = said.values[name], None
    if not text:
        if missing and not is_wrong(said, name):
            said.wrong(name, missing)
        return
    try:
        day = day_of(text, reading.order)
    except Unclear:
        said.wrong(name, f"“{text}” can be two days. Say on the page of the words which comes first.")
    except NotADay:
        said.wrong(name, f"“{text}” is no date. Write it as in 2024-03-31.")
    else:
        if day < EARLIEST or day.year > reading.today.year + 15:
            said.wrong(name, f"Check the year of “{text}”.")
        elif not to_come and day > reading.today:
            said.wrong(name, f"“{text}” is still to come.")
        else:
            said.values[name] = day


def read_yes_or_no(said: Said, name: str) -> None:
    """The text becomes whether yes was meant; blank is no."""
    word = folded(said.values[name])
    said.values[name] = word in YES
    if word not in YES | NO:
        said.wrong(name, "Write yes or no.")


def read_hours(said: Said, *, needed: bool) -> None:
    """The text becomes hours, with two decimal places at the most."""
    text, said.values["hours"] = said.values["hours"], None
    if not text:
        if needed and not is_wrong(said, "hours"):
            said.wrong("hours", "The hours are missing.")
        return
    try:
        hours = numbers.read(text)
    except numbers.NotANumber:
        said.wrong("hours", f"“{text}” is no number of hours. Write it as in 6 or 2.5.")
        return
    if hours <= 0 or hours > MOST_HOURS or hours != hours.quantize(Decimal("0.01")):
        said.wrong("hours", f"“{text}” hours: check the number, with two decimal places at the most.")
    else:
        said.values["hours"] = hours.quantize(Decimal("0.01"))
