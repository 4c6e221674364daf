"""One function for list and page; no role, group or flag opens an item."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from guardian.shortcuts import get_objects_for_user

from review_queue import permissions
from review_queue.checks import check_no_group_may_score
from review_queue.models import Item, ItemUserPermission, PoolRole
from tests.factories import reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def assigned():
    return reviews.make_assigned()


def test_a_reviewer_sees_the_items_assigned_and_no_other(assigned):
    item, (first, second) = assigned
    reviews.clear_item(reviews.make_item())
    for one in (first, second):
        assert list(permissions.items_for(one.reviewer.user)) == [item]
        assert list(permissions.assignments_for(one.reviewer.user)) == [one]


def test_guardian_gives_the_same_answer(assigned):
    item, (first, _) = assigned
    reviews.clear_item(reviews.make_item())
    by_guardian = get_objects_for_user(
        first.reviewer.user, "review_queue.score_item", klass=Item, use_groups=False,
        with_superuser=False, accept_global_perms=False,
    )  # fmt: skip
    assert list(by_guardian) == list(permissions.items_for(first.reviewer.user)) == [item]


def test_a_superuser_is_not_a_reviewer(assigned):
    user = reviews.make_account()
    user.is_superuser = user.is_staff = True
    user.save()
    assert not permissions.items_for(user).exists()
    assert not permissions.items_to_clear(user).exists()
    assert not permissions.items_led_by(user).exists()


@pytest.mark.parametrize("through", ["group", "user"])
def test_the_right_for_all_items_opens_none_and_is_reported(assigned, through):
    right = Permission.objects.get(codename="score_item")
    user = reviews.make_account()
    assert check_no_group_may_score(None) == []
    if through == "group":
        group = Group.objects.create(name="Reviewers")
        group.permissions.add(right)
        user.groups.add(group)
    else:
        user.user_permissions.add(right)
    assert not permissions.items_for(user).exists()
    assert [error.id for error in check_no_group_may_score(None)] == ["review_queue.E003"]


def test_a_row_of_guardian_without_an_assignment_shows_no_work(assigned):
    item, _ = assigned
    stranger = reviews.make_reviewer()
    right = Permission.objects.get(codename="score_item")
    ItemUserPermission.objects.create(user=stranger.user, permission=right, content_object=item)
    assert not permissions.assignments_for(stranger.user).exists()


def test_an_assignment_without_its_row_shows_no_work(assigned):
    _, (first, _) = assigned
    ItemUserPermission.objects.filter(user=first.reviewer.user).delete()
    assert not permissions.assignments_for(first.reviewer.user).exists()


def test_staff_of_one_pool_see_nothing_of_another(assigned):
    elsewhere = reviews.make_pool("elsewhere")
    chief = reviews.make_staff(PoolRole.Role.CHIEF, elsewhere)
    clearer = reviews.make_staff(PoolRole.Role.CLEARER, elsewhere)
    reviews.make_item()
    assert not permissions.items_led_by(chief).exists()
    assert not permissions.items_to_clear(clearer).exists()


@pytest.mark.parametrize("why", ["scores", "scored", "barred"])
def test_staff_do_not_see_what_they_score_or_must_not_see(assigned, why):
    item, (first, second) = assigned
    user = first.reviewer.user
    if why == "scored":
        reviews.score(first, 3)
    elif why == "barred":
        user = reviews.make_account()
        item.barred_users.create(user=user)
    PoolRole.objects.create(pool=item.pool, user=user, role=PoolRole.Role.CHIEF)
    free = reviews.make_item()
    assert list(permissions.items_led_by(user)) == [free]
    assert second.item == item


def test_a_chief_who_must_not_see_an_answer_does_not_see_its_result_either(assigned):
    item, pair = assigned
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    for user in (chief, reviews.make_account()):
        item.barred_users.create(user=user)
    for one in pair:
        reviews.score(one, 3)
    item.refresh_from_db()
    assert item.state == "decided"
    assert not item.barred_users.exists()
    assert item.former_bars.count() == 2
    assert not permissions.items_led_by(chief).exists()


def test_somebody_who_is_not_signed_in_has_nothing(assigned):
    nobody = AnonymousUser()
    assert not permissions.reviewers_for(nobody).exists()
    assert not permissions.items_to_clear(nobody).exists()
    assert not permissions.history_for(nobody).exists()


def test_history_holds_only_what_one_has_handed_in(assigned):
    _, (first, second) = assigned
    reviews.score(first, 3)
    assert list(permissions.history_for(first.reviewer.user)) == [first]
    assert not permissions.history_for(second.reviewer.user).exists()
