"""A round with one of everything that a result depends on, made by the real actions and sealed."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone

from review_queue import intake
from review_queue.audit import actions as sealing
from review_queue.audit.actions import export, seal_events, unblind
from review_queue.models import Item, PoolRole, Round
from review_queue.quality.actions.auditing import close_pack, open_pack
from review_queue.quality.actions.back_read import back_read
from review_queue.quality.actions.correct import correct, follow_up
from review_queue.quality.actions.draw_sample import draw_sample
from review_queue.roster.actions.keep_training import record_training, strike_training
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
    _train(chief, agreed)
    unblind(item=agreed, by=chief, reason="A child may be in danger.", hours=2)
    export(scored_in=scored_in, what="agreement.csv", by=chief)
    _read_again(scored_in, chief, agreed)
    intake.rescore(other.ref, new_ref=uuid4(), reason="appeal", barred=[])
    for item in (agreed, other, disputed, unscored, waiting):
        item.refresh_from_db()
    with patch.object(sealing, "IN_ONE_SEAL", 20):
        seal_events()
    return Scene(scored_in, chief, barred, agreed, other, disputed, waiting, unscored)


def _train(chief: User, agreed: Item) -> None:
    """One of its reviewers was trained; something else was recorded wrongly."""
    day = timezone.localdate() - datetime.timedelta(days=30)
    who = agreed.assignments.get(slot=1).reviewer
    given: dict[str, Any] = {"reviewer": who, "by": chief, "given_on": day, "hours": Decimal("2.5")}
    until = day + datetime.timedelta(days=365)
    record_training(what="The rubric, with ten texts.", given_by="Dr. Teach", valid_until=until, **given)
    wrong = record_training(what="Something else.", given_by="Nobody", valid_until=None, **given)
    strike_training(training=wrong, by=chief, because="It was another reviewer.")


def _read_again(scored_in: Round, chief: User, agreed: Item) -> None:
    """A sample with the back-reading of one answer, and two corrective actions, one of them followed up."""
    sample = draw_sample(scored_in=scored_in, by=chief, near=50, disputed=True, share=50, seed=7)
    criterion = scored_in.rubric.criteria.order_by("pk")[0]
    back_read(
        reading=sample.readings.order_by("pk")[0],
        by=chief,
        agrees=False,
        note="The second part is not read.",
        marks={criterion: criterion.levels.get(points=1)},
    )
    day = datetime.date(2026, 3, 1)
    given: dict[str, Any] = {
        "scored_in": scored_in,
        "pool": agreed.pool,
        "done_on": day,
        "by": chief,
        "who": "The chief",
    }
    correct(item=agreed, alarm="flag:1", what="Spoken with both.", follow_up_on=None, **given)
    of_round = correct(item=None, alarm="agreement:total", what="Trained again.", follow_up_on=day, **given)
    follow_up(action=of_round, by=chief, outcome="It helped.")
    auditor = reviews.make_account()
    until = timezone.localdate() + datetime.timedelta(days=9)
    grant = open_pack(scored_in=scored_in, pool=agreed.pool, email=auditor.email, until=until, by=chief)
    close_pack(grant=grant, by=chief)
