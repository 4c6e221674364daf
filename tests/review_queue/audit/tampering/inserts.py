"""Rows that somebody with a database client slips into every table that a result depends on."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from review_queue import models as queue
from review_queue.models import Assignment, Event, Item, Reviewer
from review_queue.resolving.actions.decide import rules_of
from tests.factories import reviews
from tests.review_queue.audit.tampering.hands import spare_sample
from tests.review_queue.audit.tampering.rows import ROWS
from tests.review_queue.audit.tampering.scene import Scene

Insert = Callable[[Scene], Any]

NOTHING_RESTS_ON_IT: Mapping[type[models.Model], str] = {
    queue.Rubric: "no review was by it: each has the digest of its own",
    queue.Round: "no answer was received in it: each says in which it was",
    queue.Pool: "no answer was received in it: each says in which it was",
    queue.AnchorSet: "no calibration was by it: each says by which it was",
    queue.Anchor: "it has earned no marks; where it has, those are slipped in",
}


def _assignment(item: Item, slot: int) -> Assignment:
    who = reviews.make_reviewer()
    return Assignment.objects.create(item=item, reviewer=who, slot=slot, due=timezone.localdate())


def _review(item: Item, slot: int) -> queue.Review:
    """Handed in by somebody whom nobody saw do it."""
    return queue.Review.objects.create(assignment=_assignment(item, slot), submitted_at=timezone.now())


def _comparison(item: Item) -> queue.Agreement:
    first, second = Assignment.objects.filter(item__kind="seeded")[0], _assignment(item, 3)
    return queue.Agreement.objects.create(item=item, agreed=True, first=first, second=second)


def _mark(scene: Scene) -> queue.Mark:
    """On a criterion of another rubric that has the code of one that was scored."""
    criterion = scene.round.rubric.criteria.order_by("pk")[0]
    rubric = queue.Rubric.objects.create(code="spare", title="Spare", pass_mark=70)
    again = rubric.criteria.create(code=criterion.code, name="Spare")
    review = queue.Review.objects.get(assignment__item=scene.agreed, assignment__slot=1)
    return review.marks.create(criterion=again, level=again.levels.create(points=3, label="3"))


def _event(scene: Scene) -> Event:
    """Below the first, so that it lies among those that are sealed."""
    return Event.objects.create(pk=0, item=scene.waiting, kind=Event.Kind.DECIDED)


def _seal(scene: Scene) -> queue.Seal:
    newest = queue.Seal.objects.latest("number")
    last = newest.last_event + 1
    return queue.Seal.objects.create(
        number=newest.number + 1, first_event=last, last_event=last, count=1, digest="f" * 64, salt="f"
    )


def _back_reading_mark(scene: Scene) -> queue.BackReadingMark:
    criterion = scene.round.rubric.criteria.order_by("-pk")[0]
    reading = queue.BackReading.objects.get(read_at__isnull=False)
    return reading.marks.create(criterion=criterion, level=criterion.levels.all()[0])


def _correction(scene: Scene, item: Item | None) -> queue.CorrectiveAction:
    return queue.CorrectiveAction.objects.create(
        round=scene.round,
        pool=scene.agreed.pool,
        item=item,
        alarm="flag:2",
        what="More.",
        who="Somebody",
        done_on=timezone.localdate(),
        recorded_by=scene.chief,
    )


INSERTS: Mapping[str, Insert] = {
    "criterion": lambda scene: scene.round.rubric.criteria.create(code="more", name="More"),
    "level": lambda scene: scene.round.rubric.criteria.all()[0].levels.create(points=9, label="9"),
    "answer": lambda scene: Item.objects.create(ref="more", round=scene.round, pool=scene.agreed.pool),
    "answer of another kind": lambda scene: Item.objects.create(
        ref="more", round=scene.round, pool=scene.agreed.pool, kind="seeded"
    ),
    "section": lambda scene: scene.agreed.sections.create(position=9, code="more", text="More."),
    "file": lambda scene: queue.SectionFile.objects.create(
        section=scene.agreed.sections.get(), name="more.pdf", sha256="f" * 64, pages=1
    ),
    "requirement": lambda scene: scene.agreed.requirements.create(tag="more"),
    "bar on a person": lambda scene: scene.waiting.barred_users.create(user=reviews.make_account()),
    "bar on an agency": lambda scene: scene.waiting.barred_agencies.create(digest="f" * 64),
    "former bar": lambda scene: scene.agreed.former_bars.create(digest="f" * 64),
    "assignment": lambda scene: _assignment(scene.agreed, 3),
    "assignment of an open answer": lambda scene: _assignment(scene.waiting, 1),
    "review": lambda scene: _review(scene.agreed, 3),
    "review of an open answer": lambda scene: _review(scene.waiting, 1),
    "mark": _mark,
    "comparison": lambda scene: _comparison(scene.agreed),
    "comparison of an open answer": lambda scene: _comparison(scene.waiting),
    "difference": lambda scene: scene.agreed.agreements.get().differences.create(reason="flagged"),
    "verdict of an open answer": lambda scene: queue.Verdict.objects.create(
        item=scene.waiting, outcome="passed", percent=99, resolution="agreed", **rules_of(scene.round)
    ),
    "calibration": lambda scene: queue.Calibration.objects.create(
        reviewer=Reviewer.objects.all()[0],
        anchor_set=ROWS[queue.AnchorSet](scene),
        state="passed",
        valid_until=timezone.localdate(),
    ),
    "copy of an anchor": lambda scene: queue.AnchorCopy.objects.create(
        item=scene.agreed, anchor=ROWS[queue.Anchor](scene), reviewer=reviews.make_reviewer()
    ),
    "reference mark": lambda scene: ROWS[queue.Anchor](scene).references.create(
        criterion=reviews.make_rubric().criteria.all()[0],
        level=queue.Level.objects.order_by("-pk")[0],
        because="More.",
    ),
    "unblinding": lambda scene: queue.Unblinding.objects.create(
        item=scene.other, by=scene.chief, reason="More.", until=timezone.now() + timedelta(days=1)
    ),
    "unblinding of an open answer": lambda scene: queue.Unblinding.objects.create(
        item=scene.waiting, by=scene.chief, reason="More.", until=timezone.now() + timedelta(days=1)
    ),
    "intervention": lambda scene: queue.Intervention.objects.create(
        item=scene.other, kind="outside", by=scene.chief, reason="More."
    ),
    "sample of back-readings": lambda scene: spare_sample(),
    "back-reading": lambda scene: queue.BackReading.objects.create(
        sample=spare_sample(), item=scene.agreed, because="lot"
    ),
    "mark of a back-reading": _back_reading_mark,
    "corrective action": lambda scene: _correction(scene, scene.agreed),
    "corrective action of the round": lambda scene: _correction(scene, None),
    "audit": lambda scene: queue.AuditGrant.objects.create(
        round=scene.round,
        pool=scene.agreed.pool,
        user=reviews.make_account(),
        until=timezone.localdate() + timedelta(days=9),
        granted_by=scene.chief,
    ),
    "training": lambda scene: queue.Training.objects.create(
        reviewer=ROWS[Assignment](scene).reviewer,
        what="More.",
        given_on=timezone.localdate(),
        hours=2,
        given_by="Somebody",
        recorded_by=scene.chief,
    ),
    "event": _event,
    "seal": _seal,
}
