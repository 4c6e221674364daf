"""Make a person a reviewer, or bring a reviewer's record up to date."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from review_queue.locks import update_or_create
from review_queue.models import Language, Pool, PoolMembership, Qualification, Reviewer


@transaction.atomic
def enroll_reviewer(
    *,
    user: AbstractBaseUser,
    pools: Iterable[Pool],
    qualifications: Iterable[str] = (),
    languages: Iterable[str] = ("en",),
    agency: str = "",
    capacity: int = 5,
    novice: bool = False,
    may_adjudicate: bool = False,
) -> Reviewer:
    """The reviewer, a member of these pools. What the record said is replaced; pools are only added."""
    reviewer, _ = update_or_create(
        Reviewer,
        user_id=user.pk,
        defaults={
            "agency": agency,
            "capacity": capacity,
            "novice": novice,
            "may_adjudicate": may_adjudicate,
            "active": True,
        },
    )
    for pool in pools:
        PoolMembership.objects.get_or_create(pool=pool, reviewer=reviewer)
    Qualification.objects.filter(reviewer=reviewer).delete()
    Qualification.objects.bulk_create(
        Qualification(reviewer=reviewer, tag=tag) for tag in sorted(set(qualifications))
    )
    Language.objects.filter(reviewer=reviewer).delete()
    Language.objects.bulk_create(Language(reviewer=reviewer, code=code) for code in sorted(set(languages)))
    return reviewer
