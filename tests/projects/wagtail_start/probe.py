"""Run in the project's shell: the people of a site that was there before sign in, and the screens open."""

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse

from endorsement_plugin.models import Mail


def away(*_):
    raise OperationalError("could not connect")


superuser = User.objects.create_superuser("ann", "Ann@example.org", "pw")
editor = User.objects.create_user("ed", "ed@example.org", "pw")
editor.groups.add(Group.objects.get(name="Editors"))
member = User.objects.create_user("mo", "mo@example.org", "pw")
nameless = User.objects.create_superuser("root", "", "pw")


def signed_in(email):
    """Where signing in without a `next` leads, and what is found there."""
    client = Client()
    response = client.post(reverse("account_login"), {"login": email, "password": "pw"})
    assert response.status_code == 302, response.content
    return client, response["Location"]


client = Client()
for path in (reverse("review_queue:queue"), "/apply/", "/admin/"):
    assert client.get(path, follow=True).status_code == 200, path

for email in ("ann@example.org", "ed@example.org"):
    client, place = signed_in(email)
    assert place == "/admin/", (email, place)
    assert client.get(place).status_code == 200, email
    assert client.get(reverse("account_login"))["Location"] == "/admin/"

client, place = signed_in("mo@example.org")
assert place == reverse("account_email_verification_sent"), "an account of no rights confirms its address"
call_command("confirm_addresses", "--everybody")
client, place = signed_in("mo@example.org")
assert place == "/apply/", place
assert client.get(place).status_code == 200

call_command("confirm_addresses", "--give", "root", "root@example.org")
assert signed_in("root@example.org")[1] == "/admin/"

Client(headers={"host": "evil.example"}).post(reverse("account_reset_password"), {"email": "mo@example.org"})
body = Mail.objects.get(to="mo@example.org", event_key__startswith="account/email/password_reset").body
assert "/accounts/password/reset/key/" in body, body
assert "evil.example" not in body, body

client, _ = signed_in("ann@example.org")
for path in ("/apply/", "/admin/", "/api/v3-preview/openapi.json"):
    assert client.get(path, follow=True).status_code == 200, path
assert client.get(reverse("review_queue:queue")).status_code == 404, "a superuser is not a reviewer"
failing = Client(raise_request_exception=False)
with override_settings(DEBUG=False), connection.execute_wrapper(away):
    answer = failing.get("/api/v3-preview/registry/")
assert (answer.status_code, answer["Retry-After"]) == (503, "30"), answer
print("ok")
