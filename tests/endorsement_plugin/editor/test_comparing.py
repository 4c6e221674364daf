"""The credentials of an association side by side."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from endorsement_plugin.pages.models import CredentialIndexPage, CredentialPage
from tests.endorsement_plugin.editor.desk import Editor, credential_data, make_index

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Editor:
    return Editor()


@pytest.fixture
def index(editor: Editor) -> CredentialIndexPage:
    index = make_index(editor)
    for position, (code, ages) in enumerate(
        [("IFA", "Birth to three"), ("ECFA", "Three up to six"), ("IFS", "Birth to three")], start=1
    ):
        add(editor, index, code, ages, str(position))
    return index


def add(editor: Editor, index: CredentialIndexPage, code: str, ages: str, position: str, **more: Any) -> Any:
    hours = str(30 + int(position))
    training = ("training", {"hours": hours, "topic": "x", "quotas-count": "0", "designation": ""})
    asked = [training] if code == "IFA" else [training, ("references", {"count": "3", "designation": ""})]
    data = {"title": f"Title {code}", "slug": code.lower(), "code": code, "age_band": ages}
    page = editor.create(
        CredentialPage, index, credential_data(asked, **{**data, "position": position, **more})
    )
    assert isinstance(page, CredentialPage), page.errors
    return page


def read(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def tables(html: str) -> list[str]:
    return re.findall(r"<table.*?</table>", html)


def test_each_age_group_has_a_table_with_heads_for_rows_and_columns(index: CredentialIndexPage) -> None:
    youngest, older = tables(read(index.url))
    assert "<caption>Birth to three</caption>" in youngest
    heads = re.findall(r'<th scope="col"[^>]*>.*?\((\w+)\)', youngest)
    assert heads == ["IFA", "IFS"]
    assert re.findall(r'<th scope="row"[^>]*>(.*?)</th>', youngest)[-2:] == ["Training", "References"]
    training = re.search(r'Training</th><td role="cell" data-label="IFA">(.*?)</td>', youngest)
    assert training
    assert training[1] == "At least 31 hours of specialized training (about x; a person looks at that)"
    assert "3 references" in youngest
    assert "Not asked for" in youngest
    assert "Title ECFA" in older
    assert "Title IFA" not in older


@pytest.mark.parametrize(
    ("chosen", "heads"),
    [
        ("with=IFA&with=ECFA", [["IFA", "ECFA"]]),
        ("with=ECFA&with=IFA&with=IFA", [["IFA", "ECFA"]]),
        ("with=IFA", [["IFA", "IFS"], ["ECFA"]]),
        ("with=nothing&with=%00&with=IFA", [["IFA", "IFS"], ["ECFA"]]),
    ],
)
def test_two_or_more_can_be_chosen(index: CredentialIndexPage, chosen: str, heads: list[list[str]]) -> None:
    html = read(f"{index.url}?{chosen}")
    assert [re.findall(r'<th scope="col"[^>]*>.*?\((\w+)\)', table) for table in tables(html)] == heads


def test_it_shows_what_is_in_force_and_no_draft(editor: Editor, index: CredentialIndexPage) -> None:
    page = CredentialPage.objects.get(code="IFA")
    page.requirements[0].value["hours"] = 44
    page.save_revision()
    assert "44 hours" not in read(index.url)
    page.effective_from = date(2099, 1, 1)
    page.save_revision().publish()
    assert "44 hours" not in read(index.url)
    assert "31 hours" in read(index.url)


def test_what_visitors_cannot_read_is_in_no_table(index: CredentialIndexPage) -> None:
    secret = CredentialPage.objects.get(code="IFA")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    CredentialPage.objects.get(code="ECFA").unpublish()
    html = read(index.url)
    assert "Title IFA" not in html
    assert "ECFA" not in html


def test_an_own_name_stands_beside_the_standard_one_and_the_code(
    editor: Editor, index: CredentialIndexPage
) -> None:
    page = add(editor, index, "IMHS", "Birth to three", "4", local_name="Baby <b>Doctor</b>")
    for html in (read(index.url), read(page.url)):
        assert "Baby &lt;b&gt;Doctor&lt;/b&gt;" in html
        assert "Title IMHS" in html
        assert "IMHS" in html


def test_one_query_however_many_credentials(editor: Editor, index: CredentialIndexPage) -> None:
    def queries() -> int:
        read(index.url)
        with CaptureQueriesContext(connection) as captured:
            read(index.url)
        return len(captured)

    before = queries()
    for number in range(4, 8):
        add(editor, index, f"X{number}", "Birth to three", str(number))
    assert queries() == before
