"""Letters of the queue: rows written with the event, sent by a job. They carry codes and dates only."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.urls import reverse
from django.utils import timezone

from .conf import conf
from .models import Assignment, Mail, Reviewer
from .work.asking import ask


def write(letters: Iterable[Mail]) -> None:
    """Put letters in the post. A letter whose event has one already is not written again."""
    rows = [letter for letter in letters if letter.to]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.event_key for row in rows]
    for pk in Mail.objects.filter(event_key__in=keys, sent_at=None).values_list("pk", flat=True):
        ask("review_queue.deliver_mail", str(pk))


def offer_letter(plan_id: UUID, reviewer: Reviewer, offered: Sequence[Assignment]) -> Mail:
    """One letter for everything a plan offers to a reviewer. `offered` is not empty."""
    lines = "\n".join(f"  {one.code}  due {one.due:%d %B %Y}" for one in offered)
    many = "an answer" if len(offered) == 1 else f"{len(offered)} answers"
    answer_by = timezone.localtime(min(one.answer_by for one in offered))
    return Mail(
        event_key=f"offer:{plan_id}:{reviewer.pk}",
        to=reviewer.user.email,
        subject=f"You are asked to score {many}",
        body=(
            f"You are asked to score {many}:\n\n{lines}\n\n"
            f"Accept or decline by {answer_by:%d %B %Y, %H:%M}: {link('review_queue:queue')}\n"
        ),
    )


def answer_letter(assignment: Assignment) -> Mail:
    """An offer is about to expire."""
    answer_by = timezone.localtime(assignment.answer_by)
    return Mail(
        event_key=f"answer:{assignment.code}",
        to=assignment.reviewer.user.email,
        subject=f"{assignment.code} waits for your answer",
        body=(
            f"Please accept or decline {assignment.code} by {answer_by:%d %B %Y, %H:%M}. "
            "After that it is offered to somebody else.\n\n"
            f"{link('review_queue:assignment', assignment.code)}\n"
        ),
    )


def late_letter(assignment: Assignment) -> Mail:
    """The due date has passed."""
    return _reminder(
        assignment,
        "late",
        f"{assignment.code} is late",
        f"Your review of {assignment.code} was due on {assignment.due:%d %B %Y}. "
        "If you cannot finish it soon, ask for more time or hand it back on the same page.",
    )


def last_letter(assignment: Assignment) -> Mail:
    """The last one: the answer goes to somebody else."""
    over = assignment.due + timedelta(days=assignment.item.round.days_of_grace)
    return _reminder(
        assignment,
        "last",
        f"{assignment.code} goes to somebody else soon",
        f"Your review of {assignment.code} was due on {assignment.due:%d %B %Y}. "
        f"After {over:%d %B %Y} it goes to another reviewer.",
    )


def chief_letter(assignment: Assignment, chief: AbstractBaseUser) -> Mail:
    """Somebody's work is about to go to somebody else. Neither the reviewer nor his or her code is named."""
    item = assignment.item
    return Mail(
        event_key=f"chief:{assignment.pk}:{assignment.due:%Y-%m-%d}:{chief.pk}",
        to=getattr(chief, "email", ""),
        subject=f"A review of {item.code} is long overdue",
        body=(
            f"A review of {item.code} was due on {assignment.due:%d %B %Y} "
            "and will soon go to another reviewer.\n\n"
            f"{link('review_queue:item', item.code)}\n"
        ),
    )


def reminder_letter(assignment: Assignment) -> Mail:
    """A reminder shortly before the due date."""
    return _reminder(
        assignment,
        "soon",
        f"{assignment.code} is due on {assignment.due:%d %B %Y}",
        f"Your review of {assignment.code} is due on {assignment.due:%d %B %Y}.",
    )


def _reminder(assignment: Assignment, stage: str, subject: str, words: str) -> Mail:
    """One for each stage and due date."""
    page = link("review_queue:assignment", assignment.code)
    return Mail(
        event_key=f"remind:{stage}:{assignment.code}:{assignment.due:%Y-%m-%d}",
        to=assignment.reviewer.user.email,
        subject=subject,
        body=f"{words}\n\nContinue here: {page}\n",
    )


def clearance_letter(event_id: int, clearer: AbstractUser) -> Mail:
    """Tell a clearer that the empty list is no longer empty."""
    return Mail(
        event_key=f"clearance:{event_id}:{clearer.pk}",
        to=clearer.email,
        subject="An answer waits for clearance",
        body=f"Please read it before it goes to reviewers:\n\n{link('review_queue:clearances')}\n",
    )


def link(name: str, *args: str) -> str:
    return conf().BASE_URL + reverse(name, args=args)
