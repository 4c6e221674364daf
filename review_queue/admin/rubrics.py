"""Rubrics, and the rounds that are scored with them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from review_queue.models import Criterion, Level, Round, Rubric

from .bases import ClosingInline, FrozenWithItsWhole, FrozenWithUse


class CriterionInline(ClosingInline):
    model = Criterion
    show_change_link = True


class LevelInline(ClosingInline):
    model = Level


@admin.register(Rubric)
class RubricAdmin(FrozenWithUse):
    list_display = ["title", "code", "version", "pass_mark", "frozen_at"]
    inlines = [CriterionInline]


@admin.register(Criterion)
class CriterionAdmin(FrozenWithItsWhole):
    list_display = ["name", "rubric", "weight"]
    list_select_related = ["rubric"]
    inlines = [LevelInline]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A criterion can be put only into a rubric that may still change."""
        if db_field.name == "rubric":
            kwargs["queryset"] = Rubric.objects.filter(frozen_at=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Round)
class RoundAdmin(FrozenWithUse):
    list_display = ["title", "code", "rubric", "resolution", "frozen_at"]
    list_filter = ["pools"]
    list_select_related = ["rubric"]
    filter_horizontal = ["pools"]
