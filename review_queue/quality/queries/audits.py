"""What may be opened to auditors, and what is."""

from django.db.models import F, QuerySet

from review_queue.models import AuditGrant, Pool, Round
from review_queue.permissions import Auditor, User
from review_queue.readers import audits_given_by, audits_of, to_be_audited


def openable(user: User) -> dict[str, tuple[Round, Pool]]:
    """Rounds with their pools that the user may open, by `round:pool`, the latest first. Three queries."""
    pairs = to_be_audited(user).order_by().values_list("round", "pool").distinct()
    listed = list(pairs)
    rounds = Round.objects.select_related("rubric").in_bulk([scored_in for scored_in, _ in listed])
    pools = Pool.objects.in_bulk([pool for _, pool in listed])
    return {
        f"{rounds[one].code}:{pools[pool].code}": (rounds[one], pools[pool])
        for one, pool in sorted(listed, reverse=True)
    }


def grants_of(user: User) -> QuerySet[AuditGrant]:
    """What the user may see of grants, those that run first."""
    rows = audits_given_by(user).select_related("round", "pool", "user", "granted_by")
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-pk")


def auditor_of(user: User, code: str) -> Auditor | None:
    """The user as the auditor of this round, if its pack is open to him or her now."""
    grants = list(audits_of(user).filter(round__code=code))
    return Auditor(grants) if grants else None
