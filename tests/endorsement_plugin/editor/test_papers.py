"""Papers for one designation: who would be left without one is said on whichever side causes it."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.editor.page_actions.refusing import publishing
from endorsement_plugin.editor.readiness.points import doubts_of, missing_of, points_of
from endorsement_plugin.models import Form
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage, ExamPaperPage
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    Data,
    Editor,
    application_fields,
    credential_data,
    form_data,
    make_credential_page,
    make_reference_page,
    stepped,
)
from tests.endorsement_plugin.editor.test_feeding import EXAM, blocks_in_error
from tests.factories.reviews import make_pool, make_round

pytestmark = pytest.mark.django_db

FOR_POLICY = "Policy applicants have to sit an exam, and no exam paper is for them."


@pytest.fixture
def editor() -> Editor:
    made = Editor()
    make_pool(made.association.review_pool)
    type(make_round()).objects.update(code="spring")
    return made


@pytest.fixture
def credential(editor: Editor) -> CredentialPage:
    return make_credential_page(editor, requirements=[*REQUIREMENTS, EXAM])


def paper_data(designation: str, slug: str, age_band: str = "") -> Data:
    question = {"label": "What do you see?", "help": "", "name": "", "max_words": "400"}
    body = stepped(("Vignette", [("long_text", {**question, "shared_with_reviewers": "on"})]))
    whom = {"designation": designation, "age_band": age_band}
    return form_data(body, slug, slug.capitalize(), round_code="spring", **whom)


def add_paper(
    editor: Editor, credential: Any, designation: str = "", slug: str = "exam", age_band: str = ""
) -> Any:
    return editor.create(ExamPaperPage, credential, paper_data(designation, slug, age_band))


def apply_form(
    editor: Editor, credential: Any, *offered: str, required: str = "on", asks: str = "designation"
) -> Any:
    """The application form, posted, with the question that asks for the designation, or the age band."""
    index = credential.get_parent()
    below = [page.specific for page in index.get_children() if page.slug == "reference"]
    reference = below[0] if below else make_reference_page(editor, index)
    options = streamfield([("option", {"label": one, "value": ""}) for one in offered])
    question = {"label": asks.capitalize(), "help": "", "name": asks, "options": options}
    asked = ("choice", question | ({"required": required} if required else {}))
    data = form_data(stepped(("About you", [asked, *application_fields(reference)])))
    return editor.create(ApplicationFormPage, credential, data)


def test_a_form_that_offers_what_no_paper_is_for(editor: Editor, credential: CredentialPage) -> None:
    assert isinstance(add_paper(editor, credential, "Clinical"), ExamPaperPage)
    refused = apply_form(editor, credential, "Clinical", "Policy")
    (error,) = refused.errors["body"].as_data()
    step: Any = error.block_errors[0]
    options: Any = step.block_errors["fields"].block_errors[0].block_errors["options"]
    assert [*options.block_errors] == [1]
    assert FOR_POLICY in str(options.block_errors[1].block_errors["label"])
    assert isinstance(add_paper(editor, credential, "policy", "second"), ExamPaperPage)
    assert isinstance(apply_form(editor, credential, "Clinical", "Policy"), ApplicationFormPage)


def test_a_form_that_lets_applicants_name_none(editor: Editor, credential: CredentialPage) -> None:
    add_paper(editor, credential, "Clinical")
    add_paper(editor, credential, "Policy", "second")
    refused = apply_form(editor, credential, "Clinical", "Policy", required="")
    assert "this form lets applicants name none" in str(refused.errors["body"])
    add_paper(editor, credential, "", "third")
    assert isinstance(apply_form(editor, credential, "Clinical", "Policy", required=""), ApplicationFormPage)


INFANTS, PRESCHOOL = "Birth to three", "Three to six"


def test_each_age_band_that_a_form_offers_has_a_paper(editor: Editor, credential: CredentialPage) -> None:
    infants = add_paper(editor, credential, slug="infants", age_band=INFANTS)
    refused = apply_form(editor, credential, INFANTS, PRESCHOOL, asks="age_band")
    (error,) = refused.errors["body"].as_data()
    options: Any = error.block_errors[0].block_errors["fields"].block_errors[0].block_errors["options"]
    assert [*options.block_errors] == [1]
    assert "Applicants for “Three to six” have to sit an exam" in str(options.block_errors[1].block_errors)
    second = add_paper(editor, credential, slug="second", age_band=PRESCHOOL)
    form = apply_form(editor, credential, INFANTS, PRESCHOOL, asks="age_band")
    assert isinstance(form, ApplicationFormPage)
    assert Form.objects.get(page=infants.pk).age_band == INFANTS
    said = told(credential)
    assert (
        "The paper “Second” is published for applicants for “Three to six”, and scored in “spring”." in said
    )
    assert doubts_of(credential) == []
    refused = editor.change(second, paper_data("", "second", "Three up to six"))
    (words,) = refused.errors["age_band"]
    assert words.startswith("Then there is no exam paper for applicants for “Three to six”")
    assert Form.objects.get(page=second.pk).age_band == PRESCHOOL
    response = editor.client.post(reverse("wagtailadmin_pages:unpublish", args=[second.pk]))
    said = [str(one) for one in get_messages(response.wsgi_request)]
    assert "the only exam paper of Infant Family Specialist for applicants for “Three to six”" in said[0]
    Form.objects.filter(page=second.pk).update(is_open=False)
    lacking = [point.words for point in missing_of(credential)]
    assert len(lacking) == 1
    assert "“Apply”: Applicants for “Three to six” have to sit an exam, and no exam paper is" in lacking[0]
    assert "have no paper" not in lacking[0]


def test_a_paper_for_one_age_band_leaves_whoever_names_none(
    editor: Editor, credential: CredentialPage
) -> None:
    paper = add_paper(editor, credential)
    add_paper(editor, credential, slug="second", age_band=PRESCHOOL)
    form = apply_form(editor, credential, INFANTS, PRESCHOOL, asks="age_band", required="")
    assert isinstance(form, ApplicationFormPage)
    refused = editor.change(paper, paper_data("", "exam", INFANTS))
    (words,) = refused.errors["age_band"]
    assert words.startswith(
        "Then there is no exam paper for applicants without a designation or an age band,"
    )


def test_a_credential_that_asks_for_an_exam_some_have_no_paper_for(editor: Editor) -> None:
    credential = make_credential_page(editor)
    add_paper(editor, credential, "Clinical")
    assert isinstance(apply_form(editor, credential, "Clinical", "Policy"), ApplicationFormPage)
    day = str(timezone.localdate())
    refused = editor.change(credential, credential_data([*REQUIREMENTS, EXAM], effective_from=day))
    faults = blocks_in_error(refused)
    assert [*faults] == [2]
    assert FOR_POLICY in faults[2]
    clinical = ("exam", {"designation": "Clinical"})
    changed = editor.change(credential, credential_data([*REQUIREMENTS, clinical], effective_from=day))
    assert isinstance(changed, CredentialPage)


def test_a_paper_that_is_to_be_for_some_only(editor: Editor, credential: CredentialPage) -> None:
    paper = add_paper(editor, credential)
    assert isinstance(apply_form(editor, credential, "Clinical", "Policy"), ApplicationFormPage)
    refused = editor.change(paper, paper_data("Clinical", "exam"))
    (words,) = refused.errors["designation"]
    assert words.startswith("Then there is no exam paper for Policy applicants")
    assert Form.objects.get(kind="exam").designation == ""
    paper.designation = "Clinical"
    assert "no exam paper for Policy applicants" in publishing([paper])[0]
    add_paper(editor, credential, "policy", "second")
    assert isinstance(editor.change(paper, paper_data("Clinical", "exam")), ExamPaperPage)
    assert Form.objects.get(page=paper.pk).designation == "Clinical"


def test_the_only_paper_for_some_stays(editor: Editor, credential: CredentialPage) -> None:
    clinical = add_paper(editor, credential, "Clinical")
    policy = add_paper(editor, credential, "Policy", "second")
    assert isinstance(apply_form(editor, credential, "Clinical", "Policy"), ApplicationFormPage)
    for action in ("unpublish", "delete"):
        response = editor.client.post(reverse(f"wagtailadmin_pages:{action}", args=[policy.pk]))
        said = " ".join(str(one) for one in get_messages(response.wsgi_request))
        assert "“Second” is the only exam paper of Infant Family Specialist for Policy applicants" in said
    assert Form.objects.filter(kind="exam", is_open=True).count() == 2
    add_paper(editor, credential, "", "third")
    editor.unpublish(policy)
    editor.unpublish(clinical)
    assert Form.objects.get(kind="exam", is_open=True).designation == ""


def test_the_only_paper_for_everybody_is_not_called_the_only_one(
    editor: Editor, credential: CredentialPage
) -> None:
    add_paper(editor, credential, "Clinical", "second")
    add_paper(editor, credential, "Policy", "third")
    every = add_paper(editor, credential)
    assert isinstance(apply_form(editor, credential, "Clinical", "Policy", required=""), ApplicationFormPage)
    response = editor.client.post(reverse("wagtailadmin_pages:unpublish", args=[every.pk]))
    said = " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert "“Exam” is the only exam paper of Infant Family Specialist for applicants without a" in said


def test_which_paper_serves_whom_is_told(editor: Editor, credential: CredentialPage) -> None:
    add_paper(editor, credential)
    assert "The paper “Exam” is published for everybody, and scored in “spring”." in told(credential)
    apply_form(editor, credential, "Clinical", "Policy")
    add_paper(editor, credential, "Clincal", "second")
    said = told(credential)
    assert (
        "The paper “Exam” is published for everybody who has no paper of their own, and scored in “spring”."
        in said
    )
    assert (
        "The paper “Second” is published for Clincal applicants, whom no open form offers to be, and scored "
        "in “spring”."
    ) in said
    assert doubts_of(credential) == [one for one in said if "whom no open form offers to be" in one]
    Form.objects.filter(title="Exam").update(is_open=False)
    assert any(f"“Apply”: {FOR_POLICY}" in one for one in told(credential))


def told(page: CredentialPage) -> list[str]:
    return [point.words for point in points_of(page)]
