"""Pools, and who belongs to them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from review_queue.models import Language, Pool, PoolMembership, PoolRole, Qualification, Reviewer
from review_queue.roster.actions.change_details import OF_CHIEFS

from .bases import ClosingInline, Inline, ModelAdmin


class PoolRoleInline(Inline):
    model = PoolRole
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Pool)
class PoolAdmin(ModelAdmin):
    list_display = ["name", "code"]
    inlines = [PoolRoleInline]


class MembershipInline(Inline):
    model = PoolMembership
    extra = 0


class WithHistory(ClosingInline):
    """Written with a new reviewer. Afterwards it changes where a history of it is kept."""

    def is_open(self, obj: Any) -> bool:
        return obj is None


class QualificationInline(WithHistory):
    model = Qualification


class LanguageInline(WithHistory):
    model = Language


@admin.register(Reviewer)
class ReviewerAdmin(ModelAdmin):
    list_display = ["user", "agency", "capacity", "novice", "may_adjudicate", "active"]
    list_filter = ["active", "may_adjudicate", "novice", "pools"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    search_fields = ["user__email", "user__last_name"]
    inlines = [MembershipInline, QualificationInline, LanguageInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Of these the history is kept where the reviewer, or a chief reviewer, changes them."""
        return () if obj is None else ("agency", "capacity", "away_until", *OF_CHIEFS)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Marks outlive accounts: a reviewer is deactivated."""
        return False
