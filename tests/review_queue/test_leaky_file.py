"""A PDF that names its author in 24 ways, from intake to the reviewer's screen."""

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.redaction.rescan import rescan
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.leaky_pdf import CHANNELS, MARKERS, PROSE, leaky_pdf

pytestmark = pytest.mark.django_db

VISIBLE = MARKERS["visible text"]


def channels_in(data: bytes) -> set[str]:
    return {name for name in CHANNELS if rescan(data, [Identifier(Kind.NICKNAME, MARKERS[name])])}


def everything_stored() -> str:
    tables = apps.get_app_config("review_queue").get_models()
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in tables)


def marked(text: str) -> set[str]:
    return {name for name in CHANNELS if MARKERS[name].casefold() in text.casefold()}


@pytest.fixture
def received(private_folder, caplog):
    """Offered to two reviewers; the one name that can be read is known, the other 23 nobody told us."""
    caplog.set_level(logging.DEBUG)
    pool = reviews.make_pool()
    for _ in range(2):
        reviews.make_reviewer(pool)
    item = reviews.make_item(
        pool=pool,
        sections=[{"code": "q1", "prompt": "", "pdf": leaky_pdf()}],
        identifiers=[{"kind": "nickname", "value": VISIBLE}],
    )
    reviews.clear_item(item)
    return [reviews.accept_offer(one) for one in reviews.assign_all()]


def test_the_file_as_sent_gives_all_24_away():
    assert channels_in(leaky_pdf()) == set(CHANNELS)


def test_no_row_holds_any(received):
    stored = everything_stored()
    assert PROSE in stored
    assert "[NAME-1]" in stored
    assert marked(stored) == set()


def test_no_file_holds_any(received, private_folder: Path):
    files = [path for path in private_folder.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert channels_in(files[0].read_bytes()) == set()
    assert marked(str(files[0])) == set()


def test_nothing_that_is_served_holds_any(received):
    for own in received:
        client = signed_in(own.reviewer.user)
        file = client.get(reverse("review_queue:answer_file", args=[own.code, 1]))
        assert channels_in(file.content) == set()
        picture = client.get(reverse("review_queue:answer_page", args=[own.code, 1, 1]))
        assert {MARKERS[name] for name in CHANNELS if MARKERS[name].encode() in picture.content} == set()
        desk = client.get(own.get_absolute_url())
        assert PROSE in desk.content.decode()
        for response in (file, picture, desk):
            assert marked(str(response.headers) + response.content.decode("latin-1")) == set()


def test_both_reviewers_get_the_same_bytes_under_codes_of_their_own(received):
    first, second = (
        signed_in(own.reviewer.user).get(reverse("review_queue:answer_file", args=[own.code, 1]))
        for own in received
    )
    assert first.content == second.content
    assert first["Content-Disposition"] == second["Content-Disposition"]


def test_no_log_holds_any(received, caplog):
    assert marked(caplog.text) == set()
