"""What must not be published, said beside its cause; the same is taken as a draft."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from endorsement_plugin.models import Credential, Form, FormVersion
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialIndexPage,
    CredentialPage,
    ExamPaperPage,
)
from review_queue.models import Round
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    Editor,
    application_fields,
    credential_data,
    form_data,
    make_credential_page,
    make_form_page,
    make_index,
    make_reference_page,
    stepped,
    text,
)
from tests.factories.credentials import make_association
from tests.factories.people import make_superuser
from tests.factories.reviews import make_pool, make_rubric

pytestmark = pytest.mark.django_db


def test_below_no_association_nothing_is_published() -> None:
    editor = Editor()
    sue = make_superuser()
    editor.client.force_login(sue)
    elsewhere = Page.get_first_root_node().add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    index = elsewhere.add_child(instance=CredentialIndexPage(title="Credentials", slug="credentials"))
    form = editor.create(CredentialPage, index, credential_data())
    assert form.non_field_errors() == [
        "This page is not below the home page of an association, so it publishes nothing."
    ]
    page = editor.create(CredentialPage, index, credential_data(), publish=False)
    with pytest.raises(PermissionDenied, match="not below the home page"):
        page.save_revision().publish()
    assert not Credential.objects.exists()


REFUSED = [
    (form_data(stepped(("About you", [text("Role")]))), "No section of this form asks for"),
    (form_data({"count": "0"}), "Validation error in StreamBlock"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_not_fit_to_publish_can_be_kept_as_a_draft(data: dict[str, Any], message: str) -> None:
    editor = Editor()
    credential = make_credential_page(editor)
    form = editor.create(ApplicationFormPage, credential, data)
    assert message in str(form.errors["body"])
    assert not FormVersion.objects.exists()
    page = editor.create(ApplicationFormPage, credential, data, publish=False)
    assert (page.live, FormVersion.objects.count()) == (False, 0)


def test_too_few_places_for_referees() -> None:
    editor = Editor()
    page = make_form_page(editor)
    reference = Form.objects.get(kind="reference").page
    fields = application_fields(reference)
    fields[2][1]["slots"]["count"] = "2"
    form = editor.change(page, form_data(stepped(("About you", fields))))
    (error,) = form.errors["body"].as_data()
    slots = error.block_errors[0].block_errors["fields"].block_errors[2].block_errors["slots"]
    assert slots.messages == ["The requirements ask for 3 references; this has room for 2."]


def test_referees_are_not_sent_the_form_of_another_association() -> None:
    editor = Editor()
    other = Editor(make_association("mi-aimh", "mi-aimh.localhost"))
    theirs = make_reference_page(other, make_index(other))
    credential = make_credential_page(editor)
    data = form_data(stepped(("About you", application_fields(theirs))))
    (error,) = editor.create(ApplicationFormPage, credential, data).errors["body"].as_data()
    form = error.block_errors[0].block_errors["fields"].block_errors[2].block_errors["form"]
    assert form.messages == ["This reference form belongs to another association."]


def test_a_code_belongs_to_one_credential() -> None:
    editor = Editor()
    first = make_credential_page(editor)
    data = credential_data(slug="ifs-two", title="Another")
    form = editor.create(CredentialPage, first.get_parent(), data)
    assert form.errors["code"] == ["Another credential of this association has this code."]
    page = editor.create(CredentialPage, first.get_parent(), {**data, "code": "IFA"})
    assert Credential.objects.get(family=page.translation_key).code == "IFA"


def test_an_impossible_requirement_is_refused_beside_its_cause() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    wrong = [("training", {**REQUIREMENTS[0][1], "hours": "0"})]
    form = editor.change(page, credential_data(wrong))
    (error,) = form.errors["requirements"].as_data()
    assert error.block_errors[0].block_errors["hours"].messages == [
        "Enter a number above 0, and 5,000 at the most."
    ]
    kept = editor.change(page, credential_data(wrong), publish=False)
    assert kept.get_latest_revision_as_object().requirements[0].value["hours"] == 0


def exam_data(round_code: str) -> dict[str, Any]:
    asked = {"label": "What do you see?", "help": "", "name": "", "max_words": "400"}
    question = ("long_text", {**asked, "shared_with_reviewers": "on"})
    return form_data(stepped(("Vignette", [question])), "exam", "Exam", round_code=round_code)


def make_rounds() -> None:
    """One for each association's reviewers, and one for everybody's."""
    rubric = make_rubric()
    for code, pools in (("ours", ["hawaii"]), ("theirs", ["michigan"]), ("everybodys", [])):
        made = Round.objects.create(code=code, title=code.title(), rubric=rubric)
        made.pools.set([make_pool(pool) for pool in pools])


@pytest.mark.parametrize("code", ["theirs", "unheard-of"])
def test_a_paper_is_not_scored_in_a_round_of_other_reviewers(code: str) -> None:
    editor = Editor()
    make_rounds()
    credential = make_credential_page(editor)
    form = editor.create(ExamPaperPage, credential, exam_data(code))
    assert form.errors["round_code"] == [
        f"Your association’s reviewers have no round “{code}”. Ask the chief reviewer for its code."
    ]
    assert not FormVersion.objects.exists()
    assert editor.create(ExamPaperPage, credential, exam_data(code), publish=False).round_code == code


@pytest.mark.parametrize("code", ["ours", "everybodys"])
def test_a_paper_is_scored_in_a_round_of_its_own_reviewers(code: str) -> None:
    editor = Editor()
    make_rounds()
    editor.create(ExamPaperPage, make_credential_page(editor), exam_data(code))
    assert FormVersion.objects.get(form__kind="exam").definition["round"] == code


def test_where_outcomes_are_typed_in_a_round_is_only_a_name(settings: Any) -> None:
    settings.ENDORSEMENT = {"REVIEW_BACKEND": "endorsement_plugin.exams.backends.manual.ManualBackend"}
    editor = Editor()
    editor.create(ExamPaperPage, make_credential_page(editor), exam_data("paper-and-pen"))
    assert FormVersion.objects.get(form__kind="exam").definition["round"] == "paper-and-pen"
