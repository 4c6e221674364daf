"""The credentials of an association with their forms, and its registry."""

from typing import Any

from django.contrib.auth.models import User
from wagtail.models import Page

from association.demo.content import written
from association.demo.content.blocks import Written
from association.demo.content.forms import options, steps
from association.demo.content.publishing import child, publish_below
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialIndexPage,
    CredentialPage,
    ExamPaperPage,
    ReferenceFormPage,
    RegistryPage,
)

CREDENTIALS = ("ifa", "ifs", "imhs", "imhm")
AS_WRITTEN = ("code", "scope", "age_band", "effective_from", "summary", "body", "position")


def ensure_credentials(home: Page, folder: str, facts: Written, editor: User | None) -> None:
    """Index, reference form, credentials with their forms and exams, registry: whatever is missing."""
    index = _ensure(home, CredentialIndexPage, facts["credentials"], editor, show_in_menus=True)
    reference = written.table(folder, "reference")
    referees = _ensure(index, ReferenceFormPage, reference, editor, body=steps(reference))
    for position, name in enumerate(CREDENTIALS, start=1):
        credential = {**written.table(folder, "credentials", name), "position": position}
        page = _ensure_credential(index, credential, editor)
        _ensure_forms(page, folder, credential, referees, editor)
    _ensure(home, RegistryPage, facts["registry"], editor, show_in_menus=True)


def _ensure_credential(index: Page, facts: Written, editor: User | None) -> Page:
    return _ensure(
        index,
        CredentialPage,
        facts,
        editor,
        example_roles="\n".join(facts["example_roles"]),
        requirements=requirements(facts["requirements"]),
        **{field: facts[field] for field in AS_WRITTEN},
    )


def _ensure_forms(page: Page, folder: str, facts: Written, referees: Page, editor: User | None) -> None:
    form = written.table(folder, "application")
    body = steps(form, credential=facts["code"], reference_form=referees.pk)
    title = f"{form['title']}: {facts['title']}"
    _ensure(page, ApplicationFormPage, {**form, "title": title}, editor, body=body)
    exam = f"exam_{facts['slug']}"
    if written.exists(folder, exam):
        paper = written.table(folder, exam)
        _ensure(page, ExamPaperPage, paper, editor, body=steps(paper), round_code=paper["round"])


def requirements(clauses: list[Written]) -> list[Written]:
    """A credential's requirements as blocks."""
    return [{"type": clause["type"], "value": _clause(clause)} for clause in clauses]


def _clause(clause: Written) -> Written:
    value = {name: item for name, item in clause.items() if name != "type"}
    if "areas" in value:
        value["areas"] = options(value["areas"])
    if "clauses" in value:
        value["clauses"] = requirements(value["clauses"])
    return value


def _ensure(parent: Page, kind: type[Page], facts: Written, editor: User | None, **fields: Any) -> Page:
    """The page of this slug, made and published if it is missing. Stream fields may be given as blocks."""
    existing = child(parent, facts["slug"])
    if existing:
        return existing
    page = kind(title=facts["title"], slug=facts["slug"])
    if "intro" in facts:
        page.intro = facts["intro"].strip()
    for name, value in fields.items():
        field = kind._meta.get_field(name)
        setattr(page, name, field.stream_block.to_python(value) if hasattr(field, "stream_block") else value)
    return publish_below(parent, page, editor)
