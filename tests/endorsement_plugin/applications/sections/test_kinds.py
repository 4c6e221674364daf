"""A kind of section is one module, with its block and its templates; nothing else asks which kind it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.forms import BaseForm
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils import timezone

from endorsement_plugin.applications.actions.check import check_application
from endorsement_plugin.applications.queries.tasks import tasks_of
from endorsement_plugin.applications.sections import KINDS, base, evidence, references, transcripts
from endorsement_plugin.assessment.contents import contents_of
from endorsement_plugin.definitions import fields
from endorsement_plugin.definitions.parsing import parse, parse_step
from endorsement_plugin.editor.blocks.steps import ApplicationFieldsBlock, ExamQuestionsBlock
from endorsement_plugin.errors import Problem
from endorsement_plugin.forms.preview import shown_steps
from endorsement_plugin.models import Attestation
from endorsement_plugin.requirements import clauses as requirements
from endorsement_plugin.requirements.findings import Assessment
from tests.factories.applications import make_application
from tests.factories.credentials import make_application_form, make_credential, publish
from tests.factories.definitions import application_form, definition, section, step

TODAY = date(2026, 6, 1)


OF_EXAMS = {"pdf"}
"""Kinds that an exam paper has and an application form has not."""


def test_what_only_an_exam_paper_has_cannot_be_put_into_an_application_form() -> None:
    assert {*ExamQuestionsBlock().child_blocks} >= OF_EXAMS
    assert not OF_EXAMS & {*ApplicationFieldsBlock().child_blocks}
    assert not {fields.SECTIONS[name] for name in OF_EXAMS} & {*KINDS}


@pytest.mark.parametrize("name", [name for name in fields.SECTIONS if name not in OF_EXAMS])
def test_every_kind_has_all_its_parts(name: str) -> None:
    kind = KINDS[fields.SECTIONS[name]]
    assert name in ApplicationFieldsBlock().child_blocks
    get_template(f"endorsement_plugin/applicant/parts/{name}.html")
    get_template(f"endorsement_plugin/pages/sections/{name}.html")
    if kind.is_checked:
        get_template(f"endorsement_plugin/applicant/checked/{name}.html")


def test_each_kind_is_previewed_in_its_own_words() -> None:
    shown = [part for one in shown_steps(parse(application_form())) for part in one.parts if not part.control]
    html = " ".join(render_to_string(part.template, {"field": part.field}) for part in shown)
    for words in (
        "Name, former names, phone, employer, license and member number.",
        "A list of the applicant&#x27;s own entries: supervision.",
        "Up to 3 PDF files.",
        "<li>Supervisor</li><li>Colleague</li>",
        "I keep what families tell me to myself.",
    ):
        assert words in html.replace("'", "&#x27;")


@pytest.mark.parametrize(
    ("kind", "stored", "fed"),
    [
        (evidence.EvidenceKind, section("evidence", "training", kind="training"), ["t", "p"]),
        (evidence.EvidenceKind, section("evidence", "work", kind="work"), ["w"]),
        (evidence.EvidenceKind, section("evidence", "education", kind="education"), []),
        (transcripts.TranscriptsKind, section("transcripts"), ["x"]),
        (references.ReferencesKind, section("references", count=3), ["r"]),
    ],
)
def test_which_requirements_a_section_feeds(
    kind: type[base.SectionKind[Any]], stored: dict[str, Any], fed: list[str]
) -> None:
    clauses = requirements.parse(
        [
            {"id": "t", "kind": "training", "hours": "30"},
            {"id": "p", "kind": "portfolio"},
            {"id": "w", "kind": "work", "years": "2"},
            {"id": "x", "kind": "transcripts", "count": 1},
            {"id": "r", "kind": "references", "count": 3},
            {"id": "e", "kind": "exam"},
        ]
    )
    found = parse_step(step("one", stored))
    one = kind(found, found.sections(fields.Section)[0], None)  # type: ignore[arg-type]
    assert [clause.id for clause in clauses if one.serves(clause)] == fed


@dataclass(frozen=True)
class Motto(fields.Section):
    """A made-up kind: it is done as soon as the person has a nickname."""

    type: str = "motto"


class MottoKind(base.SectionKind[Motto]):
    of = Motto

    def completion(self, assessment: Assessment) -> base.Completion:
        done = bool(self.contents.application.person.nicknames)
        return base.Completion(started=done, done=done)

    def problems(self) -> Iterator[Problem]:
        if not self.contents.application.person.nicknames:
            yield self.problem("required", "Say what you live by.")

    def shown(self, assessment: Assessment, forms: Mapping[str, BaseForm]) -> dict[str, Any]:
        return {}


@pytest.mark.django_db
def test_a_new_kind_is_on_the_task_list_and_in_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fields.SECTIONS, "motto", Motto)  # type: ignore[arg-type]
    monkeypatch.setitem(KINDS, Motto, MottoKind)  # type: ignore[arg-type]
    credential = make_credential()
    form = make_application_form(credential).form
    version = publish(form, definition(step("life", section("motto"))))
    application = make_application(credential=credential, version=version)
    problems, assessment = check_application(contents_of(application), TODAY)
    assert Problem("required", "Say what you live by.", ("life", "motto"), "life") in problems
    application.person.nicknames = "Koa"
    assert [task.progress for task in tasks_of(contents_of(application), assessment)] == ["done"]
    assert "life" not in {one.step for one in check_application(contents_of(application), TODAY)[0]}


@pytest.mark.django_db
@pytest.mark.parametrize(("words", "shown"), [("other", "Not signed"), ("these", "Signed by Ina Ito")])
def test_what_was_signed_in_other_words_is_not_signed(client, words: str, shown: str) -> None:
    application = make_application()
    (statement,) = application.definition.sections(fields.AttestationSection)
    Attestation.objects.create(
        application=application,
        block_id=statement.id,
        digest=statement.sha256 if words == "these" else "0" * 64,
        typed_name="Ina Ito",
        signed_at=timezone.now(),
    )
    client.force_login(application.person.user)
    page = client.get(reverse("endorsement:check", args=[application.pk])).content.decode()
    assert shown in page
    assert (f"Sign: {statement.title}." in page) is (words == "other")
