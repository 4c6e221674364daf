"""A transcript beside what the applicant says of it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.models import Application, Transcript
from endorsement_plugin.permissions import applications_coordinated_by
from endorsement_plugin.review.queries.sent_in import sent_in

from .base import address


class BesideView(WagtailAdminTemplateMixin, TemplateView):
    """The file on one side, entries and answers on the other. A file that is held is only to download."""

    template_name = "endorsement_plugin/admin/beside.html"
    page_title = "Transcript"
    header_icon = "doc-full"
    application: Application
    transcript: Transcript

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The transcript, or a 404 for anybody who does not coordinate its application."""
        super().setup(request, *args, **kwargs)
        rows = applications_coordinated_by(request.user).select_related("person__user", "form_version")
        self.application = get_object_or_404(rows, pk=kwargs["pk"])
        self.transcript = get_object_or_404(self.application.transcripts, pk=kwargs["transcript"])

    def get_page_subtitle(self) -> str:
        """Whose it is."""
        return str(self.application.person)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the file, this transcript."""
        return [
            *self.breadcrumbs_items,
            {"url": address("inspect", self.application), "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both sides."""
        both: dict[str, Any] = {"application": self.application, "transcript": self.transcript}
        both |= {"sent": sent_in(self.application), "back": address("inspect", self.application)}
        return super().get_context_data(**{**kwargs, **both})
