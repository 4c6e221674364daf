"""What a credential demanded, demands and will demand, on one line."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of, named, today
from endorsement_plugin.credentials.queries import Stop, timeline_of
from endorsement_plugin.models import Credential
from endorsement_plugin.permissions import coordinates, credentials_published_by, credentials_read_by
from endorsement_plugin.requirements.sets.changes import difference

LINE = "endorsement_timeline"
WITHOUT_BLOCKS = (
    "Published before sets kept how they were written, so no change can be planned from this one: plan it on "
    "the page."
)


class CredentialView(WagtailAdminTemplateMixin):
    """A page about a credential: a 404 for whoever works for another association."""

    header_icon = "calendar-alt"
    credential: Credential
    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = credentials_read_by(request.user).select_related("association__site", "written", "page")
        self.credential = get_object_or_404(rows, family=kwargs["family"])
        keep_time_of(self.credential.association)

    @property
    def may_write(self) -> bool:
        """Whether the visitor publishes the credential's page."""
        return credentials_published_by(self.request.user).filter(pk=self.credential.pk).exists()

    def line_address(self) -> str:
        """The line of this credential."""
        return reverse(LINE, args=[self.credential.family])

    def get_page_subtitle(self) -> str:
        """Which credential."""
        return str(self.credential)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, all credentials, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("endorsement_credentials"), "label": "Requirements over time"},
            {"url": self.line_address(), "label": str(self.credential)},
        ]


class CredentialsView(WagtailAdminTemplateMixin, TemplateView):
    """The credentials of the visitor's associations."""

    template_name = "endorsement_plugin/admin/credentials.html"
    page_title = "Requirements over time"
    header_icon = "calendar-alt"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with where it leads."""
        rows = (
            credentials_read_by(self.request.user)
            .select_related("association")
            .order_by("association", "position")
        )
        return super().get_context_data(credentials=rows, **kwargs)


class TimelineView(CredentialView, TemplateView):
    """Every set on a line, and the difference between any two."""

    template_name = "endorsement_plugin/admin/timeline.html"
    page_title = "Requirements over time"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The line, what can be done, and two sets side by side if they were chosen."""
        stops = timeline_of(self.credential, today(self.credential.association))
        return super().get_context_data(
            credential=self.credential,
            stops=stops,
            held=self.credential.written_id,
            may_write=self.may_write,
            may_move=coordinates(self.request.user, self.credential.association),
            zone=named(self.credential.association),
            without_blocks=WITHOUT_BLOCKS,
            compared=self._compared(stops),
            **kwargs,
        )

    def _compared(self, stops: list[Stop]) -> dict[str, Any] | None:
        by_number = {str(stop.row.number): stop.row for stop in stops}
        old, new = (by_number.get(self.request.GET.get(name, "")) for name in ("old", "new"))
        if old is None or new is None:
            return None
        return {"old": old, "new": new, "changes": difference(old.clauses, new.clauses)}
