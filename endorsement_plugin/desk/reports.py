"""Where applications stand, as a picture a person can read and a table a machine can."""

from dataclasses import dataclass
from typing import Any

from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.permissions import applications_coordinated_by
from endorsement_plugin.review.queries.worklist import by_state
from endorsement_plugin.rules.states import ApplicationState

from .badges import words_of
from .base import CoordinatorsMixin

PIPELINE = (
    ApplicationState.SUBMITTED,
    ApplicationState.IN_REVIEW,
    ApplicationState.RETURNED,
    ApplicationState.EXAM,
    ApplicationState.READY,
    ApplicationState.ENDORSED,
    ApplicationState.DEFERRED,
    ApplicationState.DECLINED,
    ApplicationState.WITHDRAWN,
)
ROW = 36
LONGEST = 560
"""Heights and lengths in the drawing's own units."""


@dataclass(frozen=True)
class Bar:
    """One state of the chart."""

    state: ApplicationState
    label: str
    count: int
    y: int
    width: int

    @property
    def text_y(self) -> int:
        """The line the words stand on."""
        return self.y + 18

    @property
    def count_x(self) -> int:
        """Just behind the bar."""
        return 190 + self.width + 8


def bars(counts: dict[ApplicationState, int]) -> list[Bar]:
    """One bar per state in the order of the path, the longest for the largest count."""
    most = max(counts.values(), default=0) or 1
    return [
        Bar(state, words_of(state), count, y=index * ROW, width=round(LONGEST * count / most))
        for index, state in enumerate(PIPELINE)
        for count in [counts.get(state, 0)]
    ]


class PipelineView(CoordinatorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """How many applications stand in each state."""

    template_name = "endorsement_plugin/admin/pipeline.html"
    page_title = "Endorsement pipeline"
    header_icon = "history"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this report."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The bars."""
        counts = by_state(applications_coordinated_by(self.request.user))
        return super().get_context_data(
            bars=bars(counts), total=sum(counts.values()), height=len(PIPELINE) * ROW, **kwargs
        )
