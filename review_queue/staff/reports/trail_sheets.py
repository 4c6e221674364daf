"""The evidence pack's tables of what was recorded: plans, events, and the seals over them."""

import datetime
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AbstractUser

from review_queue.audit.queries import evidence
from review_queue.audit.queries.seal_chain import Chain
from review_queue.audit.queries.told import (
    Told,
    answers_told,
    assignments_told,
    comparisons_told,
    conflicts_told,
    led_events,
    marks_told,
    scorer,
)
from review_queue.audit.queries.unblinding_log import unblindings_of
from review_queue.items.queries.oversight import name_of
from review_queue.models import Event, Plan, Round
from review_queue.permissions import User

from .sheets import Cell, Rows, Sheet, yes_or_no


def unblinding_sheet(user: User, scored_in: Round) -> Sheet:
    """Who learned whose answer it was, why, and from which day to which."""
    rows: list[tuple[Cell, ...]] = [
        (
            one.item.code,
            account(one.by),
            one.reason,
            day(one.opened_at),
            day(one.ended_at),
        )
        for one in unblindings_of(user, scored_in)
    ]
    return Sheet(("answer", "by", "reason", "opened_on", "ended_on"), rows)


def intervention_sheet(user: User, scored_in: Round) -> Sheet:
    """What chief reviewers did where an answer did not go by itself; of closed answers only."""
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.pk),
            one.item.code,
            one.kind,
            account(one.by),
            scorer(one.assignment.reviewer_id) if one.assignment else "",
            "yes" if one.beyond_capacity else "",
            one.until.isoformat() if one.until else "",
            one.reason,
            day(one.at),
        )
        for one in evidence.interventions(user, scored_in)
    ]
    header = ("number", "answer", "what", "by", "scorer", "beyond_capacity", "until", "reason", "day")
    return Sheet(header, rows)


def left_sheet(user: User, scored_in: Round) -> Sheet:
    """How often answers that are closed were left, and the bars that guard those still open."""
    people, agencies = evidence.bars(user, scored_in)
    left = [(str(kind.label), count) for kind, count in evidence.steps_back(user, scored_in).items()]
    return Sheet(
        ("what", "count"),
        [*left, ("People barred from open answers", people), ("Agencies barred from open answers", agencies)],
    )


def plan_sheet(user: User, scored_in: Round) -> Sheet:
    """Every plan with what it takes to draw it again, and why it left places open."""
    who_and_when = ("drawn_on", "drawn_by", "settled_on", "settled_by")
    drawn_from = ("inputs_sha256", "seed", "solver", "cost")
    header = ("plan", "pool", "state", *who_and_when, *drawn_from, "offers", "unfilled", "reasons")
    return Sheet(header, [_plan(one) for one in evidence.plans(user, scored_in)])


def _plan(one: Plan) -> tuple[Cell, ...]:
    offers: int = getattr(one, "offers")  # noqa: B009 - counted by the query
    drawn = (day(one.proposed_at), account(one.proposed_by) or "automatic")
    settled = (day(one.settled_at), account(one.settled_by) or "automatic") if one.settled_at else ("", "")
    made_of = (one.inputs, str(one.seed), one.solver, one.cost)
    reasons = " ".join(shortage.sentence for shortage in one.shortages.all())
    return str(one.pk), one.pool.name, one.state, *drawn, *settled, *made_of, offers, one.unfilled, reasons


def seal_sheet(seals: Chain) -> Sheet:
    """The chain of seals over every event of the queue, and whether it holds."""
    return Sheet(
        ("what", "value"),
        [
            ("Newest seal", seals.newest),
            ("Seals", seals.seals),
            ("Events sealed", seals.sealed),
            ("Events not sealed yet", seals.unsealed),
            ("Checked for this pack", "every seal holds" if not seals.breaks else "the chain is broken"),
            *(("Break", sentence) for sentence in seals.breaks),
        ],
    )


def event_sheet(user: User, told: Told) -> Sheet:
    """The audit trail, in order, to the day; of answers that are open only what concerns no reviewer."""
    trail = evidence.trail_of_round(user, told.round)
    header = ("number", "day", "answer", "event", "detail", "by")
    return Sheet(header, Rows(lambda: _events(led_events(told, trail))))


def _events(rows: Iterable[Event]) -> Iterator[tuple[Cell, ...]]:
    for one in rows:
        by = name_of(one.assignment.reviewer) if one.assignment else account(one.actor)
        yield one.pk, day(one.at), one.item.code if one.item else "", one.kind, one.detail, by


def mark_sheet(told: Told) -> Sheet:
    """Every mark of every review, under codes; scorers.csv has whose code is whose."""
    header = ("answer", "kind", "review", "scorer", "criterion", "points")
    return Sheet(header, Rows(lambda: marks_told(told)))


def answer_sheet(told: Told) -> Sheet:
    """Every answer of the round and anchor that others have scored, and what has become of it."""
    return Sheet(("answer", "item", "kind", "state"), Rows(lambda: answers_told(told)))


def assignment_sheet(told: Told) -> Sheet:
    """Who was asked to score which closed answer or anchor, under codes."""
    rows = Rows(lambda: ((*of[:-1], yes_or_no(of[-1])) for of in assignments_told(told)))
    return Sheet(("answer", "item", "assignment", "slot", "scorer", "handed_in"), rows)


def comparison_sheet(told: Told) -> Sheet:
    """Whether the two blind reviews of each closed answer agree, by the numbers of their assignments."""
    rows = Rows(lambda: ((*of[:-1], yes_or_no(of[-1])) for of in comparisons_told(told)))
    return Sheet(("answer", "first", "second", "agreed"), rows)


def applied_sheet(told: Told) -> Sheet:
    """Conflicts of interest that were applied: digests that the person named can open, and nobody else."""
    return Sheet(("answer", "barred", "digest"), Rows(lambda: conflicts_told(told)))


def day(moment: datetime.datetime) -> str:
    """In UTC, as seals have it: nobody is told more of when somebody else was at work."""
    return moment.astimezone(datetime.UTC).date().isoformat()


def account(user: AbstractUser | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
