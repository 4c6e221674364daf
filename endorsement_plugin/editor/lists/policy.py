"""What Wagtail's generic screens may do with an association's lists."""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from endorsement_plugin.permissions import Visitor, associations_edited_by

WRITE = frozenset({"add", "change", "view", "choose"})


class EditorPolicy(BasePermissionPolicy):
    """An editor writes the lists of their own associations. Nothing is deleted: it is used elsewhere."""

    def __init__(self, model: type[Model], theirs: Callable[[Visitor], QuerySet[Any]]) -> None:
        super().__init__(model)
        self.theirs = theirs

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        """Whether there is a list of theirs."""
        return action in WRITE and associations_edited_by(user).exists()

    def user_has_any_permission(self, user: Visitor, actions: Collection[str]) -> bool:
        """As above."""
        return bool(WRITE.intersection(actions)) and associations_edited_by(user).exists()

    def user_has_permission_for_instance(self, user: Visitor, action: str, instance: Model) -> bool:
        """Whether this row is in one."""
        return action in WRITE and self.theirs(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Visitor, actions: Collection[str]) -> QuerySet[Any]:
        """All that is in one."""
        return self.theirs(user) if WRITE.intersection(actions) else self.model._default_manager.none()

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        """Everybody who writes an association's pages, and superusers."""
        people = get_user_model()._default_manager.filter(is_active=True)
        if not WRITE.intersection(actions):
            return people.none()
        return people.filter(Q(is_superuser=True) | Q(groups__edited_associations__isnull=False)).distinct()
