"""The wait before an exam is sat again, and the other paper: kept, or set aside with a reason."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format

from endorsement_plugin.errors import Incomplete, Problem

from .queries.retakes import NextSitting

ALL_SEEN = "The candidate has read every paper that is published for this credential."


def refuse_retake(allowed: NextSitting, opens_on: date, reason: str) -> None:
    """Raises Incomplete for what the association's rule is against, unless a reason is given."""
    problems = [*_against(allowed, opens_on)]
    if problems and not reason.strip():
        raise Incomplete("The exam was not passed, and cannot be sat again like this.", problems)


def said_of(allowed: NextSitting) -> Iterator[str]:
    """The rule in words, before anything is chosen."""
    if allowed.opens_from:
        yield f"The last exam was not passed. It can be sat again from {_day(allowed.opens_from)}."
    if allowed.seen:
        yield ALL_SEEN


def _against(allowed: NextSitting, opens_on: date) -> Iterator[Problem]:
    if allowed.opens_from and opens_on < allowed.opens_from:
        day = _day(allowed.opens_from)
        yield Problem(
            "retake_too_early",
            f"The last exam was not passed. It can be sat again from {day}. Choose that day or a later one, "
            "or write below why it may be earlier.",
            ("opens_on",),
        )
    if allowed.seen:
        yield Problem(
            "no_other_paper",
            f"{ALL_SEEN} Publish another one, or write below why the same paper may be sat again.",
            ("reason",),
        )


def _day(day: date) -> str:
    return date_format(day, "j F Y")
