"""An editor begins with a credential that another association has published."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction
from wagtail.test.utils.form_data import streamfield

from endorsement_plugin.models import Credential, Form
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage, ReferenceFormPage
from tests.endorsement_plugin.editor.desk import (
    Editor,
    form_data,
    make_credential_page,
    make_form_page,
    make_index,
    stepped,
    text,
)
from tests.factories.credentials import make_association
from tests.factories.people import make_editor
from tests.factories.vocabulary import make_field

pytestmark = pytest.mark.django_db


class Borrower:
    """An editor of a second association, with a page for credentials."""

    def __init__(self) -> None:
        association = make_association("mi-aimh", "mi-aimh.localhost")
        self.editor = Editor(association)
        self.index = make_index(self.editor)
        data = form_data(stepped(("Rating", [text("What have you seen?")])), "our-reference", "Ours")
        self.reference = self.editor.create(ReferenceFormPage, self.index, data)
        self.client = Client()
        self.client.force_login(make_editor(association, "borrower@example.org"))
        self.address = reverse("endorsement_borrow", args=[self.index.pk])

    def offered(self) -> list[str]:
        answer: Any = self.client.get(self.address)
        return [page.title for page, _ in answer.context["offered"]]

    def copy(self, pk: object, **more: Any) -> Any:
        return self.client.post(self.address, {"credential": str(pk)}, **more)


def test_requirements_and_form_are_copied_as_drafts_of_ones_own() -> None:
    form = make_form_page(Editor())
    page = form.get_parent().specific
    borrower = Borrower()
    assert borrower.offered() == ["Infant Family Specialist"]
    assert borrower.copy(page.pk).status_code == 302
    copy = CredentialPage.objects.child_of(borrower.index).get()
    assert (copy.live, copy.code, copy.scope) == (False, "IFS", "Prevention")
    assert [clause | {"id": ""} for clause in copy.clauses()] == [
        clause | {"id": ""} for clause in page.clauses()
    ]
    assert Credential.objects.count() == 1
    own = ApplicationFormPage.objects.child_of(copy).get()
    assert not own.live
    fields = own.body[0].value["fields"]
    assert fields[2].value["form"].pk == borrower.reference.pk
    for draft in (copy, own):
        draft.get_latest_revision().publish()
    made = Credential.objects.get(association__code="mi-aimh")
    assert made.requirement_sets.count() == 1
    version = Form.objects.get(page=own).versions.get()
    reference = str(Form.objects.get(page=borrower.reference).family)
    assert version.parsed.reference_form == reference


def test_links_and_pictures_stay_where_they_are() -> None:
    page = make_form_page(Editor()).get_parent().specific
    page.body = (
        f'<p>See <a linktype="page" id="{page.pk}">ours</a>.</p><embed embedtype="image" id="1" alt="x"/>'
    )
    page.save_revision().publish()
    borrower = Borrower()
    borrower.copy(page.pk)
    assert CredentialPage.objects.child_of(borrower.index).get().body == "<p>See ours.</p>"


def test_what_editors_write_to_each_other_stays_with_them() -> None:
    noted = [
        ("training", {"hours": "30", "topic": "", "quotas-count": "0", "designation": "", "note": "Board"})
    ]
    inner = streamfield([noted[0], ("exam", {"designation": "", "note": "Ask Edda"})])
    grouped = [*noted, ("any_of", {"designation": "", "note": "A compromise", "clauses": inner})]
    page = make_credential_page(Editor(), requirements=grouped)
    assert "Ask Edda" in str(page.requirements.raw_data)
    borrower = Borrower()
    borrower.copy(page.pk)
    copy = CredentialPage.objects.child_of(borrower.index).get()
    kept = str([*copy.requirements.raw_data, copy.get_latest_revision().content])
    assert copy.requirements[0].value["hours"] == 30
    assert not [words for words in ("Board", "compromise", "Ask Edda") if words in kept]


@pytest.mark.parametrize("how", ["draft", "restricted", "own"])
def test_what_is_not_open_to_everybody_is_not_offered(how: str) -> None:
    editor = Editor()
    page = make_form_page(editor).get_parent().specific
    borrower = Borrower()
    if how == "draft":
        editor.unpublish(page)
    elif how == "restricted":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page = borrower.index.add_child(instance=CredentialPage(title="Own", slug="own", code="OWN"))
    assert page.title not in borrower.offered()
    before = CredentialPage.objects.count()
    assert borrower.copy(page.pk).status_code == 404
    assert borrower.copy("x").status_code == 404
    assert CredentialPage.objects.count() == before


def test_what_is_being_written_on_is_not_copied() -> None:
    page = make_form_page(Editor()).get_parent().specific
    page.summary = "Secret plans"
    page.save_revision()
    borrower = Borrower()
    borrower.copy(page.pk)
    assert CredentialPage.objects.child_of(borrower.index).get().summary == "For home visitors."


def test_only_who_adds_credentials_there_copies() -> None:
    editor = Editor()
    make_form_page(editor)
    borrower = Borrower()
    explore = borrower.client.get(reverse("wagtailadmin_explore", args=[borrower.index.pk])).text
    assert borrower.address in explore
    stranger = Client()
    stranger.force_login(make_editor(make_association("third", "third.localhost"), "third@example.org"))
    assert stranger.get(borrower.address).status_code == 404
    assert stranger.post(borrower.address, {"credential": "1"}).status_code == 404
    home = reverse("endorsement_borrow", args=[borrower.editor.home.pk])
    assert borrower.client.get(home).status_code == 404


def test_what_was_chosen_from_a_list_of_theirs_is_told_to_be_missing() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    borrower = Borrower()
    warned = "What its requirements chose from a list of theirs"
    assert warned not in borrower.copy(page.pk, follow=True).content.decode()
    work = {"years": "2", "fields": [str(make_field(editor.association).pk)]}
    page.requirements = json.dumps([{"type": "work", "value": work}])  # type: ignore[assignment]
    page.save_revision(clean=False).publish()
    assert warned in borrower.copy(page.pk, follow=True).content.decode()
