"""Where a fault would answer, words do."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from association.home.models import HomePage
from endorsement_plugin.models import Association, Credential
from endorsement_plugin.pages.models import CredentialIndexPage, CredentialPage
from tests import broker as brokers
from tests.cast import make_cast
from tests.factories.credentials import make_association
from tests.factories.people import make_person, make_superuser

pytestmark = pytest.mark.django_db

ODD = [
    '"',
    '""',
    "'",
    'a"b',
    '"a" OR',
    "\0",
    "%00",
    "*",
    "(",
    "a:b",
    "NEAR(",
    "^",
    "-",
    "\\",
    "%",
    "🙂",
    "x" * 5000,
]
SEARCHES = [
    ("/api/v3-preview/pages/", "search"),
    ("/admin/pages/search/", "q"),
    ("/admin/choose-page/search/", "q"),
    ("/admin/images/chooser/results/", "q"),
    ("/admin/documents/chooser/results/", "q"),
    ("/admin/images/", "q"),
    ("/admin/documents/", "q"),
    ("/admin/users/", "q"),
]


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_superuser())
    return client


@pytest.mark.parametrize(("path", "name"), SEARCHES)
def test_a_search_for_any_sign_is_answered(desk: Client, path: str, name: str):
    make_association()
    answers = {typed: desk.get(path, {name: typed}).status_code for typed in ODD}
    assert {typed: status for typed, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("typed", ['"', '"ada', 'ada" "'])
def test_anybody_may_search_for_a_quote(client: Client, typed: str):
    assert client.get("/api/v3-preview/pages/", {"search": typed}).status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/endorsement/applications/"])
def test_an_applicant_at_the_admin_reads_where_to_go(client: Client, path: str):
    make_association()
    client.force_login(make_person().account)
    answer = client.get(path, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (403, [])
    assert 'href="/apply/"' in answer.text
    client.logout()
    assert client.get(path)["Location"].startswith("/accounts/login/")


def test_no_address_holds_a_nul(client: Client):
    make_association()
    for path in ("/%00", "/registry/%00/", "/apply/%00", "/admin/pages/%00/"):
        assert client.get(path).status_code == 404
    assert client.get("/?q=%00%2500&%%0000=1").status_code == 200


def picture() -> bytes:
    kept = BytesIO()
    Picture.new("RGB", (60, 40)).save(kept, "PNG")
    return kept.getvalue()


@pytest.mark.parametrize("broken", [b"", b"no picture", picture()[:60], picture()[:-40]], ids=range(4))
def test_a_page_with_a_broken_image_is_shown(desk: Client, broken: bytes):
    file = ContentFile(picture(), name="harbor.png")
    image = get_image_model().objects.create(title="Harbor", file=file)
    with image.file.storage.open(image.file.name, "wb") as kept:
        kept.write(broken)
    home: Page = make_association().site.root_page
    words = f'<p>Before</p><embed alt="Harbor" embedtype="image" format="fullwidth" id="{image.pk}"/>'
    page = home.add_child(instance=HomePage(title="Here", slug="here", body=[("text", words)]))
    answer = desk.get(page.url)
    assert (answer.status_code, "Before" in answer.text) == (200, True)
    assert desk.get(reverse("wagtailimages:index")).status_code == 200
    assert desk.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == 200


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def test_what_an_association_needs_is_not_deleted(desk: Client):
    association: Association = make_cast().association
    site, group = association.site, association.coordinators
    assert group is not None
    answer = desk.post(reverse("wagtailsites:delete", args=[site.pk]))
    assert (answer.status_code, "something else needs it: associations" in said(answer)) == (302, True)
    for path in (
        reverse("wagtailusers_groups:delete", args=[group.pk]),
        reverse("wagtailadmin_pages:delete", args=[site.root_page_id]),
    ):
        assert desk.post(path).status_code in {302, 403}
    assert Association.objects.filter(
        pk=association.pk, coordinators=group, site__root_page=site.root_page
    ).exists()
    assert Site.objects.filter(pk=site.pk).exists()


def credentials_below(association: Association) -> CredentialIndexPage:
    page: CredentialIndexPage = association.site.root_page.add_child(
        instance=CredentialIndexPage(title="Credentials", slug="credentials")
    )
    return page


@pytest.fixture
def credential_page() -> CredentialPage:
    listed = credentials_below(make_association())
    page: CredentialPage = listed.add_child(
        instance=CredentialPage(title="Specialist", slug="ims", code="IMS")
    )
    page.save_revision().publish()
    return page


def copy(desk: Client, page: Page, to: Page, **more: str):
    values = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": to.pk, "publish_copies": "on"}
    return desk.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), {**values, **more})


@pytest.mark.parametrize("whole", [False, True])
def test_a_live_credential_is_not_copied_live(desk: Client, credential_page: CredentialPage, whole: bool):
    listed = credential_page.get_parent()
    copied, more = (listed, {"copy_subpages": "on"}) if whole else (credential_page, {})
    before = Page.objects.count()
    answer = copy(desk, copied, copied.get_parent(), **more)
    assert (answer.status_code, "credentials and forms are copied as drafts" in said(answer)) == (302, True)
    assert Page.objects.count() == before
    assert Credential.objects.count() == 1


def test_a_copy_that_is_not_published_and_an_alias_are_made(desk: Client, credential_page: CredentialPage):
    home = credential_page.get_parent()
    assert copy(desk, credential_page, home, publish_copies="").status_code == 302
    assert copy(desk, credential_page, home, new_slug="alias", alias="on").status_code == 302
    assert CredentialPage.objects.count() == 3
    draft = CredentialPage.objects.get(slug="copy")
    publish = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = desk.post(f"{publish}?id={draft.pk}&next=/admin/")
    assert (answer.status_code, "has this code" in said(answer)) == (302, True)
    draft.refresh_from_db()
    assert not draft.live


def test_a_copy_in_another_association_is_its_own_credential(desk: Client, credential_page: CredentialPage):
    other = make_association("mi-aimh", "mi-aimh.localhost")
    assert copy(desk, credential_page, credentials_below(other), publish_copies="").status_code == 302
    assert not Credential.objects.filter(association=other).exists()
    CredentialPage.objects.get(slug="copy").get_latest_revision().publish()
    assert Credential.objects.filter(association=other, code="IMS").exists()


@pytest.fixture
def broker() -> Iterator[str]:
    with brokers.broker() as url:
        yield url


@pytest.mark.parametrize("number", [7, 999999999999999999999])
def test_a_queue_that_is_not_there(desk: Client, broker: str, settings, number: int):
    settings.RQ_QUEUES = {"default": {**settings.RQ_QUEUES["default"], "URL": broker}}
    for place in ("queues/{}/", "queues/{}/finished/", "queues/{}/failed/", "workers/{}/", "queues/{}/x/"):
        path = "/django-admin/django_rq/dashboard/" + place.format(number)
        assert desk.get(path).status_code == 404, place


PART = b'--x\r\nContent-Disposition: form-data; name="form"\r\n\r\na\r\n--x--\r\n'
FORM = "multipart/form-data; boundary=x"


@pytest.fixture
def browser() -> Client:
    """Signed in by a cookie, with a good token."""
    browser = Client(enforce_csrf_checks=True, headers={"X-CSRFToken": "b" * 32})
    browser.force_login(make_person().account)
    browser.cookies["csrftoken"] = "b" * 32
    return browser


@pytest.mark.parametrize("body", [PART, b"--x\r\nbroken"])
def test_a_form_where_json_is_read_is_refused_in_words(browser: Client, body: bytes):
    answer = browser.generic("POST", "/api/v3-preview/applications/", body, content_type=FORM)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["type"].endswith(":unreadable")


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é"]
)
@pytest.mark.parametrize(
    "address",
    ["/nowhere", "/nowhere/", "/apply/", "/accounts/login/", "/admin/", "/registry/"],
)
def test_a_form_without_bounds_is_refused_in_words(browser: Client, address: str, kind: str):
    answer = browser.generic("POST", address, b"x", content_type=kind)
    assert answer.status_code == 400
    assert "not in a form that this address can read" in answer.text
    assert "Bad Request (400)" not in answer.text


@pytest.mark.parametrize(
    "address",
    ["forms/x/", "applications/no-uuid/", "nowhere/", f"pages/?offset={'9' * 20}", "forms/a/schema/"],
)
def test_a_program_reads_of_nothing_as_a_program(browser: Client, address: str):
    answer = browser.get(f"/api/v3-preview/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["status"] == 404


def test_a_person_reads_of_nothing_as_a_person(browser: Client):
    answer = browser.get("/nowhere/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
