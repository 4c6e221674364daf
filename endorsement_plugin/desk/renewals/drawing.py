"""The audit: who was drawn, by which seed from which list, and the press that draws."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.desk.base import CoordinatorsMixin
from endorsement_plugin.desk.viewsets.season_rows import season_of
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import AccessEvent, AuditDraw, AuditDrawRow, Renewal
from endorsement_plugin.permissions import coordinated_by, renewals_decided_by
from endorsement_plugin.record.access import note_export
from endorsement_plugin.renewals.actions.drawing import draw_audit
from endorsement_plugin.renewals.queries.audit import drawable, draws_of
from endorsement_plugin.rules.seasons.audit import METHOD, share_of
from endorsement_plugin.rules.seasons.season import Season

from .base import SEASON, SEASON_TITLE


class DrawsView(CoordinatorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """What would be drawn from the season now, and all draws before."""

    template_name = "endorsement_plugin/admin/audit_draws.html"
    page_title = "Audit"
    header_icon = "search"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Draw, for one association; a refusal is said above the page."""
        mine = {str(one.pk): one for one in coordinated_by(request.user)}
        association = mine.get(request.POST.get("association", ""))
        if association is None:
            raise PermissionDenied
        try:
            draws = draw_audit(association=association, season=self.season, by=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect(f"{request.path}?season={self.season.value}")
        return redirect(f"{SEASON}:draw", draws[0].pk)

    @property
    def season(self) -> Season:
        """Which one is drawn from."""
        return season_of(self.request)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the season, the audit."""
        above = {"url": reverse(f"{SEASON}:index"), "label": SEASON_TITLE}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        coming = [
            (one, [(percent, len(rows), share_of(len(rows), percent)) for percent, rows in shares.items()])
            for one in coordinated_by(self.request.user)
            for shares in [drawable(one, self.season, today(one))]
        ]
        return super().get_context_data(
            season=self.season,
            coming=coming,
            several=len(coming) > 1,
            draws=draws_of(self.request.user),
            **kwargs,
        )


class DrawView(WagtailAdminTemplateMixin, TemplateView):
    """One draw, with all that anybody needs to draw it again."""

    template_name = "endorsement_plugin/admin/audit_draw.html"
    page_title = "Draw"
    header_icon = "search"
    draw: AuditDraw

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The draw, or a 404 for anybody who does not coordinate its association."""
        super().setup(request, *args, **kwargs)
        self.draw = get_object_or_404(draws_of(request.user), pk=kwargs["pk"])
        keep_time_of(self.draw.association)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the season, the audit, this draw."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(f"{SEASON}:index"), "label": SEASON_TITLE},
            {"url": reverse(f"{SEASON}:draws"), "label": "Audit"},
            {"url": "", "label": f"{self.draw.drawn_at:%Y-%m-%d}"},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drawn = self.draw.rows.filter(drawn=True).select_related("endorsement")
        listed = self.draw.rows.count()
        method = METHOD.format(drawn=len(drawn), listed=listed, percent=self.draw.percent)
        periods = {one.endorsement_id: one.pk for one in self._decided(drawn)}
        rows = [(row, periods.get(row.endorsement_id)) for row in drawn]
        return super().get_context_data(draw=self.draw, rows=rows, listed=listed, method=method, **kwargs)

    def _decided(self, rows: Iterable[AuditDrawRow]) -> list[Renewal]:
        due = {row.endorsement_id: row.due for row in rows}
        theirs = renewals_decided_by(self.request.user).filter(endorsement__in=due)
        return [one for one in theirs if one.due == due[one.endorsement_id]]


def draw_list(request: HttpRequest, pk: Any) -> HttpResponse:
    """The list of a draw as plain text, one line for each: its SHA-256 is the draw's digest. Noted."""
    draw = get_object_or_404(draws_of(request.user), pk=pk)
    lines = sorted(draw.rows.values_list("line", flat=True))
    counts = {draw.association_id: len(lines)}
    note_export(AccessEvent.Kind.AUDIT_LIST, counts, by=request.user, thing=draw.pk)
    response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{draw.drawn_at:%Y-%m-%d}.txt"'
    return response
