"""Tell reviewers what a plan has given them: one letter each, however much it is."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from ..models import Assignment, Reviewer
from ..notifications import offer_letter, write
from ..rules.transitions import AssignmentState


@transaction.atomic
def tell_reviewers(*, plan_id: UUID) -> None:
    """What has been answered or withdrawn since is left out."""
    offers: defaultdict[Reviewer, list[Assignment]] = defaultdict(list)
    waiting = Assignment.objects.filter(plan=plan_id, state=AssignmentState.OFFERED)
    for one in waiting.select_related("reviewer__user", "item__round").order_by("due", "code"):
        offers[one.reviewer].append(one)
    write(offer_letter(plan_id, reviewer, offered) for reviewer, offered in offers.items())
