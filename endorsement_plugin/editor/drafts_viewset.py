"""Where an editor meets the question what becomes of drafts: after publishing, and in the page's menu."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.widgets.button import Button

from endorsement_plugin.forms.queries import drafts_behind, was_rebuilt
from endorsement_plugin.models import Form
from endorsement_plugin.permissions import Visitor, forms_published_by

from .page_mixins.application_forms import ApplicationFormPageMixin

ADDRESS = "endorsement_drafts"


def ask_after_publishing(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Straight to the question, if this publication changed the structure and drafts are behind it."""
    form = _form(page, request.user)
    if form is None or not was_rebuilt(form, page.live_revision_id) or not drafts_behind(form).exists():
        return None
    messages.success(request, f"“{page.title}” is published.")
    return redirect(_address(form))


def header_button(page: Any, user: Visitor, **kwargs: Any) -> Iterator[Button]:
    """As long as there are any."""
    form = _form(page, user)
    if form and drafts_behind(form).exists():
        yield Button("Applications being written", url=_address(form), icon_name="doc-full", priority=70)


def _form(page: Any, user: Visitor) -> Form | None:
    if not isinstance(page, ApplicationFormPageMixin):
        return None
    return forms_published_by(user).filter(family=page.translation_key).first()


def _address(form: Form) -> str:
    return reverse(ADDRESS, args=[form.family])
