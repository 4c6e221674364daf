"""Decision day, as a place in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from endorsement_plugin.desk.decisions import DecisionsView
from endorsement_plugin.permissions import is_coordinator


class CoordinatorMenuItem(MenuItem):
    """Shown to whoever coordinates an association."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Read once per request."""
        return is_coordinator(request.user)


class DecisionsViewSet(ViewSet):
    """One page."""

    name = "endorsement_decisions"
    url_prefix = "endorsement/decisions"
    icon = "check"
    menu_label = "Decide"
    menu_order = 200
    menu_item_class = CoordinatorMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """The page."""
        return [path("", DecisionsView.as_view(), name="index")]
