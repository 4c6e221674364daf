"""Bring guardian's rows in line with the assignments, which are the truth."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from review_queue.access import open_to_reviewers
from review_queue.models import Assignment, ItemUserPermission
from review_queue.rules.transitions import ACTIVE


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
