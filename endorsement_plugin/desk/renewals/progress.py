"""How far a run has come; the page asks again by itself until it is over."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.viewsets.season_rows import season_of
from endorsement_plugin.models import RenewalRun, RenewalRunRow
from endorsement_plugin.permissions import Visitor, endorsements_coordinated_by

from .base import SEASON, SEASON_TITLE

LEFT_SHOWN = 200


def runs_of(user: Visitor) -> Any:
    """Runs about endorsements that this person coordinates."""
    rows = RenewalRunRow.objects.filter(endorsement__in=endorsements_coordinated_by(user))
    return RenewalRun.objects.filter(pk__in=rows.values("run"))


class RunView(WagtailAdminTemplateMixin, TemplateView):
    """Done, left and waiting, with names and reasons of what was left."""

    template_name = "endorsement_plugin/admin/season_run.html"
    header_icon = "date"
    run: RenewalRun

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The run, or a 404 for anybody whom it is nothing to."""
        super().setup(request, *args, **kwargs)
        season_of(request)  # whose clock it is
        rows = runs_of(request.user).select_related("started_by")
        self.run = get_object_or_404(rows, pk=kwargs["pk"])
        self.page_title = self.run.get_kind_display()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """While rows wait, the browser loads the page anew every few seconds, without a script."""
        response = super().get(request, *args, **kwargs)
        if self.counts().get(RenewalRunRow.State.WAITING):
            response["Refresh"] = "3"
        return response

    def counts(self) -> dict[str, int]:
        """How many there are of each state. One query."""
        return dict(self.run.rows.order_by().values_list("state").annotate(Count("pk")))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the season, this run."""
        above = {"url": reverse(f"{SEASON}:index"), "label": SEASON_TITLE}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = self.counts()
        total, waiting = sum(counts.values()), counts.get(RenewalRunRow.State.WAITING, 0)
        left = self.run.rows.filter(state=RenewalRunRow.State.LEFT).select_related("endorsement")
        theirs = endorsements_coordinated_by(self.request.user)
        return super().get_context_data(
            run=self.run,
            done=counts.get(RenewalRunRow.State.DONE, 0),
            left_count=counts.get(RenewalRunRow.State.LEFT, 0),
            unpaid=counts.get(RenewalRunRow.State.UNPAID, 0),
            waiting=waiting,
            total=total,
            over=total - waiting,
            left=left.filter(endorsement__in=theirs)[:LEFT_SHOWN],
            back=reverse(f"{SEASON}:index"),
            **kwargs,
        )
