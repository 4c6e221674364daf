"""What a page tells search engines and messengers, and what the sitemap holds."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from association.home.models import StandardPage
from endorsement_plugin.pages.models import CredentialPage
from tests.endorsement_plugin.editor.choosing import make_chooser
from tests.endorsement_plugin.editor.desk import Editor, make_credential_page, make_form_page
from tests.endorsement_plugin.editor.test_public_pages import make_other_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor()


def told(url: str) -> dict[str, str]:
    """The name or property of each meta element with its content, and the canonical address."""
    html = Client().get(url).text
    meta = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html)
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
    assert len(canonical) <= 1
    assert len({name for name, _ in meta}) == len(meta), "nothing twice"
    return {name: unescape(content) for name, content in [*meta, *(("canonical", one) for one in canonical)]}


def test_a_credential_is_described_by_its_summary_under_its_own_name(editor: Editor) -> None:
    page = make_credential_page(editor, local_name="Family “Worker” <1>")
    said = told(page.url)
    assert said["description"] == said["og:description"] == "For home visitors."
    assert said["og:title"] == "Family “Worker” <1>"
    assert said["og:site_name"] == editor.association.name
    assert said["canonical"] == said["og:url"] == page.full_url


def test_what_the_editor_wrote_for_it_comes_first(editor: Editor) -> None:
    page = make_credential_page(editor)
    page.search_description, page.seo_title = 'Say "yes" & come', "Better title"
    page.save_revision().publish()
    said = told(page.url)
    assert said["description"] == 'Say "yes" & come'
    assert said["og:title"] == "Better title"


def test_a_page_with_an_introduction_is_described_by_its_first_words(editor: Editor) -> None:
    page = make_form_page(editor)
    page.intro = '<p>Tom &amp; Ada\'s <b>"own"</b> words.</p>' + "<p>More words.</p>" * 40
    page.save_revision().publish()
    description = told(page.url)["description"]
    assert description.startswith('Tom & Ada\'s "own" words.')
    assert len(description.split()) <= 31


def test_all_answers_of_a_chooser_belong_to_one_address(editor: Editor) -> None:
    page = make_chooser(editor, make_credential_page(editor))
    assert told(page.url + "?a=x")["canonical"] == page.full_url


def test_screens_that_are_no_pages_tell_nothing() -> None:
    said = told("/accounts/login/")
    assert "og:title" not in said
    assert "canonical" not in said


def listed(host: str = "localhost") -> set[str]:
    text = Client().get("/sitemap.xml", headers={"host": host}).text
    return {re.sub(r"^https?://[^/]+", "", one) for one in re.findall(r"<loc>([^<]+)</loc>", text)}


def test_the_sitemap_has_every_public_page_and_neither_private_nor_draft_ones(editor: Editor) -> None:
    form = make_form_page(editor)
    credential = form.get_parent().specific
    make_chooser(editor, credential)
    editor.home.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    members = editor.home.add_child(instance=StandardPage(title="Members", slug="members-only"))
    PageViewRestriction.objects.create(page=members, restriction_type="login")
    found = listed()
    assert {"/", "/credentials/", "/credentials/ifs/", "/credentials/ifs/apply/", "/choosing/"} <= found
    assert not found & {"/credentials/reference/", "/draft/", "/members-only/"}


def test_a_sitemap_is_of_one_association(editor: Editor) -> None:
    make_credential_page(editor)
    make_other_editor()
    assert "/credentials/ifs/" not in listed("mi-aimh.localhost")


def test_a_withdrawn_page_leaves_the_sitemap(editor: Editor) -> None:
    page: Any = make_credential_page(editor)
    assert isinstance(page, CredentialPage)
    page.unpublish()
    assert "/credentials/ifs/" not in listed()
