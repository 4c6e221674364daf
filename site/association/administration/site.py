"""Who may open Django's own admin, and how they sign in."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from review_queue.typed.admin import CleansWhatIsTyped


class SuperuserAdminSite(AdminSite):
    """Being staff opens the Wagtail admin; this one only opens to superusers, through the one sign-in."""

    site_header = site_title = "Installation"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Django's own lists too, such as the accounts, keep names and addresses without what nobody sees."""
        base = admin_class or ModelAdmin
        cleaning = type(base.__name__, (base, CleansWhatIsTyped), {"__doc__": base.__doc__})
        super().register(model_or_iterable, cleaning, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        """Never Django's own form: it would accept passwords without the limits on attempts."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
