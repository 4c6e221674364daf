"""Bring guardian's rows in line with the assignments, which are the truth."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from ..models import Assignment, ItemUserPermission
from ..rules.transitions import ACTIVE
from .access import open_to_reviewers


@transaction.atomic
def repair_access() -> tuple[int, int]:
    """How many rows were missing and how many were too many, both mended."""
    held = Assignment.objects.filter(
        item=OuterRef("content_object"), reviewer__user=OuterRef("user"), state__in=ACTIVE
    )
    surplus = ItemUserPermission.objects.filter(~Exists(held))
    granted = ItemUserPermission.objects.filter(
        content_object=OuterRef("item"), user=OuterRef("reviewer__user")
    )
    shut = Assignment.objects.filter(~Exists(granted), state__in=ACTIVE)
    too_many, _ = surplus.delete()
    missing = shut.count()
    open_to_reviewers(shut)
    return missing, too_many
