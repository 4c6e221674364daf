"""The chief reads reviews after the decision: what is shown, to whom, and never to one who may yet score."""

from uuid import uuid4

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.errors import NotAllowed
from review_queue.items.actions.take_in import knew
from review_queue.models import Assignment, BarredUser, Event, Mark, PoolRole, Round
from review_queue.quality.actions.read_reviews import read_reviews
from review_queue.readers import items_to_read
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided():
    """Two reviews that agree, each with comments; the pool has a chief who does not score."""
    item, work = reviews.make_assigned()
    for one, comment in zip(work, ("Says much.", "Says little."), strict=True):
        reviews.accept_offer(one)
        review = reviews.draft(one, 3)
        Mark.objects.filter(review=review).update(comment=comment)
        reviews.score(one, 3)
        Mark.objects.filter(review=review).update(comment=comment)
    item.refresh_from_db()
    return item


@pytest.fixture
def chief(decided):
    return reviews.make_staff(PoolRole.Role.CHIEF, decided.pool)


def page(client, user, item):
    client.force_login(user)
    return client.get(reverse("review_queue:reviews", args=[item.code]))


def test_both_reviews_are_read_with_comments_under_letters(client, decided, chief):
    shown = page(client, chief, decided).content.decode()
    for words in ("Review A", "Review B", "Says much.", "Says little.", reviews.FEEDBACK, "100 %"):
        assert words in shown
    for one in decided.assignments.select_related("reviewer__user"):
        assert one.reviewer.user.email not in shown
        assert one.code not in shown


def test_a_round_may_name_its_reviewers(client, decided, chief):
    Round.objects.update(reviewers_named=True)
    one = decided.assignments.select_related("reviewer__user")[0]
    one.reviewer.user.first_name = "Adelheid"
    one.reviewer.user.save()
    assert "Adelheid" in page(client, chief, decided).content.decode()


def test_reading_is_an_event_once_a_day(client, decided, chief):
    for _ in range(3):
        page(client, chief, decided)
    assert decided.events.filter(kind=Event.Kind.READ, actor=chief).count() == 1


def test_never_before_the_decision(client):
    item, (first, _) = reviews.make_assigned()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    assert page(client, chief, item).status_code == 404
    reviews.score(first, 3)
    assert page(client, chief, item).status_code == 404
    with pytest.raises(NotAllowed):
        read_reviews(item=item, by=chief)


def test_not_by_a_chief_who_scored_it_nor_by_others(client, decided):
    scorer = decided.assignments.all()[0].reviewer.user
    PoolRole.objects.create(pool=decided.pool, user=scorer, role=PoolRole.Role.CHIEF)
    for user in (scorer, reviews.make_account(), reviews.make_staff(PoolRole.Role.CLEARER, decided.pool)):
        assert page(client, user, decided).status_code == 404


def test_not_while_the_answer_is_scored_again(client, decided, chief):
    intake.rescore(decided.ref, new_ref=uuid4(), reason="appeal", barred=[])
    assert page(client, chief, decided).status_code == 404


def test_who_has_read_never_scores_the_answer_again(client, decided, chief):
    page(client, chief, decided)
    PoolRole.objects.filter(user=chief).delete()
    reviews.make_reviewer(decided.pool, user=chief)
    intake.rescore(decided.ref, new_ref=uuid4(), reason="appeal", barred=[])
    reviews.assign_all()
    assert not Assignment.objects.filter(reviewer__user=chief).exists()


def test_a_chief_who_may_score_another_answer_of_the_writer_reads_neither_yet(client, decided, chief):
    reviews.make_reviewer(decided.pool, user=chief)
    later = reviews.make_item(reviews.make_round(), decided.pool, earlier=[decided.ref])
    assert page(client, chief, decided).status_code == 404
    intake.withdraw(later.ref, reason="candidate")
    assert page(client, chief, decided).status_code == 200


def test_the_link_is_also_made_when_the_two_turn_out_to_be_one_persons(client, decided, chief):
    reviews.make_reviewer(decided.pool, user=chief)
    other = reviews.make_item(reviews.make_round(), decided.pool)
    assert page(client, chief, decided).status_code == 200
    intake.bar(other.ref, users=[], earlier=[decided.ref])
    BarredUser.objects.filter(item=other).delete()
    assert not items_to_read(chief).filter(pk=decided.pk).exists()


def test_a_chief_who_is_no_reviewer_reads_and_is_barred_from_the_other_answer(client, decided, chief):
    later = reviews.make_item(reviews.make_round(), decided.pool, earlier=[decided.ref])
    assert page(client, chief, decided).status_code == 200
    run_due()
    assert BarredUser.objects.filter(item=later, user=chief).exists()


def test_a_later_answer_of_the_writer_bars_who_has_read(client, decided, chief):
    page(client, chief, decided)
    assert chief.pk in knew(frozenset({decided.ref}))
    later = reviews.make_item(reviews.make_round(), decided.pool, earlier=[decided.ref])
    assert BarredUser.objects.filter(item=later, user=chief).exists()
