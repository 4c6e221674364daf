"""The desk: read, mark, save, check, hand in; with and without a script."""

import pytest
from django.urls import reverse

from review_queue.assigning.actions.accept import accept
from review_queue.models import Assignment, Review
from review_queue.scoring.actions.report_identity import report_identity
from review_queue.scoring.actions.scan_feedback import scan_feedback
from tests.factories import reviews
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries

pytestmark = pytest.mark.django_db

DESK = 9
SUBMIT = 14


def url(name, one):
    return reverse(f"review_queue:{name}", args=[one.code])


def answers(saved, **changed):
    values = {
        "version": saved, "level-c0": "2", "level-c1": "3", "comment-c0": "Clear.", "comment-c1": "",
        "feedback": "Well seen.",
    }  # fmt: skip
    return {**values, **changed}


def test_an_offer_shows_no_word_of_the_answer(reviewer, offered):
    page = reviewer.get(url("assignment", offered)).content.decode()
    assert "I would wait" not in page
    assert "Answers of this round have one part and up to 500 words" in page
    assert "Accept and start" in page


def test_accepting_opens_the_desk(reviewer, offered):
    response = reviewer.post(url("accept", offered), follow=True)
    page = response.content.decode()
    assert '<span class="span-masked" title="A name, masked">[NAME-1]</span>' in page
    assert "&lt;b&gt;Wait&lt;/b&gt;" in page
    assert page.count('type="radio"') == 8
    assert "What earns 3." in page


def test_accepting_twice_says_so_and_goes_on(reviewer, own):
    response = reviewer.post(url("accept", own), follow=True)
    assert "moved on in the meantime" in response.content.decode()


def test_saving_without_a_script(reviewer, own):
    response = reviewer.post(url("assignment", own), answers(0), follow=True)
    page = response.content.decode()
    assert "Your draft is saved." in page
    assert page.count(" checked") == 2
    assert "Clear." in page
    assert 'name="version" value="1"' in page


def test_autosave_answers_with_the_next_version(reviewer, own):
    response = reviewer.post(url("draft", own), answers(0))
    assert response.status_code == 200
    assert response.json() == {"revision": 1, "refused": {}}
    again = reviewer.post(url("draft", own), answers(1, feedback="Better."))
    assert again.status_code == 200
    assert Review.objects.get(assignment=own).feedback == "Better."


def test_a_stale_tab_is_told_and_overwrites_nothing(reviewer, own):
    reviewer.post(url("draft", own), answers(0, feedback="newer"))
    response = reviewer.post(url("draft", own), answers(0, feedback="older"))
    assert response.status_code == 409
    assert "This was saved in another tab" in response.json()["message"]

    page = reviewer.post(url("assignment", own), answers(0, feedback="older"))
    assert page.status_code == 409
    assert "older" in page.content.decode()  # what was typed is still on the page
    assert Review.objects.get(assignment=own).feedback == "newer"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("level-c0", "9"), ("feedback", "x" * 9_000), ("comment-c0", "x" * 2_001), ("comment-c1", "é" * 2_500)],
)
def test_what_cannot_be_kept_is_refused_beside_its_field_and_the_rest_is_saved(reviewer, own, name, wrong):
    reviewer.post(url("draft", own), answers(0))
    saved = reviewer.post(url("draft", own), answers(1, **{"level-c1": "1", name: wrong}))
    assert (saved.status_code, saved.json()["revision"], list(saved.json()["refused"])) == (200, 2, [name])
    page = reviewer.post(url("assignment", own), answers(2, **{"level-c1": "1", name: wrong, "check": "yes"}))
    html = page.content.decode()
    assert page.status_code == 422
    assert "Not all of it is saved" in html
    assert "Your draft is not saved" not in html
    assert wrong == "9" or wrong in html
    review = Review.objects.get(assignment=own)
    marks = review.marks.order_by("criterion__code").values_list("level__points", "comment")
    assert list(marks) == [(2, "Clear."), (1, "")]
    assert review.feedback == "Well seen."
    mended = reviewer.post(url("assignment", own), answers(review.version))
    assert mended.status_code == 302


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_two_thousand_signs_with_line_ends_fit_into_a_comment(reviewer, own, end):
    comment = ("x" * 49 + end) * 39 + "y" * 50
    assert reviewer.post(url("draft", own), answers(0, **{"comment-c0": comment})).json()["refused"] == {}
    pressed = reviewer.post(url("assignment", own), answers(1, **{"comment-c0": comment, "check": "yes"}))
    assert pressed["Location"] == url("submit", own)
    assert len(Review.objects.get(assignment=own).marks.get(criterion__code="c0").comment) == 2_000


def test_a_page_without_its_version_saves_nothing(reviewer, own):
    assert reviewer.post(url("draft", own), answers("x")).status_code == 409
    page = reviewer.post(url("assignment", own), answers("x"))
    assert page.status_code == 422
    assert "Your draft is not saved" in page.content.decode()
    assert Review.objects.get(assignment=own).version == 0


def test_a_closed_item_is_blank_at_once(reviewer, other, pair):
    first, second = (reviews.accept_offer(one) for one in pair)
    report_identity(assignment=first)
    for client, one in ((reviewer, first), (other, second)):
        assert client.get(url("assignment", one)).status_code == 410
        assert client.post(url("draft", one), answers(0)).status_code == 410
        assert client.post(url("submit", one), {"version": 0}).status_code == 410


def test_the_check_page_lists_what_is_missing(reviewer, own):
    page = reviewer.get(url("submit", own)).content.decode()
    assert "Choose a level for “Criterion 0”." in page
    assert f'href="{url("assignment", own)}#id_level-c0"' in page
    assert "Hand in my review" not in page
    assert reviewer.post(url("submit", own), {"version": "9" * 5_000}).status_code == 302
    refused = reviewer.post(url("submit", own), {"version": 0})
    assert refused.status_code == 422
    own.refresh_from_db()
    assert own.state == "accepted"


def test_check_and_hand_in(reviewer, own):
    response = reviewer.post(url("assignment", own), answers(0, check="yes"), follow=True)
    page = response.content.decode()
    assert response.redirect_chain == [(url("submit", own), 302)]
    assert "Handing in is final" in page
    assert "Well seen." in page

    response = reviewer.post(url("submit", own), {"version": 1}, follow=True)
    assert response.redirect_chain == [(reverse("review_queue:queue"), 302)]
    assert "is handed in. Thank you." in response.content.decode()
    assert reviewer.get(url("assignment", own)).status_code == 404


def test_after_handing_in_comes_the_next_answer(reviewer, own):
    more = reviews.clear_item(reviews.make_item(own.item.round))
    reviews.assign_all()
    following = more.assignments.get(reviewer=own.reviewer)
    version = reviews.draft(own, 3).version
    response = reviewer.post(url("submit", own), {"version": version})
    assert response["Location"] == following.get_absolute_url()


@pytest.mark.parametrize("version", ["0", "", "x", "-1", "²"])
def test_handing_in_what_one_has_not_seen_is_refused(reviewer, own, version):
    reviews.draft(own, 3)
    response = reviewer.post(url("submit", own), {"version": version}, follow=True)
    assert "saved in another tab" in response.content.decode()
    own.refresh_from_db()
    assert own.state == "accepted"


def test_feedback_that_names_a_reviewer_is_refused_in_words(reviewer, own):
    own.reviewer.user.first_name, own.reviewer.user.last_name = "Rosalind", "Quay"
    own.reviewer.user.save()
    reviewer.post(url("draft", own), answers(0, feedback="Yours, Rosalind Quay"))
    response = reviewer.post(url("submit", own), {"version": 1})
    page = response.content.decode()
    assert response.status_code == 422
    assert "contains the name or address of a reviewer" in page
    assert f'href="{url("assignment", own)}#id_feedback"' in page
    assert "Hand in my review" not in page


def test_the_desk_has_a_way_to_hand_the_answer_back(reviewer, own):
    assert f'href="{url("leave", own)}"' in reviewer.get(url("assignment", own)).content.decode()
    page = reviewer.get(url("leave", own)).content.decode()
    assert "Why do you hand it back?" in page
    assert "checked" not in page


def test_an_offer_is_declined_and_not_handed_back(reviewer, offered):
    page = reviewer.get(url("leave", offered)).content.decode()
    assert "Why do you decline it?" in page
    assert "and back" not in page
    assert "Choose a reason." in reviewer.post(url("leave", offered)).content.decode()


def test_the_list_says_until_when_to_reply_to_an_offer(reviewer, offered):
    assert "reply by" in reviewer.get(reverse("review_queue:queue")).content.decode()
    accept(assignment=offered)
    assert "reply by" not in reviewer.get(reverse("review_queue:queue")).content.decode()


def test_before_the_check_page_a_name_in_the_feedback_is_refused_beside_it(reviewer, own):
    own.reviewer.user.first_name, own.reviewer.user.last_name = "Rosalind", "Quay"
    own.reviewer.user.save()
    draft = answers(0, feedback="Yours, Rosalind Quay", check="1")
    refused = reviewer.post(own.get_absolute_url(), draft)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert page.index("contains the name or address of a reviewer") > page.index("Feedback for the candidate")
    assert "Yours, Rosalind Quay</textarea>" in page
    assert "Your draft is saved, but cannot be handed in like this" in page
    assert "Your draft is not saved" not in page
    assert '<input type="hidden" name="version" value="1"' in page
    mended = answers(1, feedback="Well seen.", check="1")
    response = reviewer.post(own.get_absolute_url(), mended, follow=True)
    assert response.redirect_chain == [(url("submit", own), 302)]
    own.review.refresh_from_db()
    assert own.review.scanned_version == own.review.version == 2


def test_what_was_changed_after_the_check_is_looked_at_again(reviewer, own):
    own.reviewer.user.first_name, own.reviewer.user.last_name = "Rosalind", "Quay"
    own.reviewer.user.save()
    reviewer.post(own.get_absolute_url(), answers(0, feedback="Well seen.", check="1"))
    reviewer.post(url("draft", own), answers(1, feedback="Yours, Rosalind Quay"))
    reviewer.post(url("submit", own), {"version": 2})
    own.refresh_from_db()
    assert own.state == "accepted"


@pytest.mark.parametrize("name", ["submit", "report"])
def test_an_offer_leads_to_no_other_page(reviewer, offered, name):
    assert reviewer.get(url(name, offered)).status_code == 302


@pytest.mark.parametrize("criteria", [1, 12])
def test_pages_take_the_same_queries_with_one_criterion_and_with_twelve(criteria):
    scored_in = reviews.make_round(reviews.make_rubric(criteria))
    one = reviews.make_reviewer()
    reviews.clear_item(reviews.make_item(scored_in))
    (own,) = reviews.assign_all()
    version = reviews.draft(reviews.accept_offer(own), 2).version
    scan_feedback(assignment=own, version=version)
    client = signed_in(one.user)
    client.get(url("assignment", own))
    with queries() as desk:
        client.get(url("assignment", own))
    with queries() as submitting:
        client.post(url("submit", own), {"version": version})
    assert (desk.own, submitting.own) == (DESK, SUBMIT)


@pytest.mark.parametrize("points", [3, 0])
def test_handing_in_takes_the_same_queries_for_the_first_the_second_and_the_third(points):
    """Else the time it takes would say whether the other is done."""
    item, pair = reviews.make_assigned()
    taken = [_hand_in(one, points) for one, points in zip(pair, (3, points), strict=True)]
    if points == 0:
        reviews.make_reviewer(item.pool, may_adjudicate=True)
        (third,) = reviews.assign_all()
        taken.append(_hand_in(third, 3))
    assert taken == [SUBMIT] * len(taken)
    item.refresh_from_db()
    assert item.state == "decided"


def _hand_in(one: Assignment, points: int) -> int:
    version = reviews.draft(reviews.accept_offer(one), points).version
    scan_feedback(assignment=one, version=version)
    client = signed_in(one.reviewer.user)
    with queries() as submitting:
        client.post(url("submit", one), {"version": version})
    reviews.compare_reviews(one)
    return submitting.own
