"""The people whom an association has vetted."""

from typing import Any

from django.utils.formats import date_format
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from endorsement_plugin.models import VettedPerson
from review_queue.typed.addresses import folded_address
from review_queue.typed.cleaning import clean
from review_queue.typed.fields import Address

from .base import ListForm, ListViewSet, OwnerPanel, own_form


class DayColumn(Column):
    """A day, as everywhere else; a dash for none."""

    def get_value(self, instance: VettedPerson) -> str:
        value = super().get_value(instance)
        return date_format(value, "j F Y") if value else "–"


class VettedPersonForm(ListForm):
    unique = "email"
    compared = staticmethod(folded_address)
    email = Address(label="E-mail address")

    def clean_name(self) -> str:
        """Without what nobody sees."""
        return clean(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        values = super().clean()
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "This day is before the first one.")
        return values


class VettedPersonViewSet(ListViewSet):
    model = VettedPerson
    name = "endorsement_vetted"
    url_prefix = "endorsement/vetted"
    icon = "group"
    menu_label = "Vetted people"
    menu_order = 200
    list_display = [
        "name",
        "email",
        DayColumn("since", label="Vetted from", sort_key="since"),
        DayColumn("until", label="Vetted until", sort_key="until"),
        "association",
    ]
    search_fields = ["name", "email"]
    search_backend_name = None
    panels = [OwnerPanel(), *(FieldPanel(name) for name in ("name", "email", "since", "until", "note"))]

    def get_edit_handler(self) -> Any:
        """With the form that knows whose list it is."""
        return own_form(self, VettedPersonForm)
