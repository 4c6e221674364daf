"""What Wagtail's generic screens may do with applications and endorsements."""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from endorsement_plugin.permissions import Visitor, is_coordinator


class CoordinatorPolicy(BasePermissionPolicy):
    """A coordinator may look at what is theirs; adding, changing and deleting go through actions only."""

    def __init__(self, model: type[Model], theirs: Callable[[Visitor], QuerySet[Any]]) -> None:
        super().__init__(model)
        self.theirs = theirs

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        """Whether there may be anything to look at."""
        return action == "view" and is_coordinator(user)

    def user_has_any_permission(self, user: Visitor, actions: Collection[str]) -> bool:
        """As above; of all actions only looking exists."""
        return "view" in actions and is_coordinator(user)

    def user_has_permission_for_instance(self, user: Visitor, action: str, instance: Model) -> bool:
        """Whether this one is theirs to look at."""
        return action == "view" and self.theirs(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Visitor, actions: Collection[str]) -> QuerySet[Any]:
        """All that is theirs."""
        return self.theirs(user) if "view" in actions else self.model._default_manager.none()

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        """Everybody who coordinates an association, and superusers."""
        people = get_user_model()._default_manager.filter(is_active=True)
        if "view" not in actions:
            return people.none()
        return people.filter(
            Q(is_superuser=True) | Q(groups__coordinated_associations__isnull=False)
        ).distinct()
