"""A candidate answers with a PDF that names them everywhere; two who never learn it score what is left."""

import re
from html import unescape
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.apps import apps
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from endorsement_plugin.decisions.actions.decide import decide
from endorsement_plugin.decisions.queries import NUMBER, Outcome
from endorsement_plugin.mail.letters import Letter
from endorsement_plugin.models import ExamFile, Sitting
from review_queue.clearance.actions.release import release
from review_queue.models import Item, PoolRole
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator
from tests.factories.reviews import (
    accept_offer,
    assign_all,
    look_at_all,
    make_pool,
    make_reviewer,
    make_round,
    make_staff,
    score,
)
from tests.factories.sittings import make_pdf_sitting, pdf_of

pytestmark = [pytest.mark.long, pytest.mark.django_db]

NAMES = ("Zubbeline", "Vorbexley")
PAGES = ("I am Zubbeline Vorbexley and I drew this.", "The grandmother holds the child.")


@pytest.fixture
def sitting() -> Sitting:
    made = make_pdf_sitting()
    type(made.application.person).objects.filter(pk=made.application.person_id).update(
        given_name=NAMES[0], family_name=NAMES[1]
    )
    scored_in = make_round()
    type(scored_in).objects.filter(pk=scored_in.pk).update(code="spring")
    return Sitting.objects.get(pk=made.pk)


def names_in(said: object) -> set[str]:
    """Which of the names, whatever the case, stand in a page or a file."""
    text = said.decode("latin-1") if isinstance(said, bytes) else str(said)
    return {name for name in NAMES if name.lower() in text.lower()}


def sit(client: Client, sitting: Sitting) -> None:
    """As with a browser without a script: the text is saved, then the file goes from its own page."""
    client.force_login(sitting.application.person.account)
    answers = reverse("endorsement_exam:answers", args=[sitting.pk])
    saved = client.post(answers, {"revision": 1, "first": "I would wait.", "then": "pdf:drawing"})
    assert saved["Location"] == reverse("endorsement_exam:pdf", args=[sitting.pk, "drawing"])
    file = SimpleUploadedFile("Zubbeline Vorbexley.pdf", pdf_of(*PAGES, author="Zubbeline Vorbexley"))
    sent = client.post(saved["Location"], {"file": file}, follow=True)
    assert "has arrived. It is being checked now." in unescape(sent.content.decode())
    check = reverse("endorsement_exam:check", args=[sitting.pk])
    assert "is being checked. Look again in a minute." in unescape(client.get(check).content.decode())
    run_due()
    page = client.get(check).content.decode()
    assert "2 pages" in page
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    client.post(check, {"revision": revision[1]})
    sitting.refresh_from_db()
    assert sitting.state == "handed_in"
    run_due()


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_from_the_upload_to_the_decision(client: Client, sitting: Sitting):
    pool = make_pool("hawaii")
    reviewers = [make_reviewer(pool, qualifications=["IMHS"]) for _ in range(2)]
    sit(client, sitting)
    item = Item.objects.get(ref=str(Sitting.objects.get().review_ref))

    # To the clearer, page by page: what the file named is covered, in the text and in the pictures.
    first, second = item.sections.order_by("position")
    assert "[NAME-1] and I drew this." in first.text
    assert (first.file.pages, second.text) == (2, "I would wait.")
    clearer = make_staff(PoolRole.Role.CLEARER, pool)
    desk = Client()
    desk.force_login(clearer)
    clearance = reverse("review_queue:clearance", args=[item.code])
    assert not names_in(desk.get(clearance).content)
    look_at_all(item, clearer)
    assert not names_in(desk.get(reverse("review_queue:clearance_page", args=[item.code, 1, 1])).content)
    release(item=item, by=clearer)

    # To two reviewers, who see the pages and can take the file: no name, nothing said of its author.
    made = assign_all()
    assert len(made) == 2
    for reviewer, assignment in zip(reviewers, sorted(made, key=lambda one: one.reviewer_id), strict=True):
        accept_offer(assignment)
        visitor = Client()
        visitor.force_login(reviewer.user)
        page = visitor.get(reverse("review_queue:assignment", args=[assignment.code]))
        assert not names_in(page.content)
        assert "drawn" not in page.headers.get("Content-Disposition", "")
        picture = visitor.get(reverse("review_queue:answer_page", args=[assignment.code, 1, 1]))
        with Image.open(BytesIO(b"".join(picture) if picture.streaming else picture.content)) as image:
            assert image.convert("L").getextrema()[0] == 0  # a black box
        file = visitor.get(reverse("review_queue:answer_file", args=[assignment.code, 1]))
        data = b"".join(file) if file.streaming else file.content
        assert "grandmother holds the child" in text_of(data)
        assert not names_in(text_of(data)) | names_in(data) | names_in(file.headers)
        with pikepdf.open(BytesIO(data)) as document:
            assert "/Info" not in document.trailer
        score(assignment, 3)
    run_due()

    # Nothing of the queue knows whose it was: no row, and no file that it keeps.
    rows = [
        row for model in apps.get_app_config("review_queue").get_models() for row in model._base_manager.all()
    ]
    assert not names_in(serializers.serialize("json", rows))
    assert not names_in(first.file.read())

    # To the decision, and the candidate still has the file as it was sent.
    sitting.refresh_from_db()
    assert (sitting.state, sitting.application.state) == ("passed", "ready")
    sent = client.get(reverse("endorsement_exam:file", args=[ExamFile.objects.get().pk]))
    assert b"".join(sent) == pdf_of(*PAGES, author="Zubbeline Vorbexley")
    coordinator = make_coordinator(sitting.application.association)
    application, today = sitting.application, timezone.localdate()
    letter = Letter("Your endorsement", f"Dear colleague,\n\nyour number is {NUMBER}.")
    endorsed = Outcome.ENDORSED
    decide(
        application=application.pk,
        by=coordinator,
        outcome=endorsed,
        proposed=endorsed,
        letter=letter,
        today=today,
    )
    application.refresh_from_db()
    assert application.state == "endorsed"
