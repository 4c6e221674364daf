"""Every table that hangs on a person, however far, says what they read of it and what erasing leaves."""

import pytest
from django.db.models import Model

from endorsement_plugin.joining.actions.merge_people import unhandled
from endorsement_plugin.models import Person
from endorsement_plugin.privacy.queries import model_of, rows_about
from endorsement_plugin.privacy.rules.held import HELD
from endorsement_plugin.privacy.rules.tables import Erasing, Held
from tests.factories.people import make_person

NEVER_TOLD = {"actor", "by", "decided_by", "settled_by", "confirmed_by", "verified_by", "review_ref", "nonce"}


def hanging_on_a_person() -> set[str]:
    found: set[type[Model]] = set()
    todo: list[type[Model]] = [Person]
    while todo:
        model = todo.pop()
        if model in found or model._meta.app_label != "endorsement_plugin":
            continue
        found.add(model)
        todo += [relation.related_model for relation in model._meta.related_objects]  # type: ignore[misc]
    return {model.__name__ for model in found}


def test_every_table_has_its_line_and_no_line_is_of_nothing() -> None:
    assert hanging_on_a_person() == set(HELD)
    assert unhandled() == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", HELD)
def test_each_line_is_whole(name: str) -> None:
    held: Held = HELD[name]
    assert rows_about(name, make_person()).count() in {0, 1}
    assert bool(held.told) != bool(held.untold)
    assert (held.erasing is Erasing.DELETE) == (not held.kept)
    assert (held.erasing is Erasing.BLANK) == bool(held.blank)
    fields = {field.name for field in model_of(name)._meta.concrete_fields}
    assert {one.partition("__")[0] for one in (*held.told, *held.told_late, *held.blank)} <= fields
    assert not NEVER_TOLD & {*held.told, *held.told_late}


def test_what_is_written_in_confidence_is_told_to_nobody() -> None:
    assert HELD["ReferenceAnswer"].told == ()
    assert not {"draft", "decline_reason"} & set(HELD["Reference"].told)
    assert "note" not in HELD["Decision"].told
