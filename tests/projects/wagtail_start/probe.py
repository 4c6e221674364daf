"""Run in the project's shell: the screens of both apps open, and sign-in leads to them."""

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

superuser = User.objects.create_superuser("ann", "ann@example.org", "pw")
client = Client()
for path in (reverse("review_queue:queue"), "/apply/", "/admin/"):
    assert client.get(path, follow=True).status_code == 200, path
client.force_login(superuser, backend="django.contrib.auth.backends.ModelBackend")
for path in ("/apply/", "/admin/", "/api/v3-preview/openapi.json"):
    assert client.get(path, follow=True).status_code == 200, path
assert client.get(reverse("review_queue:queue")).status_code == 404, "a superuser is not a reviewer"
print("ok")
