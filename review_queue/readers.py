"""Who may read what once an answer is decided: its reviews, what was done about them, packs and checks."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import (
    Assignment,
    AuditGrant,
    BackReading,
    CorrectiveAction,
    EarlierItem,
    Item,
    PoolRole,
    Reviewer,
    RoundUserPermission,
    SealFinding,
    SectionFile,
)
from .permissions import (
    AUDIT,
    User,
    items_led_by,
    kept_from,
    operates,
    pools_of,
    shown_files,
    user_id,
)
from .rules.transitions import CLOSED, ItemState


def items_to_read(user: User) -> QuerySet[Item]:
    """Decided answers that the user leads and whose reviews he or she may read now.

    Of none that is being scored again; and of none whose writer has another answer here that waits for
    reviewers, as long as the user may be one of them.
    """
    still_open = Item.objects.exclude(state__in=CLOSED)
    scored_by_user = still_open.filter(
        pool__reviewers__user_id=user_id(user), pool__reviewers__active=True
    ).exclude(barred_users__user=user_id(user))
    before = EarlierItem.objects.filter(item__in=scored_by_user.values("pk")).values("earlier__origin")
    after = EarlierItem.objects.filter(earlier__in=scored_by_user.values("pk")).values("item__origin")
    return (
        items_led_by(user)
        .filter(state=ItemState.DECIDED)
        .exclude(origin__in=still_open.values("origin"))
        .exclude(origin__in=before)
        .exclude(origin__in=after)
    )


def files_to_read(user: User) -> QuerySet[SectionFile]:
    """Files of the answers whose reviews the user may read."""
    return shown_files(SectionFile.objects.filter(section__item__in=items_to_read(user).values("pk")))


def back_readings_of(user: User) -> QuerySet[BackReading]:
    """Of answers whose reviews the user may read."""
    return BackReading.objects.filter(item__in=items_to_read(user).values("pk"))


def corrections_of(user: User) -> QuerySet[CorrectiveAction]:
    """What was done about alarms in the pools the user leads; of an answer that is kept from the user
    nothing."""
    led = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    rows = CorrectiveAction.objects.filter(pool__in=led)
    return rows.filter(Q(item=None) | Q(item__in=items_led_by(user).values("pk")))


def audits_of(user: User) -> QuerySet[AuditGrant]:
    """What is open to the user as a neutral auditor today: with guardian's row for the round, and as long as
    the user neither scores nor has a role in the pool."""
    rows = RoundUserPermission.objects.filter(user_id=user_id(user), permission__codename=AUDIT)
    return neutral(
        AuditGrant.objects.filter(
            user_id=user_id(user),
            ended_at=None,
            until__gte=timezone.localdate(),
            round__in=rows.values("content_object"),
        )
    )


def neutral(grants: QuerySet[AuditGrant]) -> QuerySet[AuditGrant]:
    """Those whose person neither scores for the pool, or ever did, nor clears or leads it."""
    asked = Assignment.objects.filter(reviewer__user=OuterRef("user"), item__pool=OuterRef("pool"))
    members = Reviewer.objects.filter(user=OuterRef("user"), pools=OuterRef("pool"))
    roles = PoolRole.objects.filter(user=OuterRef("user"), pool=OuterRef("pool"))
    return grants.filter(~Exists(asked), ~Exists(members), ~Exists(roles))


def audits_given_by(user: User) -> QuerySet[AuditGrant]:
    """Grants that the user may see and end: of the pools that he or she leads, all of them for whoever
    operates the queue."""
    if operates(user):
        return AuditGrant.objects.all()
    return AuditGrant.objects.filter(pool__in=pools_of(user, PoolRole.Role.CHIEF).values("pk"))


def to_be_audited(user: User) -> QuerySet[Item]:
    """Answers whose rounds and pools the user may open to an auditor."""
    if operates(user):
        return Item.objects.all()
    return Item.objects.filter(pool__in=pools_of(user, PoolRole.Role.CHIEF).values("pk"))


def may_check_seals(user: User) -> bool:
    """Chief reviewers, auditors, and whoever operates the queue."""
    chiefs = pools_of(user, PoolRole.Role.CHIEF)
    return operates(user) or chiefs.exists() or audits_of(user).exists()


def findings_for(user: User) -> QuerySet[SealFinding]:
    """What checks have found, but of answers that are kept from the user, copies of anchors among them."""
    if not may_check_seals(user):
        return SealFinding.objects.none()
    hidden = Item.every.filter(kept_from(user)).values("pk")
    return SealFinding.objects.filter(Q(item=None) | ~Q(item__in=hidden))
