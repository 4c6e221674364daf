"""Whose hand a page of an application on paper is in, and whom its sentences are about."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from endorsement_plugin.models import Application
from endorsement_plugin.permissions import coordinates
from endorsement_plugin.record.third_person import in_third_person

register = template.Library()


@register.simple_tag(takes_context=True)
def paper_part(context: Mapping[str, Any]) -> str:
    """What the visitor is to the application of the page while it is on paper: applicant or coordinator.

    Empty for any other application, and for anybody else. No query but for a coordinator, once a page.
    """
    application, request = context.get("application"), context.get("request")
    if not isinstance(application, Application) or request is None or not application.is_on_paper:
        return ""
    if request.user.pk is not None and request.user.pk == application.person.user_id:
        return "applicant"
    parts: dict[int, str] = request.__dict__.setdefault("_paper_parts", {})
    key = application.association_id
    if key not in parts:
        parts[key] = "coordinator" if coordinates(request.user, application.association) else ""
    return parts[key]


@register.simple_tag(takes_context=True)
def told(context: Mapping[str, Any], words: Any, form: object = None) -> SafeString:
    """A sentence of ours: about the applicant, for a coordinator who enters the application from paper.

    `form` is the form that it belongs to: questions that the association has written stay as they stand on
    the paper.
    """
    escaped = conditional_escape(words)
    if getattr(form, "is_by_editor", False) or paper_part(context) != "coordinator":
        return escaped
    return mark_safe(in_third_person(escaped))


class _Told(template.Node):
    def __init__(self, inside: NodeList) -> None:
        self.inside = inside

    def render(self, context: Any) -> SafeString:
        return told(context, mark_safe(self.inside.render(context)))


@register.tag
def tell(parser: Parser, token: Token) -> _Told:
    """The same for what stands between `tell` and `endtell`."""
    inside = parser.parse(("endtell",))
    parser.delete_first_token()
    return _Told(inside)
