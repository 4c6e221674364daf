"""The fields of work that requirements and positions choose from."""

from typing import Any

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BooleanColumn

from endorsement_plugin.models import FieldOfWork
from endorsement_plugin.vocabulary.names import value_for
from review_queue.typed.cleaning import clean

from .base import ListForm, ListViewSet, OwnerPanel, own_form


class FieldOfWorkForm(ListForm):
    unique = "label"

    def clean_label(self) -> str:
        """Without what nobody sees."""
        return clean(self.cleaned_data["label"])

    def save(self, commit: bool = True) -> Any:
        """A new one gets the value that entries will keep."""
        if self.instance._state.adding:
            others = FieldOfWork.objects.filter(association=self.instance.association)
            taken = set(others.values_list("value", flat=True))
            self.instance.value = value_for(self.instance.label, taken, "field")
        return super().save(commit)


class FieldOfWorkViewSet(ListViewSet):
    model = FieldOfWork
    name = "endorsement_fields"
    url_prefix = "endorsement/fields"
    icon = "tag"
    menu_label = "Fields of work"
    menu_order = 100
    list_display = ["label", BooleanColumn("offered", label="Offered"), "association"]
    search_fields = ["label"]
    search_backend_name = None
    panels = [OwnerPanel(), FieldPanel("label"), FieldPanel("offered")]

    def get_edit_handler(self) -> Any:
        """With the form that knows whose list it is."""
        return own_form(self, FieldOfWorkForm)
