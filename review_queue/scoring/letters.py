"""To reviewers about what they hold, and to chief reviewers about what is overdue or flagged."""

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser

from review_queue.mail import compose, link
from review_queue.models import Assignment, Event, Item, Mail, Review
from review_queue.models.reviews import flag_label
from review_queue.rules.transitions import AssignmentState

ENDED = "ended:"
"""How the keys of these letters begin; the code follows."""


def ended_letter(assignment: Assignment) -> Mail:
    """Work is no longer needed. The same for an answer and an anchor, and whatever ended it."""
    begun = Review.objects.filter(assignment=assignment).exists()
    return compose(
        "ended",
        pool=assignment.item.pool_id,
        event_key=f"{ENDED}{assignment.code}",
        to=assignment.reviewer.user.email,
        code=assignment.code,
        begun=begun,
        link=link("review_queue:history" if begun else "review_queue:queue"),
    )


def answer_letter(assignment: Assignment) -> Mail:
    """An offer waits, and is about to expire."""
    return _to_reviewer("answer", assignment, f"answer:{assignment.code}", answer_day=assignment.answer_day)


def reminder_letter(assignment: Assignment) -> Mail:
    """A reminder shortly before the due date. An offer that nobody has taken on is due as well."""
    offered = assignment.state == AssignmentState.OFFERED
    return _reminder("due_soon", assignment, "soon", offered=offered)


def late_letter(assignment: Assignment) -> Mail:
    """The due date has passed."""
    can_ask = bool(assignment.item.round.days_of_extension) and not assignment.extended_at
    return _reminder("late", assignment, "late", can_ask=can_ask)


def last_letter(assignment: Assignment) -> Mail:
    """The last one: the answer goes to somebody else."""
    over = assignment.due + timedelta(days=assignment.item.round.days_of_grace)
    return _reminder("last", assignment, "last", over=over)


def chief_letter(assignment: Assignment, chief: AbstractBaseUser) -> Mail:
    """Somebody's work is about to go to somebody else. Neither the reviewer nor his or her code is named."""
    key = f"chief:{assignment.pk}:{assignment.due:%Y-%m-%d}:{chief.pk}"
    return _to_chief("overdue", assignment.item, chief, key, due=assignment.due)


def flag_letter(event: Event, item: Item, chief: AbstractBaseUser) -> Mail:
    """A reviewer has flagged an answer. Neither who it was nor what was marked is said."""
    flag = flag_label(event.detail).lower()
    return _to_chief("flagged", item, chief, f"flag:{event.pk}:{chief.pk}", flag=flag)


def _reminder(name: str, assignment: Assignment, stage: str, **context: object) -> Mail:
    """One for each stage and due date."""
    key = f"remind:{stage}:{assignment.code}:{assignment.due:%Y-%m-%d}"
    return _to_reviewer(name, assignment, key, due=assignment.due, **context)


def _to_reviewer(name: str, assignment: Assignment, event_key: str, **context: object) -> Mail:
    return compose(
        name,
        pool=assignment.item.pool_id,
        event_key=event_key,
        to=assignment.reviewer.user.email,
        code=assignment.code,
        link=link("review_queue:assignment", assignment.code),
        **context,
    )


def _to_chief(name: str, item: Item, chief: AbstractBaseUser, event_key: str, **context: object) -> Mail:
    return compose(
        name,
        pool=item.pool_id,
        event_key=event_key,
        to=getattr(chief, "email", ""),
        code=item.code,
        link=link("review_queue:item", item.code),
        **context,
    )
