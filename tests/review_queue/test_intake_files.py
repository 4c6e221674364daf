"""PDF answers through intake: redrawn or held, and in no case kept as they were sent."""

import hashlib
from uuid import uuid4

import pytest
from django.db import OperationalError

from review_queue import intake
from review_queue.items.actions import take_in
from review_queue.models import Event, Item, PageDoubt, SectionFile
from review_queue.models.files import FOLDER, private_files
from tests.factories import reviews
from tests.review_queue.leaky_pdf import leaky_pdf
from tests.review_queue.redaction.drawing import PERSON, lines, scanned

pytestmark = pytest.mark.django_db

ANSWER = "I am Leilani, and Grace waited with me."


@pytest.fixture(autouse=True)
def _own_folder(private_folder):
    """Files of one test."""


def stored() -> list[str]:
    return sorted(private_files().listdir(FOLDER)[1]) if private_files().exists(FOLDER) else []


def receive(*sections, **given) -> Item:
    numbered = [{"code": f"q{n}", "prompt": "", **one} for n, one in enumerate(sections, 1)]
    others = [{"kind": "nickname", "value": "Grace"}, {"kind": "referee", "value": "Bartleby Vane"}]
    return reviews.make_item(sections=numbered, identifiers=[*PERSON, *others], **given)


def test_a_file_is_redrawn_and_read():
    item = receive({"pdf": lines(ANSWER)})
    section = item.sections.get()
    assert section.text.strip() == "I am [NAME-1], and Grace waited with me."
    assert [(one.kind, one.source) for one in section.spans.all()] == [("NAME", "identity")]
    assert [section.text[one.start : one.end] for one in section.suspects.all()] == ["Grace"]
    file = section.file
    data = file.read()
    assert (file.pages, file.text_start, file.held) == (1, 0, "")
    assert (file.size, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert stored() == [file.name.removeprefix(f"{FOLDER}/")]
    assert b"Leilani" not in data
    assert item.events.get(kind="received").detail == "sections:1 files:1 held:0"


def test_typed_text_and_a_file_in_one_section_share_their_numbers():
    item = receive({"text": "Bartleby Vane came."}, {"text": "See below.", "pdf": lines(ANSWER)})
    second = item.sections.get(code="q2")
    assert second.text.startswith("See below.\n\nI am [NAME-2], and")
    assert second.text[second.file.text_start :].startswith("I am")
    span = second.spans.get()
    assert second.text[span.start : span.end] == "[NAME-2]"


def test_a_picture_is_kept_for_a_person_to_look_at():
    file = receive({"pdf": scanned("Signed, Leilani")}).sections.get().file
    assert list(PageDoubt.objects.values_list("file", "page", "reason")) == [(file.pk, 1, "no_text")]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "empty"), (b"PK..", "not_pdf"), (b"%PDF-1.7 torn", "unreadable")]
)
def test_a_file_that_cannot_be_redrawn_is_held_and_the_rest_is_taken_in(data, reason):
    item = receive({"text": "Typed."}, {"text": "More.", "pdf": data})
    held = item.sections.get(code="q2").file
    assert (item.state, held.held, held.name, held.pages) == ("received", reason, "", 0)
    assert item.sections.get(code="q2").text == "More."
    assert stored() == []
    assert intake.status(item.ref) == intake.Status("received", held={"q2": reason})
    assert item.events.get(kind="received").detail == "sections:2 files:1 held:1"


def test_a_file_that_still_names_somebody_is_held():
    """A word of the format itself stands here for a name that drawing the file anew did not take away."""
    item = reviews.make_item(
        sections=[{"code": "q1", "prompt": "", "pdf": leaky_pdf()}],
        identifiers=[{"kind": "license_number", "value": "/DeviceGray"}],
    )
    assert item.sections.get().file.held == "still_identifies"
    assert stored() == []


def test_what_comes_after_the_seconds_of_an_answer_is_held(settings):
    settings.REVIEW_QUEUE = {"PDF": {"wall": 1}}
    item = receive({"pdf": lines("One.")}, {"pdf": lines("Two.")})
    assert item.sections.get(code="q2").file.held == "too_slow"


def test_limits_come_from_the_settings(settings):
    settings.REVIEW_QUEUE = {"PDF": {"pages": 1, "size": 100}}
    assert receive({"pdf": lines("One.")}).sections.get().file.held == "too_big"


@pytest.mark.parametrize("given", [{"pdf": "text"}, {"pdf": b"", "text": b"bytes"}])
def test_bytes_are_bytes_and_text_is_text(given):
    with pytest.raises(TypeError, match="section"):
        receive(given)
    assert not Item.objects.exists()


def test_receiving_twice_stores_one_file():
    item = receive({"pdf": lines(ANSWER)})
    again = receive({"pdf": lines("Another.")}, ref=item.ref)
    assert again == item
    assert len(stored()) == 1


def test_two_who_bring_the_same_answer_leave_one_file(monkeypatch):
    """The second has redrawn its file before it learns that the first was faster."""
    item = receive({"pdf": lines(ANSWER)})
    found = iter([None, item.pk])
    monkeypatch.setattr(intake, "_find", lambda ref: next(found))
    arrived = intake.receive(
        ref=item.ref,
        round=item.round.code,
        pool=item.pool.code,
        sections=[{"code": "q1", "prompt": "", "pdf": lines("x")}],
        identifiers=[],
        barred=[],
    )
    assert arrived == item.pk
    assert len(stored()) == 1


def test_a_section_without_code_leaves_no_file():
    with pytest.raises(KeyError):
        reviews.make_item(sections=[{"code": "q1", "prompt": "", "pdf": lines("x")}, {"prompt": ""}])
    assert stored() == []


def test_a_database_that_goes_away_leaves_the_file_to_the_clock(monkeypatch):
    """Whether the row was written is not known then, and a row without its file would be a loss."""

    def gone(**given):
        raise OperationalError

    monkeypatch.setattr(take_in, "take_in", gone)
    with pytest.raises(OperationalError):
        receive({"pdf": lines(ANSWER)})
    assert (len(stored()), SectionFile.objects.count()) == (1, 0)


def test_an_unknown_round_is_refused_before_anything_is_drawn():
    with pytest.raises(Exception, match="no round"):
        receive({"pdf": lines(ANSWER)}, round="nope", ref=uuid4())
    assert stored() == []
    assert not Event.objects.exists()
