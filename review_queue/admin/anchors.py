"""Sets of anchors, with the marks that stand for them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from review_queue.calibration.actions import publish_anchors, retire_anchors
from review_queue.errors import Refusal
from review_queue.models import Anchor, AnchorSection, AnchorSet, Criterion, Level, ReferenceMark

from .bases import ClosingInline, FrozenWithItsWhole, FrozenWithUse


class AnchorInline(ClosingInline):
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


class AnchorSectionInline(ClosingInline):
    model = AnchorSection


class LevelChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.criterion}: {obj}"


class ReferenceMarkInline(ClosingInline):
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
class AnchorAdmin(FrozenWithItsWhole):
    """Reached from its set; there it is added and taken out."""

    list_display = ["name", "anchor_set", "origin"]
    list_select_related = ["anchor_set"]
    inlines = [AnchorSectionInline, ReferenceMarkInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
