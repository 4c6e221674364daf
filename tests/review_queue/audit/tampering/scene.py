"""A round with one of everything that a result depends on, made by the real actions and sealed."""

from dataclasses import dataclass
from unittest.mock import patch
from uuid import uuid4

from django.contrib.auth.models import User

from review_queue import intake
from review_queue.audit import actions as sealing
from review_queue.audit.actions import export, seal_events, unblind
from review_queue.models import Item, PoolRole, Round
from review_queue.stalls.actions.work_in_hand import give_time
from tests.factories import anchors, reviews


@dataclass(frozen=True, slots=True)
class Scene:
    """`agreed` and `other` are two answers that were agreed on, `disputed` one with a third review, `waiting`
    one that nobody has scored, `unscored` one that one of three could score."""

    round: Round
    chief: User
    barred: User
    agreed: Item
    other: Item
    disputed: Item
    waiting: Item
    unscored: Item


def make_scene() -> Scene:
    """Everything through the actions that do it."""
    pool = reviews.make_pool()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, pool)
    barred, also = reviews.make_account(), reviews.make_account()
    scored_in = reviews.make_round(anchor_every=1)
    anchors.make_anchors(scored_in, title="To begin with")
    for who in [reviews.make_reviewer(pool, may_adjudicate=True) for _ in range(3)]:
        who.qualifications.create(tag="IMHM")
        anchors.calibrate(who)
    anchors.make_anchors(scored_in, "seeded")
    given = {"barred": [barred.pk, also.pk], "barred_agencies": ["Hale Keiki"]}
    agreed, other, disputed, unscored = (
        reviews.make_item(scored_in, pool, requires=["IMHM"], **given) for _ in range(4)
    )
    waiting = reviews.make_item(scored_in, pool, requires=["RARE"], **given)
    reviews.attach_file(disputed, "A page.")
    for item in (agreed, other, disputed, unscored, waiting):
        reviews.clear_item(item)
    offered = reviews.assign_all()
    give_time(item=agreed, slot=1, by=chief, reason="She was ill.", days=2)
    marks = {agreed.pk: (3, 3), other.pk: (1, 1), disputed.pk: (3, 0)}
    for one in offered:
        said = "blank" if one.item_id == unscored.pk and one.slot == 1 else ""
        reviews.score(one, marks.get(one.item_id, (2, 2))[one.slot - 1], unscorable=said)
    for one in reviews.assign_all():
        reviews.score(one, (3, 2), unscorable="off_topic" if one.item_id == unscored.pk else "")
    unblind(item=agreed, by=chief, reason="A child may be in danger.", hours=2)
    export(scored_in=scored_in, what="agreement.csv", by=chief)
    intake.rescore(other.ref, new_ref=uuid4(), reason="appeal", barred=[])
    for item in (agreed, other, disputed, unscored, waiting):
        item.refresh_from_db()
    with patch.object(sealing, "IN_ONE_SEAL", 20):
        seal_events()
    return Scene(scored_in, chief, barred, agreed, other, disputed, waiting, unscored)
