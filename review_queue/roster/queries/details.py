"""A reviewer's details: one's own, and of those whose pools one leads."""

from django.db.models import QuerySet

from review_queue.models import DeclaredConflict, PoolMembership, PoolRole, Reviewer, ReviewerChange
from review_queue.permissions import User, pools_of


def reviewers_led_by(user: User) -> QuerySet[Reviewer]:
    """Those of the pools that the user leads."""
    led = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    members = PoolMembership.objects.filter(pool__in=led)
    return Reviewer.objects.filter(pk__in=members.values("reviewer")).select_related("user")


def tags_of(reviewer: Reviewer) -> list[str]:
    return sorted(reviewer.qualifications.values_list("tag", flat=True))


def languages_of(reviewer: Reviewer) -> list[str]:
    return sorted(reviewer.languages.values_list("code", flat=True))


def conflicts_of(reviewer: Reviewer) -> QuerySet[DeclaredConflict]:
    """Those that are in force, as they were declared."""
    return DeclaredConflict.objects.filter(reviewer=reviewer, withdrawn_at=None).order_by("pk")


def changes_of(reviewer: Reviewer) -> QuerySet[ReviewerChange]:
    """The latest first."""
    return ReviewerChange.objects.filter(reviewer=reviewer).select_related("by")
