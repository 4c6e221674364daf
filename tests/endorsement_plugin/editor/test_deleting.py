"""An editor who wants to delete what they may not is told why, not only that they may not."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from endorsement_plugin.models import Credential, FormVersion
from tests.endorsement_plugin.editor.desk import Editor, make_credential_page, make_form_page
from tests.factories.applications import make_application
from tests.factories.credentials import make_association
from tests.factories.people import make_editor, make_person

pytestmark = pytest.mark.django_db


def pressed(editor: Editor, page: Page) -> str:
    """What an editor reads who opens, and what one reads who sends, the page that deletes it."""
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    answers = [editor.client.get(address), editor.client.post(address)]
    assert [answer.status_code for answer in answers] == [302, 302]
    said = [str(list(get_messages(answer.wsgi_request))[-1]) for answer in answers]
    assert said[0] == said[1]
    assert Page.objects.filter(pk=page.pk).exists()
    return said[0]


def test_a_credential_that_people_apply_for() -> None:
    editor = Editor()
    form = make_form_page(editor)
    credential = form.get_parent()
    make_application(make_person(), Credential.objects.get(), FormVersion.objects.get(form__page=form))
    said = pressed(editor, credential)
    assert "cannot be deleted: 1 open application is held to it" in said
    assert "Unpublish it instead" in said
    assert "permission" not in said


def test_a_credential_with_a_form_below_it() -> None:
    editor = Editor()
    credential = make_form_page(editor).get_parent()
    said = pressed(editor, credential)
    assert "cannot be deleted with all that is below it: “Apply”" in said


def test_what_may_be_deleted_is_asked_about() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    asked = editor.client.get(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert "Are you sure you want to delete this page?" in asked.text
    editor.delete(page)
    assert not Page.objects.filter(pk=page.pk).exists()


def test_another_associations_page_is_told_nothing_of() -> None:
    page = make_form_page(Editor()).get_parent()
    stranger = Client()
    stranger.force_login(
        make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "stranger@example.org")
    )
    answer = stranger.get(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert "you do not have permission" in answer.text
    assert page.title not in answer.text
    assert Page.objects.filter(pk=page.pk).exists()
