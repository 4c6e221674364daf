"""How a requirement chooses from the lists: from the visitor's own only, also by address."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from endorsement_plugin.models import CompetencyArea, CompetencyFramework, FieldOfWork

from .base import own_row, theirs


class _Own:
    """What may be chosen: the visitor's own fields that are offered, and frameworks that are published."""

    per_page = 100
    request: Any
    model_class: Any

    def get_object_list(self) -> QuerySet[Any]:
        """The rows to choose from."""
        rows = theirs(self.request.user, self.model_class)
        return rows.filter(**CHOSEN_IF[self.model_class])


class OwnChooseView(_Own, views.ChooseView):
    """The list."""


class OwnResultsView(_Own, views.ChooseResultsView):
    """A page of it."""


class _Keyed:
    """Keys as JSON keeps them."""

    def get_object_id(self, instance: Any) -> str:
        return str(instance.pk)


class OwnChosenView(_Keyed, views.ChosenView):
    """The title of a row of one's own; a 404 for any other."""

    def get_object(self, pk: object) -> Any:
        return own_row(self.request.user, self.model_class, pk)


class OwnChosenMultipleView(_Keyed, views.ChosenMultipleView):
    """The titles of rows of one's own."""

    def get_objects(self, pks: Iterable[str]) -> list[Any]:
        return [own_row(self.request.user, self.model_class, pk) for pk in pks]


class OwnCreateView(views.CreateView):
    """Nothing is made in a chooser: the lists have pages of their own."""

    def can_create(self) -> bool:
        return False


class OwnWidget(BaseChooser):
    """The button, with the row that was chosen."""

    def get_value_data_from_instance(self, instance: Any) -> dict[str, Any]:
        return {**super().get_value_data_from_instance(instance), "id": str(instance.pk)}


class OwnChooser(ChooserViewSet):
    """Choosing without making."""

    base_widget_class = OwnWidget

    choose_view_class = OwnChooseView
    choose_results_view_class = OwnResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView
    create_view_class = OwnCreateView
    per_page = 100


CHOSEN_IF: dict[type[Any], dict[str, Any]] = {
    FieldOfWork: {"offered": True},
    CompetencyFramework: {"published_at__isnull": False},
    CompetencyArea: {"framework__published_at__isnull": False},
}

fields = OwnChooser(
    "endorsement_field_chooser",
    url_prefix="endorsement/choose/fields",
    model=FieldOfWork,
    icon="tag",
    choose_one_text="Choose a field of work",
)
frameworks = OwnChooser(
    "endorsement_framework_chooser",
    url_prefix="endorsement/choose/frameworks",
    model=CompetencyFramework,
    icon="folder-open-inverse",
    choose_one_text="Choose a published framework",
)
areas = OwnChooser(
    "endorsement_area_chooser",
    url_prefix="endorsement/choose/areas",
    model=CompetencyArea,
    icon="tag",
    choose_one_text="Choose an area",
)
CHOOSERS = (fields, frameworks, areas)
