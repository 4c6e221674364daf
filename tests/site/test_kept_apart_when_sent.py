"""What is not another association's to know is not told by sending its number in a form either."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from association.home.models import HomePage, StandardPage
from endorsement_plugin.associations.jobs import ensure_workflows
from tests.site.test_kept_apart_in_the_admin import CANARY, SEEN, World, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db
HIDDEN = "Something of another association"


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def told(client: Client, path: str, data: dict[str, Any]) -> set[str]:
    """Titles of the first association in the answer, or on the page that it leads to."""
    answer = client.post(f"/admin/{path}", data, follow=True)
    assert answer.status_code < 500, path
    return set(SEEN.findall(answer.text))


def sent(world: World, page: Page) -> dict[str, dict[str, Any]]:
    """Addresses of the second association's own page, with a page of the first one in the form."""
    own = world.own.pk
    link = {"external-link-chooser-url": page.full_url, "external-link-chooser-link_text": "x"}
    copy = {"new_title": "x", "new_slug": "y", "new_parent_page": page.pk}
    return {
        f"pages/{own}/copy/": copy,
        f"pages/{own}/move/": {"new_parent_page": page.pk},
        f"bulk/wagtailcore/page/move/?id={own}&next=/admin/": {"chooser": page.pk},
        f"bulk/wagtailcore/page/move/?id={page.pk}&next=/admin/": {"chooser": own},
        "choose-external-link/": link,
        "choose-external-link/?again": {**link, "external-link-chooser-url": f"{page.full_url}?x=1"},
    }


@pytest.mark.parametrize("name", ["draft", "renamed", "restricted", "form"])
def test_a_number_in_a_form_tells_no_title(world: World, name: str) -> None:
    client = signed_in(world.editor)
    for path, data in sent(world, world.pages[name]).items():
        found = {one for one in told(client, path, data) if f"page-{name}" not in one}
        assert found == set(), path


@pytest.mark.parametrize("name", ["draft", "renamed"])
def test_nobody_asks_about_the_moderation_of_anothers_page(world: World, name: str) -> None:
    ensure_workflows()
    waiting = StandardPage(title=f"{CANARY} waiting", slug="page-waiting", live=False)
    HomePage.objects.get(pk=world.home.pk).add_child(instance=waiting)
    waiting.save_revision(user=world.theirs)
    state = waiting.get_workflow().start(waiting, world.theirs).current_task_state
    client = signed_in(world.editor)
    for page in (world.pages[name], waiting):
        for path in (
            reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]),
            reverse("wagtailadmin_pages:collect_workflow_action_data", args=[page.pk, "reject", state.pk]),
            reverse("wagtailadmin_pages:workflow_preview", args=[page.pk, state.task_id]),
            reverse("wagtailadmin_pages:confirm_workflow_cancellation", args=[page.pk]),
        ):
            for answer in (client.get(path), client.post(path)):
                assert answer.status_code in {404, 405}, path
    assert not SEEN.search(client.get("/admin/").text)
    theirs = signed_in(world.theirs)
    approve = reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state.pk])
    assert theirs.post(approve).status_code == 302


def page_data(link: dict[str, Any], words: str) -> dict[str, Any]:
    links = {
        "0": {
            "value": {"label": "Read on", "address": "", **link},
            "type": "item",
            "order": "0",
            "deleted": "",
        }
    }
    body = streamfield(
        [
            ("text", rich_text(f"<p>{words}</p>")),
            ("call_to_action", {"heading": "Begin", "text": "Now", "links": {**links, "count": "1"}}),
        ]
    )
    data = {"title": "Our own", "slug": "own", "body": body, "comments": inline_formset([])}
    return nested_form_data(data)


def edit(client: Client, page: Page, **data: Any) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), page_data(**data))


@pytest.mark.parametrize("name", ["draft", "renamed", "restricted"])
def test_what_is_not_theirs_is_not_chosen(world: World, name: str) -> None:
    client, page = signed_in(world.editor), world.pages[name]
    for data in (
        {"link": {"page": str(page.pk)}, "words": "x"},
        {"link": {"page": "", "address": "/x/"}, "words": f'<a linktype="page" id="{page.pk}">x</a>'},
        {
            "link": {"page": "", "address": "/x/"},
            "words": f'<a linktype="document" id="{world.document.pk}">x</a>',
        },
    ):
        answer = edit(client, world.own, **data)
        assert (answer.status_code, "belongs to another association" in answer.text) == (200, True)
        assert CANARY not in answer.text
    assert not world.own.revisions.exists()


def test_what_somebody_else_chose_stays_and_keeps_its_title(world: World, client: Client) -> None:
    superuser = User.objects.create_superuser("sue", "sue@example.org", "x")
    client.force_login(superuser)
    chosen = {"link": {"page": str(world.pages["draft"].pk)}, "words": "x"}
    assert edit(client, world.own, **chosen).status_code == 302
    editor = signed_in(world.editor)
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[world.own.pk])).text
    assert (HIDDEN in shown, CANARY in shown) == (True, False)
    assert edit(editor, world.own, **chosen | {"words": "Other words"}).status_code == 302
    assert CANARY in client.get(reverse("wagtailadmin_pages:edit", args=[world.own.pk])).text
