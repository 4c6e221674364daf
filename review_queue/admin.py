"""Set up pools, reviewers, rubrics and rounds. Items, assignments and marks are not to be had here."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from .calibration.actions import publish_anchors, retire_anchors
from .errors import Refusal
from .models import (
    Anchor,
    AnchorSection,
    AnchorSet,
    Criterion,
    Language,
    Level,
    Pool,
    PoolMembership,
    PoolRole,
    Qualification,
    ReferenceMark,
    Reviewer,
    Round,
    Rubric,
)
from .roster.actions.change_details import OF_CHIEFS
from .typed.admin import CleansWhatIsTyped


class ModelAdmin(CleansWhatIsTyped, admin.ModelAdmin):
    """Whatever is set up here."""


class Inline(CleansWhatIsTyped, admin.TabularInline):
    """A part of it."""


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


class WithHistory(Inline):
    """Written with a new reviewer. Afterwards it changes where a history of it is kept."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_delete_permission(request, obj)


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


class FrozenWithUse(ModelAdmin):
    """What has been used for an answer can be read, and no longer changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is not None and obj.is_frozen
        return not frozen and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is None or obj.is_frozen
        return not frozen and super().has_delete_permission(request, obj)


class PartOfFrozen(Inline):
    """Inlines follow their rubric, or their set of anchors: frozen with it."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_delete_permission(request, obj)


class CriterionInline(PartOfFrozen):
    model = Criterion
    show_change_link = True


class LevelInline(PartOfFrozen):
    model = Level


@admin.register(Rubric)
class RubricAdmin(FrozenWithUse):
    list_display = ["title", "code", "version", "pass_mark", "frozen_at"]
    inlines = [CriterionInline]


@admin.register(Criterion)
class CriterionAdmin(ModelAdmin):
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


class AnchorInline(PartOfFrozen):
    model = Anchor
    show_change_link = True


@admin.register(AnchorSet)
class AnchorSetAdmin(FrozenWithUse):
    list_display = ["title", "use", "pool", "rubric", "language", "published_at", "retired_at"]
    list_filter = ["use", "pool"]
    list_select_related = ["pool", "rubric"]
    filter_horizontal = ["rounds"]
    inlines = [AnchorInline]
    actions = ["publish", "retire"]

    @admin.action(description="Publish the chosen sets", permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[AnchorSet]) -> None:
        """Each set alone: one that is not ready keeps none of the others back."""
        self._each(request, chosen, publish_anchors, "is published and can no longer change.")

    @admin.action(description="Retire the chosen sets", permissions=["change"])
    def retire(self, request: HttpRequest, chosen: QuerySet[AnchorSet]) -> None:
        self._each(request, chosen, retire_anchors, "is retired. What was scored with it stays.")

    def _each(
        self,
        request: HttpRequest,
        chosen: QuerySet[AnchorSet],
        do: Callable[..., AnchorSet],
        done: str,
    ) -> None:
        for one in chosen:
            try:
                do(anchors=one)
            except Refusal as refusal:
                self.message_user(request, f"“{one}”: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"“{one}” {done}", messages.SUCCESS)


class AnchorSectionInline(PartOfFrozen):
    model = AnchorSection


class LevelChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.criterion}: {obj}"


class ReferenceMarkInline(PartOfFrozen):
    """Only criteria and levels of the set's rubric can be chosen."""

    model = ReferenceMark

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        match = request.resolver_match
        opened = match.kwargs.get("object_id", "") if match else ""
        rubrics = AnchorSet.objects.filter(anchors__in=Anchor.objects.filter(pk=opened or 0)).values("rubric")
        if db_field.name == "criterion":
            kwargs["queryset"] = Criterion.objects.filter(rubric__in=rubrics)
        elif db_field.name == "level":
            levels = Level.objects.filter(criterion__rubric__in=rubrics).select_related("criterion")
            kwargs["queryset"] = levels.order_by("criterion__position", "criterion", "points")
            kwargs["form_class"] = LevelChoice
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Anchor)
class AnchorAdmin(ModelAdmin):
    """Reached from its set; there it is added and taken out."""

    list_display = ["name", "anchor_set", "origin"]
    list_select_related = ["anchor_set"]
    inlines = [AnchorSectionInline, ReferenceMarkInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and _open(obj) and super().has_delete_permission(request, obj)


def _open(thing: Rubric | Criterion | AnchorSet | Anchor | None) -> bool:
    """True while the rubric, or the set of anchors, behind it may still change."""
    match thing:
        case Criterion():
            return not thing.rubric.is_frozen
        case Anchor():
            return not thing.anchor_set.is_frozen
        case None:
            return True
    return not thing.is_frozen
