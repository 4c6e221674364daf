"""Exam sittings in every state, and what is handed in."""

import hashlib
import uuid
from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile
from fpdf import FPDF

from endorsement_plugin.models import Appeal, ExamFile, FormVersion, Response, Sitting
from endorsement_plugin.rules.states import SittingState
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential, make_exam_paper, make_form, make_requirements
from tests.factories.definitions import pdf_paper, question, step
from tests.factories.people import make_user

EXAM = [{"id": "exam", "kind": "exam"}]
HANDED_IN = {"handed_in", "in_scoring", "passed", "failed"}


def make_sitting(state: str = "scheduled", application_state: str = "exam", **fields: Any) -> Sitting:
    """A candidate of the IMHS at the sample paper, which opens on 30 April 2026."""
    from django.utils import timezone

    SittingState(state)
    if state in HANDED_IN:
        fields = {"review_ref": uuid.uuid4(), "handed_in_at": timezone.now()} | fields
    credential = make_credential(code="IMHS")
    if not credential.requirement_sets.exists():
        make_requirements(credential, EXAM)
    application = fields.pop("application", None) or make_application(
        credential=credential, state=application_state
    )
    paper = fields.pop("paper", None) or make_exam_paper(application.credential)
    values = {"opens_on": date(2026, 4, 30)}
    return Sitting.objects.create(application=application, paper=paper, state=state, **(values | fields))


def responses(**texts: str) -> list[Response]:
    """Answers to the sample paper by question name, not saved yet."""
    return [
        Response(
            block_id=f"q-{name}",
            name=name,
            label=f"Vignette {name}",
            kind="long_text",
            value=text,
            text=text,
            shared_with_reviewers=True,
            position=position,
        )
        for position, (name, text) in enumerate(texts.items())
    ]


def make_appeal(sitting: Sitting, **fields: Any) -> Appeal:
    """A second scoring of an exam that was not passed, with the reviewers."""
    asked_by = fields.pop("asked_by", None) or make_user("appeals@example.org")
    values = {"reason": "The second vignette was not read.", "first_outcome": "failed"}
    return Appeal.objects.create(sitting=sitting, asked_by=asked_by, **(values | fields))


def make_pdf_sitting(**more: Any) -> Sitting:
    """An open exam with a text and a PDF to hand in."""
    credential = make_credential(code="IMHS")
    return make_sitting("open", paper=make_form(credential, pdf_paper(**more), kind="exam"))


def add_exam_file(sitting: Sitting, **fields: Any) -> ExamFile:
    """A PDF that was taken as the answer to the drawing."""
    data = pdf_of("The family")
    values = {
        "block_id": "s-drawing",
        "file": ContentFile(data, name="family.pdf"),
        "original_name": "family.pdf",
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "state": "accepted",
        "pages": 1,
    }
    return ExamFile.objects.create(sitting=sitting, **(values | fields))


def pdf_of(*pages: str, author: str = "") -> bytes:
    """A PDF with a line on every page."""
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    pdf.set_author(author)
    pdf.set_creation_date(datetime(2026, 4, 30, tzinfo=UTC))  # so that it is the same twice
    for words in pages:
        pdf.add_page()
        pdf.text(20, 40, words)
    return bytes(pdf.output())


def answered(sitting: Sitting, **texts: str) -> Sitting:
    """The same, with these answers written to a paper that asks for nothing else."""
    asked = [question(name, "long_text", label=f"Vignette {name}", shared=True) for name in texts]
    FormVersion.objects.filter(pk=sitting.paper_id).update(
        definition=sitting.paper.definition | {"steps": [step("vignettes", *asked)]}
    )
    Sitting.objects.filter(pk=sitting.pk).update(draft={f"q-{name}": text for name, text in texts.items()})
    sitting.refresh_from_db()
    return sitting
