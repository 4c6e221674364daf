"""What a set needs before it is published, each refusal in words; and nothing changes afterwards."""

import pytest
from django.urls import reverse

from review_queue.calibration.actions import problems, publish_anchors, retire_anchors
from review_queue.errors import Frozen, Unready
from review_queue.models import AnchorSet, Level
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored_in():
    return reviews.make_round()


@pytest.fixture
def administrator():
    user = reviews.make_account()
    user.is_superuser = user.is_staff = True
    user.save()
    return signed_in(user)


def test_a_complete_set_is_published_and_freezes_its_rubric(scored_in):
    made = anchors.make_anchors(scored_in)
    made.rubric.refresh_from_db()
    assert made.is_frozen
    assert made.rubric.is_frozen
    with pytest.raises(Frozen):
        publish_anchors(anchors=made)


def test_a_calibration_needs_three_texts(scored_in):
    made = anchors.draft_anchors(scored_in, points=(1, 2))
    with pytest.raises(Unready, match="has 2 of the 3 texts"):
        publish_anchors(anchors=made)


def test_every_criterion_needs_a_level_and_a_reason(scored_in):
    made = anchors.draft_anchors(scored_in)
    first, second, third = made.anchors.order_by("pk")
    first.references.filter(criterion__code="c0").delete()
    second.references.filter(criterion__code="c0").update(because=" ")
    elsewhere = Level.objects.filter(criterion__code="c1", criterion__rubric=scored_in.rubric)[0]
    third.references.filter(criterion__code="c0").update(level=elsewhere)
    assert list(problems(made)) == [
        "“Text 0” has no reference mark for “Criterion 0”.",
        "Say in a sentence why “Text 1” earns its mark for “Criterion 0”.",
        "In “Text 2” the level for “Criterion 0” belongs to another criterion.",
    ]


def test_a_text_needs_a_question_and_an_answer(scored_in):
    made = anchors.draft_anchors(scored_in)
    made.anchors.order_by("pk")[0].sections.update(text=" ")
    assert list(problems(made)) == ["“Text 0” needs at least one part, each with a question and an answer."]


def test_a_mark_of_another_rubric_is_found(scored_in):
    made = anchors.draft_anchors(scored_in)
    other = reviews.make_rubric(1).criteria.get()
    one = made.anchors.order_by("pk")[0]
    one.references.create(criterion=other, level=other.levels.all()[0], because="No.")
    assert list(problems(made)) == ["“Text 0” has a mark for a criterion of another rubric."]


def test_seeded_texts_need_their_rounds(scored_in):
    made = anchors.draft_anchors(scored_in, "seeded", points=(1,))
    made.rounds.clear()
    assert list(problems(made)) == ["Say in which rounds these texts appear."]
    made.rounds.add(reviews.make_round())
    assert list(problems(made)) == ["Every round must use the same version of the rubric as these texts."]


def test_a_calibration_that_nobody_needs_is_refused():
    unused = reviews.make_round()
    made = anchors.draft_anchors(unused)
    unused.delete()
    assert list(problems(made)) == ["No round uses this rubric yet, so nobody needs this calibration."]


def test_a_retired_set_is_asked_of_nobody(scored_in):
    made = anchors.make_anchors(scored_in)
    reviews.clear_item(reviews.make_item(scored_in))
    reviews.make_reviewer()
    assert reviews.assign_all() == []
    retire_anchors(anchors=made)
    assert len(reviews.assign_all()) == 1


def test_only_a_published_set_is_retired(scored_in):
    with pytest.raises(Unready, match="Delete this one instead"):
        retire_anchors(anchors=anchors.draft_anchors(scored_in))


def test_the_administrator_publishes_and_reads_why_not(administrator, scored_in):
    ready = anchors.draft_anchors(scored_in)
    short = anchors.draft_anchors(scored_in, points=(1,), title="Too short")
    page = administrator.post(
        reverse("admin:review_queue_anchorset_changelist"),
        {"action": "publish", "_selected_action": [ready.pk, short.pk]},
        follow=True,
    ).content.decode()
    assert "“Three invented families” is published and can no longer change." in page
    assert "“Too short”: This set has 1 of the 3 texts that it needs at least." in page
    assert AnchorSet.objects.filter(published_at__isnull=False).get() == ready


def test_a_published_set_can_be_read_and_not_changed(administrator, scored_in):
    made = anchors.draft_anchors(scored_in)
    pages = [
        reverse("admin:review_queue_anchorset_change", args=[made.pk]),
        reverse("admin:review_queue_anchor_change", args=[made.anchors.all()[0].pk]),
    ]
    for page in pages:
        assert 'name="_save"' in administrator.get(page).content.decode()
    publish_anchors(anchors=made)
    for page in pages:
        assert 'name="_save"' not in administrator.get(page).content.decode()
        assert administrator.post(page, {"title": "Changed"}).status_code == 403


def test_only_levels_of_the_own_rubric_are_offered(administrator, scored_in):
    made = anchors.draft_anchors(scored_in)
    reviews.make_rubric(1)
    page = administrator.get(
        reverse("admin:review_queue_anchor_change", args=[made.anchors.all()[0].pk])
    ).content.decode()
    offered = page.split('name="references-0-level"')[1].split("</select>")[0]
    assert offered.count("<option") == 1 + 8
    assert "Criterion 1: 3 Level 3" in offered
