"""Set up pools, reviewers, rubrics and rounds. Items, assignments and marks are not to be had here."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from .models import (
    Criterion,
    Language,
    Level,
    Pool,
    PoolMembership,
    PoolRole,
    Qualification,
    Reviewer,
    Round,
    Rubric,
)


class PoolRoleInline(admin.TabularInline):
    model = PoolRole
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Pool)
class PoolAdmin(admin.ModelAdmin):
    list_display = ["name", "code"]
    inlines = [PoolRoleInline]


class MembershipInline(admin.TabularInline):
    model = PoolMembership
    extra = 0


class QualificationInline(admin.TabularInline):
    model = Qualification
    extra = 0


class LanguageInline(admin.TabularInline):
    model = Language
    extra = 0


@admin.register(Reviewer)
class ReviewerAdmin(admin.ModelAdmin):
    list_display = ["user", "agency", "capacity", "novice", "may_adjudicate", "active"]
    list_filter = ["active", "may_adjudicate", "novice", "pools"]
    list_select_related = ["user"]
    autocomplete_fields = ["user"]
    search_fields = ["user__email", "user__last_name"]
    inlines = [MembershipInline, QualificationInline, LanguageInline]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Marks outlive accounts: a reviewer is deactivated."""
        return False


class FrozenWithUse(admin.ModelAdmin):
    """What has been used for an answer can be read, and no longer changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is not None and obj.is_frozen
        return not frozen and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is None or obj.is_frozen
        return not frozen and super().has_delete_permission(request, obj)


class PartOfRubric(admin.TabularInline):
    """Inlines follow their rubric: frozen with it."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_delete_permission(request, obj)


class CriterionInline(PartOfRubric):
    model = Criterion
    show_change_link = True


class LevelInline(PartOfRubric):
    model = Level


@admin.register(Rubric)
class RubricAdmin(FrozenWithUse):
    list_display = ["title", "code", "version", "pass_mark", "frozen_at"]
    inlines = [CriterionInline]


@admin.register(Criterion)
class CriterionAdmin(admin.ModelAdmin):
    list_display = ["name", "rubric", "weight"]
    list_select_related = ["rubric"]
    inlines = [LevelInline]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A criterion can be put only into a rubric that may still change."""
        if db_field.name == "rubric":
            kwargs["queryset"] = Rubric.objects.filter(frozen_at=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and _open(obj) and super().has_delete_permission(request, obj)


@admin.register(Round)
class RoundAdmin(FrozenWithUse):
    list_display = ["title", "code", "rubric", "resolution", "frozen_at"]
    list_filter = ["pools"]
    list_select_related = ["rubric"]
    filter_horizontal = ["pools"]


def _open(thing: Rubric | Criterion | None) -> bool:
    """True while the rubric behind it may still change."""
    rubric = thing.rubric if isinstance(thing, Criterion) else thing
    return rubric is None or not rubric.is_frozen
