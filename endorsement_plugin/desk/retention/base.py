"""What the pages about retention have in common: whose they are, and the day that is looked at."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_date
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.clock import keep_time_of, today
from endorsement_plugin.models import Association
from endorsement_plugin.permissions import associations_coordinated_by, associations_run_by
from endorsement_plugin.requirements.counting import months_after
from endorsement_plugin.retention.queries.due import Term, terms_of
from endorsement_plugin.retention.rules.terms import Kind

LIST, PLAN, CHANGE, ROWS, SWITCH, HOLDS, HOLD, LIFT = (
    *("endorsement_retentions", "endorsement_retention", "endorsement_retention_change"),
    *("endorsement_retention_rows", "endorsement_retention_switch", "endorsement_retention_holds"),
    *("endorsement_retention_hold", "endorsement_retention_lift"),
)
ICON = "bin"
AHEAD = 120
"""Months: a day later than that is not looked at."""


class RetentionPage(WagtailAdminTemplateMixin):
    """A page of one association, for whoever runs it; `by_coordinators` leaves out who only writes for it."""

    page_title = "Retention"
    header_icon = ICON
    by_coordinators = False
    association: Association

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The association, or a 404."""
        super().setup(request, *args, **kwargs)
        theirs = associations_coordinated_by if self.by_coordinators else associations_run_by
        self.association = get_object_or_404(theirs(request.user), code=kwargs["code"])
        keep_time_of(self.association)

    @property
    def today(self) -> date:
        """The day it is where the association is."""
        return today(self.association)

    @property
    def day(self) -> date:
        """The day that is asked for, from today on; today without one, or for one that is none."""
        try:
            asked = parse_date(self.request.GET.get("day", ""))  # type: ignore[attr-defined]
        except ValueError:
            asked = None
        if asked is None or not self.today <= asked <= months_after(self.today, AHEAD):
            return self.today
        return asked

    def term(self, kind: str) -> Term:
        """The kind of record, with its time. Raises Http404 for what is none."""
        if kind not in set(Kind):
            raise Http404("No such kind of record")
        return terms_of(self.association)[Kind(kind)]

    @property
    def plan(self) -> str:
        """The address of the policy."""
        return reverse(PLAN, args=[self.association.code])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the policy, this page."""
        above = {"url": self.plan, "label": "Retention"}
        own = self.get_page_title()  # type: ignore[attr-defined]
        items = [] if own == "Retention" else [above]
        return [*self.breadcrumbs_items, *items, {"url": "", "label": own}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(  # type: ignore[misc,no-any-return]
            association=self.association, plan=self.plan, **kwargs
        )
