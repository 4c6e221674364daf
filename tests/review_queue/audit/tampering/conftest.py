"""The scene, and the pack of its round as it is exported now."""

import datetime
import io
import zipfile

import pytest

from review_queue.audit.queries.reliability import scores_of
from review_queue.models import Round
from review_queue.staff.reports.evidence_pack import archive, gather
from tests.factories import reviews
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
    """The pack as it is exported now, unpacked; that of another round if the round is gone."""

    def export():
        scored_in = Round.objects.filter(pk=scene.round.pk).first() or reviews.make_round()
        data = archive(gather(scene.chief, scores_of(scene.chief, scored_in), datetime.date(2026, 3, 2)), b"")
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            packed.extractall(tmp_path)
        return tmp_path

    return export
