"""One draft on two desks: nothing is overwritten unseen, and the reviewer can go on from either."""

import pytest

from review_queue.models import Review
from tests.review_queue.reviewer.test_desk import answers, url

pytestmark = pytest.mark.django_db


def in_conflict(reviewer, own, typed, saved):
    """The page after pressing Save with what was `typed`, when another tab has `saved` since."""
    reviewer.post(url("draft", own), answers(0, **saved))
    page = reviewer.post(url("assignment", own), answers(0, **typed))
    assert page.status_code == 409
    return page.content.decode()


@pytest.mark.parametrize(
    ("name", "typed", "saved", "words"),
    [
        ("feedback", "Kept with care", "Written elsewhere", "Written elsewhere"),
        ("comment-c1", "ʻOhana first", "Too short", "Too short"),
        ("level-c0", "1", "3", "<p>3 "),
        ("flag", "danger", "rubric", "rubric"),
    ],
)
def test_two_tabs_show_both_and_the_reviewer_chooses(reviewer, own, name, typed, saved, words):
    flags = [value for value, label in Review.Flag.choices]
    if name == "flag":
        typed, saved, words = flags[0], flags[1], dict(Review.Flag.choices)[flags[1]]
    html = in_conflict(reviewer, own, {name: typed}, {name: saved})
    assert "Reload" not in html
    assert "Draft saved" not in html
    assert html.count("Saved elsewhere:") == 1
    assert words in html.split("Saved elsewhere:")[1][:200]
    again = reviewer.post(url("assignment", own), answers(0, **{name: typed}))
    assert again.status_code == 409  # nothing is replaced before they say so
    kept = reviewer.post(url("assignment", own), answers(0, **{name: typed, "replace": "1"}), follow=True)
    assert "Your draft is saved." in kept.content.decode()
    assert kept.context["form"][name].value() == typed


def test_what_only_the_other_tab_filled_in_stays(reviewer, own):
    html = in_conflict(reviewer, own, {"feedback": "", "level-c1": ""}, {"feedback": "From the other tab"})
    assert "From the other tab</textarea>" in html
    assert "Saved elsewhere:" not in html
    assert html.count(" checked") == 2


@pytest.mark.parametrize("said", ["1", "0", "", "x", "-1"])
def test_a_third_tab_is_not_replaced_unseen(reviewer, own, said):
    in_conflict(reviewer, own, {"feedback": "mine"}, {"feedback": "theirs"})
    reviewer.post(url("draft", own), answers(1, feedback="the newest"))
    late = reviewer.post(url("assignment", own), answers(0, feedback="mine", replace=said))
    assert late.status_code == 409
    assert Review.objects.get(assignment=own).feedback == "the newest"


def test_autosave_goes_on_after_the_choice(reviewer, own):
    in_conflict(reviewer, own, {"feedback": "mine"}, {"feedback": "theirs"})
    for version, text in ((0, "mine"), (2, "mine and more")):
        saved = reviewer.post(url("draft", own), answers(version, feedback=text, replace="1"))
        assert saved.status_code == 200
    assert Review.objects.get(assignment=own).feedback == "mine and more"


SAME = {"feedback": "Kept with care", "comment-c1": "Too short", "level-c0": "1", "unscorable": ""}


def test_the_same_sent_again_is_saved_and_changes_nothing(reviewer, own):
    """Its reply was lost, or a page that was sent is loaded again."""
    first = reviewer.post(url("draft", own), answers(0, **SAME))
    before = Review.objects.get(assignment=own)
    again = reviewer.post(url("draft", own), answers(0, **SAME))
    assert (again.status_code, again.json()) == (200, first.json())
    page = reviewer.post(url("assignment", own), answers(0, **SAME), follow=True)
    assert "Your draft is saved." in page.content.decode()
    after = Review.objects.get(assignment=own)
    assert (after.version, after.saved_at) == (before.version, before.saved_at)


@pytest.mark.parametrize(
    "other",
    [
        {"feedback": "Kept with  care!"},
        {"comment-c1": ""},
        {"level-c0": "2"},
        {"level-c0": ""},
        {"flag": "danger"},
    ],
)
def test_anything_else_is_not_the_same(reviewer, own, other):
    reviewer.post(url("draft", own), answers(0, **SAME))
    assert reviewer.post(url("draft", own), answers(0, **SAME | other)).status_code == 409
    assert Review.objects.get(assignment=own).feedback == "Kept with care"


def test_a_version_that_no_draft_has_is_refused_whatever_it_says(reviewer, own):
    reviewer.post(url("draft", own), answers(0, **SAME))
    assert reviewer.post(url("draft", own), answers(7, **SAME)).status_code == 409
