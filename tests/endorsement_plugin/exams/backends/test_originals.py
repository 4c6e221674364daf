"""A clearer unmasks an exam: the plugin says its answer again, and the queue keeps none of it."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers

from endorsement_plugin.exams.actions.hand_in import hand_in
from endorsement_plugin.exams.backends.handover import original_of
from endorsement_plugin.models import Response, Sitting
from review_queue.clearance.actions.mask_again import mask_again
from review_queue.clearance.actions.unmask import reveal, unmask
from review_queue.errors import NoOriginal
from review_queue.items.actions.masked_texts import seen, texts_of
from review_queue.models import Item, PoolRole, Round
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.factories.sittings import answered, make_sitting

pytestmark = pytest.mark.django_db

ANSWER = "Ina waits. I would call it Ina in this case, and wonder aloud."


@pytest.fixture
def sitting():
    Round.objects.filter(pk=reviews.make_round().pk).update(code="spring")
    reviews.make_pool("hawaii")
    made = make_sitting("open")
    hand_in(
        sitting=answered(made, first=ANSWER, second="Yes.").pk,
        by=made.application.person.account,
        revision=1,
    )
    run_due()
    return Sitting.objects.get(pk=made.pk)


@pytest.fixture
def item(sitting):
    return Item.objects.get(ref=str(sitting.review_ref))


@pytest.fixture
def clearer(item):
    return reviews.make_staff(PoolRole.Role.CLEARER, item.pool)


def test_what_is_no_name_comes_back_from_the_exam(item, clearer):
    token = item.sections.get(position=0).text.split()[0]
    touched = reveal(item=item, token=token, by=clearer)
    assert [one.text for one in touched.mentions] == ["Ina", "Ina"]
    chosen = frozenset({touched.mentions[1].value})
    unmask(item=item, token=token, by=clearer, as_seen=seen(texts_of(item)), chosen=chosen)
    assert item.sections.get(position=0).text.startswith(f"{token} waits. I would call it Ina in this case")


def test_masked_again_no_table_of_the_queue_holds_more_than_before(item, clearer):
    before = item.sections.get(position=0).text
    mask_again(item=item, by=clearer, as_seen=seen(texts_of(item)))
    assert item.sections.get(position=0).text == before
    models = apps.get_app_config("review_queue").get_models()
    rows = [row for model in models for row in model._default_manager.all()]
    assert "Ina waits" not in serializers.serialize("json", rows)


@pytest.mark.parametrize("ref", ["", "no uuid", "6f1d3c52-0b1e-4a57-9f6c-2f0a9d3f7b11"])
def test_nobody_asks_for_what_was_never_sent(ref):
    assert original_of(ref) is None


def test_an_exam_of_which_the_answers_were_removed_stays_masked(sitting, item, clearer):
    Response.objects.filter(sitting=sitting).delete()
    with pytest.raises(NoOriginal):
        mask_again(item=item, by=clearer, as_seen=seen(texts_of(item)))


def test_an_exam_that_is_still_being_written_is_not_given_out():
    open_one = make_sitting("open")
    Sitting.objects.filter(pk=open_one.pk).update(review_ref=uuid4())
    assert original_of(str(Sitting.objects.get(pk=open_one.pk).review_ref)) is None
