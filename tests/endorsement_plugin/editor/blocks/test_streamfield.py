"""A new kind of block makes no migration."""

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.state import ModelState, ProjectState
from wagtail.blocks import CharBlock, StreamBlock
from wagtail.fields import StreamField as WagtailStreamField

from endorsement_plugin.editor.blocks.steps import ApplicationStepsBlock
from endorsement_plugin.editor.blocks.streamfield import StreamField


def changes(before: WagtailStreamField, after: WagtailStreamField) -> dict[str, object]:
    def state(field: WagtailStreamField) -> ProjectState:
        project = ProjectState()
        project.add_model(ModelState("examples", "Example", [("body", field.clone())]))
        return project

    detector: Any = MigrationAutodetector(state(before), state(after))
    found: dict[str, object] = detector._detect_changes()
    return found


class Old(StreamBlock):
    text = CharBlock()


class New(Old):
    number = CharBlock()


def test_another_block_makes_no_migration() -> None:
    assert changes(StreamField(Old()), StreamField(New())) == {}


def test_where_wagtails_own_field_makes_one() -> None:
    assert changes(WagtailStreamField(Old()), WagtailStreamField(New())) != {}


def test_nothing_of_a_form_is_written_into_migrations() -> None:
    _, path, args, kwargs = StreamField(ApplicationStepsBlock()).deconstruct()
    assert (path, args, kwargs) == ("endorsement_plugin.editor.blocks.streamfield.StreamField", [[]], {})
