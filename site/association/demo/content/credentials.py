"""The credentials of an association with their forms, and its registry."""

from django.contrib.auth.models import User
from wagtail.models import Page

from association.demo.content import fixtures
from association.founding.forms import Written, requirements, steps
from association.founding.publishing import ensure
from endorsement_plugin.models import Association
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialIndexPage,
    CredentialPage,
    ExamPaperPage,
    ReferenceFormPage,
    RegistryPage,
)

CREDENTIALS = tuple(f"aimh_hi/credentials/{name}" for name in ("ifa", "ifs", "imhs", "imhm"))
NOTHING: Written = {"local_name": "", "windows": [], "videos": [], "fees": []}
AS_WRITTEN = ("code", "scope", "age_band", "effective_from", "summary", "body", "position", *NOTHING)


def ensure_credentials(home: Page, folder: str, facts: Written, editor: User | None) -> None:
    """Index, reference form, credentials with their forms and exams, registry: whatever is missing."""
    listed = facts["credentials"]
    offered = {"windows": listed.get("windows", []), "appointment": listed.get("appointment", "")}
    index = ensure(home, CredentialIndexPage, listed, editor, show_in_menus=True, **offered)
    referees = _ensure_reference(index, folder, editor)
    for position, path in enumerate(listed.get("pages", CREDENTIALS), start=1):
        shared = fixtures.credential(path)
        own = listed.get("own", {}).get(shared["code"], {})
        credential = {**NOTHING, **shared, **own, "position": position}
        page = _ensure_credential(index, credential, editor)
        if referees:
            _ensure_forms(page, folder, credential, referees, editor)
    if "registry" in facts:
        ensure(home, RegistryPage, facts["registry"], editor, show_in_menus=True)


def _ensure_reference(index: Page, folder: str, editor: User | None) -> Page | None:
    """None for an association that shows its credentials here and takes applications elsewhere."""
    if not fixtures.exists(folder, "reference"):
        return None
    reference = fixtures.table(folder, "reference")
    return ensure(index, ReferenceFormPage, reference, editor, body=steps(reference))


def _ensure_credential(index: Page, facts: Written, editor: User | None) -> Page:
    return ensure(
        index,
        CredentialPage,
        facts,
        editor,
        example_roles="\n".join(facts["example_roles"]),
        requirements=requirements(facts["requirements"], Association.objects.get(site=index.get_site())),
        **{field: facts[field] for field in AS_WRITTEN},
    )


def _ensure_forms(page: Page, folder: str, facts: Written, referees: Page, editor: User | None) -> None:
    """The paper first: a form that leads to an exam is published once there is one."""
    exam = f"exam_{facts['slug']}"
    if fixtures.exists(folder, exam):
        paper = fixtures.table(folder, exam)
        ensure(page, ExamPaperPage, paper, editor, body=steps(paper), round_code=paper["round"])
    form = fixtures.table(folder, "application")
    body = steps(form, credential=facts["code"], reference_form=referees.pk)
    title = f"{form['title']}: {facts['title']}"
    ensure(page, ApplicationFormPage, {**form, "title": title}, editor, body=body)
