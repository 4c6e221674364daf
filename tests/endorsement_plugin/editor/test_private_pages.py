"""Exam papers and reference forms: whoever does not edit them learns nothing of them, not even a title."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from endorsement_plugin.pages.models import CredentialIndexPage, ExamPaperPage, ReferenceFormPage
from tests.endorsement_plugin.editor.desk import Editor, make_index
from tests.factories.credentials import make_association
from tests.factories.people import make_coordinator, make_editor, make_superuser

pytestmark = pytest.mark.django_db

API = "/api/v3-preview/pages/"
PAPER, FORM, INDEX = "Wobbleton vignettes", "Quizzle for referees", "Credentials"


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def index(editor: Editor) -> CredentialIndexPage:
    """Published, with a paper and a reference form below it."""
    page = make_index(editor)
    page.add_child(instance=ExamPaperPage(title=PAPER, slug="paper", round_code="spring"))
    page.add_child(instance=ReferenceFormPage(title=FORM, slug="quizzle"))
    return page


def shown(client: Client, address: str, **asked: Any) -> set[str]:
    """Which of the three titles an address gives away."""
    response = client.get(address, asked)
    assert response.status_code == 200, response.content
    body = response.content.decode()
    return {title for title in (PAPER, FORM, INDEX) if title in body}


ASKED: list[dict[str, Any]] = [
    {"limit": 20},
    {"type": "endorsement_pages.ExamPaperPage"},
    {"type": ["endorsement_pages.ExamPaperPage", "endorsement_pages.ReferenceFormPage"]},
    {"search": "Wobbleton"},
    {"slug": "paper"},
    {"descendant_of": "root"},
]


@pytest.mark.parametrize("asked", ASKED)
def test_the_public_api_does_not_list_them(index: CredentialIndexPage, asked: dict[str, Any]):
    assert shown(Client(), API, **asked) <= {INDEX}


def test_the_public_api_still_lists_the_others(index: CredentialIndexPage):
    assert shown(Client(), API, limit=20) == {INDEX}
    assert shown(Client(), f"{API}{index.pk}/") == {INDEX}


def test_asking_for_one_is_like_asking_for_none(index: CredentialIndexPage):
    for page in index.get_children():
        none = page.pk + 1000
        missing = Client().get(f"{API}{none}/")
        found = [
            Client().get(f"{API}{page.pk}/"),
            Client().get(f"{API}find/", {"id": page.pk}),
            Client().get(f"{API}find/", {"html_path": page.url}),
        ]
        assert {one.status_code for one in found} == {404} == {missing.status_code}
        assert found[0].content == missing.content.replace(
            str(page.pk + 1000).encode(), str(page.pk).encode()
        )


def stranger() -> User:
    """An editor of another association."""
    return make_editor(make_association("mi-aimh", "mi-aimh.localhost"), "edgar.editor@example.org")


def choosers(user: User, index: Page) -> list[set[str]]:
    """What the page chooser shows when browsing and when searching."""
    client = Client()
    client.force_login(user)
    browse = reverse("wagtailadmin_choose_page_child", args=[index.pk])
    search = reverse("wagtailadmin_choose_page_search")
    found = shown(client, search, q="Wobbleton") | shown(client, search, q="Quizzle")
    return [shown(client, browse) - {INDEX}, found - {INDEX}]


def test_a_chooser_offers_them_to_their_editors_only(editor: Editor, index: CredentialIndexPage):
    reader = make_coordinator(editor.association)
    assert choosers(editor.user, index) == [{PAPER, FORM}, {PAPER, FORM}]
    assert choosers(make_superuser(), index) == [{PAPER, FORM}, {PAPER, FORM}]
    assert choosers(stranger(), index) == [set(), set()]
    assert choosers(reader, index) == [set(), set()]


def test_a_chooser_offers_everybodys_public_pages(editor: Editor, index: CredentialIndexPage):
    client = Client()
    client.force_login(stranger())
    browse = reverse("wagtailadmin_choose_page_child", args=[editor.home.pk])
    assert shown(client, browse) == {INDEX}
