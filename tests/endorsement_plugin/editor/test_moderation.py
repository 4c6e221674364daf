"""What is submitted for moderation reaches the association's editors, or cannot be submitted."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowState

from association.home.models import StandardPage
from endorsement_plugin.associations.actions import ensure_workflow
from endorsement_plugin.associations.jobs import ensure_workflows
from tests.endorsement_plugin.editor.desk import Editor, credential_data, make_credential_page
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_editor

pytestmark = pytest.mark.django_db


def draft(editor: Editor) -> Page:
    page = editor.home.add_child(instance=StandardPage(title="News", slug="news", live=False))
    page.save_revision(user=editor.user)
    return page


def submit(editor: Editor, page: Page) -> str:
    """The page that edits it, before it is submitted."""
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    asked: Any = editor.client.get(url)
    form = asked.context["form"]
    data = {name: form[name].value() or "" for name in form.fields if not hasattr(form[name].field, "block")}
    data |= {
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-submit": "1",
    }
    editor.client.post(url, data)
    return str(asked.text)


def test_it_goes_to_the_associations_own_editors() -> None:
    editor = Editor()
    colleague = make_editor(editor.association, "colleague@example.org")
    stranger = make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "stranger@example.org")
    ensure_workflows()
    page = draft(editor)
    assert "Submit to AIMH-HI editors" in submit(editor, page)
    state = WorkflowState.objects.get()
    assert state.current_task_state.task.specific.groups.get() == editor.association.editors
    assert {message.to[0] for message in mail.outbox} == {colleague.email}
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk]
    )
    editor.client.force_login(stranger)
    editor.client.post(approve)
    page.refresh_from_db()
    assert not page.live
    editor.client.force_login(colleague)
    editor.client.post(approve)
    page.refresh_from_db()
    assert page.live


def test_nothing_is_submitted_to_nobody() -> None:
    editor = Editor()
    page = draft(editor)
    assert Workflow.objects.get().tasks.exists()  # Wagtail's own, whose group is empty
    assert "action-submit" not in submit(editor, page)
    assert not WorkflowState.objects.exists()


def test_who_has_left_approves_nothing() -> None:
    editor = Editor()
    ensure_workflow(association=editor.association)
    page = draft(editor)
    group = editor.association.editors
    assert group is not None
    assert page.get_workflow() is not None
    group.user_set.update(is_active=False)
    assert page.get_workflow() is None


def test_what_was_set_up_or_switched_off_by_hand_stays() -> None:
    editor, other = Editor(), Editor(make_association("mi-aimh", "mi-aimh.localhost"))
    own = Workflow.objects.create(name="Our own")
    WorkflowPage.objects.create(workflow=own, page=editor.home)
    assert not ensure_workflow(association=editor.association)
    assert ensure_workflow(association=other.association)
    Workflow.objects.get(name="MI-AIMH editors").deactivate()
    ensure_workflows()
    assert GroupApprovalTask.objects.filter(name="MI-AIMH editors").count() == 1
    assert not WorkflowPage.objects.filter(page=other.home).exists()


def test_an_association_without_editors_waits_for_them() -> None:
    association = make_association()
    ensure_workflows()
    assert not WorkflowPage.objects.filter(page=association.site.root_page).exists()
    make_editor(association)
    ensure_workflows()
    assert WorkflowPage.objects.filter(page=association.site.root_page).exists()


@pytest.mark.parametrize("asked_by", ["form", "dialog"])
def test_who_approves_what_cannot_be_published_is_told_why(asked_by: str) -> None:
    editor = Editor()
    colleague = make_editor(editor.association, "colleague@example.org")
    ensure_workflow(association=editor.association)
    page = make_credential_page(editor)
    editor.change(page, credential_data(code="TAKEN") | {"action-submit": "1"}, publish=False)
    state = WorkflowState.objects.get()
    make_credential(editor.association, "TAKEN")
    editor.client.force_login(colleague)
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.current_task_state.pk]
    )
    headers = {"x-requested-with": "XMLHttpRequest"} if asked_by == "dialog" else {}
    answer = editor.client.post(approve, {"comment": ""}, headers=headers)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    led_to = answer.json()["redirect"] if asked_by == "dialog" else answer.headers["Location"]
    assert led_to == edit
    shown = editor.client.get(edit).text
    assert "Not approved. “Infant Family Specialist” cannot be published." in shown
    assert "Another credential of this association has this code." in shown
    assert "you do not have permission" not in shown
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    page.refresh_from_db()
    assert page.code == "IFS"


def test_who_may_not_approve_is_told_no_reason() -> None:
    editor = Editor()
    ensure_workflow(association=editor.association)
    page = draft(editor)
    submit(editor, page)
    task = WorkflowState.objects.get().current_task_state
    stranger = make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "stranger@example.org")
    editor.client.force_login(stranger)
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    answer = editor.client.post(approve, follow=True)
    assert answer.status_code == 404
    assert "Not approved" not in answer.text
