"""What a requirement chooses from the association's lists. It is compiled when the page is published."""

from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.utils.functional import cached_property
from wagtail.blocks import ChooserBlock, ListBlock, StructValue

from .faults import Fault

FROM_THE_LIST = "The sentence speaks of a field: choose it from your lists, so that it is checked."


class ListChooserBlock(ChooserBlock):
    """A row of a list. Pages are loaded before the admin, so its chooser is looked up when first shown."""

    model: ClassVar[str]
    chooser: ClassVar[str]

    def to_python(self, value: Any) -> Any:
        """The row; None for one that is gone, and for what is no key."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """The rows in the same order. One query."""
        keys = [_key(value) for value in values]
        rows = self.model_class.objects.in_bulk([key for key in keys if key])
        return [rows.get(key) for key in keys]

    def value_from_form(self, value: Any) -> Any:
        """As above."""
        return value if isinstance(value, self.model_class) else self.to_python(value)

    def get_prep_value(self, value: Any) -> str | None:
        """The key as JSON keeps it."""
        return str(value.pk) if value else None

    @cached_property
    def target_model(self) -> Any:
        """The list."""
        return apps.get_model("endorsement_plugin", self.model)

    @cached_property
    def widget(self) -> Any:
        """The button that opens the list."""
        from endorsement_plugin.editor.lists import choosers

        return getattr(choosers, self.chooser).widget_class()


def _key(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


class FieldOfWorkBlock(ListChooserBlock):
    model, chooser = "FieldOfWork", "fields"

    class Meta:
        icon = "tag"


class FieldsBlock(ListBlock):
    """Fields of work that a requirement takes, in what it calls `fields`."""

    def __init__(self, help_text: str) -> None:
        super().__init__(
            FieldOfWorkBlock(label="Field"), default=[], label="In one of these fields", help_text=help_text
        )


class FrameworkBlock(ListChooserBlock):
    model, chooser = "CompetencyFramework", "frameworks"

    class Meta:
        icon = "folder-open-inverse"


class AreaBlock(ListChooserBlock):
    model, chooser = "CompetencyArea", "areas"

    class Meta:
        icon = "tag"


def compiled_fields(value: StructValue) -> list[dict[str, str]]:
    """As a clause keeps them; without those that are gone from the list."""
    return [{"value": one.value, "label": one.label} for one in value["fields"] if one]


def field_faults(value: StructValue) -> list[Fault]:
    """A field that is named twice."""
    chosen = [one.pk for one in value["fields"]]
    return [(("fields",), "A field is chosen twice.")] if len({*chosen}) < len(chosen) else []


def owner_of(row: Any) -> Any:
    """The key of the association in whose list this row is."""
    return row.framework.association_id if hasattr(row, "framework_id") else row.association_id
