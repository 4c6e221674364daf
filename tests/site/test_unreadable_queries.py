"""An address that asks with words for a number is nowhere, in words."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Workflow

from endorsement_plugin.faults.unreadable import is_unreadable
from tests.factories.credentials import make_association
from tests.factories.people import make_superuser

pytestmark = pytest.mark.django_db

VALUES = ("", '"', "x", "2026-02-31", "🙂", "\ufffd", "1.5", "٣x", "x" * 500, "9" * 5000)
WORDS = "This page is not here"
ASKED = (
    "/admin/documents/chooser/chosen-multiple/?id={}",
    "/admin/documents/chooser/chosen-multiple/?id=1&id={}",
    "/admin/images/chooser/chosen-multiple/?id={}",
    "/admin/choose-page/chosen-multiple/?id={}",
    "/admin/choose-page/?target_pages[]=1&target_pages[]=x{}",
    "/admin/workflows/edit/{workflow}/?p={}",
    "/admin/bulk/wagtailcore/page/delete/?next=/admin/&id={}",
    "/admin/bulk/auth/user/delete/?next=/admin/&id={}",
    "/django-admin/review_queue/reviewer/add/?user={}",
)


@pytest.fixture
def desk(client: Client) -> Client:
    make_association()
    client.force_login(make_superuser())
    client.raise_request_exception = False
    return client


def path_of(asked: str) -> str:
    workflow = Workflow.objects.create(name="Two readers", active=True)
    return asked.replace("{workflow}", str(workflow.pk))


def faults(desk: Client, path: str, values: tuple[str, ...] = VALUES) -> dict[str, int]:
    answers = {value: desk.get(path.replace("{}", value)) for value in values}
    for answer in answers.values():
        assert answer.status_code != 404 or WORDS in answer.text
    return {value[:20]: answer.status_code for value, answer in answers.items() if answer.status_code >= 500}


@pytest.mark.parametrize("asked", ASKED)
def test_what_cannot_be_read_is_nowhere(desk: Client, asked: str):
    path = path_of(asked)
    assert faults(desk, path) == {}
    assert desk.get(path.split("?")[0]).status_code < 500


def test_a_form_of_the_admin_is_not_filled_with_what_is_no_row(desk: Client):
    paths = list(filled())
    assert "/django-admin/review_queue/reviewer/add/?user={}" in paths
    assert {path: found for path in paths if (found := faults(desk, path, ("x", "1,x")))} == {}


def filled() -> Iterator[str]:
    """Each field of the admin's forms that points at a row, as an address may fill it."""
    for model in admin.site._registry:
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if field.is_relation and field.editable:
                where = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
                yield f"{where}?{field.name}={{}}"


def test_what_is_handed_in_to_an_unreadable_address_changes_nothing(desk: Client):
    before = get_user_model().objects.count()
    for asked in ("x", "", "1,x"):
        answer = desk.post(f"/admin/bulk/auth/user/delete/?next=/admin/&id={asked}")
        assert (answer.status_code, WORDS in answer.text) == (404, True)
    assert get_user_model().objects.count() == before


@pytest.mark.parametrize("said", ["Field 'id' expected a number but got 'bob'.", "an amount below 0"])
def test_a_fault_of_our_own_is_not_hidden(said: str):
    request = RequestFactory().get("/?q=ada&id=7")
    assert not is_unreadable(request, ValueError(said))
    assert not is_unreadable(request, TypeError("'ada'"))
    assert is_unreadable(request, ValueError("invalid literal for int() with base 10: 'ada'"))
