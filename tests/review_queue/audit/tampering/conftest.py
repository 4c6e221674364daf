"""The scene, and the pack of its round as it is exported now."""

import datetime
import io
import zipfile

import pytest

from review_queue.audit.queries.reliability import scores_of
from review_queue.staff.reports.evidence_pack import archive, gather
from tests.review_queue.audit.tampering.scene import Scene, make_scene
from tests.shared import shared


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with shared(django_db_blocker, make_scene) as scene:
        yield scene


@pytest.fixture
def scene(db, made) -> Scene:
    return made


@pytest.fixture
def unpack(scene, tmp_path):
    """The pack as it is exported now, unpacked."""

    def export():
        scene.round.refresh_from_db()
        data = archive(
            gather(scene.chief, scores_of(scene.chief, scene.round), datetime.date(2026, 3, 2)), b""
        )
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            packed.extractall(tmp_path)
        return tmp_path

    return export
