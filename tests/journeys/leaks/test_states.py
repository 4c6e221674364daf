"""Whatever happens out of a reviewer's sight, the reviewer's pages stay as they were, to the byte."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.test import Client

from endorsement_plugin.models import Person, Sitting
from review_queue.models import Assignment, Item, Review, Round
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.rules import StepBackReason
from review_queue.work.running import run_due
from tests.factories.people import make_user
from tests.factories.reviews import accept_offer, clear_item, make_item, make_reviewer, score
from tests.journeys import canaries
from tests.journeys.leaks.catalogue import asks
from tests.journeys.leaks.world import MARKS, ROLES, Untouched, World, desk_of, write

pytestmark = pytest.mark.django_db


Happening = Callable[[World, Assignment], None]


def hand_in(assignment: Assignment) -> None:
    review = Review.objects.get(assignment=assignment)
    submit_review(assignment=assignment, version=review.version)


def one_hands_in(world: World, one: Assignment) -> None:
    hand_in(one)


def one_marks_anew(world: World, one: Assignment) -> None:
    write(one, 0, "Otherwise", "Otherwise again")


def one_flags_it_and_hands_in(world: World, one: Assignment) -> None:
    """And the chief is told."""
    Review.objects.filter(assignment=one).update(flag="danger")
    hand_in(one)
    run_due()


def one_steps_back_and_is_replaced(world: World, one: Assignment) -> None:
    """By somebody new, so that nobody of the four is asked."""
    make_reviewer(world.item.pool, user=make_user("new@example.org"), qualifications=["IMHS"], capacity=500)
    world.item.pool.memberships.exclude(reviewer__user__email="new@example.org").delete()
    step_back(assignment=one, reason=StepBackReason.RECOGNIZED)
    run_due()
    assert Assignment.objects.get(reviewer__user__email="new@example.org").item == world.item


def the_candidate_is_somebody_else(world: World, one: Assignment) -> None:
    Person.objects.update(given_name="Ann", family_name="Otherwise", employer="Elsewhere")
    Sitting.objects.update(handed_in_at="2020-02-02T02:02Z", review_ref=uuid4())
    Item.objects.filter(pk=world.item.pk).update(
        ref=uuid4(), received_at="2020-02-02T02:02Z", language="fr", due="2020-02-02"
    )


def ten_more_hand_in(world: World, one: Assignment) -> None:
    """Whose answers wait for clearance, in the same round."""
    for _ in range(10):
        make_item(Round.objects.get(code="spring"), world.item.pool)


def the_candidate_needs_something_rare(world: World, one: Assignment) -> None:
    world.item.requirements.all().delete()
    world.item.requirements.create(tag="ONLY-ONE")


def an_earlier_attempt_turns_up(world: World, one: Assignment) -> None:
    """Of the same candidate, scored by two others and failed."""
    earlier = _scored_by_two_others(world)
    Sitting.objects.create(
        application=world.sitting.application, paper=world.sitting.paper, number=2, state="failed",
        opens_on="2025-04-30", review_ref=earlier.ref, feedback="Not yet.",
    )  # fmt: skip


def _scored_by_two_others(world: World) -> Item:
    new = [
        make_reviewer(world.item.pool, user=make_user(f"{n}@example.org"), qualifications=["OLD"])
        for n in (1, 2)
    ]
    item = clear_item(make_item(Round.objects.get(code="spring"), world.item.pool, requires=["OLD"]))
    run_due()
    for one in item.assignments.all():
        assert one.reviewer in new
        score(accept_offer(one), 0, "Not yet.")
    assert Item.objects.get(pk=item.pk).state == "decided"
    return item


HAPPENINGS: list[tuple[Happening, str]] = [
    (one_hands_in, "assigned"),
    (one_hands_in, "coordinator"),
    (one_marks_anew, "assigned"),
    (one_marks_anew, "coordinator"),
    (one_flags_it_and_hands_in, "assigned"),
    (one_flags_it_and_hands_in, "coordinator"),
    (one_steps_back_and_is_replaced, "assigned"),
    (one_steps_back_and_is_replaced, "coordinator"),
    (the_candidate_is_somebody_else, "nobody"),
    (ten_more_hand_in, "nobody"),
    (the_candidate_needs_something_rare, "nobody"),
    (an_earlier_attempt_turns_up, "nobody"),
]


@asks("early marks", "aggregates", "new state", "prior results", "retakes", "times", "rarity", "small class")
@pytest.mark.parametrize(("happens", "to"), HAPPENINGS, ids=lambda one: getattr(one, "__name__", one))
def test_nothing_is_noticed(
    world: World, untouched: Untouched, happens: Happening, to: str, subtests: pytest.Subtests
):
    """By anybody but the one it happens to."""
    others = [role for role in ROLES if role != to]
    before = {role: untouched.desk_of(role) for role in others}
    happens(world, world.of(to) or world.own)
    for role in others:
        with subtests.test(role):
            after = desk_of(world, role)
            assert {address for address in after if before[role][address] != after[address]} == set()


@asks("new state", "early marks")
def test_a_dispute_and_its_end_are_not_noticed(world: World):
    """Whoever has handed in sees no difference between a pair that agreed, a third at work, and a verdict."""
    write(world.others, 0, *MARKS[2:])
    hand_in(world.own)
    before = desks(world)
    make_reviewer(
        world.item.pool, user=make_user("third@example.org"), qualifications=["IMHS"], may_adjudicate=True
    )
    hand_in(world.others)
    run_due()
    assert Item.objects.get(pk=world.item.pk).state == "adjudicating"
    assert desks(world) == before
    score(Assignment.objects.get(slot=3), 3)
    assert Item.objects.get(pk=world.item.pk).state == "decided"
    assert desks(world) == before


def desks(world: World) -> dict[str, dict[str, bytes]]:
    return {role: desk_of(world, role) for role in ("assigned", "unassigned", "superuser")}


@asks("prior results", "early marks")
def test_a_third_reviewer_sees_what_a_first_one_sees(world: World):
    """Neither the marks, nor that there are any: but for the code the two pages are the same."""
    for one in (world.own, world.others):
        write(one, 3 if one == world.own else 0, "A word of mine", "Some feedback.")
        Review.objects.filter(assignment=one).update(flag="copied")
        hand_in(one)
    user = make_user("third@example.org")
    make_reviewer(world.item.pool, user=user, qualifications=["IMHS"], may_adjudicate=True)
    third, first = _offered_as_third(world), _offered_as_first(world, user)
    client = Client()
    client.force_login(user)
    pages = [client.get(one.get_absolute_url()).content.decode() for one in (third, first)]
    assert _without(pages[0], third) == _without(pages[1], first)


def _offered_as_third(world: World) -> Assignment:
    run_due()
    return Assignment.objects.get(item=world.item, slot=3)


def _offered_as_first(world: World, user: User) -> Assignment:
    """The same words by another candidate."""
    texts = [{"code": one.code, "prompt": one.prompt, "text": one.text} for one in world.item.sections.all()]
    item = clear_item(make_item(Round.objects.get(code="spring"), world.item.pool, sections=texts))
    world.item.pool.memberships.exclude(reviewer__user=user).delete()
    make_reviewer(world.item.pool)
    run_due()
    return Assignment.objects.get(item=item, reviewer__user=user)


def _without(page: str, assignment: Assignment) -> str:
    due = assignment.answer_by
    for word in (assignment.code, due.isoformat(), f"{due:%H:%M}"):
        page = page.replace(word, "…")
    start, end = page.index("<main"), page.index("</main>")
    return "\n".join(line for line in page[start:end].splitlines() if "csrfmiddlewaretoken" not in line)


@asks("prior results", "retakes")
def test_who_scored_an_earlier_attempt_never_scores_a_later_one(world: World):
    """Nor is the later one known by anything of the first."""
    again = make_item(Round.objects.get(code="spring"), world.item.pool, earlier=[world.item.ref])
    clear_item(again)
    run_due()
    names = set(again.assignments.values_list("reviewer__user__email", flat=True))
    assert names == {"rupert@example.org"}
    ours = {world.item.code, world.own.code, world.others.code}
    assert not ours & {again.code, *again.assignments.values_list("code", flat=True)}
    assert not canaries.found_in(f"{again.code} {again.ref}")
