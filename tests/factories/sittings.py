"""Exam sittings in every state, and what is handed in."""

import uuid
from datetime import date
from typing import Any

from endorsement_plugin.models import Appeal, FormVersion, Response, Sitting
from endorsement_plugin.rules.states import SittingState
from tests.factories.applications import make_application
from tests.factories.credentials import make_credential, make_exam_paper, make_requirements
from tests.factories.definitions import question, step
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


def answered(sitting: Sitting, **texts: str) -> Sitting:
    """The same, with these answers written to a paper that asks for nothing else."""
    asked = [question(name, "long_text", label=f"Vignette {name}", shared=True) for name in texts]
    FormVersion.objects.filter(pk=sitting.paper_id).update(
        definition=sitting.paper.definition | {"steps": [step("vignettes", *asked)]}
    )
    Sitting.objects.filter(pk=sitting.pk).update(draft={f"q-{name}": text for name, text in texts.items()})
    sitting.refresh_from_db()
    return sitting
