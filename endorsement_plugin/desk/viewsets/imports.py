"""Moving in, as a place in the menu."""

from django.urls import URLPattern, path
from wagtail.admin.viewsets.base import ViewSet

from endorsement_plugin.desk.moving_in import choosing, one
from endorsement_plugin.desk.moving_in.base import NAMESPACE
from endorsement_plugin.desk.moving_in.lists import imports_view

from .decisions import CoordinatorMenuItem


class ImportViewSet(ViewSet):
    """The list with the form to upload one, and the pages of each."""

    name = NAMESPACE
    url_prefix = "endorsement/imports"
    icon = "upload"
    menu_label = "Import records"
    menu_order = 600
    menu_item_class = CoordinatorMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        """All of them."""
        return [
            path("", imports_view, name="index"),
            path("<uuid:pk>/", one.ImportView.as_view(), name="one"),
            path("<uuid:pk>/columns/", choosing.ColumnsView.as_view(), name="columns"),
            path("<uuid:pk>/words/", choosing.WordsView.as_view(), name="words"),
            path("<uuid:pk>/problems.csv", one.ProblemsView.as_view(), name="problems"),
            *(
                path(f"<uuid:pk>/{act}/", one.ActView.as_view(), {"act": act}, name=act.replace("-", "_"))
                for act in ("run", "undo", "again", "go-on")
            ),
            *(
                path(f"<uuid:pk>/{act}/choose/", one.ActView.as_view(), {"act": act}, name=f"choose_{act}")
                for act in ("columns", "words")
            ),
        ]
