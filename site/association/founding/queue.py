"""The blind review of exam answers: rubric, rounds, pool and people."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from review_queue.assigning.actions.enroll_reviewer import enroll_reviewer
from review_queue.items.actions.publish_rubric import Scale, Step, publish_rubric
from review_queue.models import Pool, PoolRole, Reviewer, Round, Rubric

CAPACITY = 60  # answers one reviewer holds at a time: few reviewers may have many applicants


def ensure_queue(facts: dict[str, Any], people: dict[str, User]) -> None:
    """Everything an exam answer needs to be scored. What exists stays as it is."""
    pool = _pool(facts["pool"], people)
    rubric = _rubric(facts["rubric"])
    for one in facts["rounds"]:
        made, _ = Round.objects.get_or_create(
            code=one["code"], defaults={"title": one["title"], "rubric": rubric}
        )
        made.pools.add(pool)
    for one in facts["reviewers"]:
        _enroll(one, people[one["email"]], pool)


def _pool(facts: dict[str, Any], people: dict[str, User]) -> Pool:
    pool, _ = Pool.objects.get_or_create(code=facts["code"], defaults={"name": facts["name"]})
    for role, emails in ((PoolRole.Role.CLEARER, facts["clearers"]), (PoolRole.Role.CHIEF, facts["chiefs"])):
        for email in emails:
            PoolRole.objects.get_or_create(pool=pool, user=people[email], role=role)
    return pool


def _rubric(facts: dict[str, Any]) -> Rubric:
    existing = Rubric.objects.filter(code=facts["code"]).first()
    return existing or publish_rubric(
        code=facts["code"],
        title=facts["title"],
        pass_mark=Decimal(facts["pass_mark"]),
        scales=[_scale(criterion) for criterion in facts["criteria"]],
    )


def _scale(facts: dict[str, Any]) -> Scale:
    """Levels are written from the lowest up; the first is worth nothing."""
    steps = [Step(points, label, descriptor) for points, (label, descriptor) in enumerate(facts["levels"])]
    return Scale(facts["code"], facts["name"], steps, facts["weight"], facts["guidance"])


def _enroll(facts: dict[str, Any], user: User, pool: Pool) -> None:
    if Reviewer.objects.filter(user=user).exists():
        return
    enroll_reviewer(
        user=user,
        pools=[pool],
        qualifications=facts["qualifications"],
        agency=facts["agency"],
        capacity=CAPACITY,
        may_adjudicate=facts.get("may_adjudicate", False),
    )
