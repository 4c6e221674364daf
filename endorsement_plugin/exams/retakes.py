"""The wait before an exam is sat again, and the other paper: kept, or set aside with a reason."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format

from endorsement_plugin.errors import Incomplete, Problem
from endorsement_plugin.requirements.wording import both, counted

from .queries.retakes import NextSitting, whom_of

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
    if allowed.used_up:
        yield _times(allowed)
    if allowed.seen:
        yield ALL_SEEN


def terms_of(allowed: NextSitting, approved: date) -> Iterator[str]:
    """What the next sitting is about, on which paper, and until when it may be begun."""
    if allowed.paper and (who := whom_of(allowed.paper.form).words):
        yield f"The paper is “{allowed.paper.form.title}”, for {who}."
    if allowed.parts:
        yield f"It has to be passed in every part: {both([part.phrase for part in allowed.parts])}."
    elsewhere = [part.name for part in allowed.parts if not part.on_paper]
    if elsewhere:
        yield f"You enter the outcome of {both(elsewhere)}."
    if standing := [part.name for part in allowed.rules.parts if part not in allowed.parts]:
        yield f"Passed before, and not sat again: {both(standing)}."
    if until := allowed.open_until(approved):
        yield f"Scheduled today, it has to be begun by {_day(until)}."


def refuse_late(opens_on: date, open_until: date | None) -> None:
    """Raises Incomplete for a day on which the approval to sit the exam is no longer valid."""
    if open_until and opens_on > open_until:
        until = _day(open_until)
        words = f"The approval to sit the exam is valid until {until}. Choose that day or an earlier one."
        problem = Problem("approval_over", words, ("opens_on",))
        raise Incomplete("The exam cannot be begun that late.", [problem])


def _against(allowed: NextSitting, opens_on: date) -> Iterator[Problem]:
    if allowed.opens_from and opens_on < allowed.opens_from:
        day = _day(allowed.opens_from)
        yield Problem(
            "retake_too_early",
            f"The last exam was not passed. It can be sat again from {day}. Choose that day or a later one, "
            "or write below why it may be earlier.",
            ("opens_on",),
        )
    if allowed.used_up:
        yield Problem("no_attempt_left", f"{_times(allowed)} Write below why there is one more.", ("reason",))
    if allowed.seen:
        yield Problem(
            "no_other_paper",
            f"{ALL_SEEN} Publish another one, or write below why the same paper may be sat again.",
            ("reason",),
        )


def _times(allowed: NextSitting) -> str:
    most = counted(allowed.rules.attempts, "attempt")
    had = counted(allowed.used_up, "attempt")
    return f"The requirements allow {most}, and the candidate has had {had}."


def _day(day: date) -> str:
    return date_format(day, "j F Y")
