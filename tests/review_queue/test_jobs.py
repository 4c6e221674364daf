"""Background work and duties: done once, mended when wrong."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from review_queue.assigning.actions import fill_slots as filling
from review_queue.assigning.actions.propose_plan import Drawn, draw_plan
from review_queue.assigning.actions.repair_access import repair_access
from review_queue.jobs import assign, fill_open_slots, repair
from review_queue.models import Assignment, Beat, ItemUserPermission, Mail, Plan, PoolRole, Work
from review_queue.scoring.actions.remind import remind
from review_queue.work.asking import ask
from review_queue.work.claims import Claim, take
from review_queue.work.duties import run_duties
from review_queue.work.errors import LostClaim
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db


def test_repair_brings_access_in_line_with_assignments():
    item, (first, second) = reviews.make_assigned()
    ItemUserPermission.objects.filter(user=first.reviewer.user).delete()
    stranger = reviews.make_account()
    right = Permission.objects.get(codename="score_item")
    ItemUserPermission.objects.create(user=stranger, permission=right, content_object=item)

    assert repair_access() == (1, 1)
    holders = set(ItemUserPermission.objects.values_list("user", flat=True))
    assert holders == {first.reviewer.user_id, second.reviewer.user_id}
    assert repair_access() == (0, 0)


def test_slots_that_stayed_open_are_filled_when_somebody_can():
    item = reviews.clear_item(reviews.make_item())
    run_due()
    assert item.assignments.count() == 0
    for _ in range(2):
        reviews.make_reviewer()
    fill_open_slots()
    fill_open_slots()
    item.refresh_from_db()
    assert (item.state, item.assignments.count()) == ("assigned", 2)


def claimed() -> Claim:
    """The assigning of the one item that waits, taken by a worker."""
    claim = take(Work.objects.get(kind="review_queue.assign").pk)
    assert claim
    return claim


def test_who_has_lost_the_claim_assigns_nothing():
    """The plan and its offers are in the transaction that finishes the claim, so the fence holds them too."""
    for _ in range(2):
        reviews.make_reviewer()
    reviews.clear_item(reviews.make_item())
    first = claimed()
    Work.objects.filter(pk=first.work_id).update(lease_until=timezone.now() - datetime.timedelta(hours=1))
    second = claimed()
    with pytest.raises(LostClaim):
        assign(first)
    assert not Plan.objects.exists()
    assert not Assignment.objects.exists()
    assign(second)
    assert Assignment.objects.count() == 2
    assert Work.objects.get(pk=first.work_id).state == "done"


def test_what_changes_between_drawing_and_applying_is_drawn_again(monkeypatch):
    reviewers = [reviews.make_reviewer() for _ in range(3)]
    item = reviews.clear_item(reviews.make_item())
    drawn: list[Drawn] = []

    def overtaken(**given):
        plan = draw_plan(**given)
        if not drawn:
            _, _, chosen = plan.solved.pairs[0]
            item.barred_users.create(user_id=next(one.user_id for one in reviewers if one.pk == chosen))
        drawn.append(plan)
        return plan

    monkeypatch.setattr(filling, "draw_plan", overtaken)
    claim = claimed()
    assign(claim)
    assert claim.finished
    assert len(drawn) == 2
    assert [plan.state for plan in Plan.objects.all()] == ["applied"]
    assert item.assignments.count() == 2
    assert not item.assignments.filter(reviewer__user__in=item.barred_users.values("user")).exists()


def test_one_letter_for_everything_offered_at_once(mailoutbox):
    for _ in range(2):
        reviews.make_reviewer()
    scored_in = reviews.make_round()
    items = [reviews.clear_item(reviews.make_item(scored_in)) for _ in range(3)]
    Work.objects.all().delete()
    fill_open_slots()
    run_due()
    assert sorted(mail.subject for mail in mailoutbox) == ["You are asked to score 3 answers"] * 2
    own = {one.code for one in Assignment.objects.filter(reviewer__user__email=mailoutbox[0].to[0])}
    assert all(code in mailoutbox[0].body for code in own)
    assert not any(item.code in mailoutbox[0].body for item in items)


@pytest.mark.parametrize(("days", "letters"), [(10, 0), (3, 2), (-1, 2)])
def test_reminders_go_out_once_for_what_is_due_soon(days, letters, mailoutbox):
    due = timezone.localdate() + datetime.timedelta(days=days)
    reviews.make_assigned(due=due)
    for _ in range(3):
        assert remind() == letters
    assert Mail.objects.filter(event_key__startswith="remind:").count() == letters
    run_due()
    assert len([mail for mail in mailoutbox if "is due on" in mail.subject]) == letters


def test_what_is_handed_in_is_not_reminded_of():
    _, pair = reviews.make_assigned(due=timezone.localdate())
    reviews.score(pair[0], 3)
    assert remind() == 1


def test_clearers_hear_of_the_first_item_that_waits_and_not_of_every_one():
    clearer = reviews.make_staff(PoolRole.Role.CLEARER)
    barred = reviews.make_staff(PoolRole.Role.CLEARER)
    first = reviews.make_item(barred=[barred.pk])
    run_due()
    reviews.make_item()
    run_due()
    letters = Mail.objects.filter(event_key__startswith="clearance:")
    assert [letter.to for letter in letters] == [clearer.email]
    reviews.clear_item(first, by=clearer)


def test_letters_of_a_plan_that_were_owed_before_offers_left_at_moments_are_still_written():
    _, pair = reviews.make_assigned()
    Work.objects.filter(kind="review_queue.tell_reviewers").delete()
    ask("review_queue.tell_reviewers", str(pair[0].plan_id))
    run_due()
    assert {mail.to for mail in Mail.objects.all()} == {one.reviewer.user.email for one in pair}


def test_work_rows_hold_opaque_ids_only():
    _, pair = reviews.make_assigned()
    reviews.score(pair[0], 3)
    for work in Work.objects.all():
        assert work.key.replace("-", "").isalnum()
        assert pair[0].reviewer.user.email not in work.key


def test_the_operator_learns_what_each_duty_found(caplog):
    item, (first, _) = reviews.make_assigned()
    run_duties()
    found = dict(Beat.objects.values_list("name", "found"))
    assert found["review_queue.repair_access"] == 0
    assert found["review_queue.seal"] == item.events.count()
    ItemUserPermission.objects.filter(user=first.reviewer.user).delete()
    assert repair() == 1
    assert "did not match the assignments: 1 missing, 0 too many" in caplog.text
