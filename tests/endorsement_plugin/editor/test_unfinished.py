"""No way there is publishes a draft with what its own form would refuse; every fault is told at once."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from endorsement_plugin.associations.actions import ensure_workflow
from endorsement_plugin.models import RequirementSet
from endorsement_plugin.pages.models import ChooserPage, CredentialPage, DirectoryPage
from endorsement_plugin.publishing.actions import publish_scheduled
from tests.endorsement_plugin.editor.choosing import answer, chooser_data, make_chooser, outcome, question
from tests.endorsement_plugin.editor.desk import Data, Editor, credential_data, make_credential_page
from tests.endorsement_plugin.editor.test_directories import directory_data, make_directory, member
from tests.endorsement_plugin.editor.test_page_actions import Desk

pytestmark = pytest.mark.django_db

API = "/api/v3-preview/pages/"


def training(hours: str) -> tuple[str, Data]:
    return "training", {"hours": hours, "topic": "babies", "quotas-count": "0", "designation": ""}


def ways(*clauses: tuple[str, Data]) -> tuple[str, Data]:
    return "any_of", {"designation": "", "note": "", "clauses": streamfield(list(clauses))}


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def page(editor: Editor) -> CredentialPage:
    return make_credential_page(editor)


def token(editor: Editor) -> dict[str, str]:
    _, key = APIToken.create_token(user=editor.user, name="A program")
    return {"Authorization": f"Bearer {key}"}


def by_buttons_for_several(editor: Editor, page: Page) -> str:
    return Desk(editor).bulk("publish", page)


def by_the_admins_api(editor: Editor, page: Page) -> str:
    answer = Desk(editor).api("publish", page)
    assert answer.status_code == 403
    return str(answer.json()["detail"])


def by_the_open_api(editor: Editor, page: Page) -> str:
    answer: Any = Client().post(f"{API}{page.pk}/actions/publish/", headers=token(editor))
    assert answer.status_code == 403
    return str(answer.json()["detail"])


def by_the_clock(editor: Editor, page: Page) -> str:
    page.refresh_from_db()
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save()
    with pytest.raises(PermissionDenied) as refused:
        publish_scheduled(revision=revision, now=timezone.now())
    return str(refused.value)


WAYS = [by_buttons_for_several, by_the_admins_api, by_the_open_api, by_the_clock]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_publishes_demands_that_the_form_refuses(
    editor: Editor, page: CredentialPage, way: Any
) -> None:
    faulty = [training("30"), training("48"), training(""), ways(training("10"))]
    saved = editor.change(page, credential_data(faulty), publish=False)
    assert isinstance(saved, CredentialPage), "a draft may hold anything"
    said = way(editor, page)
    assert "Requirements, 3 Training, Hours in all: This field is required." in said
    assert "Requirements, 4 Any of several, One of these is enough: Give at least two ways" in said
    assert said.count("cannot be published.") == 1
    page.refresh_from_db()
    assert [child.block_type for child in page.requirements] == ["training", "references"]
    assert RequirementSet.objects.count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_no_way_publishes_two_counts_of_one_thing(editor: Editor, page: CredentialPage, way: Any) -> None:
    editor.change(page, credential_data([training("30"), training("48")]), publish=False)
    assert "Requirements, 2 Training" in (said := way(editor, page))
    assert "A requirement above counts the same for the same applicants." in said
    assert RequirementSet.objects.count() == 1


@pytest.mark.parametrize("way", WAYS)
def test_no_way_publishes_a_chooser_that_leads_nowhere(
    editor: Editor, page: CredentialPage, way: Any
) -> None:
    chooser = make_chooser(editor, page)
    circle = [
        question("ages", "Whom?", answer("Babies", "nowhere"), answer("Others", "ages")),
        outcome("alone", "Nobody gets here", text="<p>Write.</p>"),
    ]
    editor.change(chooser, chooser_data(*circle), publish=False)
    said = way(editor, chooser)
    for words in ("Nothing is called nowhere", "ages → ages", "No answer leads to this outcome"):
        assert words in said
    chooser.refresh_from_db()
    assert chooser.body[0].value["text"] == "Whom do you work with?"


@pytest.mark.parametrize("way", WAYS)
def test_no_way_publishes_one_place_of_two_members(editor: Editor, way: Any) -> None:
    directory = make_directory(editor, member("One", "Maui"))
    both = directory_data(member("One", "Maui"), member("Two", "maui"))
    editor.change(directory, both, publish=False)
    assert "One grants it there already, at the same time" in way(editor, directory)
    assert len(DirectoryPage.objects.get().members) == 1


def test_the_open_api_creates_nothing_unfinished(editor: Editor) -> None:
    meta = {"type": "endorsement_pages.ChooserPage", "parent_id": editor.home.pk, "slug": "choosing"}
    body = {"title": "Choose", "meta": {**meta, "action": "publish"}}
    answer: Any = Client().post(API, json.dumps(body), "application/json", headers=token(editor))
    assert (answer.status_code, "outcomes: This field is required" in answer.text) == (403, True), answer.text
    assert not ChooserPage.objects.filter(live=True).exists()


@pytest.mark.parametrize("way", [by_buttons_for_several, by_the_open_api])
def test_a_title_that_nobody_sees_is_none(editor: Editor, page: CredentialPage, way: Any) -> None:
    form = editor.change(page, credential_data(title="\u200b"))
    assert form.errors["title"] == ["This field is required."]
    kept = editor.change(page, credential_data(title="\u202eInfant \u200bMentor"), publish=False)
    assert kept.get_latest_revision_as_object().title == "Infant Mentor"
    page.title = "\u200b"  # as a program may send it
    page.save_revision()
    assert "Title: This field cannot be blank." in way(editor, page)


def test_a_page_of_no_association_publishes_nothing(editor: Editor) -> None:
    root = Page.get_first_root_node()
    outside = root.add_child(instance=DirectoryPage(title="Outside", slug="outside", live=False))
    outside.save_revision()
    said = Desk(editor).bulk("publish", outside)
    assert "not below the home page of an association" in said
    assert not DirectoryPage.objects.get().live


def test_a_draft_that_somebody_saves_at_that_moment_lets_nothing_through(
    editor: Editor, page: CredentialPage
) -> None:
    editor.change(page, credential_data([training("30"), training("48")]), publish=False)
    blocks = CredentialPage._meta.get_field("requirements").stream_block
    blocks.defer_required_validation()  # as Wagtail does to the one set of blocks that all threads share
    try:
        assert "counts the same for the same applicants" in by_the_admins_api(editor, page)
    finally:
        blocks.restore_deferred_validation()


def test_a_draft_that_is_whole_goes_live_by_every_way(editor: Editor, page: CredentialPage) -> None:
    for hours in ("31", "32"):
        editor.change(page, credential_data([training(hours)]), publish=False)
        if hours == "31":
            assert "published" in by_buttons_for_several(editor, page)
        else:
            answer: Any = Client().post(f"{API}{page.pk}/actions/publish/", headers=token(editor))
            assert answer.status_code == 200
        page.refresh_from_db()
        assert str(page.requirements[0].value["hours"]) == hours


@pytest.mark.parametrize("headers", [{}, {"x-requested-with": "XMLHttpRequest"}], ids=["button", "dialog"])
def test_who_approves_what_cannot_be_published_reads_why(
    editor: Editor, page: CredentialPage, headers: dict[str, str]
) -> None:
    """Whole when it was submitted, and worse since."""
    ensure_workflow(association=editor.association)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = nested_form_data({**credential_data(summary="Better."), "comments": inline_formset([])})
    editor.client.post(edit, data | {"action-submit": "1"})
    state = page.current_workflow_state
    assert state is not None
    editor.change(page, credential_data([training("")]), publish=False)
    task = state.current_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    answer: Any = editor.client.post(approve, {"comment": "Fine"}, headers=headers)
    told = [str(message) for message in get_messages(answer.wsgi_request)]
    assert "Requirements, 1 Training, Hours in all: This field is required." in told[-1]
    assert edit in (answer.text or answer["Location"])
    task.refresh_from_db()
    assert task.status == "in_progress"
    assert RequirementSet.objects.count() == 1
