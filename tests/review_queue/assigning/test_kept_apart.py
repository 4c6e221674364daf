"""Who must not watch over any scoring of an answer: who scored one, and who was barred from one."""

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.items.queries.oversight import chiefs_of
from review_queue.models import BarredUser, Item, Mail, PoolRole
from review_queue.permissions import items_led_by
from review_queue.work.running import run_due
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.resolving.test_rescoring import a_fresh_pair_scores, decided, rescore

pytestmark = pytest.mark.django_db


def test_a_chief_sees_both_unless_he_scored_one():
    first = decided()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, first.pool)
    again = rescore(first)
    client = signed_in(chief)
    page = client.get(reverse("review_queue:item", args=[first.code])).content.decode()
    assert "Scored again by a fresh pair" in page
    assert again.code in page
    assert "second scoring of" in client.get(reverse("review_queue:item", args=[again.code])).content.decode()
    assert ">Again<" in client.get(reverse("review_queue:round", args=[first.round.code])).content.decode()

    scorer = first.assignments.get(slot=1).reviewer.user
    PoolRole.objects.create(pool=first.pool, user=scorer, role=PoolRole.Role.CHIEF)
    a_fresh_pair_scores(first.pool)
    assert not BarredUser.objects.exists()
    assert not items_led_by(scorer).exists()
    assert items_led_by(chief).count() == 2


def test_whoever_scored_any_scoring_of_it_watches_over_none():
    first = decided()
    again = rescore(first)
    a_fresh_pair_scores(first.pool)
    last = rescore(Item.objects.get(pk=again.pk))
    for scored in (first, again):
        user = scored.assignments.get(slot=1).reviewer.user
        PoolRole.objects.create(pool=first.pool, user=user, role=PoolRole.Role.CHIEF)
        assert not items_led_by(user).exists()
        assert not chiefs_of(last).filter(user=user).exists()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, first.pool)
    assert [role.user for role in chiefs_of(last)] == [chief]
    assert items_led_by(chief).count() == 3


def test_a_scoring_that_was_withdrawn_keeps_its_people_from_the_next():
    first = decided()
    withdrawn = rescore(first)
    for _ in range(2):
        reviews.make_reviewer(first.pool)
    seen = {one.reviewer.user_id for one in reviews.assign_all()}
    intake.withdraw(withdrawn.ref, reason="candidate")
    again = rescore(Item.objects.get(pk=first.pk))
    assert reviews.assign_all() == []
    assert seen <= set(BarredUser.objects.filter(item=again).values_list("user", flat=True))


def test_who_was_barred_reads_no_trail_when_leading_the_pool_later(settings):
    """Nor after the secret that keyed the digest was replaced, while it is still known as a former one."""
    candidate, other = reviews.make_account(), reviews.make_account()
    first = decided()
    again = rescore(first, barred=[candidate.pk])
    a_fresh_pair_scores(first.pool)
    assert not BarredUser.objects.exists()
    for user in (candidate, other):
        PoolRole.objects.create(pool=first.pool, user=user, role=PoolRole.Role.CHIEF)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "a newer secret" * 4
    assert not items_led_by(candidate).filter(origin=again.origin).exists()
    assert items_led_by(other).filter(origin=again.origin).count() == 2


@pytest.mark.parametrize("flagged_in", ["first", "second"])
def test_who_was_barred_gets_no_letter_about_it_after_it_was_closed(flagged_in):
    """Comparing and telling are two jobs: the letter may be written when the bar is a digest already."""
    barred = reviews.make_staff(PoolRole.Role.CHIEF)
    told = reviews.make_staff(PoolRole.Role.CHIEF)
    first, pair = reviews.make_assigned(barred=[barred.pk], scored_in=reviews.make_round(flagged=False))
    again = None
    for one in pair:
        reviews.score(one, 3, flag="danger" if flagged_in == "first" else "")
    if flagged_in == "second":
        again = rescore(Item.objects.get(pk=first.pk))
        for _ in range(2):
            reviews.make_reviewer(first.pool)
        for one in reviews.assign_all():
            reviews.score(one, 3, flag="danger")
    assert not BarredUser.objects.exists()
    run_due()
    assert set(Mail.objects.filter(event_key__startswith="flag:").values_list("to", flat=True)) == {
        told.email
    }
    assert [role.user for role in chiefs_of(again or first)] == [told]
