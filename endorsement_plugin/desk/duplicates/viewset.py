"""Duplicates, as a place in the menu."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from endorsement_plugin.desk.viewsets.decisions import CoordinatorMenuItem

from .lists import NAMESPACE, DuplicatesView
from .one import PairView


class DuplicateViewSet(ViewSet):
    """The list, and each pair."""

    name = NAMESPACE
    url_prefix = "endorsement/duplicates"
    icon = "group"
    menu_label = "Duplicates"
    menu_order = 610
    menu_item_class = CoordinatorMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Both pages."""
        return [
            path("", DuplicatesView.as_view(), name="index"),
            path("<uuid:one>/<uuid:other>/", PairView.as_view(), name="pair"),
        ]
