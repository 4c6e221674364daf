"""What may be changed here, and until when."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from review_queue.models import Anchor, AnchorSet, Criterion, Rubric
from review_queue.typed.admin import CleansWhatIsTyped


class ModelAdmin(CleansWhatIsTyped, admin.ModelAdmin):
    """Whatever is set up here."""


class Inline(CleansWhatIsTyped, admin.TabularInline):
    """A part of it."""


class FrozenWithItsWhole(ModelAdmin):
    """A criterion or an anchor: changed while its rubric or its set is open, and never deleted in bulk."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and _open(obj) and super().has_delete_permission(request, obj)


class ClosingInline(Inline):
    """A part that is written while the whole is open, and read afterwards: of a rubric or a set of anchors
    until it is frozen."""

    extra = 0

    def is_open(self, obj: Any) -> bool:
        return _open(obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.is_open(obj) and super().has_delete_permission(request, obj)


class FrozenWithUse(ModelAdmin):
    """What has been used for an answer can be read, and no longer changed."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is not None and obj.is_frozen
        return not frozen and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is None or obj.is_frozen
        return not frozen and super().has_delete_permission(request, obj)


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
