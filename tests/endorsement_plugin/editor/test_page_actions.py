"""Copying, moving, mirroring, unpublishing and deleting what makes rules: whole, or refused in words."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from endorsement_plugin.models import Application, Credential, Form, FormVersion
from endorsement_plugin.pages.models import ApplicationFormPage, CredentialPage
from tests.endorsement_plugin.editor.desk import (
    Editor,
    credential_data,
    make_credential_page,
    make_form_page,
    make_index,
)
from tests.factories.applications import add_reference, make_application
from tests.factories.credentials import make_association, make_credential
from tests.factories.people import make_person, make_superuser

pytestmark = pytest.mark.django_db


class Desk:
    """A superuser's, who may do everything everywhere but what tears rules apart."""

    def __init__(self, editor: Editor) -> None:
        editor.client.force_login(make_superuser())
        self.client = editor.client

    def press(self, name: str, *args: object, **data: object) -> str:
        """What the answer says in its messages."""
        answer = self.client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)
        assert answer.status_code == 302, answer.content[:500]
        return " ".join(str(message) for message in get_messages(answer.wsgi_request))

    def bulk(self, action: str, *pages: Page, **data: object) -> str:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        ids = "&".join(f"id={page.pk}" for page in pages)
        answer = self.client.post(f"{url}?{ids}&next=/admin/", data)
        assert answer.status_code == 302, answer.content[:500]
        return " ".join(str(message) for message in get_messages(answer.wsgi_request))

    def asked(self, name: str, page: Page) -> str:
        """The page that asks whether one is sure."""
        return self.client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])).text

    def api(self, action: str, page: Page, **data: object) -> Any:
        """The admin's own API."""
        return self.client.post(f"/admin/api/main/pages/{page.pk}/action/{action}/", data)


@pytest.fixture
def form_page() -> ApplicationFormPage:
    return make_form_page(Editor())


@pytest.fixture
def desk(form_page: ApplicationFormPage) -> Desk:
    return Desk(Editor())


@pytest.fixture
def elsewhere() -> Editor:
    return Editor(make_association("mi-aimh", "mi-aimh.localhost"))


def family_tree(form_page: Page) -> tuple[Page, Page]:
    credential = form_page.get_parent()
    return credential.get_parent(), credential


def published() -> tuple[int, int, int]:
    return Page.objects.count(), FormVersion.objects.count(), Credential.objects.count()


@pytest.mark.parametrize("what", ["form", "credential", "index"])
def test_nothing_is_published_by_copying(desk: Desk, form_page: ApplicationFormPage, what: str) -> None:
    index, credential = family_tree(form_page)
    page = {"form": form_page, "credential": credential, "index": index}[what]
    before = published()
    said = desk.press(
        "copy",
        page.pk,
        new_title="Copy",
        new_slug="copy",
        new_parent_page=page.get_parent().pk,
        copy_subpages="on",
        publish_copies="on",
    )
    assert "Copy again without publishing" in said
    assert published() == before
    answer = desk.api("copy", page, recursive="true", keep_live="true")
    assert (answer.status_code, "copied as drafts" in answer.text) == (403, True)
    assert published() == before
    assert desk.api("copy", page, recursive="true", keep_live="false").status_code == 201
    assert (
        not Page.objects.exclude(pk__in=[page.pk])
        .filter(slug__startswith=f"{page.slug}-", live=True)
        .exists()
    )
    assert published()[1:] == before[1:]


def test_a_copy_that_fails_halfway_leaves_nothing(
    desk: Desk, form_page: ApplicationFormPage, monkeypatch: Any
) -> None:
    before = published()
    seen: list[object] = []

    def failing(page: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(page)
        raise RuntimeError

    monkeypatch.setattr(ApplicationFormPage, "save_revision", failing)
    with pytest.raises(RuntimeError):
        form_page.get_parent().specific.copy(
            recursive=True, keep_live=False, update_attrs={"slug": "copy", "title": "Copy"}
        )
    assert seen
    assert published() == before


@pytest.mark.parametrize("what", ["form", "credential", "index"])
def test_rules_stay_with_their_association(
    desk: Desk, form_page: ApplicationFormPage, elsewhere: Editor, what: str
) -> None:
    index, credential = family_tree(form_page)
    page = {"form": form_page, "credential": credential, "index": index}[what]
    to = elsewhere.home
    if what != "index":
        to = make_index(elsewhere)
        if what == "form":
            to = to.add_child(instance=CredentialPage(title="Other", slug="other", code="OTH", live=False))
    assert "stays with it" in desk.press("move_confirm", page.pk, to.pk)
    assert "stays with it" in desk.bulk("move", page, chooser=to.pk)
    answer = desk.api("move", page, destination_page_id=to.pk, position="last-child")
    assert (answer.status_code, "stays with it" in answer.text) == (403, True)
    page.refresh_from_db()
    assert not page.is_descendant_of(elsewhere.home)


def test_rules_do_not_leave_the_home_page(desk: Desk, form_page: ApplicationFormPage) -> None:
    index, _ = family_tree(form_page)
    said = desk.press("move_confirm", index.pk, Page.get_first_root_node().pk)
    assert "below that association’s home page" in said


def test_what_was_never_published_moves_and_so_does_anything_at_home(
    desk: Desk, form_page: ApplicationFormPage, elsewhere: Editor
) -> None:
    index, credential = family_tree(form_page)
    draft = index.add_child(instance=CredentialPage(title="New", slug="new", code="NEW", live=False))
    assert "moved" in desk.press("move_confirm", draft.pk, make_index(elsewhere).pk)
    second = index.get_parent().add_child(instance=type(index.specific)(title="Second", slug="second"))
    assert "moved" in desk.press("move_confirm", credential.pk, second.pk)
    assert Credential.objects.get(code="IFS").page_id == credential.pk


def test_an_association_moves_with_its_home_page(desk: Desk, form_page: ApplicationFormPage) -> None:
    home = form_page.get_site().root_page
    shelf = Page.get_first_root_node().add_child(instance=Page(title="Shelf", slug="shelf"))
    assert "moved" in desk.press("move_confirm", home.pk, shelf.pk)


def mirror(desk: Desk, page: Page, to: Page, slug: str = "mirror") -> str:
    data = {"new_title": "Mirror", "new_slug": slug, "new_parent_page": to.pk, "alias": "on"}
    return desk.press("copy", page.pk, **data)


def test_a_mirror_shows_what_its_original_demands(desk: Desk, form_page: ApplicationFormPage) -> None:
    index, credential = family_tree(form_page)
    mirror(desk, credential, index)
    mirror(desk, form_page, credential, "apply-too")
    assert "30 hours" in desk.client.get("/credentials/mirror/").text
    assert "30 hours" in desk.client.get("/credentials/ifs/apply-too/").text
    assert Credential.objects.count() == 1


def test_a_mirror_stays_in_its_association_and_a_mirror(
    desk: Desk, form_page: ApplicationFormPage, elsewhere: Editor
) -> None:
    index, credential = family_tree(form_page)
    there = make_index(elsewhere)
    before = Page.objects.count()
    assert "Copy it there instead" in mirror(desk, credential, there)
    answer = desk.api("create_alias", credential, destination_page_id=there.pk)
    assert (answer.status_code, "Copy it there instead" in answer.text) == (403, True)
    assert Page.objects.count() == before
    mirror(desk, credential, index)
    alias = CredentialPage.objects.get(slug="mirror")
    assert "copy the original" in desk.press("convert_alias", alias.pk)
    assert desk.api("convert_alias", alias).status_code == 403
    alias.refresh_from_db()
    assert alias.alias_of_id == credential.pk


def apply_for(form_page: Page, **more: Any) -> Application:
    credential = Credential.objects.get(page=form_page.get_parent())
    version = FormVersion.objects.get(form__page=form_page)
    return make_application(make_person(), credential, version, **more)


HELD = {
    "form": "1 open application is held to it",
    "credential": "1 open application is held to it",
    "index": "1 open application is held to it",
    "reference": "1 reference is awaited and 1 application form sends it to referees",
}


@pytest.mark.parametrize("what", HELD)
def test_what_is_in_use_is_not_deleted(desk: Desk, form_page: ApplicationFormPage, what: str) -> None:
    application = apply_for(form_page)
    reference = Form.objects.get(kind="reference")
    add_reference(application, state="sent", form_version=reference.versions.get())
    index, credential = family_tree(form_page)
    page = {"form": form_page, "credential": credential, "index": index, "reference": reference.page}[what]
    said = desk.press("delete", page.pk)
    assert "cannot be deleted" in said
    assert HELD[what].split(" and ")[0] in said
    assert "cannot be deleted" in desk.bulk("delete", page)
    answer = desk.api("delete", page)
    assert (answer.status_code, HELD[what].split(" and ")[0] in answer.text) == (403, True)
    assert Page.objects.filter(pk=page.pk, live=True).exists()
    asked = desk.client.get(f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}&next=/admin/").text
    assert HELD[what].split(" and ")[0] in asked


@pytest.mark.parametrize("what", ["form", "credential", "index"])
def test_unpublishing_says_what_depends_on_it(desk: Desk, form_page: ApplicationFormPage, what: str) -> None:
    index, credential = family_tree(form_page)
    page = {"form": form_page, "credential": credential, "index": index}[what]
    assert "Nobody starts anything new" not in desk.asked("unpublish", page)
    apply_for(form_page)
    for asked in (
        desk.asked("unpublish", page),
        desk.client.get(f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}&next=/admin/").text,
    ):
        assert "1 open application is held to it" in asked
        assert "Nobody starts anything new with it" in asked
        assert "referenced 0 times" not in asked
    desk.press("unpublish", page.pk)
    page.refresh_from_db()
    assert not page.live


def test_what_was_finished_is_said_and_does_not_hinder(desk: Desk, form_page: ApplicationFormPage) -> None:
    apply_for(form_page, state="declined")
    asked = desk.asked("delete", form_page)
    assert "1 application has been decided" in asked
    assert "referenced 0 times" not in asked
    assert "deleted" in desk.press("delete", form_page.pk)
    assert not ApplicationFormPage.objects.exists()


def test_the_only_exam_paper_of_those_who_may_still_sit_it(
    desk: Desk, form_page: ApplicationFormPage
) -> None:
    credential = Credential.objects.get()
    apply_for(form_page)
    pages = [
        form_page.get_parent().add_child(instance=Page(title=f"Paper {n}", slug=f"p{n}")) for n in (1, 2)
    ]
    for page in pages:
        Form.objects.create(
            association=credential.association,
            credential=credential,
            kind="exam",
            page=page,
            title=page.title,
        )
    assert "deleted" in desk.press("delete", pages[0].pk)
    Form.objects.filter(page=None).update(is_open=False)
    assert "cannot be deleted" in desk.press("delete", pages[1].pk)


def test_the_code_of_what_nobody_ever_used_is_free_again() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    index = page.get_parent()
    page.delete()
    again = editor.create(CredentialPage, index, credential_data())
    assert isinstance(again, CredentialPage)
    assert Credential.objects.get(code="IFS").page_id == again.pk
    again.delete()
    assert isinstance(editor.create(CredentialPage, index, credential_data()), CredentialPage)


@pytest.mark.parametrize("state", ["endorsed", "declined", "withdrawn"])
def test_the_code_of_what_people_applied_for_is_not(state: str) -> None:
    editor = Editor()
    page = make_form_page(editor).get_parent().specific
    apply_for(page.get_children().first(), state=state)
    index = page.get_parent()
    page.delete()
    form = editor.create(CredentialPage, index, credential_data())
    (error,) = form.errors["code"]
    assert "was the code of “Infant Family Specialist”, which is deleted" in error


def test_the_code_of_a_page_that_is_only_unpublished_is_not() -> None:
    editor = Editor()
    page = make_credential_page(editor)
    editor.unpublish(page)
    (error,) = editor.create(CredentialPage, page.get_parent(), credential_data(slug="two")).errors["code"]
    assert "which is not published, has the code IFS" in error


def test_a_code_that_is_taken_is_refused_where_no_form_is(desk: Desk, form_page: ApplicationFormPage) -> None:
    index, _ = family_tree(form_page)
    twin = index.add_child(instance=CredentialPage(title="Twin", slug="twin", code="IFS", live=False))
    twin.save_revision()
    assert "has this code" in desk.bulk("publish", twin)
    answer = desk.api("publish", twin)
    assert (answer.status_code, "has this code" in answer.text) == (403, True)
    twin.refresh_from_db()
    assert not twin.live
    assert make_credential(code="IFS").page_id != twin.pk


@pytest.mark.parametrize("what", ["form", "credential"])
def test_what_was_begun_goes_on_when_its_page_is_unpublished(
    desk: Desk, form_page: ApplicationFormPage, what: str
) -> None:
    application = apply_for(form_page)
    page = {"form": form_page, "credential": form_page.get_parent()}[what]
    desk.press("unpublish", page.pk)
    applicant, other = Client(), Client()
    applicant.force_login(application.person.account)
    other.force_login(make_person("other@example.org").account)
    assert other.post(f"/apply/start/{form_page.translation_key}/").status_code != 200
    assert not Application.objects.exclude(pk=application.pk).exists()
    (step,) = application.definition.steps
    address = f"/apply/{application.pk}/steps/{step.name}/"
    assert applicant.get(address).status_code == 200
    assert applicant.post(address, {"your_role": "Doula", "then": "next"}).status_code in {200, 302}
    assert "Doula" in str(list(application.drafts.values_list("answers", flat=True)))
    assert "cannot be deleted" in desk.press("delete", page.pk)
    applicant.post(f"/apply/{application.pk}/withdraw/", {"sure": "on"})
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert "deleted" in desk.press("delete", page.pk)
