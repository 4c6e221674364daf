"""A chooser: written and refused in the admin, walked through by visitors."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageViewRestriction

from endorsement_plugin.pages.models import ChooserPage, CredentialPage
from tests.endorsement_plugin.editor.choosing import (
    answer,
    chooser_data,
    make_chooser,
    outcome,
    question,
)
from tests.endorsement_plugin.editor.desk import Editor, make_credential_page
from tests.endorsement_plugin.editor.test_translations import translated

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def credential(editor: Editor) -> CredentialPage:
    return make_credential_page(editor)


@pytest.fixture
def chooser(editor: Editor, credential: CredentialPage) -> ChooserPage:
    return make_chooser(editor, credential)


def read(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def follow(page: Any, *answers: str) -> tuple[str, str]:
    """The page after these answers, by pressing their links; and its address."""
    url, html = page.url, read(page.url)
    for label in answers:
        link = re.search(rf'<a href="(\?[^"]*)">{re.escape(label)}</a>', html)
        assert link, f"{label} is not offered at {url}"
        url = page.url + link[1].replace("&amp;", "&")
        html = read(url)
    return html, url


def test_one_question_a_page_ends_on_a_recommendation_with_its_reasons(chooser: ChooserPage) -> None:
    first = read(chooser.url)
    assert "Whom do you work with?" in first
    assert "What do you do?" not in first
    assert "Question 1 of at most 2" in first
    second, _ = follow(chooser, "Babies and toddlers")
    assert "What do you do?" in second
    assert "Choose what you do most of the time." in second
    html, url = follow(chooser, "Babies and toddlers", "I visit families")
    for words in [
        "The Family Specialist fits",
        "Infant Family Specialist (IFS)",
        "Made for home visitors.",
        "Because you answered",
        "You work with the youngest.",
        "I visit families",
    ]:
        assert words in html
    assert read(url) == html, "whoever is sent the address reads the same"


def test_one_goes_back_to_any_question(chooser: ChooserPage) -> None:
    html, _ = follow(chooser, "Babies and toddlers", "I visit families")
    role = re.search(r'href="(\?a=[^"]*)">Change<span class="visually-hidden">: What do you do', html)
    assert role
    assert "What do you do?" in read(chooser.url + role[1])
    ages = re.search(r'href="(\?)">Change<span class="visually-hidden">: Whom do you work', html)
    assert ages
    assert f'href="{role[1]}">Back</a>' in html


def test_nothing_is_stored_of_what_was_answered(chooser: ChooserPage) -> None:
    _, url = follow(chooser, "Babies and toddlers", "I visit families")
    visitor = Client()
    with CaptureQueriesContext(connection) as captured:
        response = visitor.get(url)
    assert not response.cookies
    assert not visitor.session.keys()
    assert not [one for one in captured if not one["sql"].lstrip('"( ').upper().startswith("SELECT")]


@pytest.mark.parametrize("end", ["?a=gone", "?a=%00.%F0", "?a=" + "x" * 5000, "?a=.&a=b", "?b=1"])
def test_an_address_that_says_nothing_leads_to_the_first_question(chooser: ChooserPage, end: str) -> None:
    html = read(chooser.url + end)
    assert "Whom do you work with?" in html
    assert ("The questions have changed" in html) is end.startswith("?a=")


def test_an_answer_that_is_gone_is_asked_again(chooser: ChooserPage) -> None:
    _, url = follow(chooser, "Babies and toddlers", "I do research")
    chooser.body[1].value["answers"][1].id = str(uuid4())  # removed, and written once more
    chooser.save_revision().publish()
    html = read(url)
    assert "What do you do?" in html
    assert "The questions have changed" in html


def errors_of(form: Any) -> dict[Any, Any]:
    (error,) = form.errors["body"].as_data()
    return error.block_errors  # type: ignore[no-any-return]


def test_all_that_is_wrong_is_said_at_once_beside_its_block(
    editor: Editor, credential: CredentialPage
) -> None:
    draft = Page.objects.get(pk=credential.get_parent().pk).add_child(
        instance=CredentialPage(title="Draft", slug="draft", code="D", live=False)
    )
    blocks = [
        question("ages", "Whom?", answer("Babies", "role"), answer("Others", "nobody")),
        question("role", "", answer("Back", "ages"), answer("On", "draft")),
        outcome("draft", "A draft", (draft, "")),
        outcome("empty", "Empty"),
    ]
    form = editor.create(ChooserPage, editor.home, chooser_data(*blocks))
    found = errors_of(form)
    to_nobody = found[0].block_errors["answers"].block_errors[1].block_errors["leads_to"]
    assert to_nobody.messages == ["Nothing is called nobody. There is: ages, draft, empty, role."]
    assert found[1].block_errors["text"].messages == ["This field is required."]
    back = found[1].block_errors["answers"].block_errors[0].block_errors["leads_to"]
    assert back.messages == ["This leads back to where one has been: ages → role → ages."]
    page = found[2].block_errors["pages"].block_errors[0].block_errors["page"]
    assert "it is not published" in page.messages[0]
    assert found[3].block_errors["name"].messages == ["No answer leads to this outcome."]
    assert found[3].block_errors["text"].messages == ["Recommend a page, or say here what to do."]


def test_a_question_with_one_answer_is_refused_beside_its_answers(editor: Editor) -> None:
    only = question("ages", "Whom do you work with?", answer("Babies", "ifs"))
    blocks = [only, outcome("ifs", "The Family Specialist fits", text="<p>Write to us.</p>")]
    form = editor.create(ChooserPage, editor.home, chooser_data(*blocks))
    (message,) = errors_of(form)[0].block_errors["answers"].messages
    assert message.startswith("Give at least two answers")


def test_what_cannot_be_published_is_kept_as_a_draft(editor: Editor, credential: CredentialPage) -> None:
    data = chooser_data(question("ages", "Whom?", answer("Babies", "nobody")))
    page = editor.create(ChooserPage, editor.home, data, publish=False)
    assert not page.live
    html = page.get_latest_revision_as_object().make_preview_request().render().content.decode()
    assert "Whom?" in html


def test_a_preview_shows_all_questions_and_outcomes(chooser: ChooserPage, credential: CredentialPage) -> None:
    html = chooser.make_preview_request(preview_mode="whole").render().content.decode()
    for words in ["Whom do you work with?", "What do you do?", "Let us talk", "Made for home visitors."]:
        assert words in html
    assert f"<li>{credential.title}<br>" in html
    credential.unpublish()
    html = chooser.make_preview_request(preview_mode="whole").render().content.decode()
    assert "<li>A page that visitors cannot read<br>" in html
    assert f"<li>{credential.title}" not in html


def test_a_page_that_was_withdrawn_since_is_not_recommended(
    chooser: ChooserPage, credential: CredentialPage
) -> None:
    credential.unpublish()
    html, _ = follow(chooser, "Babies and toddlers", "I visit families")
    assert "The Family Specialist fits" in html
    assert credential.url not in html


def test_a_page_behind_a_password_since_is_not_recommended_nor_named(
    chooser: ChooserPage, credential: CredentialPage
) -> None:
    PageViewRestriction.objects.create(page=credential, restriction_type="password", password="let me in")
    html, _ = follow(chooser, "Babies and toddlers", "I visit families")
    assert "The Family Specialist fits" in html
    assert credential.title not in html


def test_a_copy_keeps_the_addresses(chooser: ChooserPage) -> None:
    _, url = follow(chooser, "Babies and toddlers", "I visit families")
    copy = chooser.copy(update_attrs={"slug": "another", "title": "Another"})
    assert "The Family Specialist fits" in read(copy.url + "?" + url.partition("?")[2])


def test_a_translation_keeps_the_addresses_and_recommends_in_its_language(
    settings: Any, editor: Editor, chooser: ChooserPage, credential: CredentialPage
) -> None:
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [("en", "English"), ("es", "Spanish")]
    spanish = Locale.objects.create(language_code="es")
    translated(credential, spanish, "Especialista")
    copy = translated(chooser, spanish, "Elegir")
    copy.body[0].value["answers"][0].value["label"] = "Bebés"
    copy.body[2].value["title"] = "Para usted"
    copy.save_revision().publish()
    _, url = follow(chooser, "Babies and toddlers", "I visit families")
    context = ChooserPage.objects.get(pk=copy.pk).get_context(_asked(url.partition("?a=")[2]))
    assert context["outcome"]["title"] == "Para usted"
    assert context["given"][0].answer == "Bebés"
    assert [one.page.title for one in context["recommended"]] == ["Especialista"]


def _asked(answers: str) -> Any:
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    request = RequestFactory().get("/", {"a": answers}, HTTP_HOST="localhost")
    request.user = AnonymousUser()
    return request


def test_queries_are_few_however_many_outcomes(editor: Editor, credential: CredentialPage) -> None:
    chooser = make_chooser(editor, credential)
    _, url = follow(chooser, "Babies and toddlers", "I visit families")
    with CaptureQueriesContext(connection) as question_page:
        read(chooser.url)
    with CaptureQueriesContext(connection) as outcome_page:
        read(url)
    assert len(question_page) <= MOST_QUERIES
    assert len(outcome_page) <= MOST_QUERIES + 4


def test_another_associations_editor_neither_opens_nor_changes_it(chooser: ChooserPage) -> None:
    from tests.endorsement_plugin.editor.test_public_pages import make_other_editor

    stranger = Client()
    stranger.force_login(make_other_editor())
    for step in ("edit", "copy", "delete"):
        assert stranger.get(f"/admin/pages/{chooser.pk}/{step}/").status_code == 302
