"""Open and shut items for their reviewers: guardian's rows follow assignments, in the same transaction.

What a reviewer noted on the text goes with the right to see it: nobody else reads it, and it is no evidence.
"""

from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet, Value

from .bulk import insert_from, remove
from .models import Assignment, AuditGrant, Highlight, ItemUserPermission, RoundUserPermission
from .permissions import AUDIT, SCORE
from .rules.transitions import ACTIVE


def open_to_reviewers(assignments: QuerySet[Assignment]) -> None:
    """Each reviewer may see the item of the assignment."""
    permission = Permission.objects.get(codename=SCORE, content_type__app_label="review_queue")
    rows = assignments.order_by().values_list("reviewer__user_id", "item_id", Value(permission.pk))
    insert_from(ItemUserPermission, rows, ["user", "content_object", "permission"], pass_over=True)


def shut_to_reviewer(assignment: Assignment) -> None:
    """The reviewer no longer sees the item."""
    whose = {"content_object_id": assignment.item_id, "user_id": assignment.reviewer.user_id}
    remove(ItemUserPermission.objects.filter(**whose))
    remove(Highlight.objects.filter(review__assignment=assignment.pk))


def open_to_auditor(grant: AuditGrant) -> None:
    """Guardian's row for the round; one that is there stays."""
    permission = Permission.objects.get(codename=AUDIT, content_type__app_label="review_queue")
    RoundUserPermission.objects.get_or_create(
        user_id=grant.user_id, content_object_id=grant.round_id, permission=permission
    )


def shut_to_auditor(grant: AuditGrant) -> None:
    """No row is left unless another grant for the round still runs."""
    others = AuditGrant.objects.filter(round=grant.round_id, user=grant.user_id, ended_at=None)
    if not others.exists():
        remove(RoundUserPermission.objects.filter(user=grant.user_id, content_object=grant.round_id))


def shut_but_to_holders(item_id: UUID) -> None:
    """No reviewer sees the item any longer, but those whose work on it still runs."""
    holders = Assignment.objects.filter(item=item_id, state__in=ACTIVE).values("reviewer__user")
    remove(ItemUserPermission.objects.filter(~Q(user__in=holders), content_object_id=item_id))
    ended = Assignment.objects.filter(item=item_id).exclude(state__in=ACTIVE)
    remove(Highlight.objects.filter(review__assignment__in=ended))


def shut_to_all(item_id: UUID) -> None:
    """No reviewer sees the item any longer."""
    remove(ItemUserPermission.objects.filter(content_object_id=item_id))
    remove(Highlight.objects.filter(section__item=item_id))
