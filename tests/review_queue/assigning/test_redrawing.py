"""A kept plan is drawn again from what it was drawn from, whatever has changed since."""

import json
import zlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from review_queue.assigning.actions.propose_plan import propose_plan
from review_queue.assigning.queries.redrawing import Redrawn, redraw
from review_queue.matching.kept import packed, unpacked
from review_queue.models import Assignment, Plan, PlannedSlot, PoolMembership, PoolRole, Reviewer
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

AGENCIES = ("Harbor Clinic", "", "Anchor House", "Harbor Clinic", "", "Zion Center")


@pytest.fixture
def plan():
    """Eight answers, one of which asks for more than most can do, for six reviewers of three agencies."""
    for number, agency in enumerate(AGENCIES):
        reviewer = reviews.make_reviewer(agency=agency, novice=number == 2, capacity=2)
        if number % 2:
            reviewer.qualifications.create(tag="RARE")
    first = reviews.make_item(requires=["RARE"])
    items = [reviews.clear_item(one) for one in (first, *(reviews.make_item(first.round) for _ in range(7)))]
    drawn = propose_plan(scored_in=first.round, pool=first.pool, items=items)
    assert drawn.slots.count() >= 8
    assert drawn.unfilled
    return drawn


def again(plan: Plan) -> Redrawn:
    return redraw(Plan.objects.select_related("round").get(pk=plan.pk))


def test_it_is_the_same_plan(plan):
    assert again(plan) is Redrawn.SAME


def test_it_is_the_same_whatever_has_changed_since(plan):
    one, two, three, four, *_ = Reviewer.objects.order_by("pk")
    PoolMembership.objects.filter(reviewer=one).delete()
    Reviewer.objects.filter(pk=two.pk).update(active=False)
    Reviewer.objects.filter(pk=three.pk).update(
        capacity=40, novice=False, agency="Another", may_adjudicate=True
    )
    four.user.is_active = False
    four.user.save()
    for _ in range(3):
        reviews.make_reviewer(capacity=20)
    reviews.assign_all()
    assert Assignment.objects.exists()
    assert again(plan) is Redrawn.SAME


def test_names_of_agencies_are_not_kept(plan):
    kept = zlib.decompress(bytes(plan.kept or b"")).decode()
    assert "harbor" not in kept.lower()
    assert len({one.agency for one in unpacked(bytes(plan.kept or b"")).candidates}) == len(set(AGENCIES))
    kept_bytes = bytes(plan.kept or b"")
    assert packed(unpacked(kept_bytes)) == kept_bytes
    assert len(kept_bytes) < 4_000


def changed(plan: Plan, path: str, value: object) -> bytes:
    plain = json.loads(zlib.decompress(bytes(plan.kept or b"")))
    plain[path][0][-7 if path == "candidates" else 2] = value
    return zlib.compress(json.dumps(plain).encode())


def test_inputs_that_were_changed_no_longer_match_their_digest(plan):
    for kept in (changed(plan, "candidates", 40), changed(plan, "demands", [1]), b"", zlib.compress(b"[]")):
        Plan.objects.update(kept=kept)
        assert again(plan) is Redrawn.CHANGED


def test_a_plan_that_was_changed_is_another_one(plan):
    slot = PlannedSlot.objects.filter(plan=plan)[0]
    taken = PlannedSlot.objects.filter(plan=plan, item=slot.item).values("reviewer")
    slot.reviewer = Reviewer.objects.exclude(pk__in=taken)[0]
    slot.save()
    assert again(plan) is Redrawn.DIFFERENT
    Plan.objects.update(cost=plan.cost + 1)
    assert again(plan) is Redrawn.DIFFERENT


def test_what_cannot_be_drawn_again_says_why(plan):
    Plan.objects.update(solver="another one")
    assert again(plan) is Redrawn.OTHER_SOLVER
    Plan.objects.update(kept=None)
    assert again(plan) is Redrawn.NOT_KEPT


def test_the_command_says_it_and_ends_with_one_if_it_is_another(plan):
    said = StringIO()
    call_command("redraw_plan", str(plan.pk), stdout=said)
    assert said.getvalue().strip() == Redrawn.SAME.value
    Plan.objects.update(kept=b"x")
    with pytest.raises(CommandError, match="its digest is another one"):
        call_command("redraw_plan", str(plan.pk))
    Plan.objects.all().delete()
    with pytest.raises(CommandError, match="There is no plan"):
        call_command("redraw_plan", str(plan.pk))


def test_the_button_says_it_to_whoever_leads_the_pool_and_writes_nothing(plan):
    client = signed_in(reviews.make_staff(PoolRole.Role.CHIEF, plan.pool))
    page = client.get(reverse("review_queue:plan", args=[plan.round.code])).content.decode()
    address = reverse("review_queue:redraw_plan", args=[plan.pk])
    assert address in page
    before = list(Plan.objects.values())
    assert Redrawn.SAME.value in client.post(address, follow=True).content.decode()
    assert list(Plan.objects.values()) == before
    assert not Assignment.objects.filter(offered_at__lte=timezone.now()).exists()
    Plan.objects.update(kept=None)
    assert "was not kept" in client.post(address, follow=True).content.decode()
    stranger = signed_in(reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("elsewhere")))
    assert stranger.post(address).status_code == 404
    assert client.get(address).status_code == 405
