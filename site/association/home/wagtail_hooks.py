"""What this site adds to the Wagtail admin's menu."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from review_queue.models import PoolRole
from review_queue.permissions import operates


class QueueStaffMenuItem(MenuItem):
    """The way to the review queue's own screens, for those who clear or lead a pool."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Holding a role in any pool, which says nothing about who is reviewed."""
        return bool(PoolRole.objects.filter(user=request.user.pk).exists())


@hooks.register("register_admin_menu_item")
def register_queue_staff() -> MenuItem:
    """Below the coordinator's own menu."""
    return QueueStaffMenuItem(
        "Blind review", reverse("review_queue:staff"), name="blind-review", icon_name="view", order=160
    )


class OperationsMenuItem(MenuItem):
    """The way to the operator's page, for those with the right to it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return operates(request.user)


@hooks.register("register_admin_menu_item")
def register_operations() -> MenuItem:
    """Beside the queue's own screens."""
    return OperationsMenuItem(
        "Operations", reverse("review_queue:operations"), name="operations", icon_name="desktop", order=170
    )


@hooks.register("register_permissions")
def register_operate() -> QuerySet[Permission]:
    """So that the right can be given to a group in the admin."""
    return Permission.objects.filter(content_type__app_label="review_queue", codename="operate")
