"""Django's admin sets the queue up; it shows no answer, and changes nothing that is in use."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from review_queue import models
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

SHOWN = {
    *(models.Pool, models.Reviewer, models.Rubric, models.Criterion, models.Round),
    *(models.AnchorSet, models.Anchor),
}


@pytest.fixture
def superuser():
    user = reviews.make_account()
    user.is_superuser = user.is_staff = True
    user.save()
    return signed_in(user)


def test_answers_marks_and_assignments_are_not_in_the_admin():
    registered = {
        model for model in apps.get_app_config("review_queue").get_models() if admin.site.is_registered(model)
    }
    assert registered == SHOWN


@pytest.mark.parametrize("thing", ["rubric", "round", "criterion"])
def test_what_is_in_use_can_be_read_and_not_changed(superuser, thing):
    scored_in = reviews.make_round()
    row = {
        "rubric": scored_in.rubric,
        "round": scored_in,
        "criterion": scored_in.rubric.criteria.get(code="c0"),
    }[thing]
    url = reverse(f"admin:review_queue_{thing}_change", args=[row.pk])
    assert 'name="_save"' in superuser.get(url).content.decode()
    reviews.make_item(scored_in)
    assert 'name="_save"' not in superuser.get(url).content.decode()
    assert superuser.post(url, {"title": "Changed"}).status_code == 403
    assert superuser.post(url.replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_a_reviewer_is_deactivated_never_deleted(superuser):
    one = reviews.make_reviewer()
    assert superuser.post(reverse("admin:review_queue_reviewer_delete", args=[one.pk])).status_code == 403
