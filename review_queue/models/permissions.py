"""Guardian's rows for items: a direct foreign key, so a row cannot outlive or change its item."""

from django.db import models
from guardian.models import UserObjectPermissionBase

from .items import Item


class ItemUserPermission(UserObjectPermissionBase):
    """Derived from assignments: written and removed in the same transaction as they are."""

    content_object = models.ForeignKey(Item, on_delete=models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()
