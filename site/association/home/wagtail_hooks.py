"""What this site adds to the Wagtail admin's menu."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from review_queue.models import PoolRole


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
