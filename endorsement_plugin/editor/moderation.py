"""Nothing is submitted to nobody, and who approves what cannot be published is told why."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import AbstractPage, Workflow

from endorsement_plugin.associations.queries import is_answered
from endorsement_plugin.errors import reason_of


def wrap() -> None:
    """From now on buttons, posts and the API find a workflow only where its tasks ask somebody."""
    original = AbstractPage.get_workflow

    def get_workflow(page: Any) -> Workflow | None:
        found = original(page)
        return found if found and is_answered(found) else None

    AbstractPage.get_workflow = get_workflow
    AbstractPage.has_workflow = property(lambda page: page.get_workflow() is not None)
    _say_why_not()


def _say_why_not() -> None:
    """An approval that would publish what cannot be published leads to the page, and says why."""
    original = WorkflowActionView.post

    def post(view: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = original(view, request, *args, **kwargs)
        except PermissionDenied as denied:
            reason = reason_of(denied)
            if not reason:
                raise
            messages.error(request, f"Not approved. {reason}")
            return _to_the_page(view, request)
        return answer

    WorkflowActionView.post = post


def _to_the_page(view: Any, request: HttpRequest) -> HttpResponse:
    """As Wagtail answers its own dialog, or a form without one."""
    page = reverse("wagtailadmin_pages:edit", args=[view.object.pk])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        answer: HttpResponse = view.render_modal_json(request, {"step": "success", "redirect": page})
        return answer
    return redirect(page)
