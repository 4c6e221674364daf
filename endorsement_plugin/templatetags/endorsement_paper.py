"""Whose hand a page of an application on paper is in."""

from collections.abc import Mapping
from typing import Any

from django import template

from endorsement_plugin.models import Application
from endorsement_plugin.permissions import coordinates

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_part(context: Mapping[str, Any]) -> str:
    """What the visitor is to the application of the page while it is on paper: applicant or coordinator.

    Empty for any other application, and for anybody else. No query but for a coordinator.
    """
    application, request = context.get("application"), context.get("request")
    if not isinstance(application, Application) or request is None or not application.is_on_paper:
        return ""
    if request.user.pk is not None and request.user.pk == application.person.user_id:
        return "applicant"
    return "coordinator" if coordinates(request.user, application.association) else ""
