"""The evidence pack's tables of what was done afterwards: back-readings and corrective actions."""

from collections import Counter

from django.db.models import Q

from review_queue.models import AuditGrant, Event, PoolRole, Round
from review_queue.permissions import User, pools_of
from review_queue.quality.queries.back_readings import readings_told
from review_queue.readers import corrections_of
from review_queue.rules.transitions import CLOSED
from review_queue.verifier.quality import AGREES

from .sheets import Cell, Sheet
from .trail_sheets import account, day


def back_reading_sheet(user: User, scored_in: Round) -> Sheet:
    """Every answer of a sample, read or not yet, with what draws the sample again."""
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.pk),
            one.item.code,
            str(one.sample_id),
            str(one.sample.seed),
            one.sample.near,
            "yes" if one.sample.disputed else "no",
            one.sample.share,
            one.sample.answers,
            one.because,
            AGREES[one.agrees],
            " ".join(sorted(f"{mark.criterion.code}:{mark.level.points}" for mark in one.marks.all())),
            one.note,
            account(one.read_by),
            day(one.read_at) if one.read_at else "",
        )
        for one in readings_told(user, scored_in)
    ]
    drawn = ("sample", "seed", "near", "all_with_a_third", "share", "drawn_from", "because")
    return Sheet(("number", "answer", *drawn, "agrees", "marks", "note", "read_by", "read_on"), rows)


def correction_sheet(user: User, scored_in: Round) -> Sheet:
    """Every corrective action with its follow-up, but those about answers that are open: of these no pack
    tells what reviewers have said."""
    told = Q(item=None) | Q(item__state__in=CLOSED)
    actions = corrections_of(user).filter(told, round=scored_in).select_related("item", "recorded_by", "pool")
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.pk),
            one.item.code if one.item else "",
            one.alarm,
            one.what,
            one.who,
            one.done_on.isoformat(),
            one.follow_up_on.isoformat() if one.follow_up_on else "",
            one.outcome,
            account(one.recorded_by),
        )
        for one in actions.order_by("pk")
    ]
    header = ("number", "answer", "alarm", "what", "who", "done_on", "follow_up_on", "outcome", "recorded_by")
    return Sheet(header, rows)


def auditor_sheet(user: User, scored_in: Round) -> Sheet:
    """To whom the pack was opened, and how often each took it away."""
    pools = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    grants = AuditGrant.objects.filter(round=scored_in, pool__in=pools).select_related(
        "user", "granted_by", "pool"
    )
    taken = Counter(
        Event.objects.filter(round=scored_in, kind=Event.Kind.EXPORTED).values_list("actor", flat=True)
    )
    rows: list[tuple[Cell, ...]] = [
        (
            str(one.pk),
            account(one.user),
            one.pool.name,
            day(one.granted_at),
            account(one.granted_by),
            one.until.isoformat(),
            day(one.ended_at) if one.ended_at else "",
            taken[one.user_id],
        )
        for one in grants.order_by("pk")
    ]
    header = ("number", "auditor", "pool", "opened_on", "opened_by", "until", "ended_on", "downloads")
    return Sheet(header, rows)
