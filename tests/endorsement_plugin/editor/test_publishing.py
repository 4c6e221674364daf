"""What an editor publishes in the admin is what the system keeps and checks."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from endorsement_plugin.definitions.names import KnownNames
from endorsement_plugin.models import Application, Credential, Form, FormVersion, Person, RequirementSet
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialPage,
    ExamPaperPage,
)
from endorsement_plugin.requirements.clauses import parse
from review_queue.models import Round
from tests.endorsement_plugin.editor.desk import (
    TRAINED,
    Editor,
    form_data,
    make_credential_page,
    make_form_page,
    stepped,
)
from tests.factories.reviews import make_pool, make_rubric

pytestmark = pytest.mark.django_db


def republish(page: ApplicationFormPage) -> None:
    page.save_revision().publish()


def test_a_credential_and_what_it_demands() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    credential = Credential.objects.get(family=page.translation_key)
    assert (credential.code, credential.association, credential.page_id) == (
        "IFS",
        editor.association,
        page.pk,
    )
    (demands,) = credential.requirement_sets.all()
    assert (demands.number, demands.published_by, str(demands.effective_from)) == (
        1,
        editor.user,
        "2026-01-01",
    )
    assert [clause.sentence for clause in parse(demands.clauses)] == [
        TRAINED,
        "3 references",
    ]
    assert demands.clauses == page.clauses()


def test_the_same_demands_again_make_no_set() -> None:
    page = make_credential_page(Editor())
    page.body = "<p>Other words.</p>"
    page.save_revision().publish()
    assert RequirementSet.objects.count() == 1


def test_other_demands_make_the_next_set_and_leave_the_first() -> None:
    page = make_credential_page(Editor())
    first = RequirementSet.objects.get()
    page.requirements[0].value["hours"] = 33
    page.save_revision().publish()
    second, kept = RequirementSet.objects.all()
    assert (second.number, second.clauses[0]["hours"]) == (2, "33")
    assert kept.clauses == first.clauses
    assert second.clauses[0]["id"] == first.clauses[0]["id"]


def test_a_form_is_compiled() -> None:
    editor = Editor()
    page = make_form_page(editor)
    form = Form.objects.get(family=page.translation_key)
    assert (form.kind, form.name, form.association, form.is_open) == (
        "application",
        "apply",
        editor.association,
        True,
    )
    assert form.credential == Credential.objects.get()
    (version,) = form.versions.all()
    assert version.definition == page.compiled("apply", KnownNames())
    assert version.published_by == editor.user
    (step,) = version.definition["steps"]
    assert [field["name"] for field in step["fields"]] == ["your_role", "trainings", "your_referees"]
    assert step["fields"][2]["form"] == str(Form.objects.get(kind="reference").family)


def test_publishing_the_same_again_makes_no_version() -> None:
    page = make_form_page(Editor())
    republish(page)
    assert page.get_latest_revision().pk
    assert FormVersion.objects.filter(form__kind="application").count() == 1


def test_a_draft_makes_no_version() -> None:
    page = make_form_page(Editor())
    page.body[0].value["title"] = "Something else"
    page.save_revision()
    assert FormVersion.objects.filter(form__kind="application").count() == 1


def label_of_first(definition: dict[str, Any]) -> str:
    return str(definition["steps"][0]["fields"][0]["label"])


def draft_on(version: FormVersion) -> Application:
    user = User.objects.create_user("ina")
    return Application.objects.create(
        association=version.form.association,
        credential=Credential.objects.get(),
        person=Person.objects.create(user=user),
        form_version=version,
        requirement_set=RequirementSet.objects.get(),
    )


def test_another_wording_reaches_drafts_and_keeps_ids_and_names() -> None:
    page = make_form_page(Editor())
    first = FormVersion.objects.get(form__kind="application")
    draft = draft_on(first)
    page.body[0].value["fields"][0].value["label"] = "Your position"
    republish(page)
    second = FormVersion.objects.filter(form=first.form).first()
    assert second is not None
    assert (second.number, second.structure_hash) == (2, first.structure_hash)
    assert second.text_hash != first.text_hash
    assert label_of_first(second.definition) == "Your position"
    before, after = first.definition["steps"][0]["fields"][0], second.definition["steps"][0]["fields"][0]
    assert (after["id"], after["name"]) == (before["id"], "your_role")
    draft.refresh_from_db()
    assert draft.form_version == second


def test_another_structure_leaves_drafts_where_they_are() -> None:
    page = make_form_page(Editor())
    first = FormVersion.objects.get(form__kind="application")
    draft = draft_on(first)
    page.body[0].value["fields"][0].value["required"] = False
    republish(page)
    draft.refresh_from_db()
    assert draft.form_version == first
    assert first.form.versions.count() == 2


def test_a_submitted_application_never_moves() -> None:
    page = make_form_page(Editor())
    first = FormVersion.objects.get(form__kind="application")
    submitted = draft_on(first)
    Application.objects.filter(pk=submitted.pk).update(state="submitted", submitted_at="2026-02-01T00:00Z")
    page.body[0].value["fields"][0].value["label"] = "Your position"
    republish(page)
    submitted.refresh_from_db()
    assert submitted.form_version == first


def test_unpublishing_closes_and_publishing_opens_again() -> None:
    editor = Editor()
    page = make_form_page(editor)
    editor.unpublish(page)
    form = Form.objects.get(family=page.translation_key)
    assert not form.is_open
    page.refresh_from_db()
    republish(page)
    form.refresh_from_db()
    assert (form.is_open, form.versions.count()) == (True, 1)


def test_deleting_the_credential_keeps_what_was_filled_in() -> None:
    editor = Editor()
    page = make_form_page(editor)
    draft = draft_on(FormVersion.objects.get(form__kind="application"))
    Application.objects.filter(pk=draft.pk).update(state="withdrawn")
    page.get_parent().specific.delete()
    assert not CredentialPage.objects.exists()
    draft.refresh_from_db()
    form = draft.form_version.form
    assert (form.is_open, form.page_id) == (False, None)
    assert (draft.credential.retired, draft.credential.page_id) == (True, None)


def test_an_exam_paper_names_its_round() -> None:
    editor = Editor()
    make_pool(editor.association.review_pool)
    Round.objects.create(code="spring", title="Spring", rubric=make_rubric())
    credential = make_credential_page(editor)
    question = (
        "long_text",
        {
            "label": "What do you see?",
            "help": "",
            "name": "",
            "max_words": "400",
            "shared_with_reviewers": "on",
        },
    )
    data = form_data(stepped(("Vignette", [question])), "exam", "Exam", round_code="spring")
    page = editor.create(ExamPaperPage, credential, data)
    version = FormVersion.objects.get(form__kind="exam")
    assert version.form.credential == Credential.objects.get(family=credential.translation_key)
    assert version.definition["round"] == "spring"
    assert version.definition["steps"][0]["fields"][0]["shared"] is True
    assert page.form_kind == "exam"


def test_a_copied_form_asks_under_the_same_ids() -> None:
    page = make_form_page(Editor())
    copy = page.copy(update_attrs={"slug": "apply-again", "title": "Again"}, keep_live=False)
    copy.get_latest_revision().publish()
    definitions = [
        version.definition for version in FormVersion.objects.filter(form__kind="application").order_by("pk")
    ]
    assert len(definitions) == 2
    assert definitions[0]["steps"] == definitions[1]["steps"]
    assert copy.translation_key != page.translation_key


def test_an_alias_is_not_a_second_form() -> None:
    page = make_form_page(Editor())
    page.create_alias(update_slug="mirror")
    assert Form.objects.filter(kind="application").count() == 1
