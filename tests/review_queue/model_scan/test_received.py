"""An answer that is received while the model reads: listed for the clearer, in the trail, never masked."""

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.anonymization.spans import Reason
from review_queue.checks import check_model_is_there, check_settings
from review_queue.items.queries.model_reading import IT_READ, IT_STOPPED
from review_queue.items.queries.passages import WHY_SUSPICIOUS
from review_queue.model_scan import child
from review_queue.models import PoolRole
from tests.factories import reviews

pytestmark = pytest.mark.django_db

SECTIONS = [
    {"code": "q1", "prompt": "Devon is two.", "text": "I asked devon, and then Malia kahananui about him."},
    {"code": "q2", "prompt": "And then?", "text": "Afterwards we drove home to kaneohe with Malia."},
]
"""In lower case: what no rule lists. Devon is the paper’s own."""

TOLD = [{"kind": "given_name", "value": "Malia"}]


@pytest.fixture
def reads(settings):
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "MODEL_SCAN": True}
    return settings


def suspects(item):
    return [
        (section.text[one.start : one.end], one.reason)
        for section in item.sections.all()
        for one in section.suspects.all()
    ]


def test_what_the_model_means_is_listed_and_never_masked(reads):
    item = reviews.make_item(sections=SECTIONS, identifiers=TOLD)
    first, second = item.sections.all()
    assert first.text == "I asked devon, and then [NAME-1] kahananui about him."
    assert second.text == "Afterwards we drove home to kaneohe with [NAME-1]."
    assert suspects(item) == [("kahananui", "model_name"), ("kaneohe", "model_place")]
    assert {one.source for one in first.spans.all()} == {"identity"}


def test_the_trail_says_what_has_read_it(reads):
    item = reviews.make_item(sections=SECTIONS)
    version, digest = child.read_texts(["Malia"]).told.split("/")
    assert item.events.get(kind="received").detail == f"sections:2 model:{version}/{digest}"
    assert version == "1.4.0"
    assert len(digest) == 12


def test_the_clearer_reads_who_lists_a_word(reads, clearer):
    item = reviews.make_item(sections=SECTIONS, identifiers=TOLD)
    page = clearer.get(reverse("review_queue:clearance", args=[item.code])).content.decode()
    assert IT_READ in page
    assert f'title="{WHY_SUSPICIOUS[Reason.MODEL_NAME]}">kahananui</mark>' in page


def test_the_clearer_is_told_of_a_reading_that_was_not_finished(reads, clearer):
    reads.REVIEW_QUEUE = {**reads.REVIEW_QUEUE, "MODEL_LIMITS": {"wall": 1}}
    long = {"code": "q1", "prompt": "", "text": "We sat with the baby. " * 8_000}
    item = reviews.make_item(sections=[long, {**long, "code": "q2"}, SECTIONS[0] | {"code": "q3"}])
    assert item.events.get(kind="received").detail == "sections:3 model:too_slow"
    page = clearer.get(reverse("review_queue:clearance", args=[item.code])).content.decode()
    assert IT_STOPPED in page
    assert IT_READ not in page


def test_without_the_package_everything_is_as_before(reads, clearer, monkeypatch):
    monkeypatch.setattr(child, "NEEDED", ("a_package_that_nobody_has",))
    item = reviews.make_item(sections=SECTIONS, identifiers=TOLD)
    assert item.events.get(kind="received").detail == "sections:2 model:absent"
    assert suspects(item) == []
    page = clearer.get(reverse("review_queue:clearance", args=[item.code])).content.decode()
    assert "by a model" not in page


def test_where_it_is_switched_off_nothing_is_read(clearer):
    item = reviews.make_item(sections=SECTIONS, identifiers=TOLD)
    assert item.events.get(kind="received").detail == "sections:2"
    assert suspects(item) == []


def test_masking_more_leaves_the_rest_of_the_list(reads, clearer):
    item = reviews.make_item(sections=SECTIONS, identifiers=TOLD)
    reviews.mask_all(item, "kahananui", reviews.make_staff(PoolRole.Role.CLEARER, item.pool))
    assert suspects(item) == [("kaneohe", "model_place")]


def test_nothing_is_left_of_the_list_after_release(reads):
    item = reviews.make_item(sections=SECTIONS, identifiers=TOLD)
    reviews.clear_item(item)
    assert intake.status(item.ref).state != "received"
    assert suspects(item) == []


def test_the_check_says_that_no_model_is_there(reads, monkeypatch):
    assert check_model_is_there(None) == []
    monkeypatch.setattr(child, "NEEDED", ("a_package_that_nobody_has",))
    (message,) = check_model_is_there(None)
    assert (message.id, message.level) == ("review_queue.I014", 20)
    assert "wagtail-endorsement[scan]" in str(message.hint)
    reads.REVIEW_QUEUE = {"MODEL_SCAN": False}
    assert check_model_is_there(None) == []


def test_a_limit_that_means_nothing_is_named(settings):
    settings.REVIEW_QUEUE = {"MODEL_LIMITS": {"pages": 1, "wall": 0}}
    assert [message.msg for message in check_settings(None)] == [
        "REVIEW_QUEUE['MODEL_LIMITS']['pages'] is not a limit of the reading by a model.",
        "REVIEW_QUEUE['MODEL_LIMITS']['wall'] must be a whole number above zero.",
    ]
