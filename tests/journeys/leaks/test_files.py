"""Files: what comes in with an answer, what is called what, what is packed up for download."""

import re
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.anonymization.mask import Masker
from review_queue.models import Assignment, Item, PoolRole, Section
from review_queue.redaction.redact import redact_pdf
from review_queue.redaction.rescan import rescan
from review_queue.work.running import run_due
from tests.factories.reviews import attach_file, make_staff, score
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import ROLES, World, own_pages, read, write
from tests.review_queue.leaky_pdf import CHANNELS, MARKERS, leaky_pdf
from tests.site import access

pytestmark = [pytest.mark.long, pytest.mark.django_db]

RUNS = {f"/{name}" for name in ("JavaScript", "JS", "Launch", "OpenAction", "AA", "URI", "SubmitForm")}
CARRIES = {f"/{name}" for name in ("Metadata", "Info", "EmbeddedFiles", "AcroForm", "Annots", "PieceInfo")}


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A file that names its author in 24 ways, as it leaves us. The visible name is known."""
    name = Identifier(Kind.NICKNAME, MARKERS["visible text"])
    return redact_pdf(leaky_pdf(), Masker([name])).pdf


def names_in(data: bytes) -> set[str]:
    """Every key and name that occurs anywhere in a file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        text = "".join(repr(thing) for thing in pdf.objects) + repr(pdf.trailer)
    return set(re.findall(r"/[A-Za-z]+", text))


@asks("pdf metadata")
def test_a_file_is_drawn_again_and_says_nothing_of_its_author(drawn: bytes):
    """None of 24 channels: the document's data, annotations, forms, attachments, pictures, hidden text."""
    found = {channel for channel in CHANNELS if rescan(drawn, [Identifier(Kind.NICKNAME, MARKERS[channel])])}
    assert found == set()
    assert not CARRIES & names_in(drawn)
    assert CARRIES & names_in(leaky_pdf())


@asks("active content")
def test_a_file_runs_nothing_and_calls_nobody(drawn: bytes):
    assert not RUNS & names_in(drawn)
    assert RUNS & names_in(leaky_pdf())


@asks("pdf metadata", "times")
def test_the_same_file_drawn_at_another_time_is_the_same(drawn: bytes):
    name = Identifier(Kind.NICKNAME, MARKERS["visible text"])
    assert redact_pdf(leaky_pdf(), Masker([name])).pdf == drawn


@asks("side files", "file names")
def test_nothing_but_marked_answers_goes_along(world: World):
    """One section: the question that is shared. No other answer, no file, no transcript, no name of one."""
    assert list(Section.objects.filter(item=world.item).values_list("code", flat=True)) == ["scene"]
    kept = canaries.rows_of("review_queue")
    assert "filewump" not in kept
    assert "disturbquox" not in kept.lower()


@asks("file names", "disposition", "links", "viewers")
def test_a_reviewer_downloads_nothing_that_is_named_or_shown_by_others(world: World):
    """No frame, object or viewer; what there is of links to files goes to our own style and script."""
    for role in ROLES:
        for page in own_pages(world, role).values():
            html = page.decode()
            assert not re.search(r"<(?:iframe|object|embed|applet|img)\b", html)
            assert not re.search(r"\bdownload\b", html)
            files = re.findall(r'(?:href|src)="(/[^"]+\.\w{2,4})"', html)
            assert all(file.startswith(("/static/", "/association.css")) for file in files), files


@asks("viewers", "side files")
def test_documents_of_the_site_know_no_answers(world: World):
    """Answers are not among the CMS's documents and pictures, where addresses could be tried one by one."""
    assert not Document.objects.exists()
    assert not Image.objects.exists()
    # Below "you" is what a reviewer has declared, which is no answer's.
    asked = [route for route in access.routes() if re.match("review/(?!staff/|you/).*<", route)]
    assert len(asked) > 10
    assert all(re.match("review/[a-z]+/<slug:code>/", route) for route in asked)


@asks("file names", "disposition", "headers", "pdf metadata", "errors")
def test_a_file_has_one_name_and_opens_for_its_reviewers_alone(world: World, private_folder: object):
    """The same bytes for both, under a code of each; to all others it is like a file that never was."""
    attach_file(world.item, "I wait with the baby.")
    handed = {}
    for role in ROLES:
        for code in (world.own.code, world.others.code, world.past.code, world.item.code):
            given = read(world.client(role), reverse("review_queue:answer_file", args=[code, 1]))
            if given.startswith(b"404"):
                nothing = read(
                    world.client(role), reverse("review_queue:answer_file", args=["222-222-222", 1])
                )
                assert given == nothing
            else:
                handed[role, code] = given
    assert set(handed) == {("assigned", world.own.code), ("coordinator", world.others.code)}
    (given,) = set(handed.values())
    head, data = given.split(b"%PDF", 1)
    assert b'Content-Disposition: inline; filename="answer.pdf"\n' in head
    assert not re.search(rb"ETag|Last-Modified", head)
    assert not (CARRIES | RUNS) & names_in(b"%PDF" + data)


@asks("exports", "file names", "disposition", "side files", "audit")
def test_what_a_chief_takes_away_is_named_by_the_round(world: World):
    """The pack, its files and tables: codes of items and names of reviewers, never a candidate."""
    finish(world)
    chief = make_staff(PoolRole.Role.CHIEF, world.item.pool)
    client = world.client("assigned")
    client.force_login(chief, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(reverse("review_queue:evidence_pack", args=["spring"]))
    assert response["Content-Disposition"] == 'attachment; filename="spring-evidence.zip"'
    with ZipFile(BytesIO(response.getvalue())) as archive:
        packed = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    assert packed
    for name, data in packed.items():
        assert re.fullmatch(r"(?:verifier/(?:recomputed/)?)?[a-z_-]+\.(?:csv|pdf|txt|jsonl?|py)", name), name
        text = data.decode(errors="replace") + name
        assert not canaries.found_in(text), name
        assert world.item.ref not in text
    table = client.get(reverse("review_queue:agreement_csv", args=["spring", "reviewers"]))
    assert table["Content-Disposition"] == 'attachment; filename="spring-reviewers.csv"'
    assert not canaries.found_in(table.getvalue().decode())


def finish(world: World) -> None:
    for one in (world.own, world.others):
        write(one, 3, "A remark", "Some feedback.")
        score(one, 3)
    run_due()
    assert Item.objects.get(pk=world.item.pk).state == "decided"
    assert Assignment.objects.filter(state="submitted", item=world.item).count() == 2


@asks("exports")
def test_nobody_else_takes_it_away(world: World):
    finish(world)
    for role in ROLES:
        client = world.client(role)
        assert client.get(reverse("review_queue:evidence_pack", args=["spring"])).status_code == 404
        for name in ("agreement", "reviewers", "pairs"):
            address = reverse("review_queue:agreement_csv", args=["spring", name])
            assert client.get(address).status_code == 404
