"""After a publication that changes what a form asks, its editor says what becomes of drafts."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from endorsement_plugin.applications.actions.save_step import save_step
from endorsement_plugin.errors import NotAllowed, Stale
from endorsement_plugin.forms.actions import move_drafts
from endorsement_plugin.models import Application, Form, FormVersion, Person, StepDraft
from endorsement_plugin.pages.models import ApplicationFormPage
from endorsement_plugin.rules.merging import Since
from tests.endorsement_plugin.editor.desk import (
    Editor,
    application_fields,
    form_data,
    make_form_page,
    stepped,
    text,
)
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def page(editor: Editor) -> ApplicationFormPage:
    return make_form_page(editor)


def form_of(page: ApplicationFormPage) -> Form:
    return Form.objects.get(family=page.translation_key)


def begin(page: ApplicationFormPage, person: Person | None = None) -> Application:
    """A draft whose first question is answered and whose step is completed."""
    version = form_of(page).versions.first()
    assert version
    draft = make_application(person, version=version)
    step = version.definition["steps"][0]
    answers = {step["fields"][0]["id"]: "Home visitor"}
    StepDraft.objects.create(application=draft, step=step["id"], answers=answers, completed=True)
    return draft


def ask_more(page: ApplicationFormPage, label: str = "Since when?") -> FormVersion:
    """Publish another structure: the old questions and one more."""
    step = page.body[0].value["fields"]
    step.append(("text", {"label": label, "help": "", "required": True, "name": "", "max_length": 50}))
    step[-1].id = str(uuid4())
    page.save_revision().publish()
    version = form_of(page).versions.first()
    assert version
    return version


def url(page: ApplicationFormPage) -> str:
    return reverse("endorsement_drafts", args=[page.translation_key])


def publish(editor: Editor, page: ApplicationFormPage, fields: list[tuple[str, Any]]) -> HttpResponse:
    """Through the admin, as the editor presses Publish; what comes next."""
    data = form_data(stepped(("About you", fields), ids=[page.body[0].id]))
    whole = nested_form_data({**data, "comments": inline_formset([])}) | {"action-publish": "1"}
    return editor.client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), whole, follow=True)  # type: ignore[return-value]


def more_fields(page: ApplicationFormPage) -> list[tuple[str, Any]]:
    reference = Form.objects.get(kind="reference").page
    assert reference
    return [*application_fields(reference.specific), text("Since when?")]


def test_publishing_another_structure_asks_at_once(editor: Editor, page: ApplicationFormPage) -> None:
    begin(page)
    response = publish(editor, page, more_fields(page))
    said = response.content.decode()
    assert "1 application is being written on an earlier version" in said
    assert "“Apply” is published." in said
    assert "New: Since when?" in said
    assert "Keep it on the earlier version" in said
    assert "Move it to version 2" in said


def test_nobody_is_asked_where_nobody_writes(editor: Editor, page: ApplicationFormPage) -> None:
    response = publish(editor, page, more_fields(page))
    assert "being written" not in response.content.decode()


def test_another_wording_asks_nothing_even_if_somebody_was_kept_behind(
    editor: Editor, page: ApplicationFormPage
) -> None:
    kept = begin(page)
    ask_more(page)
    page.body[0].value["title"] = "You"
    page.save_revision().publish()
    version = form_of(page).versions.first()
    assert version
    assert version.number == 3
    page.refresh_from_db()
    from endorsement_plugin.forms.queries import was_rebuilt

    assert not was_rebuilt(form_of(page), page.live_revision_id)
    kept.refresh_from_db()
    assert kept.form_version.number == 1


def test_keeping_changes_nothing_and_can_be_thought_over(editor: Editor, page: ApplicationFormPage) -> None:
    draft = begin(page)
    ask_more(page)
    response = editor.client.post(url(page), {"then": "keep"}, follow=True)
    said = response.content.decode()
    assert "They stay on the version they were begun with." in said
    assert url(page) in said  # the page's menu leads back to the question
    draft.refresh_from_db()
    assert (draft.form_version.number, draft.revision) == (1, 1)


def test_moving_keeps_every_answer_and_asks_again_only_where_the_form_changed(
    editor: Editor, page: ApplicationFormPage
) -> None:
    draft = begin(page)
    before = draft.drafts.get().answers
    version = ask_more(page)
    response = editor.client.post(url(page), {"then": "move"}, follow=True)
    assert "1 application is on the new version now, with every answer." in response.content.decode()
    assert url(page) not in response.content.decode()
    draft.refresh_from_db()
    assert (draft.form_version, draft.revision) == (version, 2)
    step = draft.drafts.get()
    assert (step.answers, step.completed) == (before, False)
    event = draft.events.get(action="form_moved")
    assert (event.actor, event.role, event.detail) == (editor.user, "editor", "version 2")


def test_the_applicant_is_told_until_the_steps_are_complete_again(
    client: Client, editor: Editor, page: ApplicationFormPage
) -> None:
    draft = begin(page)
    client.force_login(draft.person.account)
    tasks = reverse("endorsement:application", args=[draft.pk])
    assert "The form has changed" not in client.get(tasks).content.decode()
    ask_more(page)
    move_drafts(form=page.translation_key, by=editor.user)
    assert "The form has changed" in client.get(tasks).content.decode()


def test_an_open_page_of_a_step_that_changed_is_not_half_saved(
    editor: Editor, page: ApplicationFormPage
) -> None:
    draft = begin(page)
    step = draft.form_version.definition["steps"][0]
    ask_more(page)
    move_drafts(form=page.translation_key, by=editor.user)
    with pytest.raises(Stale):
        save_step(
            application=draft.pk,
            by=draft.person.account,
            step=step["name"],
            answers={step["fields"][0]["id"]: "Doula"},
            since=Since(1),
        )
    assert draft.drafts.get().answers == {step["fields"][0]["id"]: "Home visitor"}


@pytest.mark.parametrize("state", ["submitted", "returned", "in_review", "withdrawn"])
def test_what_was_sent_in_or_given_up_never_moves(
    editor: Editor, page: ApplicationFormPage, state: str
) -> None:
    version = form_of(page).versions.first()
    other = make_application(version=version, state=state)
    ask_more(page)
    assert move_drafts(form=page.translation_key, by=editor.user) == 0
    other.refresh_from_db()
    assert other.form_version == version
    assert "Nobody is writing on an earlier version" in editor.client.get(url(page)).content.decode()


def test_drafts_of_several_versions_move_together(editor: Editor, page: ApplicationFormPage) -> None:
    first = begin(page)
    ask_more(page)
    second = begin(page, make_person("otto.other@example.org", "Otto", "Other"))
    newest = ask_more(page, "How many families?")
    assert "2 applications are being written" in editor.client.get(url(page)).content.decode()
    assert move_drafts(form=page.translation_key, by=editor.user) == 2
    for draft in (first, second):
        draft.refresh_from_db()
        assert draft.form_version == newest


def test_only_who_publishes_the_page_is_asked(editor: Editor, page: ApplicationFormPage) -> None:
    draft = begin(page)
    ask_more(page)
    other = make_association("mi-aimh", "mi-aimh.localhost")
    strangers = [
        make_editor(other, "edgar.editor@example.org"),
        make_coordinator(editor.association),
        make_user("olga.outsider@example.org"),
    ]
    for stranger in strangers:
        with pytest.raises(NotAllowed, match="not a form that you publish"):
            move_drafts(form=UUID(str(page.translation_key)), by=stranger)
        client = Client()
        client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
        assert client.post(url(page), {"then": "move"}).status_code in (302, 403, 404)
    draft.refresh_from_db()
    assert draft.form_version.number == 1
