"""The superusers' page for a new association, and what has become of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.models import Association

from .found import found
from .left import left_to_do
from .questions import FoundingForm

BREAK = mark_safe("<br>")
"""Between lines of one message: a message for each pushes what is left to do off the screen."""


class SuperuserMixin(WagtailAdminTemplateMixin):
    """A page of the admin for those who run the installation."""

    header_icon = "home"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_superuser:
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class AddAssociationView(SuperuserMixin, FormView):
    """Everything on one page; nothing is made before all of it is right."""

    template_name = "founding/add.html"
    form_class = FoundingForm
    page_title = "New association"

    def form_valid(self, form: FoundingForm) -> HttpResponse:
        association, done = found(form.cleaned_data)
        messages.success(self.request, format_html_join(BREAK, "{}", ((line,) for line in done)))
        return redirect("association_founded", code=association.code)


class FoundedView(SuperuserMixin, TemplateView):
    """What is left to do."""

    template_name = "founding/founded.html"
    page_title = "What is left to do"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        association = get_object_or_404(Association.objects.select_related("site"), code=self.kwargs["code"])
        self.page_subtitle = association.name
        return super().get_context_data(association=association, left=left_to_do(association), **kwargs)
