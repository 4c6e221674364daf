"""From Check your answers, Change returns there."""

import pytest
from django.urls import reverse

from tests.factories.applications import make_application
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make_application(make_person())


@pytest.fixture
def page(client, application):
    client.force_login(application.person.user)
    return client


def address(application, name: str, *args: object) -> str:
    return reverse(f"endorsement:{name}", args=[application.pk, *args])


def save(page, application, step: str = "practice", **more: str):
    application.refresh_from_db()
    values = {"agency": "Keiki House", "story": "One family.", "revision": str(application.revision)}
    return page.post(address(application, "step", step), values | more)


def go_there(page, application, step: str = "practice") -> str:
    """Follow the Change of this step as it stands on the check page."""
    html = page.get(address(application, "check")).content.decode()
    link = f"{address(application, 'step', step)}?back=check"
    assert f'href="{link}">Change' in html
    return page.get(link).content.decode()


def test_saving_returns_to_the_check(page, application):
    go_there(page, application)
    assert save(page, application)["Location"] == address(application, "check")


def test_a_step_with_pages_of_its_own_returns_too(page, application):
    go_there(page, application, "training")
    page.get(address(application, "evidence_add", "training"))
    html = page.get(address(application, "step", "training")).content.decode()
    assert f'href="{address(application, "check")}">Continue' in html


def test_after_a_mistake_it_still_returns(page, application):
    go_there(page, application)
    assert save(page, application, agency="").status_code == 422
    assert save(page, application)["Location"] == address(application, "check")


@pytest.mark.parametrize("left_by", ["application", "check"])
def test_once_back_the_steps_follow_each_other_again(page, application, left_by):
    go_there(page, application)
    page.get(address(application, left_by))
    assert save(page, application)["Location"] == address(application, "step", "experience")


def test_who_never_came_from_there_goes_on(page, application):
    assert save(page, application)["Location"] == address(application, "step", "experience")
