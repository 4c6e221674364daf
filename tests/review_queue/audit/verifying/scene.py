"""The scene of the tampering tests with so many answers more that every figure of a report is there."""

from collections.abc import Mapping
from itertools import count
from uuid import UUID, uuid4

from django.contrib.auth.models import User

from review_queue import intake
from review_queue.audit.actions import blind_again, export, seal_events, unblind
from review_queue.calibration.actions import begin_calibration
from review_queue.models import Assignment, Item
from review_queue.quality.actions.auditing import open_pack
from tests.factories import anchors, reviews
from tests.review_queue.audit.tampering.scene import Scene, make_scene

FIRST = ((3, 3), (2, 3), (1, 0), (3, 1), (2, 2), (0, 1), (3, 2), (2, 1), (1, 1), (3, 3), (2, 3), (0, 0))
SECOND = ((3, 2), (2, 2), (1, 1), (0, 1), (2, 3), (1, 1), (3, 3), (2, 0), (1, 2), (3, 3), (3, 2), (0, 3))
LANGUAGES = ("es",) * 6 + ("en",) * 6


def make_larger() -> Scene:
    """Twelve answers more, half of them in Spanish, two of them disputed; anchors enough for limits; one
    answer that was scored again and decided another way, one withdrawn, one open; an unblinding that was
    ended; calibrations passed, not passed and running; a pack opened to an auditor."""
    scene = make_scene()
    anchors.make_anchors(scene.round, "seeded", points=(1, 2, 3, 2, 1), title="Five more")
    spanish = anchors.make_anchors(scene.round, title="In Spanish", language="es")
    for agency in ("Hale Keiki", "The First Years", "", ""):
        who = reviews.make_reviewer(may_adjudicate=True, languages=("en", "es"), agency=agency)
        anchors.calibrate(who)
        for one in anchors.texts_of(begin_calibration(reviewer=who, anchors=spanish)):
            reviews.score(one, one.item.anchor_copy.anchor.references.all()[0].level.points)
    anchors.calibrate(reviews.make_reviewer(), off=1)
    anchors.begin(reviews.make_reviewer())
    made = [reviews.make_item(scene.round, language=language) for language in LANGUAGES]
    withdrawn, _ = (reviews.make_item(scene.round) for _ in range(2))
    for item in (*made, withdrawn):
        reviews.clear_item(item)
    marks = {item.pk: both for item, both in zip(made, zip(FIRST, SECOND, strict=True), strict=True)}
    intake.withdraw(withdrawn.ref, reason="candidate")
    _score_all(marks)
    _score_all(marks)
    again = intake.rescore(made[8].ref, new_ref=uuid4(), reason="appeal", barred=[])
    _score_all({again: ((3, 3), (3, 3))})
    unblind(item=made[0], by=scene.chief, reason="Asked by the office.", hours=30)
    blind_again(item=made[0], by=scene.chief)
    auditor = reviews.make_account()
    grant = scene.round.audit_grants.latest("pk")
    open_pack(
        scored_in=scene.round, pool=made[0].pool, email=auditor.email, until=grant.until, by=scene.chief
    )
    export(scored_in=scene.round, what="evidence.zip", by=scene.chief)
    for person in User.objects.all():
        person.last_name = f"Example {person.pk}"
        person.save()
    seal_events()
    return scene


def _score_all(marks: Mapping[UUID, tuple[tuple[int, ...], tuple[int, ...]]]) -> None:
    """All that is offered now is handed in: first and second reviews as given, thirds in the middle, and
    seeded anchors once higher and once lower than they have earned."""
    reviews.assign_all()
    turn = count()
    offered = Assignment.objects.filter(state="offered").exclude(item__kind="calibration")
    for one in offered.order_by("pk").select_related("item"):
        if one.item.kind == Item.Kind.SEEDED:
            worth = one.item.anchor_copy.anchor.references.all()[0].level.points
            reviews.score(one, (max(0, worth - next(turn) % 2), min(3, worth + next(turn) % 3)))
        elif one.slot == 3:
            reviews.score(one, (2, 2))
        elif one.item_id in marks:
            reviews.score(one, marks[one.item_id][one.slot - 1])
