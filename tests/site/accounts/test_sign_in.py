"""There is one way to sign in."""

from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.factories.credentials import make_association
from tests.factories.people import make_editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/admin/login/", "/django-admin/login/"])
def test_other_sign_in_pages_lead_to_the_one(client: Client, path: str):
    response = client.get(path, {"next": "/admin/reports/"})
    assert response.status_code == 302
    assert unquote(response["Location"]) == "/accounts/login/?next=/admin/reports/"


@pytest.mark.parametrize("path", ["/admin/login/", "/django-admin/login/"])
def test_other_sign_in_pages_take_no_password(client: Client, path: str):
    User.objects.create_superuser("super", "super@example.org", "pw")
    client.post(path, {"username": "super", "password": "pw"})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/admin/", "/django-admin/"])
def test_a_visitor_is_led_to_sign_in_and_back(client: Client, path: str):
    response = client.get(path, follow=True)
    assert response.redirect_chain[-1][0] == f"/accounts/login/?next={path}"
    assert response.status_code == 200


def test_wagtails_password_reset_is_closed(client: Client):
    assert client.get("/admin/password_reset/").status_code == 404


def test_addresses_and_passwords_are_not_changed_past_allauth(client: Client):
    editor = make_editor(make_association())
    client.force_login(editor)
    page = client.get("/admin/account/").content.decode()
    assert 'name="name_email-first_name"' in page
    assert 'name="name_email-email"' not in page
    assert 'name="password-new_password1"' not in page


def test_djangos_admin_opens_to_superusers_only(client: Client):
    client.force_login(User.objects.create_superuser("super", "super@example.org", "pw"))
    assert client.get("/django-admin/").status_code == 200
    assert client.get("/django-admin/login/")["Location"] == "/django-admin/"


def test_djangos_admin_is_closed_to_staff_with_every_permission(client: Client):
    staff = User.objects.create_user("staff", "staff@example.org", "pw", is_staff=True)
    staff.user_permissions.set(Permission.objects.all())
    client.force_login(staff)
    assert client.get("/django-admin/", follow=True).status_code == 403


def test_no_group_made_by_migrations_may_manage_users():
    trusted = Permission.objects.filter(group__in=Group.objects.all(), content_type__app_label="auth")
    assert list(trusted) == []


def test_guessing_passwords_is_limited(client: Client):
    User.objects.create_user("ann", "ann@example.org", "right")
    form = {"login": "ann@example.org", "password": "wrong"}
    replies = [client.post("/accounts/login/", form) for _ in range(8)]
    assert replies[0].status_code == 200
    assert "Please wait" in replies[-1].content.decode()
