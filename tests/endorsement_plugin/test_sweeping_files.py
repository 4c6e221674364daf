"""Files that no row names go after a day; each table's folder is looked into."""

import os
import time
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models

from endorsement_plugin.models.associations.files import private_storage
from endorsement_plugin.record import sweep_files as sweeping
from endorsement_plugin.record.sweep_files import FOLDERS, sweep_files
from tests.factories.applications import add_transcript, make_application

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def lie(name: str, *, days: float) -> str:
    """A file that has lain for so many days."""
    storage = private_storage()
    there = storage.save(name, ContentFile(b"x"))
    os.utime(storage.path(there), (time.time() - days * 86400,) * 2)  # type: ignore[attr-defined]
    return there


def test_every_table_with_files_has_its_folder():
    fields = {
        (model, field.name)
        for model in apps.get_app_config("endorsement_plugin").get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    }
    assert fields == set(FOLDERS.values())
    for folder, (model, name) in FOLDERS.items():
        field: Any = model._meta.get_field(name)
        assert field.generate_filename(model(), "x.pdf").startswith(f"{folder}/")


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_no_row_names_goes_after_a_day(folder):
    old, young = lie(f"{folder}/old.pdf", days=1.1), lie(f"{folder}/young.pdf", days=0.9)
    assert sweep_files() == 1
    assert not private_storage().exists(old)
    assert private_storage().exists(young)
    assert sweep_files() == 0


def test_what_a_row_names_stays_however_old(monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    names = [lie(f"transcripts/{n}.pdf", days=900) for n in range(5)]
    application = make_application()
    for name in names[:3]:
        add_transcript(application, file=name)
    assert sweep_files() == 2
    assert [private_storage().exists(name) for name in names] == [True, True, True, False, False]


def test_a_folder_of_something_else_is_left_alone():
    other = lie("somewhere/else.pdf", days=900)
    assert sweep_files() == 0
    assert private_storage().exists(other)


def test_many_files_cost_a_query_for_some_hundred(django_assert_num_queries: Any) -> None:
    for n in range(12):
        lie(f"transcripts/{n}.pdf", days=2)
    with django_assert_num_queries(1):
        assert sweep_files() == 12
