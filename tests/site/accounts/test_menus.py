"""The links at the head of every page."""

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.models import Page, Site

from association.menus import menu_for
from endorsement_plugin.models import Form, Person
from tests.cast import make_cast
from tests.factories.applications import make_application
from tests.factories.credentials import make_application_form, make_association
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def _request(path: str = "/", user: User | AnonymousUser | None = None) -> HttpRequest:
    request = RequestFactory().get(path, headers={"host": "localhost"})
    request.user = user or AnonymousUser()
    return request


def _add_pages(*titles: str, **fields: object) -> None:
    root = make_association().site.root_page
    for title in titles:
        root.refresh_from_db()
        root.add_child(instance=Page(title=title, show_in_menus=True, **fields))


@pytest.fixture(autouse=True)
def _a_form_is_open() -> None:
    make_application_form()


def test_a_visitor_sees_the_pages_in_the_menu_and_the_way_to_apply():
    _add_pages("Credentials", "Registry")
    assert [link.label for link in menu_for(_request()).links] == ["Credentials", "Registry", "Apply"]


def test_unpublished_pages_and_pages_of_other_sites_are_left_out():
    _add_pages("Draft", live=False)
    other = make_association("mi-aimh", "mi-aimh.localhost").site.root_page
    other.add_child(instance=Page(title="Elsewhere", show_in_menus=True))
    assert [link.label for link in menu_for(_request()).links] == ["Apply"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("outsider", ["My applications"]),
        ("reviewer_a", ["My reviews"]),
        ("chief", ["Review desk"]),
        ("coordinator", ["Admin"]),
        ("superuser", ["Operations", "Admin"]),
    ],
)
def test_each_person_sees_the_places_with_work(name: str, expected: list[str]):
    user = getattr(make_cast(), name)
    assert [link.label for link in menu_for(_request(user=user)).links] == expected


def test_a_reviewer_who_applies_sees_both():
    reviewer = make_cast().reviewer_a
    make_application(Person.objects.create(user=reviewer))
    labels = [link.label for link in menu_for(_request(user=reviewer)).links]
    assert labels == ["My applications", "My reviews"]


def test_the_link_of_this_page_and_of_the_page_above_it_are_marked():
    _add_pages("Credentials")
    marks = [
        menu_for(_request(path)).links[0].current for path in ("/credentials/", "/credentials/ifs/", "/")
    ]
    assert marks == ["page", "true", ""]


@pytest.mark.parametrize("pages", [1, 3])
def test_the_menu_takes_two_queries(pages: int, django_assert_num_queries: DjangoAssertNumQueries):
    user = make_cast().reviewer_a
    _add_pages(*(f"Page {number}" for number in range(pages)))
    request = _request(user=user)
    Site.find_for_request(request)
    menu_for(_request())  # the paths of the sites are in the cache from the first page on
    with django_assert_num_queries(2):
        menu_for(request)


def test_a_site_where_nothing_can_be_applied_for_has_no_way_to_apply():
    outsider = make_cast().outsider
    Form.objects.update(is_open=False)
    assert menu_for(_request()).links == []
    assert menu_for(_request(user=outsider)).links == []


def test_one_who_has_applied_keeps_the_way_though_the_form_is_closed():
    person = make_person("ina@example.org")
    make_application(person)
    Form.objects.update(is_open=False)
    assert [link.label for link in menu_for(_request(user=person.user)).links] == ["My applications"]
