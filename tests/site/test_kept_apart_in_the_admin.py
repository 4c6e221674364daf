"""What an association has not made public is known to its own people: every address of the admin is asked."""

import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupCollectionPermission, Page, PageViewRestriction

from association.founding.associations import ensure_association
from association.home.models import HomePage, StandardPage
from endorsement_plugin.models import Association
from endorsement_plugin.pages.models import CredentialIndexPage, ReferenceFormPage
from tests.factories.pages import stream
from tests.factories.people import make_user
from tests.site import access

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the spool of a thumbnail to the collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def _left_to_the_collector() -> Iterator[None]:
    """Collected here, where it is known of, and not while another test runs."""
    yield
    gc.collect()


CANARY = "Zqcanary"
SEEN = re.compile(r"zqcanary\w*(?:[ -]\w+)?", re.IGNORECASE)


@dataclass
class World:
    """What is the first association's alone, and who belongs to the second."""

    pages: dict[str, Page]
    image: Any
    document: Any
    own: Page
    home: Page
    editor: User
    theirs: User
    coordinator: User


def _association(code: str, host: str, people: dict[str, User]) -> Association:
    facts: dict[str, Any] = {
        "code": code,
        "name": code,
        "short_name": code,
        "hostname": host,
        "accent": "#1f6f6b",
    }
    facts |= {"email": "office@example.org", "statement": "", "default": host == "localhost"}
    editor, coordinator = people
    return ensure_association(facts | {"coordinators": [coordinator], "editors": [editor]}, people)


@pytest.fixture
def world(db: None) -> World:
    theirs = make_user("zqcanary-editor@example.org", first_name=f"{CANARY}editor", last_name="Person")
    coordinator = make_user("zqcanary-coordinator@example.org", first_name=f"{CANARY}coordinator")
    editor, other = make_user("edgar@example.org"), make_user("connie@example.org")
    first = _association("first", "localhost", {theirs.email: theirs, coordinator.email: coordinator})
    second = _association("second", "second.localhost", {editor.email: editor, other.email: other})
    for association in (first, second):
        HomePage.objects.get(pk=association.site.root_page_id).save_revision().publish()
    home = HomePage.objects.get(pk=first.site.root_page_id)
    pages = _pages(home, theirs)
    image = _image(first, theirs)
    document = get_document_model()(title=f"{CANARY} document", uploaded_by_user=theirs)
    document.collection = image.collection
    document.file.save(f"{CANARY}.txt", ContentFile(b"words"))
    document.save()
    own = StandardPage(title="Our own", slug="own")
    HomePage.objects.get(pk=second.site.root_page_id).add_child(instance=own)
    return World(pages, image, document, own, home, editor, theirs, other)


def _pages(home: HomePage, by: User) -> dict[str, Page]:
    def below(parent: Page, name: str, kind: type[Page] = StandardPage, **more: Any) -> Page:
        page = kind(title=f"{CANARY} {name}", slug=f"page-{name}", owner=by, **more)
        parent.add_child(instance=page)
        page.save_revision(user=by, log_action="wagtail.edit")
        return page

    draft = below(home, "draft", live=False)
    renamed = StandardPage(title="Public page", slug="public", owner=by)
    home.add_child(instance=renamed)
    renamed.save_revision(user=by).publish(user=by)
    renamed.title = f"{CANARY} renamed"
    renamed.save_revision(user=by, log_action="wagtail.edit")
    index = below(home, "index", CredentialIndexPage, live=False)
    form = below(index, "reference", ReferenceFormPage)
    restricted = below(home, "restricted")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    locked = below(home, "locked", live=False)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=by, locked_at="2026-01-01T00:00Z")
    return {
        "draft": draft,
        "renamed": renamed,
        "index": index,
        "form": form,
        "restricted": restricted,
        "locked": locked,
    }


def _image(first: Association, by: User) -> Any:
    collection = GroupCollectionPermission.objects.filter(group=first.editors)[0].collection
    image = get_image_model()(title=f"{CANARY} image", file=get_test_image_file(f"{CANARY}.png"))
    image.collection, image.uploaded_by_user = collection, by
    image.save()
    image.tags.add(f"{CANARY}tag")
    return image


def plain(world: World) -> Iterator[str]:
    """Every address without a parameter, and with an id of the first association in each of its places."""
    for route in access.routes():
        if route.startswith("admin/") and not route.endswith(("logout/", "sprite/", "failwhale/")):
            if "<" not in route and "(?P" not in route:
                yield access.path_of(route, {})
                continue
            yield re.sub(r"/1(?=/|$)", f"/{world.pages['draft'].pk}", access.path_of(route, {}))


OF_A_PAGE = (
    *("choose-page/{0}/", "pages/{1}/move/{0}/confirm/", "api/main/pages/?child_of={0}"),
    *("api/main/pages/{0}/", "api/main/pages/?descendant_of={0}", "pages/{0}/", "pages/{0}/history/"),
    *("pages/{0}/usage/", "pages/{0}/view_draft/", "pages/{0}/copy/", "pages/{0}/move/"),
    *("pages/{0}/unpublish/", "pages/{0}/workflow/status/", "pages/add/home/standardpage/{0}/"),
    "bulk/wagtailcore/page/delete/?id=all&childOf={0}&next=/admin/",
)
OF_A_TYPE = (
    *("choose-page/?page_type={0}", "choose-page/search/?q=zqc&page_type={0}", "pages/usage/{1}/"),
    "api/main/pages/?type={0}&fields=*",
)
OF_A_FILE = (
    *("{0}/", "{0}/?q=zqc", "{0}/{1}/", "{0}/edit/{1}/", "{0}/usage/{1}/", "{0}/{1}/delete/"),
    *("{0}/delete/{1}/", "{0}/chooser/", "{0}/chooser/{1}/", "{0}/chooser/results/?q=zqc"),
    *("{0}/chooser/chosen-multiple/?id={1}", "{0}/chosen-multiple/?id={1}", "{0}/multiple/{1}/"),
    *("api/main/{0}/", "api/main/{0}/?search=zqc", "api/main/{0}/{1}/"),
)
REPORTS = ("locked", "workflow", "workflow_tasks", "site-history", "aging-pages", "page-types-usage")
TYPES = ("home.standardpage", "endorsement_pages.referenceformpage", "endorsement_pages.credentialindexpage")


def pointed(world: World) -> Iterator[str]:
    """Addresses that name something of the first association."""
    own, ids = world.own.pk, "&".join(f"id={page.pk}" for page in world.pages.values())
    for path in OF_A_PAGE:
        yield from (path.format(page.pk, own) for page in [world.home, *world.pages.values()])
    for path in OF_A_TYPE:
        yield from (path.format(kind, kind.replace(".", "/")) for kind in (*TYPES, "wagtailcore.page"))
    for path in OF_A_FILE:
        yield from (path.format("images", world.image.pk), path.format("documents", world.document.pk))
    for action in ("delete", "move", "publish", "unpublish"):
        yield f"bulk/wagtailcore/page/{action}/?{ids}&next=/admin/"
    for action in ("delete", "add_tags", "add_to_collection"):
        yield f"bulk/wagtailimages/image/{action}/?id={world.image.pk}&next=/admin/"
        yield f"bulk/wagtaildocs/document/{action}/?id={world.document.pk}&next=/admin/"
    for rest in ("", "?export=csv", f"?user={world.theirs.pk}", f"?site={world.home.path}"):
        yield from (f"reports/{report}/{rest}" for report in REPORTS)
    yield from (f"choose-page/chosen-multiple/?{ids}", "choose-page/search/?q=public")
    yield from ("tag-autocomplete/?term=zqc", "tag-autocomplete/taggit/tag/?term=zqc")
    yield from ("pages/search/?q=zqc", "pages/search/?q=public", "pages/", "")


@pytest.mark.long
@pytest.mark.parametrize("who", ["editor", "coordinator"])
def test_nothing_that_is_not_public_shows(world: World, who: str):
    client = Client(raise_request_exception=False)
    client.force_login(getattr(world, who))
    paths = dict.fromkeys([*plain(world), *(f"/admin/{path}" for path in pointed(world))])
    told = {path: found for path in paths if (found := _told(client, path))}
    assert told == {}, "\n".join(f"{path}: {found}" for path, found in told.items())


def _told(client: Client, path: str) -> set[str]:
    """Titles, names and tags of the first association in the answer."""
    answer = client.get(path)
    body = b"".join(answer).decode("utf-8", "replace") if answer.streaming else answer.text
    return set(SEEN.findall(body.replace(path, "")))


def test_the_first_associations_own_people_see_all_of_it(world: World):
    """So that the canaries are there to be found."""
    client = Client()
    client.force_login(world.theirs)
    ids = "&".join(f"id={page.pk}" for page in world.pages.values())
    for path in (f"choose-page/chosen-multiple/?{ids}", "reports/page-types-usage/", "reports/site-history/"):
        assert SEEN.search(client.get(f"/admin/{path}").text), path
    for path in ("api/main/images/", "api/main/documents/", "images/", "images/chooser/"):
        assert CANARY in client.get(f"/admin/{path}").text
    for path in ("tag-autocomplete/", "tag-autocomplete/taggit/tag/"):
        assert client.get(f"/admin/{path}?term=zqcanaryt").json() == [f"{CANARY}tag"]
    for path in ("images/", "images/chooser/"):
        assert f"{CANARY}tag" in client.get(f"/admin/{path}").text
    assert SEEN.search(client.get(f"/admin/choose-page/{world.pages['index'].pk}/").text)


def test_public_pages_of_others_can_still_be_linked_to(world: World):
    client = Client()
    client.force_login(world.editor)
    shown = StandardPage(title="For everybody", slug="everybody")
    HomePage.objects.get(pk=world.home.pk).add_child(instance=shown)
    assert "For everybody" in client.get(f"/admin/choose-page/{world.home.pk}/").text
    assert "For everybody" in client.get(f"/admin/choose-page/chosen-multiple/?id={shown.pk}").text
    assert "Our own" in client.get(f"/admin/choose-page/{world.own.get_parent().pk}/").text


@pytest.mark.parametrize("kind", ["documents", "images"])
def test_the_public_api_lists_the_files_of_public_pages_only(world: World, kind: str):
    thing = {"documents": world.document, "images": world.image}[kind]
    link = f'<a linktype="document" id="{world.document.pk}">x</a>'
    embed = f'<embed embedtype="image" id="{world.image.pk}" alt="x" format="left"/>'
    body = [("text", link if kind == "documents" else embed)]
    address = f"/api/v3-preview/{kind}/"
    client = Client()

    def listed() -> bool:
        known = CANARY in client.get(address).text
        assert known is (client.get(f"{address}{thing.pk}/").status_code == 200)
        return known

    assert not listed()
    page = StandardPage(title="With a file", slug="file", live=False, body=stream(body))
    HomePage.objects.get(pk=world.home.pk).add_child(instance=page)
    assert not listed()  # a draft's
    page.save_revision().publish()
    assert listed()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert not listed()
