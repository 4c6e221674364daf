"""Databases that were in use before a change keep what they mean."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("review_queue", "0001_initial")]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def before(settings):
    """The models as they were at first; afterwards the database is copied anew, as it is now."""
    needed = {"auth", "contenttypes", "review_queue"}
    settings.MIGRATION_MODULES = {
        one.label: None for one in apps.get_app_configs() if one.label not in needed
    }
    executor = queue_alone()
    executor.migrate(BEFORE)
    return executor.loader.project_state(BEFORE).apps


def queue_alone() -> MigrationExecutor:
    """Knows no other models: every step builds all that it knows of."""
    executor = MigrationExecutor(connection)
    executor.loader.unmigrated_apps = set()
    return executor


def test_open_offers_end_with_their_day(before):
    models = {
        name: before.get_model("review_queue", name)
        for name in ("Item", "Pool", "Round", "Rubric", "Reviewer", "Assignment")
    }
    user = before.get_model("auth", "User").objects.create(username="rosa")
    rubric = models["Rubric"].objects.create(code="r", version=1, pass_mark="0.5")
    item = models["Item"]._base_manager.create(
        ref=str(uuid4()),
        code="1",
        round=models["Round"].objects.create(code="r", title="R", rubric=rubric, seed=1),
        pool=models["Pool"].objects.create(code="p", name="P"),
        state="assigned",
    )
    reviewer = models["Reviewer"].objects.create(user=user, capacity=1)
    moments = [datetime(2030, 3, 4, hour, 17, 3, 141592, tzinfo=UTC) for hour in (0, 23)]
    for slot, (state, moment) in enumerate(zip(("offered", "accepted"), moments, strict=True), start=1):
        models["Assignment"].objects.create(
            item=item,
            reviewer=reviewer if slot == 1 else models["Reviewer"].objects.create(
                user=before.get_model("auth", "User").objects.create(username="rolf"), capacity=1
            ),
            code=str(slot),
            slot=slot,
            state=state,
            due=moment.date(),
            answer_by=moment,
        )  # fmt: skip

    executor = queue_alone()
    target = [("review_queue", "0007_offers_leave_together")]
    executor.migrate(target)
    now = executor.loader.project_state(target).apps.get_model("review_queue", "Assignment")
    ends = dict(now.objects.values_list("slot", "answer_by"))
    assert ends == {1: datetime(2030, 3, 4, 23, 59, 59, tzinfo=UTC), 2: moments[1]}


def test_scorings_of_one_answer_get_one_origin(before):
    models = {name: before.get_model("review_queue", name) for name in ("Item", "Pool", "Round", "Rubric")}
    pool = models["Pool"].objects.create(code="p", name="P")
    rubric = models["Rubric"].objects.create(code="r", version=1, pass_mark="0.5")
    given = {
        "round": models["Round"].objects.create(code="r", title="R", rubric=rubric, seed=1),
        "pool": pool,
        "state": "decided",
    }
    items = models["Item"]._base_manager
    first = items.create(ref=str(uuid4()), code="1", **given)
    second = items.create(ref=str(uuid4()), code="2", rescore_of=first, **given)
    third = items.create(ref=str(uuid4()), code="3", rescore_of=second, **given)
    other = items.create(ref=str(uuid4()), code="4", **given)

    executor = queue_alone()
    target = [("review_queue", "0002_origin_and_former_bars")]
    executor.migrate(target)
    now = executor.loader.project_state(target).apps.get_model("review_queue", "Item")
    origins = dict(now._base_manager.values_list("pk", "origin"))
    assert origins == {first.pk: first.pk, second.pk: first.pk, third.pk: first.pk, other.pk: other.pk}


def test_rounds_learn_how_large_their_released_answers_are(before):
    names = ("Item", "Pool", "Round", "Rubric", "Section")
    models = {name: before.get_model("review_queue", name) for name in names}
    pool = models["Pool"].objects.create(code="p", name="P")
    rubric = models["Rubric"].objects.create(code="r", version=1, pass_mark="0.5")
    rounds = [
        models["Round"].objects.create(code=code, title="R", rubric=rubric, seed=1)
        for code in ("r", "s", "t")
    ]
    for number, (scored_in, state, words) in enumerate(
        [
            (0, "decided", [300, 400]), (0, "assigned", [20, 20, 20]), (0, "received", [9000]),
            (1, "cleared", [4001]), (2, "received", [9]),
        ]
    ):  # fmt: skip
        item = models["Item"]._base_manager.create(
            ref=str(uuid4()), code=str(number), round=rounds[scored_in], pool=pool, state=state
        )
        for position, count in enumerate(words):
            models["Section"].objects.create(
                item=item, position=position, code=f"q{position}", prompt="?", text="word " * count
            )

    executor = queue_alone()
    target = [("review_queue", "0011_wishes_and_sizes_of_rounds")]
    executor.migrate(target)
    now = executor.loader.project_state(target).apps.get_model("review_queue", "Round")
    sizes = now.objects.order_by("code").values_list("largest_parts", "largest_words", "largest_pages")
    assert list(sizes) == [(3, 1000, 0), (1, 8000, 0), (0, 0, 0)]
