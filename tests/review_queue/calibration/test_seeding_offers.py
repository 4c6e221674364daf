"""Anchors come with offers, in one transaction and letter, to reviewers with room who never had them."""

import pytest
from django.utils import timezone

from review_queue import intake
from review_queue.assigning.actions.accept import accept
from review_queue.assigning.actions.seed_anchors import seed_anchors
from review_queue.assigning.actions.tell_reviewers import tell_reviewers
from review_queue.audit.queries.reliability import scores_of
from review_queue.items.queries.oversight import rounds_led_by
from review_queue.items.queries.passages import passages
from review_queue.models import AnchorCopy, AnchorSection, Assignment, Item, Mail, Plan, PoolRole
from review_queue.scoring.actions.step_back import step_back
from review_queue.scoring.rules import StepBackReason
from tests.factories import anchors, reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored_in():
    """Every offer brings an anchor, as long as there are any."""
    made = reviews.make_round(anchor_every=1)
    anchors.make_anchors(made, "seeded")
    return made


def offers(scored_in, number=1, **given):
    """So many answers, cleared and assigned; all the work that came of it."""
    for _ in range(number):
        reviews.clear_item(reviews.make_item(scored_in, **given))
    reviews.assign_all()
    return list(Assignment.objects.filter(item__round=scored_in).order_by("pk"))


def seeded(**of):
    return Assignment.objects.filter(item__kind=Item.Kind.SEEDED, **of)


def test_an_anchor_comes_with_the_offer(scored_in):
    pair = [reviews.make_reviewer() for _ in range(2)]
    offers(scored_in, 2)
    for one in pair:
        real, _, anchor, _ = Assignment.objects.filter(reviewer=one).order_by("pk")
        assert (real.item.kind, anchor.item.kind) == ("answer", "seeded")
        assert (anchor.state, anchor.due, anchor.answer_by) == (real.state, real.due, real.answer_by)
        assert anchor.plan == real.plan
        assert anchor.item.sections.get().prompt == real.item.sections.get().prompt
        assert anchor.item.sections.get().code == real.item.sections.get().code


def test_one_letter_speaks_of_both(scored_in):
    pair = [reviews.make_reviewer() for _ in range(2)]
    made = offers(scored_in, 2)
    tell_reviewers(leaves=made[0].offered_at)
    (letter,) = Mail.objects.filter(to=pair[0].user.email)
    assert letter.subject == "You are asked to score 4 answers"
    assert all(one.code in letter.body for one in made if one.reviewer == pair[0])


def test_nobody_gets_the_same_anchor_twice_and_then_there_are_none(scored_in):
    one, _ = (reviews.make_reviewer() for _ in range(2))
    offers(scored_in, 5)
    copies = AnchorCopy.objects.filter(reviewer=one)
    assert copies.count() == 3
    assert copies.values("anchor").distinct().count() == 3


def test_capacity_counts_anchors_and_what_had_no_room_is_owed(scored_in):
    one = reviews.make_reviewer(capacity=3)
    reviews.make_reviewer()
    offers(scored_in, 2)
    assert seeded(reviewer=one).count() == 1
    for done in Assignment.objects.filter(reviewer=one):
        reviews.score(done, 2)
    offers(scored_in, 2)
    assert seeded(reviewer=one).count() == 2


def test_only_beside_answers_to_the_same_questions_and_in_the_same_language(scored_in):
    for _ in range(2):
        reviews.make_reviewer(languages=["en", "es"])
    offers(scored_in, 2, sections=[{"code": "q1", "prompt": "Something else?", "text": "Yes."}])
    offers(scored_in, 2, language="es")
    assert not seeded().exists()
    offers(scored_in, 2, sections=[{"code": "q9", "prompt": "What would  you\ndo?", "text": "Wait."}])
    assert {one.item.sections.get().code for one in seeded()} == {"q9"}


def test_whoever_leads_or_clears_the_pool_gets_none(scored_in):
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    knowing, other = reviews.make_reviewer(user=chief), reviews.make_reviewer()
    offers(scored_in, 2)
    assert not seeded(reviewer=knowing).exists()
    assert seeded(reviewer=other).exists()


@pytest.mark.parametrize("change", ["none", "retired", "draft", "calibration", "pool", "round"])
def test_sets_that_do_not_count(change):
    made = reviews.make_round(anchor_every=0 if change == "none" else 1)
    use = "calibration" if change == "calibration" else "seeded"
    pool = reviews.make_pool("far" if change == "pool" else "shared")
    found = anchors.draft_anchors(made, use, points=(1,), pool=pool)
    if change == "round":
        found.rounds.set([reviews.make_round()])
    found.published_at = None if change in ("draft", "calibration") else timezone.now()
    found.retired_at = timezone.now() if change == "retired" else None
    found.save()
    for _ in range(2):
        reviews.make_reviewer()
    assert len(offers(made, 2)) == 4
    assert not seeded().exists()


def test_asking_for_one_brings_one(scored_in):
    one = reviews.make_reviewer()
    item = reviews.clear_item(reviews.make_item(scored_in))
    first = reviews.ask_for_one(one, timezone.localdate())
    assert first is not None
    assert (first.item.kind, first.state) == ("seeded", "offered")
    item.refresh_from_db()
    assert item.state == "cleared"
    assert not item.assignments.exists()
    second = reviews.ask_for_one(one, timezone.localdate())
    assert second is not None
    assert second.item == item


def test_where_nothing_waits_no_anchor_comes_either(scored_in):
    one = reviews.make_reviewer()
    assert reviews.ask_for_one(one, timezone.localdate()) is None


def test_nothing_is_compared_and_nobody_is_asked_again(scored_in):
    one, other = (reviews.make_reviewer() for _ in range(2))
    offers(scored_in, 2)
    reviews.score(seeded(reviewer=one)[0], 3)
    anchor = seeded(reviewer=other)[0]
    accept(assignment=anchor)
    step_back(assignment=anchor, reason=StepBackReason.RECOGNIZED)
    assert reviews.assign_all() == []
    assert sorted(Item.every.filter(kind="seeded").values_list("state", flat=True)) == [
        "assigned",
        "assigned",
        "assigned",
        "withdrawn",
    ]


def test_counts_reports_and_the_sender_know_nothing_of_anchors(scored_in):
    chief = reviews.make_staff(PoolRole.Role.CHIEF)
    for _ in range(2):
        reviews.make_reviewer()
    for one in offers(scored_in, 2):
        reviews.score(one, 3)
    counts = vars(rounds_led_by(chief, timezone.localdate()).get())
    assert (counts["total"], counts["decided"], counts["late"]) == (2, 2, 0)
    assert len(scores_of(chief, scored_in).scored) == 2
    assert Item.objects.count() == scored_in.items.count() == 2
    anchor = Item.every.filter(kind="seeded")[0]
    assert intake.status(anchor.ref).state == "unknown"


@pytest.mark.parametrize("reviewers", [2, 12])
def test_seeding_takes_the_same_queries_for_few_reviewers_and_many(
    scored_in, reviewers, django_assert_num_queries
):
    people = [reviews.make_reviewer() for _ in range(reviewers)]
    plan = Plan.objects.create(
        round=scored_in, pool=reviews.make_pool(), inputs="", seed=1, solver="", cost=0, unfilled=0
    )
    for one in [*people, *people]:
        Assignment.objects.create(
            item=reviews.make_item(scored_in), slot=1, reviewer=one, due=timezone.localdate(), plan=plan
        )
    reviews.clear_item(Item.objects.earliest("received_at"))
    with django_assert_num_queries(16):
        seed_anchors(plan, lambda _: 5)
    assert seeded().count() == 2 * reviewers


def test_a_round_without_anchors_pays_one_query(django_assert_num_queries):
    plan = Plan.objects.create(
        round=reviews.make_round(), pool=reviews.make_pool(), inputs="", seed=1, solver="", cost=0, unfilled=0
    )
    with django_assert_num_queries(1):
        seed_anchors(plan, lambda _: 5)


def test_brackets_that_mask_nothing_are_plain_words(scored_in):
    AnchorSection.objects.update(text="I would go on with [STEP-1] and ask [NAME-1].")
    for _ in range(2):
        reviews.make_reviewer()
    offers(scored_in, 2)
    for one in seeded():
        assert [span.kind for span in one.item.sections.get().spans.all()] == ["NAME"]
        assert [piece.text for piece in passages(one.item)[0].paragraphs[0] if piece.kind == "masked"] == [
            "[NAME-1]"
        ]
