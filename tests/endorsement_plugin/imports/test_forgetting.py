"""Spreadsheets are kept for some weeks; what was moved in stays, and can still be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from endorsement_plugin.imports.actions.forget import forget_imports
from endorsement_plugin.imports.actions.run import run_import, undo_import
from endorsement_plugin.models import Endorsement, Import
from endorsement_plugin.models.associations import private_storage
from review_queue.work.running import run_due
from tests.factories.credentials import make_association, make_credential
from tests.factories.imports import INA, checked
from tests.factories.people import make_coordinator

pytestmark = pytest.mark.django_db


def test_file_and_cells_go_and_what_was_moved_in_stays(django_capture_on_commit_callbacks):
    association = make_association()
    make_credential(association, "IFS")
    cora = make_coordinator(association)
    source = checked(association, cora, [INA])
    run_import(source=source.pk, by=cora)
    run_due()
    name = Import.objects.get().file.name
    assert private_storage().exists(name)
    assert forget_imports() == 0
    Import.objects.update(uploaded_at=timezone.now() - timedelta(days=91))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_imports() == 1
    assert not private_storage().exists(name)
    row = source.rows.get()
    assert (row.cells, row.address, row.key) == ([], "", "")
    assert Endorsement.objects.count() == 1
    undo_import(source=source.pk, by=cora)
    run_due()
    assert not Endorsement.objects.exists()
