"""What visitors read, and what they must not."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from endorsement_plugin.models import Form
from endorsement_plugin.pages.models import CredentialIndexPage, CredentialPage, ReferenceFormPage
from endorsement_plugin.requirements.deadlines import exam_from, respond_by
from tests.endorsement_plugin.editor.desk import (
    REQUIREMENTS,
    TRAINED,
    Editor,
    credential_data,
    make_credential_page,
    make_form_page,
)
from tests.endorsement_plugin.editor.test_feeding import add_paper
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture
def editor() -> Editor:
    return Editor()


def read(page: Page, client: Client | None = None) -> str:
    response = (client or Client()).get(page.url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def queries(page: Page) -> int:
    read(page)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read(page)
    return len(captured)


def test_a_credential_says_whom_it_is_for_and_what_it_demands(editor: Editor) -> None:
    form = make_form_page(editor)
    html = read(form.get_parent())
    assert "Infant Family Specialist (IFS)" in html
    assert "<li>Doula</li>" in html
    assert f"<li>{TRAINED}</li>" in html
    assert "since 1 January 2026" in html
    assert f'href="{form.url}">See the application form</a>' in html
    assert '<p class="eyebrow">Prevention</p>' in html
    assert "Ages served: birth to three" in html
    CredentialPage.objects.update(scope="", age_band="")
    html = read(form.get_parent())
    assert "eyebrow" not in html
    assert "Ages served" not in html


def test_demands_of_a_later_day_are_announced_and_not_in_force(editor: Editor) -> None:
    page = make_credential_page(editor)
    page.requirements[0].value["hours"] = 33
    page.effective_from = date(2099, 1, 1)
    page.save_revision().publish()
    html = read(page)
    now, later = html.split("<h3>What changes from 1 January 2099</h3>")
    assert "30 hours" in now
    assert "<del>30</del>" in later
    assert "<ins>33</ins> hours" in later
    assert "3 references" not in later


def test_a_preview_shows_the_draft_and_visitors_see_what_was_published(editor: Editor) -> None:
    page = make_credential_page(editor)
    page.requirements[0].value["hours"] = 33
    response = page.make_preview_request()
    assert "33 hours" in response.render().content.decode()
    assert "30 hours" in read(page)


def test_the_start_page_says_what_is_needed_and_when_one_hears(editor: Editor) -> None:
    page = make_form_page(editor)
    html = read(page)
    today = timezone.localdate()
    assert "About you <span" in html
    assert "about 10 minutes" in html
    assert f"{respond_by(today).day} {respond_by(today):%B %Y}" in html
    assert "Exam from" not in html
    family = Form.objects.get(kind="application").family
    assert f'href="/apply/start/{family}/">Sign in and start</a>' in html
    visitor = Client()
    visitor.force_login(make_person("ina@example.org").account)
    html = read(page, visitor)
    assert f'<form method="post" action="/apply/start/{family}/">' in html


def test_with_an_exam_its_first_day_is_promised(editor: Editor) -> None:
    form = make_form_page(editor)
    credential = form.get_parent().specific
    add_paper(editor, credential)
    demands = [*REQUIREMENTS, ("exam", {"designation": ""})]
    editor.change(credential, credential_data(demands, effective_from=str(timezone.localdate())))
    day = exam_from(timezone.localdate())
    assert f"{day.day} {day:%B %Y}" in read(form)


def test_a_closed_form_says_so(editor: Editor) -> None:
    form = make_form_page(editor)
    Form.objects.update(is_open=False)
    assert "not open for applications at the moment" in read(form)
    assert "No application form is open at the moment." in read(form.get_parent())


def test_the_index_lists_credentials(editor: Editor) -> None:
    page = make_credential_page(editor)
    html = read(page.get_parent().specific)
    assert f'<a href="{page.url}">Infant Family Specialist (IFS)</a>' in html
    assert "For home visitors." in html


def test_an_empty_index_says_so(editor: Editor) -> None:
    index = editor.home.add_child(instance=CredentialIndexPage(title="Credentials", slug="credentials"))
    assert "No credential is offered at the moment." in read(index)


def test_a_reference_form_is_for_its_editors(editor: Editor) -> None:
    make_form_page(editor)
    page = ReferenceFormPage.objects.get()
    assert Client().get(page.url).status_code == 404
    stranger = Client()
    stranger.force_login(make_other_editor())
    assert stranger.get(page.url).status_code == 404
    html = read(page, editor.client)
    assert "Nothing you enter here is kept or sent." in html
    assert "What have you seen?" in html
    assert page.get_sitemap_urls() == []


def make_other_editor() -> Any:
    from tests.factories.credentials import make_association
    from tests.factories.people import make_editor

    other = make_association("mi-aimh", "mi-aimh.localhost")
    return make_editor(other, "edgar.editor@example.org")


def test_an_editor_of_another_association_cannot_open_the_page(editor: Editor) -> None:
    page = make_credential_page(editor)
    stranger = Client()
    stranger.force_login(make_other_editor())
    for step in ("edit", "delete", "unpublish", "copy"):
        assert stranger.get(f"/admin/pages/{page.pk}/{step}/").status_code == 302
    assert stranger.get(f"/admin/pages/{page.pk}/").status_code == 302


def test_all_steps_can_be_previewed(editor: Editor) -> None:
    page = make_form_page(editor)
    html = page.make_preview_request(preview_mode="steps").render().content.decode()
    assert "Step 1 of 1" in html
    assert "Your referees" in html
    start = page.make_preview_request(preview_mode="").render().content.decode()
    assert "Ready?" in start


def test_pages_ask_the_database_little(editor: Editor) -> None:
    form = make_form_page(editor)
    credential = form.get_parent().specific
    index = credential.get_parent().specific
    counts = {page.title: queries(page) for page in (form, credential, index)}
    assert max(counts.values()) <= MOST_QUERIES, counts


def test_more_credentials_cost_no_more_queries(editor: Editor) -> None:
    page = make_credential_page(editor)
    index = page.get_parent().specific
    one = queries(index)
    for number in range(6):
        more = CredentialPage(title=f"C{number}", slug=f"c{number}", code=f"C{number}")
        index.add_child(instance=more)
    assert Site.objects.count() == 1
    assert queries(index) == one
