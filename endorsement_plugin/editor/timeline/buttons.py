"""Where the line is met: on a credential's page, and in the menu."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from endorsement_plugin.editor.page_mixins.credentials import CredentialPageMixin
from endorsement_plugin.permissions import Visitor, credentials_read_by

from .views import LINE


class CredentialsMenuItem(MenuItem):
    """Shown to whoever writes pages or decides applications of an association with a credential."""

    def is_shown(self, request: HttpRequest) -> bool:
        """One query a page."""
        return credentials_read_by(request.user).exists()


def header_button(page: Any, user: Visitor, **kwargs: Any) -> Iterator[Button]:
    """On the page of a credential that has been published."""
    if not (isinstance(page, CredentialPageMixin) and page.pk):
        return
    if credentials_read_by(user).filter(family=page.translation_key).exists():
        address = reverse(LINE, args=[page.translation_key])
        yield Button("Requirements over time", url=address, icon_name="calendar-alt", priority=65)
