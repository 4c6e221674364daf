"""Who may get what. A view gets its object here; a miss is a 404; lists and pages ask the same function.

Being a superuser opens no answer: a superuser is not a reviewer, a clearer or a chief.
"""

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, PermissionsMixin
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .models import (
    Assignment,
    AuditGrant,
    BarredUser,
    Calibration,
    FormerBar,
    Item,
    ItemUserPermission,
    Plan,
    Pool,
    PoolRole,
    Reviewer,
    SectionFile,
    Unblinding,
    Work,
)
from .models.bars import user_digests
from .rules.transitions import ACTIVE, AssignmentState, ItemState

User = AbstractBaseUser | AnonymousUser
SCORE = "score_item"
AUDIT = "audit_round"
OPERATE = "review_queue.operate"


def reviewers_for(user: User) -> QuerySet[Reviewer]:
    """The user as a reviewer, or nothing."""
    return Reviewer.objects.filter(user_id=user_id(user))


def items_for(user: User) -> QuerySet[Item]:
    """Items the user may see as a reviewer: only while assigned, whatever else the user is.

    The same answer as guardian's `get_objects_for_user` without groups, superusers and global rights, in a
    form that an index can serve: guardian casts UUID keys to text.
    """
    rows = ItemUserPermission.objects.filter(user_id=user_id(user), permission__codename=SCORE)
    return Item.every.filter(pk__in=rows.values("content_object"))


def assignments_for(user: User) -> QuerySet[Assignment]:
    """The user's own work: offered or being scored. An offer that has not left yet is not there, nor is work
    that is no longer needed."""
    now = timezone.now()
    return Assignment.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now),
        reviewer__user_id=user_id(user),
        state__in=ACTIVE,
        item__in=items_for(user).values("pk"),
        offered_at__lte=now,
    )


def ended_for(user: User) -> QuerySet[Assignment]:
    """What the user was shown once and has lost: taken back, no longer needed, or over. Not what was handed
    in or handed back."""
    now = timezone.now()
    lost = Q(state__in=[AssignmentState.REVOKED, AssignmentState.EXPIRED], offered_at__lte=F("closed_at"))
    ending = Q(state__in=ACTIVE, ends_at__lte=now, offered_at__lte=now)
    handed_in = Q(review__submitted_at__isnull=False)
    return Assignment.objects.filter(lost | ending, ~handed_in, reviewer__user_id=user_id(user))


def files_for(user: User) -> QuerySet[SectionFile]:
    """Files of the answers that the user has taken on, while they are being scored."""
    taken_on = assignments_for(user).filter(state=AssignmentState.ACCEPTED)
    return shown_files(SectionFile.objects.filter(section__item__in=taken_on.values("item")))


def history_for(user: User) -> QuerySet[Assignment]:
    """What the user has scored: marks of his or her own, never the answer and never another's marks.

    Also what was set aside since: an entry that went when another's work ended would show the two as a pair.
    """
    set_aside = Q(state=AssignmentState.REVOKED, review__submitted_at__isnull=False)
    scored = Q(state=AssignmentState.SUBMITTED) | set_aside
    return Assignment.objects.filter(scored, reviewer__user_id=user_id(user))


def calibrated_texts_for(user: User) -> QuerySet[Assignment]:
    """Texts of calibrations that the user has scored. Seeded anchors are never among them."""
    return history_for(user).filter(item__kind=Item.Kind.CALIBRATION)


def calibrations_led_by(user: User) -> QuerySet[Calibration]:
    """Attempts in the pools the user leads, but those of the user."""
    led = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    return Calibration.objects.filter(anchor_set__pool__in=led).exclude(reviewer__user_id=user_id(user))


def anchors_led_by(user: User) -> QuerySet[Item]:
    """Seeded anchors scored in the pools the user leads, but those the user scored."""
    led = pools_of(user, PoolRole.Role.CHIEF).values("pk")
    own = Assignment.objects.filter(reviewer__user_id=user_id(user)).values("item")
    return Item.every.filter(kind=Item.Kind.SEEDED, pool__in=led).exclude(pk__in=own)


class Auditor(AnonymousUser):
    """A neutral auditor, for the pack of one round alone: what a chief reviewer of the opened pools would
    read. To every other question this is nobody who is signed in."""

    def __init__(self, grants: Collection[AuditGrant]) -> None:
        super().__init__()
        self.pk: Any = grants and next(iter(grants)).user_id
        self.pools = frozenset(one.pool_id for one in grants)


def pools_of(user: User, role: PoolRole.Role) -> QuerySet[Pool]:
    if isinstance(user, Auditor):
        return Pool.objects.filter(pk__in=user.pools if role == PoolRole.Role.CHIEF else ())
    return Pool.objects.filter(roles__user_id=user_id(user), roles__role=role)


def items_to_clear(user: User) -> QuerySet[Item]:
    """Items waiting for a clearer, in the pools the user clears, but those the user must not see or has
    unblinded, be it for another scoring of the answer."""
    return items_cleared_or_to_clear(user).filter(state=ItemState.RECEIVED)


def items_cleared_or_to_clear(user: User) -> QuerySet[Item]:
    """The same, wherever they are by now: whoever comes too late is told so."""
    unblinded = Unblinding.objects.filter(by_id=user_id(user)).values("item__origin")
    return _staff_items(user, PoolRole.Role.CLEARER).exclude(origin__in=unblinded)


def items_to_take_back(user: User) -> QuerySet[Item]:
    """Items that this clearer has released, and all of the pools that the user leads, wherever they are by
    now; but those the user scores or must not see. Nobody has released a second scoring: a list of one's own
    would tell that there is one."""
    cleared = _staff_items(user, PoolRole.Role.CLEARER)
    released = cleared.filter(cleared_by_id=user_id(user), rescore_of=None)
    mine = Q(pk__in=released.values("pk")) | Q(pk__in=items_led_by(user).values("pk"))
    return Item.objects.filter(mine)


def files_to_clear(user: User) -> QuerySet[SectionFile]:
    """Files of the items that wait for this clearer."""
    return shown_files(SectionFile.objects.filter(section__item__in=items_to_clear(user).values("pk")))


def items_led_by(user: User) -> QuerySet[Item]:
    """All items of the pools the user leads, but those the user scores or must not see."""
    return _staff_items(user, PoolRole.Role.CHIEF)


def plans_led_by(user: User) -> QuerySet[Plan]:
    """Plans of the pools the user leads."""
    return Plan.objects.filter(pool__in=pools_of(user, PoolRole.Role.CHIEF).values("pk"))


def operates(user: User) -> bool:
    """Whether the user watches the machinery: a right of its own, which a superuser has. It opens counts and
    kinds of work, and no answer, mark or name."""
    return isinstance(user, PermissionsMixin) and user.is_active and user.has_perm(OPERATE)


def work_operated_by(user: User) -> QuerySet[Work]:
    """All background work, for whoever watches it; else nothing."""
    return Work.objects.all() if operates(user) else Work.objects.none()


def kept_from(user: User, item: str = "") -> Q:
    """Items that the user scores or must not see, and so must not be counted for the user either.

    Every scoring of such an answer is among them. `item` is the path to them: "" for items,
    "assignments__item__" for reviewers.
    """
    scored = Assignment.objects.filter(reviewer__user_id=user_id(user)).values("item__origin")
    barred = BarredUser.objects.filter(user_id=user_id(user)).values("item__origin")
    formerly = FormerBar.objects.filter(digest__in=user_digests(user_id(user))).values("item__origin")
    return reduce(or_, (Q(**{f"{item}origin__in": answers}) for answers in (scored, barred, formerly)))


def _staff_items(user: User, role: PoolRole.Role) -> QuerySet[Item]:
    items = Item.objects.filter(pool__in=pools_of(user, role).values("pk"))
    return items.exclude(kept_from(user))


def shown_files(files: QuerySet[SectionFile]) -> QuerySet[SectionFile]:
    """Without those that are held: of these there is nothing to see."""
    return files.filter(held="")


def user_id(user: User) -> int:
    """Somebody who is not signed in has nobody's id."""
    return user.pk or 0
