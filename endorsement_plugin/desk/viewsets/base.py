"""What the coordinator's lists have in common: rows to read, and nothing of Wagtail's that writes them."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.viewsets.model import ModelViewSet


class OnScreenMixin:
    """Before IndexView, which makes a spreadsheet of any list whose address asks for one: not of this one."""

    is_export: bool

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The page, whatever the address asks for."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.is_export = False


class DeskViewSet(ModelViewSet):
    """A list to read and search; nothing is added, edited, copied or deleted, not even as a URL."""

    copy_view_enabled = False
    add_to_reference_index = False
    exclude_form_fields: list[str] = []
    search_backend_name = None
    list_per_page = 50

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None: coordinating an association is the permission, and it is set on the association."""
        return Permission.objects.none()

    def register_admin_url_finder(self) -> None:
        """Nothing in Wagtail's own logs refers to these rows."""
