"""Letters of the queue: rows written with the event, sent by a job. They carry codes and dates only."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from .conf import conf
from .models import Assignment, Calibration, Event, Item, Mail, PoolRole, Review, Reviewer, Unblinding
from .rules.transitions import AssignmentState
from .work.asking import ask_for_all


def write(letters: Iterable[Mail]) -> None:
    """Put letters in the post. A letter whose event has one already is not written again."""
    rows = [letter for letter in letters if letter.to]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    keys = [row.event_key for row in rows]
    unsent = Mail.objects.filter(event_key__in=keys, sent_at=None).values_list("pk", flat=True)
    ask_for_all("review_queue.deliver_mail", map(str, unsent))


def offer_letter(leaves: datetime, reviewer: Reviewer, offered: Sequence[Assignment]) -> Mail:
    """One letter for everything that a pool offers to a reviewer at one moment. `offered` is not empty."""
    pool = offered[0].item.pool_id
    lines = "\n".join(f"  {one.code}, due on {_day(one.due)}" for one in offered)
    many = "an answer" if len(offered) == 1 else f"{len(offered)} answers"
    it, is_ = ("it", "it is") if len(offered) == 1 else ("them", "they are")
    answer_by = min(one.answer_day for one in offered)
    return _letter(
        pool,
        f"offer:{leaves.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}:{pool}:{reviewer.pk}",
        reviewer.user.email,
        f"You are asked to score {many}",
        f"You are asked to score {many}:\n\n{lines}",
        f"Please accept or decline {it} by {_day(answer_by)}. After that day {is_} offered to somebody else.",
        link("review_queue:queue"),
    )


def answer_letter(assignment: Assignment) -> Mail:
    """An offer waits, and is about to expire."""
    return _letter(
        assignment.item.pool_id,
        f"answer:{assignment.code}",
        assignment.reviewer.user.email,
        f"Will you score {assignment.code}?",
        f"You were asked to score {assignment.code} and have not answered yet.",
        f"Please accept or decline it by {_day(assignment.answer_day)}. "
        "After that day it is offered to somebody else.",
        link("review_queue:assignment", assignment.code),
    )


def reminder_letter(assignment: Assignment) -> Mail:
    """A reminder shortly before the due date. An offer that nobody has taken on is due as well."""
    code, due = assignment.code, _day(assignment.due)
    if assignment.state == AssignmentState.OFFERED:
        words = f"You were asked to score {code} by {due}. Please accept or decline it."
    else:
        words = f"Your review of {code} is due on {due}."
    return _reminder(assignment, "soon", f"{code} is due on {due}", words)


def late_letter(assignment: Assignment) -> Mail:
    """The due date has passed."""
    can_ask = assignment.item.round.days_of_extension and not assignment.extended_at
    more = "ask for more time or " if can_ask else ""
    return _reminder(
        assignment,
        "late",
        f"Your review of {assignment.code} is late",
        f"Your review of {assignment.code} was due on {_day(assignment.due)}.",
        f"If you cannot finish it soon, {more}hand it back on the same page.",
    )


def last_letter(assignment: Assignment) -> Mail:
    """The last one: the answer goes to somebody else."""
    over = assignment.due + timedelta(days=assignment.item.round.days_of_grace)
    return _reminder(
        assignment,
        "last",
        f"{assignment.code} goes to somebody else soon",
        f"Your review of {assignment.code} was due on {_day(assignment.due)}.",
        f"You can still hand it in until {_day(over)}. After that it goes to another reviewer.",
    )


def chief_letter(assignment: Assignment, chief: AbstractBaseUser) -> Mail:
    """Somebody's work is about to go to somebody else. Neither the reviewer nor his or her code is named."""
    item = assignment.item
    return _letter(
        item.pool_id,
        f"chief:{assignment.pk}:{assignment.due:%Y-%m-%d}:{chief.pk}",
        getattr(chief, "email", ""),
        f"A review of {item.code} is long overdue",
        f"A review of {item.code} was due on {_day(assignment.due)}. It will soon go to another reviewer.",
        "You need not do anything. Here you see where it stands:",
        link("review_queue:item", item.code),
    )


def flag_letter(event: Event, item: Item, chief: AbstractBaseUser) -> Mail:
    """A reviewer has flagged an answer. Neither who it was nor what was marked is said."""
    return _letter(
        item.pool_id,
        f"flag:{event.pk}:{chief.pk}",
        getattr(chief, "email", ""),
        f"Answer {item.code} was flagged",
        f"A reviewer has flagged answer {item.code}: {Review.Flag(event.detail).label.lower()}.",
        "Please look at it soon. If somebody may be in danger, do what your association has laid down "
        "for that.",
        link("review_queue:item", item.code),
    )


def clearance_letter(event_id: int, pool_id: int, clearer: AbstractUser) -> Mail:
    """Tell a clearer that the empty list is no longer empty."""
    return _letter(
        pool_id,
        f"clearance:{event_id}:{clearer.pk}",
        clearer.email,
        "An answer waits for clearance",
        "An answer has arrived. Please read it before it goes to reviewers:",
        link("review_queue:clearances"),
    )


def unblinding_letter(opened: Unblinding, watcher: AbstractUser, *, with_link: bool) -> Mail:
    """Somebody may now know whose answer it is. Neither that person nor the candidate is named."""
    code, until = opened.item.code, _moment(opened.until)
    page = [link("review_queue:item", code)] if with_link else []
    return _letter(
        opened.item.pool_id,
        f"unblinded:{opened.pk}:{watcher.pk}",
        watcher.email,
        f"Answer {code} was unblinded",
        f"A chief reviewer of your pool has opened whose answer {code} is, until {until}.",
        "The reason is kept with the answer. The chief reviewers of the pool can read it and end it.",
        *page,
    )


def _reminder(assignment: Assignment, stage: str, subject: str, *words: str) -> Mail:
    """One for each stage and due date."""
    return _letter(
        assignment.item.pool_id,
        f"remind:{stage}:{assignment.code}:{assignment.due:%Y-%m-%d}",
        assignment.reviewer.user.email,
        subject,
        *words,
        link("review_queue:assignment", assignment.code),
    )


def _letter(pool_id: int, event_key: str, to: str, subject: str, *paragraphs: str) -> Mail:
    body = "\n\n".join(paragraphs) + "\n"
    return Mail(pool_id=pool_id, event_key=event_key, to=to, subject=subject, body=body)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i T")


def calibration_letters(attempt: Calibration) -> Iterator[Mail]:
    """To the chiefs of the pool: somebody has not passed. Who it is stands on the page, not in the mail."""
    roles = PoolRole.objects.filter(pool=attempt.anchor_set.pool_id, role=PoolRole.Role.CHIEF)
    for role in roles.select_related("user").exclude(user=attempt.reviewer.user_id):
        yield Mail(
            pool_id=attempt.anchor_set.pool_id,
            event_key=f"calibration:{attempt.pk}:{role.user_id}",
            to=role.user.email,
            subject="A calibration was not passed",
            body=(
                "A reviewer has ended a calibration without passing it. Please decide when it may begin "
                f"again:\n\n{link('review_queue:calibrations')}\n"
            ),
        )


def again_letter(attempt: Calibration) -> Mail:
    """To the reviewer: the chief lets him or her begin again."""
    return Mail(
        pool_id=attempt.anchor_set.pool_id,
        event_key=f"calibration_again:{attempt.pk}",
        to=attempt.reviewer.user.email,
        subject="You may begin your calibration again",
        body=(
            f"The chief reviewer lets you begin “{attempt.anchor_set}” again. Read once more why each text "
            f"earned its marks, and begin when you have time:\n\n{link('review_queue:calibration')}\n"
        ),
    )


def link(name: str, *args: str) -> str:
    return conf().BASE_URL + reverse(name, args=args)
