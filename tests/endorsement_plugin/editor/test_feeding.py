"""What no form feeds is refused where it is caused; a first set-up, in any order that works, is not."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from endorsement_plugin.models import Form, RequirementSet
from endorsement_plugin.pages.models import (
    ApplicationFormPage,
    CredentialPage,
    ExamPaperPage,
    ReferenceFormPage,
)
from endorsement_plugin.publishing.jobs import publish_what_is_due
from review_queue.models import Round
from tests.endorsement_plugin.credentials.test_dated_sets import NEXT
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    Data,
    Editor,
    application_fields,
    credential_data,
    form_data,
    make_credential_page,
    make_form_page,
    make_reference_page,
    stepped,
)
from tests.factories.credentials import make_association
from tests.factories.reviews import make_pool, make_rubric

pytestmark = pytest.mark.django_db

EXAM: tuple[str, Data] = ("exam", {"designation": ""})
ETHICS: tuple[str, Data] = (
    "attestation",
    {"title": "the Code of Ethics", "statement": "ethics", "designation": ""},
)
WORK: tuple[str, Data] = ("work", {"years": "2", "field": "", "after": [], "designation": ""})


@pytest.fixture
def editor() -> Editor:
    return Editor()


def today() -> str:
    return str(timezone.localdate())


def add_paper(editor: Editor, credential: Any, slug: str = "exam") -> ExamPaperPage:
    make_pool(editor.association.review_pool)
    Round.objects.get_or_create(code="spring", defaults={"title": "Spring", "rubric": make_rubric()})
    question = {"label": "What do you see?", "help": "", "name": "", "max_words": "400"}
    body = stepped(("Vignette", [("long_text", {**question, "shared_with_reviewers": "on"})]))
    page = editor.create(ExamPaperPage, credential, form_data(body, slug, "Exam", round_code="spring"))
    assert isinstance(page, ExamPaperPage), page.errors
    return page


def blocks_in_error(form: Any) -> dict[int, str]:
    (error,) = form.errors["requirements"].as_data()
    return {index: str(fault) for index, fault in error.block_errors.items()}


@pytest.mark.parametrize("day", [today(), str(NEXT)])
def test_all_that_the_open_form_does_not_ask_for_is_refused_beside_its_block(
    editor: Editor, day: str
) -> None:
    credential = make_form_page(editor).get_parent().specific
    demands = [*REQUIREMENTS, EXAM, ETHICS, WORK]
    form = editor.change(credential, credential_data(demands, effective_from=day))
    faults = blocks_in_error(form)
    assert sorted(faults) == [2, 3, 4]
    assert "no exam paper of this credential is published" in faults[2]
    assert "In the open form" not in faults[2]
    assert "No section of this form asks for “The Code of Ethics, read and signed”" in faults[3]
    assert "In the open form “Apply”" in faults[4]
    assert RequirementSet.objects.count() == 1


def test_without_a_form_a_credential_may_demand_anything_and_says_that_there_is_none(editor: Editor) -> None:
    page = make_credential_page(editor, requirements=[*REQUIREMENTS, EXAM, ETHICS, WORK])
    assert isinstance(page, CredentialPage)
    html = editor.client.get(page.get_full_url()).content.decode()
    assert "No application form is open at the moment." in html


def test_a_closed_form_holds_nothing_up(editor: Editor) -> None:
    form = make_form_page(editor)
    editor.unpublish(form)
    demands = credential_data([*REQUIREMENTS, WORK], effective_from=today())
    assert isinstance(editor.change(form.get_parent().specific, demands), CredentialPage)


def test_a_form_is_held_to_what_is_in_force_and_to_what_is_planned(editor: Editor) -> None:
    page = make_credential_page(editor)
    planned = credential_data([*REQUIREMENTS, WORK], effective_from=str(NEXT))
    assert isinstance(editor.change(page, planned), CredentialPage)
    reference = make_reference_page(editor, page.get_parent())
    fields = application_fields(reference)
    form = editor.create(ApplicationFormPage, page, form_data(stepped(("About you", fields))))
    assert "No section of this form asks for “2 or more years" in str(form.errors["body"])
    work: tuple[str, Data] = ("evidence", {"kind": "work", "label": "Work", "help": "", "name": ""})
    form = editor.create(ApplicationFormPage, page, form_data(stepped(("About you", [work, *fields[:1]]))))
    assert "No section of this form asks for “At least 30 hours" in str(form.errors["body"])
    form = editor.create(ApplicationFormPage, page, form_data(stepped(("About you", [work, *fields]))))
    assert isinstance(form, ApplicationFormPage)


def test_an_exam_needs_its_paper_first_and_keeps_it(editor: Editor) -> None:
    credential = make_form_page(editor).get_parent().specific
    demands = credential_data([*REQUIREMENTS, EXAM], effective_from=today())
    assert not isinstance(editor.change(credential, demands), CredentialPage)
    paper = add_paper(editor, credential)
    assert isinstance(editor.change(credential, demands), CredentialPage)
    for action in ("unpublish", "delete"):
        response = editor.client.post(reverse(f"wagtailadmin_pages:{action}", args=[paper.pk]))
        said = " ".join(str(one) for one in get_messages(response.wsgi_request))
        assert "“Exam” is the only exam paper of Infant Family Specialist" in said
        assert Form.objects.get(kind="exam").is_open
    add_paper(editor, credential, "second")
    editor.unpublish(paper)
    assert not Form.objects.get(family=paper.translation_key).is_open


def test_a_paper_stays_for_an_exam_that_is_planned(editor: Editor) -> None:
    credential = make_form_page(editor).get_parent().specific
    paper = add_paper(editor, credential)
    planned = credential_data([*REQUIREMENTS, EXAM], effective_from=str(NEXT))
    assert isinstance(editor.change(credential, planned), CredentialPage)
    response = editor.client.post(reverse("wagtailadmin_pages:unpublish", args=[paper.pk]))
    said = " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert "“Exam” is the only exam paper of Infant Family Specialist" in said
    assert Form.objects.get(kind="exam").is_open


def test_a_paper_that_is_one_way_of_several_may_go(editor: Editor) -> None:
    credential = make_form_page(editor).get_parent().specific
    paper = add_paper(editor, credential)
    demands = RequirementSet.objects.get()
    either = {"id": "a", "kind": "any_of", "clauses": [demands.clauses[0], {"id": "e", "kind": "exam"}]}
    RequirementSet.objects.filter(pk=demands.pk).update(clauses=[either])
    editor.unpublish(paper)
    assert not Form.objects.get(kind="exam").is_open


def test_the_form_that_an_open_form_sends_referees_stays(editor: Editor) -> None:
    form = make_form_page(editor)
    reference = ReferenceFormPage.objects.get()
    response = editor.client.post(reverse("wagtailadmin_pages:unpublish", args=[reference.pk]))
    said = " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert "an open application form sends it to referees" in said
    assert Form.objects.get(kind="reference").is_open
    editor.unpublish(form)
    editor.unpublish(reference)
    assert not Form.objects.get(kind="reference").is_open


def test_a_paper_may_go_once_the_form_is_closed(editor: Editor) -> None:
    form = make_form_page(editor)
    credential = form.get_parent().specific
    paper = add_paper(editor, credential)
    editor.change(credential, credential_data([*REQUIREMENTS, EXAM], effective_from=today()))
    editor.unpublish(form)
    editor.unpublish(paper)
    assert not Form.objects.get(kind="exam").is_open
    reference = ReferenceFormPage.objects.get()
    response = editor.change(form, form_data(stepped(("About you", application_fields(reference)))))
    assert "no exam paper of this credential is published" in str(response.errors["body"])


def test_publishing_many_at_once_asks_the_same(editor: Editor) -> None:
    credential = make_form_page(editor).get_parent().specific
    data = credential_data([*REQUIREMENTS, WORK], effective_from=today())
    editor.change(credential, data, publish=False)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = editor.client.post(f"{address}?id={credential.pk}")
    said = " ".join(str(one) for one in get_messages(response.wsgi_request))
    assert "cannot be published. In the open form “Apply”" in said
    assert RequirementSet.objects.count() == 1


def published_by_api(editor: Editor, page: Any) -> tuple[int, str]:
    answer = editor.client.post(f"/admin/api/main/pages/{page.pk}/action/publish/", {})
    return answer.status_code, answer.text


def test_a_form_that_asks_for_less_is_published_by_no_way_at_all(editor: Editor) -> None:
    form = make_form_page(editor)
    fields = application_fields(ReferenceFormPage.objects.get())
    short = form_data(stepped(("About you", fields[:1])))
    editor.change(form, short, publish=False)
    words = "“Apply” cannot be published. No section of this form asks for “At least 30 hours"
    code, said = published_by_api(editor, form)
    assert (code, words in said) == (403, True)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = editor.client.post(f"{address}?id={form.pk}")
    assert words in " ".join(str(one) for one in get_messages(response.wsgi_request))
    due = timezone.now() - timedelta(hours=1)
    form.refresh_from_db()
    Revision.objects.filter(pk=form.latest_revision_id).update(approved_go_live_at=due)
    with pytest.raises(Exception, match="No section of this form asks for"):
        publish_what_is_due()
    assert Form.objects.get(kind="application").versions.count() == 1
    Revision.objects.update(approved_go_live_at=None)
    editor.change(form, form_data(stepped(("About you", fields))), publish=False)
    assert published_by_api(editor, form)[0] == 200


def test_a_form_with_anothers_form_for_referees_is_published_by_no_way_at_all(editor: Editor) -> None:
    form = make_form_page(editor)
    other = make_association("mi-aimh", "mi-aimh.localhost")
    Form.objects.filter(kind="reference").update(association=other)
    code, said = published_by_api(editor, form)
    assert (code, "This reference form belongs to another association." in said) == (403, True)


def test_a_paper_that_nobody_scores_is_published_by_no_way_at_all(editor: Editor) -> None:
    paper = add_paper(editor, make_form_page(editor).get_parent().specific)
    Round.objects.all().delete()
    code, said = published_by_api(editor, paper)
    assert (code, "reviewers have no round “spring”" in said) == (403, True)
