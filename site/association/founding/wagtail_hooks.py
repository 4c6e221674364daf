"""Registrations with the Wagtail admin, nothing else."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .views import AddAssociationView, FoundedView


class SuperuserMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """To those who run the installation."""
        return bool(request.user.is_superuser)


@hooks.register("register_admin_urls")
def register_founding() -> list[URLPattern]:
    """The two addresses."""
    return [
        path("associations/add/", AddAssociationView.as_view(), name="association_add"),
        path("associations/<slug:code>/", FoundedView.as_view(), name="association_founded"),
    ]


@hooks.register("register_settings_menu_item")
def register_founding_item() -> MenuItem:
    """The way to it."""
    return SuperuserMenuItem("New association", reverse("association_add"), icon_name="home", order=550)
