"""A result can be defended: the rules it came from are kept with it, and nothing we offer changes them."""

from decimal import Decimal

import pytest
from django.core import serializers
from django.db.models import ProtectedError
from django.urls import reverse

from review_queue.items.actions.publish_rubric import Scale, Step, publish_rubric
from review_queue.models import Criterion, Level, Round, Rubric, Verdict
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


MEASURED = {"largest_parts", "largest_words", "largest_pages"}
"""Of a round: how long its answers are, which no rule asks for."""


def rules() -> str:
    """Every row that says how answers are scored."""
    rows = [*Rubric.objects.all(), *Criterion.objects.all(), *Level.objects.all()]
    of_round = {field.name for field in Round._meta.get_fields() if field.concrete} - MEASURED
    return serializers.serialize("json", rows) + serializers.serialize(
        "json", Round.objects.all(), fields=sorted(of_round)
    )


@pytest.fixture
def superuser():
    user = reviews.make_account()
    user.is_superuser = user.is_staff = True
    user.save()
    return signed_in(user)


def test_a_verdict_keeps_the_rules_it_came_from():
    scored_in = reviews.make_round(
        reviews.make_rubric(pass_mark=60),
        criterion_gap=1,
        total_gap=5,
        verdict_split=False,
        flagged=False,
        resolution="parity",
    )
    item, pair = reviews.make_assigned(scored_in=scored_in)
    for one in pair:
        reviews.score(one, 3)
    verdict = Verdict.objects.get(item=item)
    assert verdict.rubric == scored_in.rubric
    assert (verdict.pass_mark, verdict.criterion_gap, verdict.total_gap) == (Decimal(60), 1, 5)
    assert (verdict.verdict_split, verdict.third_score, verdict.resolution) == (False, "parity", "agreed")
    assert verdict.flagged is False


@pytest.mark.parametrize(
    ("resolution", "percent", "outcome"),
    [("nearest_two", "83.33", "passed"), ("parity", "55.55", "failed"), ("expert", "66.66", "failed")],
)
def test_the_verdict_follows_the_resolved_total(resolution, percent, outcome):
    # 100, 0 and 66.7 % around a pass mark of 70: the mean of the nearer two, of all three, the third alone.
    item, pair = reviews.make_assigned(scored_in=reviews.make_round(resolution=resolution))
    reviews.make_reviewer(may_adjudicate=True)
    reviews.score(pair[0], 3)
    reviews.score(pair[1], 0)
    (third,) = reviews.assign_all()
    reviews.score(third, 2)
    verdict = Verdict.objects.get(item=item)
    assert (str(verdict.percent), verdict.outcome) == (percent, outcome)
    assert (verdict.resolution, verdict.third_score) == (resolution, resolution)


def test_from_the_first_answer_to_the_verdict_no_rule_moves():
    scored_in = reviews.make_round()
    item = reviews.make_item(scored_in)
    before = rules()
    assert '"frozen_at": null' not in before
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.make_reviewer(item.pool, may_adjudicate=True)
    reviews.clear_item(item)
    for one, points in zip(reviews.assign_all(), (3, 0), strict=True):
        reviews.score(one, points)
    (third,) = reviews.assign_all()
    reviews.score(third, 3)
    reviews.make_item(scored_in)
    assert rules() == before


def test_a_new_version_leaves_the_used_one_as_it_is():
    item = reviews.make_item()
    before = serializers.serialize("json", [item.round.rubric, *item.round.rubric.criteria.all()])
    steps = [Step(0, "No", "Nothing."), Step(1, "Yes", "Everything.")]
    newer = publish_rubric(
        code=item.round.rubric.code, title="New", pass_mark=Decimal(10), scales=[Scale("a", "A", steps)]
    )
    assert (newer.version, newer.is_frozen) == (2, False)
    used = Round.objects.get(pk=item.round_id).rubric
    assert serializers.serialize("json", [used, *used.criteria.all()]) == before


def test_the_admin_adds_nothing_to_a_rubric_in_use(superuser):
    used = reviews.make_item().round.rubric
    free = reviews.make_rubric()
    given = {
        "code": "late", "name": "Late", "weight": 9, "position": 0, "guidance": "",
        "levels-TOTAL_FORMS": 0, "levels-INITIAL_FORMS": 0,
    }  # fmt: skip
    add = reverse("admin:review_queue_criterion_add")
    refused = superuser.post(add, {**given, "rubric": used.pk})
    assert "Select a valid choice" in refused.content.decode()
    assert superuser.post(add, {**given, "rubric": free.pk}).status_code == 302
    moved = reverse("admin:review_queue_criterion_change", args=[free.criteria.get(code="late").pk])
    refused = superuser.post(moved, {**given, "rubric": used.pk})
    assert "Select a valid choice" in refused.content.decode()
    assert not used.criteria.filter(code="late").exists()


def test_the_admin_changes_no_level_of_a_rubric_in_use(superuser):
    used = reviews.make_item().round.rubric
    before = rules()
    criterion = used.criteria.get(code="c0")
    level = criterion.levels.get(points=3)
    given = {
        "rubric": used.pk, "code": "c0", "name": "Other", "weight": 9, "position": 0, "guidance": "",
        "levels-TOTAL_FORMS": 1, "levels-INITIAL_FORMS": 1, "levels-0-id": level.pk,
        "levels-0-criterion": criterion.pk, "levels-0-points": 2, "levels-0-label": "x",
        "levels-0-descriptor": "x",
    }  # fmt: skip
    url = reverse("admin:review_queue_criterion_change", args=[criterion.pk])
    assert superuser.post(url, given).status_code == 403
    for thing in ("rubric", "round", "criterion"):
        listed = reverse(f"admin:review_queue_{thing}_changelist")
        chosen = {"rubric": used.pk, "round": Round.objects.get().pk, "criterion": criterion.pk}[thing]
        superuser.post(listed, {"action": "delete_selected", "_selected_action": [chosen], "post": "yes"})
    assert rules() == before


def test_a_rubric_with_results_cannot_be_deleted():
    _, pair = reviews.make_assigned()
    for one in pair:
        reviews.score(one, 3)
    with pytest.raises(ProtectedError):
        Rubric.objects.all().delete()
