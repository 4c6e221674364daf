"""Two clearers, a reviewer or the sender at the same instant as a step of clearing."""

from collections.abc import Iterator

import pytest

from review_queue import intake
from review_queue.clearance.actions.mask_again import mask_again
from review_queue.clearance.actions.release import release
from review_queue.clearance.actions.undo import undo
from review_queue.clearance.actions.unmask import unmask
from review_queue.clearance.queries.steps import last_step
from review_queue.errors import HasResult, Refusal
from review_queue.items.actions.masked_texts import seen, texts_of
from review_queue.models import Item, PoolRole, Verdict
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.actions.take_back import take_back
from review_queue.scoring.rules import TakeBackReason
from tests.factories import reviews
from tests.racing import at_once
from tests.review_queue.invariants import breaches

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TEXT = "Ada Mahina met the mahina."
SECTIONS = [{"code": "q1", "prompt": "", "text": TEXT}]
SAID = [{"kind": "given_name", "value": "Ada"}, {"kind": "family_name", "value": "Mahina"}]
RECEIVED = "[NAME-1] met the [NAME-1]."


def original_of(ref):
    """The host's."""
    return {"sections": SECTIONS, "identifiers": SAID}


@pytest.fixture(autouse=True)
def _sound(transactional_db: None) -> Iterator[None]:
    """Whoever wins the race, the queue is as it must be."""
    yield
    assert breaches(settled=False) == []


@pytest.fixture
def item(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "ORIGINAL_OF": f"{__name__}.original_of"}
    return reviews.make_item(sections=SECTIONS, identifiers=SAID)


@pytest.fixture
def clearers(item):
    return [reviews.make_staff(PoolRole.Role.CLEARER, item.pool) for _ in range(2)]


def text_of(item):
    return Item.objects.get(pk=item.pk).sections.get().text


def refused(results):
    return sum(isinstance(one, Refusal) for one in results)


def test_what_one_releases_while_the_other_unmasks_is_what_was_read(item, clearers):
    first, second = clearers
    read = seen(texts_of(item))
    results = at_once(
        lambda: release(item=item, by=first, as_seen=read),
        lambda: unmask(item=item, token="[NAME-1]", by=second, as_seen=read, chosen=frozenset({"1-17"})),
    )
    assert refused(results) == 1
    released = Item.objects.get(pk=item.pk).state == "cleared"
    assert text_of(item) == (RECEIVED if released else "[NAME-1] met the mahina.")


def test_one_step_is_undone_once(item, clearers):
    reviews.mask_all(item, "met", clearers[0])
    step = last_step(item)
    assert step
    results = at_once(*[lambda: undo(item=item, step=step.event, by=clearers[1])] * 3)
    assert refused(results) == 2
    assert text_of(item) == RECEIVED
    assert item.events.filter(kind="undone").count() == 1


def test_masked_again_and_masked_more_at_once_are_one_after_the_other(item, clearers):
    read = seen(texts_of(item))
    at_once(
        lambda: mask_again(item=item, by=clearers[0], as_seen=read),
        lambda: reviews.mask_all(item, "met", clearers[1]),
    )
    assert text_of(item) in (RECEIVED, "[NAME-1] [NAME-2] the [NAME-1].")
    assert "ahina" not in text_of(item)


def test_taken_back_while_the_last_review_is_handed_in(item, clearers):
    for _ in range(2):
        reviews.make_reviewer(item.pool)
    reviews.clear_item(item, clearers[0])
    first, second = reviews.assign_all()
    reviews.score(first, 3)
    reviews.accept_offer(second)
    version = reviews.draft(second, 3).version

    def hand_in():
        submit_review(assignment=second, version=version)
        reviews.compare_reviews(second)

    results = at_once(hand_in, lambda: take_back(item=item, reason=TakeBackReason.MISTAKE, by=clearers[0]))
    state = Item.objects.get(pk=item.pk).state
    decided = Verdict.objects.filter(item=item).exists()
    assert (state, decided) in (("decided", True), ("received", False))
    assert isinstance(results[1], HasResult) is decided


def test_taken_back_while_its_sender_withdraws_it(item, clearers):
    reviews.clear_item(item, clearers[0])
    at_once(
        lambda: intake.withdraw(item.ref, reason="candidate"),
        lambda: take_back(item=item, reason=TakeBackReason.MISTAKE, by=clearers[0]),
    )
    assert intake.status(item.ref).state == "withdrawn"


def test_sent_again_by_two_at_once_it_is_one_answer(item, clearers):
    send = [lambda: intake.receive_again(item.ref, sections=SECTIONS, identifiers=SAID)] * 2
    at_once(*send)
    assert text_of(item) == RECEIVED
    assert item.sections.count() == 1
