"""What makes a renewal policy impossible, each fault beside the field that causes it. No query."""

from calendar import month_name
from collections.abc import Iterator, Mapping
from typing import Any

from endorsement_plugin.rules.renewals import DueRule

DAYS_IN_A_YEAR = 365
LONGEST_MONTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}

Fault = tuple[str, str]
"""The name of a field, and what is wrong there."""

NO_DAYS = "Somebody who is granted it on that very day would have a period without days. Enter at least 1."


def faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything that cannot be, of the values of a policy by field. What could not be read is left out."""
    yield from _of_the_day(values)
    yield from _of_the_period(values)
    yield from _of_reminders(values)
    yield from _of_the_end(values)
    yield from _of_money(values)


def _of_the_day(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values.get("due") != DueRule.FIXED:
        return
    month, day, year = (values.get(name) for name in ("due_month", "due_day", "due_year"))
    if not month:
        yield "due_month", "Choose the month of the day that is the same for all."
    if not day:
        yield "due_day", "Enter the day that is the same for all: 31."
    elif not 1 <= day <= 31:
        yield "due_day", "Enter a day from 1 to 31."
    elif month and day > (last := LONGEST_MONTHS.get(month, 31)):
        yield "due_day", f"{month_name[month]} has no day {day}. Its last one is {last}."
    if year and values.get("cycle_years") == 1:
        yield "due_year", "It ends in every year when it is renewed every year. Leave this empty."
    elif year and not 2000 <= year <= 2200:
        yield "due_year", "Enter a year in four digits, as in 2027."
    first = values.get("first_after_months")
    if first is not None and not 1 <= first <= 120:
        yield "first_after_months", NO_DAYS if first < 1 else "Enter 120 months at the most."


def _of_the_period(values: Mapping[str, Any]) -> Iterator[Fault]:
    years, window = values.get("cycle_years"), values.get("window_days")
    if years is not None and not 1 <= years <= 10:
        yield "cycle_years", "A period without days cannot be renewed. Enter a number of years from 1 to 10."
    elif window is not None and years and not 1 <= window <= years * DAYS_IN_A_YEAR:
        words = f"Enter a number of days from 1 to {years * DAYS_IN_A_YEAR:,}, the days of the period."
        yield "window_days", words


def _of_reminders(values: Mapping[str, Any]) -> Iterator[Fault]:
    days, window = values.get("reminder_days") or [], values.get("window_days")
    early = [day for day in days if window and day > window]
    if len({*days}) < len(days):
        yield "reminder_days", "The same day stands here twice."
    if early:
        yield (
            "reminder_days",
            f"{early[0]} days before is too early: it can be renewed from {window} days before only.",
        )
    if len(days) > 12:
        yield "reminder_days", "Twelve reminders at the most."


def _of_the_end(values: Mapping[str, Any]) -> Iterator[Fault]:
    years, grace = values.get("cycle_years"), values.get("grace_days")
    if grace is not None and years and not 0 <= grace < years * DAYS_IN_A_YEAR:
        yield "grace_days", "That many days of grace go beyond the next day of renewal."
    removal = values.get("removal_days")
    if removal is not None and not 1 <= removal <= 36_500:
        yield "removal_days", "Enter at least 1 day, or leave it empty: the name then stays as inactive."
    back = values.get("back_within_months")
    if back is not None and not 1 <= back <= 600:
        yield "back_within_months", "Enter at least 1 month, or leave it empty for always."
    if (values.get("leave_years") or 0) > 20:
        yield "leave_years", "Enter 20 years at the most; 0 where nobody may be on leave."
    if (values.get("audit_percent") or 0) > 100:
        yield "audit_percent", "Enter a number from 0 to 100."
    if (values.get("back_references") or 0) > 9:
        yield "back_references", "Enter a number from 0 to 9."


def _of_money(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values.get("late_fee") and values.get("grace_days") == 0:
        yield "late_fee", "Without days of grace nobody can renew late, so nobody would owe this."
    if values.get("one_fee") and values.get("due") != DueRule.FIXED:
        yield (
            "one_fee",
            "By the day of granting each has a day of its own. Choose a day that is the same for all.",
        )
    elif values.get("one_fee") and not values.get("fee"):
        yield "one_fee", "Enter the fee. What the credentials’ pages say is due for each by itself."
