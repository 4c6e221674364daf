"""The larger scene, and its pack, made once for a module."""

import datetime
import io
import shutil
import zipfile
from pathlib import Path

import pytest

from review_queue.audit.queries.reliability import scores_of
from review_queue.staff.reports.evidence_pack import archive, gather
from review_queue.staff.reports.pdf_report import printed
from tests.review_queue.audit.verifying.scene import make_larger
from tests.shared import shared

TODAY = datetime.date(2026, 3, 2)


@pytest.fixture(scope="module")
def packed(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """The pack of the larger scene, unpacked."""
    with shared(django_db_blocker, make_larger) as scene, django_db_blocker.unblock():
        scene.round.refresh_from_db()
        pack = gather(scene.chief, scores_of(scene.chief, scene.round), TODAY)
        data = archive(pack, printed(pack))
    folder = tmp_path_factory.mktemp("pack")
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        zipped.extractall(folder)
    return folder


@pytest.fixture
def pack(packed: Path, tmp_path: Path) -> Path:
    """A copy, to be changed."""
    return shutil.copytree(packed, tmp_path / "pack")
