"""An answer with a file, and who clears it."""

import pytest

from review_queue.models import PoolRole
from tests.factories import reviews
from tests.review_queue.clearance.files.filed import PAGES, TYPED, pages
from tests.review_queue.redaction.drawing import PERSON


@pytest.fixture(autouse=True)
def _own_folder(private_folder):
    """Files of one test."""


@pytest.fixture
def item():
    return reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "text": TYPED, "pdf": pages(*PAGES)}],
        identifiers=[*PERSON, {"kind": "nickname", "value": "Grace"}],
    )


@pytest.fixture
def clearer(item):
    return reviews.make_staff(PoolRole.Role.CLEARER, item.pool)
