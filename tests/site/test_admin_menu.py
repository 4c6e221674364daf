"""The queue's staff find their screens from the Wagtail admin, nobody else is shown the way."""

import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from wagtail import hooks
from wagtail.admin.menu import admin_menu

from review_queue.models import PoolRole
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator
from tests.factories.reviews import make_pool

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("has_role", [True, False])
def test_queue_staff_see_the_way(has_role: bool, rf: RequestFactory) -> None:
    user = make_coordinator(make_association())
    if has_role:
        PoolRole.objects.create(pool=make_pool(), user=user, role=PoolRole.Role.CLEARER)
    request = rf.get("/")
    request.user = user
    names = [item.name for item in admin_menu.menu_items_for_request(request)]
    assert ("blind-review" in names) is has_role


@pytest.mark.parametrize("may", [True, False])
def test_operators_see_the_way_to_the_operations(may: bool, rf: RequestFactory) -> None:
    user = make_coordinator(make_association())
    if may:
        user.user_permissions.add(Permission.objects.get(codename="operate"))
    request = rf.get("/")
    request.user = user
    names = [item.name for item in admin_menu.menu_items_for_request(request)]
    assert ("operations" in names) is may


def test_the_right_can_be_given_to_a_group_in_the_admin() -> None:
    offered = [right for hook in hooks.get_hooks("register_permissions") for right in hook()]
    assert Permission.objects.get(codename="operate") in offered
