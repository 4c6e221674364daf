"""What a coordinator sees on the admin's home page."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from endorsement_plugin.clock import todays
from endorsement_plugin.endorsements.queries import requests_waiting_for
from endorsement_plugin.enquiries.queries import waiting
from endorsement_plugin.exams.backends.base import backend
from endorsement_plugin.joining.pairs import number_of_pairs
from endorsement_plugin.permissions import (
    applications_coordinated_by,
    coordinated_by,
    credentials_granted_by,
    endorsements_decided_by,
    enquiries_coordinated_by,
    is_coordinator,
)
from endorsement_plugin.registry.conditions import ended
from endorsement_plugin.registry.queries import count_waiting
from endorsement_plugin.review.queries.worklist import most_urgent, workload


class WaitingSummaryItem(SummaryItem):
    """How many applications wait, and how many of them are late."""

    order = 50
    template_name = "endorsement_plugin/admin/summary_item.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The counts."""
        applications = applications_coordinated_by(self.request.user)
        return {
            "load": workload(
                applications, todays(coordinated_by(self.request.user)), by_hand=backend().typed_by_hand
            ),
            "enquiries": waiting(enquiries_coordinated_by(self.request.user)).count(),
        }

    def is_shown(self) -> bool:
        """To coordinators."""
        return is_coordinator(self.request.user)


class NeedsYouPanel(Component):
    """The applications to open first today."""

    name = "endorsement_needs_you"
    order = 90
    template_name = "endorsement_plugin/admin/needs_you.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """At most five, and how many there are."""
        user = self.request.user
        applications = applications_coordinated_by(user)
        policy = policy_registry.get_by_type(Page)
        today, by_hand = todays(coordinated_by(self.request.user)), backend().typed_by_hand
        return {
            "applications": most_urgent(applications, today, by_hand=by_hand),
            "load": workload(applications, today, by_hand=by_hand),
            "enquiries": waiting(enquiries_coordinated_by(user)).count(),
            "asked": requests_waiting_for(user).values("endorsement").distinct().count(),
            "ended": endorsements_decided_by(user).filter(ended(today)).count(),
            "holders": count_waiting(credentials_granted_by(user), but=user.pk or 0),
            "duplicates": number_of_pairs(user),
            "has_pages": policy.explorable_root_instance(self.request.user) is not None,
        }
