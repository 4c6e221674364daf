"""Applications on paper, as a place in the menu."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from endorsement_plugin.desk.viewsets.decisions import CoordinatorMenuItem

from .inviting import InviteApplicantView
from .lists import NAMESPACE, OnPaperView, StartView


class OnPaperViewSet(ViewSet):
    """The list of what is being entered, and the page on which one begins."""

    name = NAMESPACE
    url_prefix = "endorsement/on-paper"
    icon = "form"
    menu_label = "On paper"
    menu_order = 150
    menu_item_class = CoordinatorMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """Both."""
        return [
            path("", OnPaperView.as_view(), name="index"),
            path("start/", StartView.as_view(), name="start"),
            path("<uuid:pk>/invite/", InviteApplicantView.as_view(), name="invite"),
        ]
