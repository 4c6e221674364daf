"""Work that ends before it is done: its reviewer is thanked and told, and never met by a 404."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from review_queue import intake
from review_queue.models import Assignment, Mail, Mark, Review
from review_queue.reviewer.views import overview
from review_queue.scoring.actions.end_work import end_due
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.thank import thank_all
from review_queue.stalls.actions.work_in_hand import take_back
from tests.factories import reviews
from tests.review_queue.conftest import signed_in

pytestmark = pytest.mark.django_db

CODE = "CODE"


def letters(one) -> list[str]:
    rows = Mail.objects.filter(event_key=f"ended:{one.code}")
    return [f"{row.subject}\n{row.body}".replace(one.code, CODE) for row in rows]


def withdraw(one, leader):
    intake.withdraw(one.item.ref, reason="candidate")
    end_due()


def report(one, leader):
    report_identity(assignment=one.item.assignments.get(slot=2))


def back(one, leader):
    take_back(item=one.item, slot=1, by=leader, reason="Not heard of.")


@pytest.mark.parametrize("end", [withdraw, report, back])
def test_the_reviewer_reads_it_in_words_and_gets_a_letter(own, pair, reviewer, leader, end):
    reviews.draft(own, 2, "A draft of mine.")
    Review.objects.filter(assignment=own).update(active_seconds=2100)
    end(own, leader)
    thank_all()
    page = reviewer.get(own.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 410
    assert "no longer needs you" in text
    assert "Thank you for the time that you gave to it." in text
    assert "about 35 min" in text
    assert reviews.ANSWER not in text
    assert len(letters(own)) == 1
    assert own.item.code not in letters(own)[0]


def test_the_letter_is_the_same_whatever_ended_it(leader):
    said = set()
    for end in (withdraw, report, back):
        _, pair = reviews.make_assigned()
        own = reviews.accept_offer(pair[0])
        end(own, leader)
        thank_all()
        said |= set(letters(own))
    assert len(said) == 1


def test_the_draft_is_gone_and_the_time_stays(own, reviewer, leader):
    reviews.draft(own, 2, "A draft of mine.", "copied", "off_topic")
    Review.objects.filter(assignment=own).update(active_seconds=2100)
    withdraw(own, leader)
    thank_all()
    review = Review.objects.get(assignment=own)
    said = (review.feedback, review.flag, review.unscorable, review.active_seconds)
    assert said == ("", "", "", 2100)
    assert not Mark.objects.filter(review=review).exists()
    done = reviewer.get(reverse("review_queue:history")).content.decode()
    assert own.code in done
    assert "about 35 min in all" in done


def test_time_that_is_no_longer_listed_counts_in_all(monkeypatch):
    who = reviews.make_reviewer()
    reviews.make_reviewer()
    for _ in range(2):
        item = reviews.clear_item(reviews.make_item())
        reviews.assign_all()
        own = reviews.accept_offer(item.assignments.get(reviewer=who))
        Review.objects.filter(assignment=own).update(active_seconds=2100)
        withdraw(own, None)
        thank_all()
    monkeypatch.setattr(overview, "PAGE", 1)
    done = signed_in(who.user).get(reverse("review_queue:history")).content.decode()
    assert done.count("about 35 min") == 1
    assert "about 1 h 10 min in all" in done


def test_a_script_that_saves_is_told_in_words(own, reviewer, leader):
    withdraw(own, leader)
    url = reverse("review_queue:draft", args=[own.code])
    response = reviewer.post(url, {"version": 0}, HTTP_ACCEPT="application/json")
    assert response.status_code == 410
    assert response.json()["message"].startswith("This answer no longer needs your review.")


def test_one_letter_and_none_for_what_was_handed_in(own, pair, leader):
    reviews.score(own, 3)
    withdraw(own, leader)
    assert thank_all() == 1  # the other one, to whom it was offered
    assert thank_all() == 0
    assert letters(own) == []


def test_nobody_is_written_to_whose_account_is_closed(own, leader):
    own.reviewer.user.is_active = False
    own.reviewer.user.save()
    back(own, leader)
    assert thank_all() == 0


def test_another_ones_code_is_a_404_as_before(own, other, outsider, leader):
    withdraw(own, leader)
    for stranger in (other, outsider):
        assert stranger.get(own.get_absolute_url()).status_code == 404


def test_what_was_offered_and_had_not_left_is_nobodys_to_see(own, pair, leader):
    ahead = timezone.now() + datetime.timedelta(days=1)
    Assignment.objects.filter(pk=pair[1].pk).update(offered_at=ahead)
    withdraw(own, leader)
    assert thank_all() == 1
