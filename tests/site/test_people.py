"""Staff forms keep names and addresses without what nobody sees."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from endorsement_plugin.models import Association
from review_queue.models import Pool, Reviewer
from tests.factories.credentials import make_association
from tests.factories.people import PASSWORD, make_superuser, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_superuser())
    return client


NEW = {
    "username": "n\u200bew",
    "email": "new\u200b@exam\u200bple.org",
    "first_name": "\u200bAda\u00a0 Mary",
    "last_name": "E\u0301toile\u202e",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def test_wagtails_form_for_accounts(desk: Client):
    assert desk.post(reverse("wagtailusers_users:add"), NEW).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert (user.first_name, user.last_name, user.username) == ("Ada Mary", "Étoile", "new")
    edited = {**NEW, "is_active": "on", "last_name": "Al\u2060der", "password1": "", "password2": ""}
    desk.post(reverse("wagtailusers_users:edit", args=[user.pk]), edited)
    assert User.objects.get(pk=user.pk).last_name == "Alder"


def test_a_password_stays_as_it_was_typed(desk: Client):
    odd = "  a long\u00a0invented\u200b password "
    desk.post(reverse("wagtailusers_users:add"), {**NEW, "password1": odd, "password2": odd})
    assert User.objects.get(email="new@example.org").check_password(odd)


def test_djangos_form_for_accounts(desk: Client):
    user = make_user("some@example.org")
    values = {"username": "some", "email": "so\ufeffme@example\u3002org", "first_name": "A\u200bda"}
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
    answer = desk.post(reverse("admin:auth_user_change", args=[user.pk]), values | joined)
    assert answer.status_code == 302, answer.context["errors"]
    user.refresh_from_db()
    assert (user.email, user.first_name) == ("some@example.org", "Ada")


def test_reviewers_and_pools(desk: Client):
    inlines = {
        f"{name}-{part}": "0"
        for name in ("roles", "memberships", "qualifications", "languages")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    desk.post(
        reverse("admin:review_queue_pool_add"), {"name": "Spring\u2003pool", "code": "sp\u200bring"} | inlines
    )
    assert Pool.objects.values_list("name", "code").get() == ("Spring pool", "spring")
    reviewer = make_user("rhea@example.org")
    values = {"user": reviewer.pk, "agency": "Harbor\u200b  Clinic", "capacity": "5"}
    desk.post(reverse("admin:review_queue_reviewer_add"), values | inlines)
    assert Reviewer.objects.get().agency == "Harbor Clinic"


def test_associations(desk: Client):
    association = make_association()
    values = {
        "name": "Alliance\u200b for\u00a0Infants",
        "short_name": "AI",
        "code": "a\u200bi",
        "site": association.site.pk,
        "email": "office@exam\u200bple.org",
        "accent": "#1f6f6b",
        "answer_after_months": "1",
        "exam_after_months": "3",
        "retake_after_months": "6",
        "time_zone": "Pacific/Honolulu",
    }
    answer = desk.post(reverse("admin:endorsement_plugin_association_change", args=[association.pk]), values)
    assert answer.status_code == 302, answer.context["errors"]
    kept = Association.objects.get()
    assert (kept.name, kept.code, kept.email) == ("Alliance for Infants", "ai", "office@example.org")
