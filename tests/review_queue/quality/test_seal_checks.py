"""The seals are checked from a page: as background work, with progress, and what was found is kept."""

import pytest
from django.urls import reverse

from review_queue.audit.actions import seal_events
from review_queue.models import Mark, PoolRole, SealCheck, Work
from review_queue.quality.actions.check_seals import ask_for_check, check_seals
from review_queue.work.running import run_due
from tests.factories import reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def scored():
    item, work = reviews.make_assigned()
    for one in work:
        reviews.score(one, 3)
    seal_events()
    return item


def there(client):
    return " ".join(client.get(reverse("review_queue:seal_checks")).content.decode().split())


def test_a_check_runs_as_work_and_its_result_stays(client, scored):
    chief = reviews.make_staff(PoolRole.Role.CHIEF, scored.pool)
    client.force_login(chief)
    assert "Nobody has checked the seals here yet" in there(client)
    client.post(reverse("review_queue:seal_checks"))
    assert "A check is under way" in there(client)
    again = client.post(reverse("review_queue:seal_checks"), follow=True).content.decode()
    assert "Wait until it has ended." in again
    run_due()
    assert "Every seal holds, and the rows are what was sealed" in there(client)
    check = SealCheck.objects.get()
    assert (check.answers, check.done) == (1, 1)
    assert check.ended_at


def test_progress_is_seen_while_it_runs(client, scored, admin_user):
    client.force_login(admin_user)
    made = ask_for_check(by=admin_user)
    check_seals(check_id=made.pk)  # done, and not yet kept
    assert "1 of 1 answers compared" in there(client)


def test_a_check_that_was_given_up_says_so_and_keeps_nobody_from_another(client, scored, admin_user):
    client.force_login(admin_user)
    cut_short = ask_for_check(by=admin_user)
    check_seals(check_id=cut_short.pk)
    Work.objects.filter(kind="review_queue.check_seals").update(state=Work.State.DEAD)
    shown = there(client)
    assert "The check was given up" in shown
    assert "the last time after 1 of 1 answers. Whoever operates the queue sees why." in shown
    assert "Check now" in shown
    assert "hx-get" not in shown
    operator = client.get(reverse("review_queue:operations")).content.decode()
    assert "review_queue.check_seals" in operator
    client.post(reverse("review_queue:seal_checks"))
    assert "A check is under way" in there(client)
    run_due()
    shown = there(client)
    assert "Every seal holds, and the rows are what was sealed" in shown
    assert "not ended" in shown
    assert SealCheck.objects.filter(ended_at=None).get() == cut_short


def test_what_is_not_as_sealed_is_named_but_not_to_who_scored_it(client, scored):
    Mark.objects.filter(review__assignment__item=scored).update(comment="Changed.")
    chief = reviews.make_staff(PoolRole.Role.CHIEF, scored.pool)
    client.force_login(chief)
    client.post(reverse("review_queue:seal_checks"))
    run_due()
    shown = there(client)
    assert "Not everything is as it was sealed" in shown
    work = scored.assignments.get(slot=1)
    assert f"Answer {scored.code}: the review of assignment {work.pk} is not what was sealed" in shown
    scorer = scored.assignments.all()[0].reviewer.user
    PoolRole.objects.create(pool=scored.pool, user=scorer, role=PoolRole.Role.CHIEF)
    client.force_login(scorer)
    assert scored.code not in there(client)


@pytest.mark.parametrize("role", ["reviewer", "clearer", "nobody"])
def test_others_find_no_such_page(client, scored, role):
    users = {
        "reviewer": lambda: scored.assignments.all()[0].reviewer.user,
        "clearer": lambda: reviews.make_staff(PoolRole.Role.CLEARER, scored.pool),
        "nobody": reviews.make_account,
    }
    client.force_login(users[role]())
    for ask in (client.get, client.post):
        assert ask(reverse("review_queue:seal_checks")).status_code == 404
