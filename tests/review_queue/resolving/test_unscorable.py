"""An answer that cannot be scored: who may say so, what two or three who say so come to, and who hears it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from review_queue import intake
from review_queue.audit.queries.reliability import scores_of
from review_queue.errors import Incomplete
from review_queue.models import Event, Mail, Mark, PoolRole
from review_queue.scoring.actions.submit_review import submit_review
from review_queue.scoring.actions.tell_of_flag import tell_of_flag
from review_queue.signals import item_decided
from review_queue.staff.reports.decision_sheets import left_out_sheet
from tests.factories import reviews
from tests.factories.anchors import begin, make_anchors

pytestmark = pytest.mark.django_db


def scored(*said, **policy):
    """An answer with a review for each: points, or why it cannot be scored."""
    given = {"resolution": "nearest_two", **policy}
    item, work = reviews.make_assigned(scored_in=reviews.make_round(**given))
    if len(said) > 2:
        reviews.make_reviewer(item.pool, may_adjudicate=True)
    for one, what in zip(work, said[:2], strict=True):
        _score(one, what)
    if len(said) > 2:
        (third,) = reviews.assign_all()
        _score(third, said[2])
    item.refresh_from_db()
    return item


def _score(work, what):
    if isinstance(what, int):
        reviews.score(work, what)
    else:
        reviews.score(work, 2, unscorable=what)


def test_two_who_say_so_agree_each_for_a_reason_of_their_own():
    heard = []

    def hear(sender, **said):
        heard.append(said)

    item_decided.connect(hear)
    try:
        item = scored("blank", "off_topic")
    finally:
        item_decided.disconnect(hear)
    assert (item.state, item.verdict.outcome, item.verdict.percent) == ("decided", "unscorable", None)
    assert item.verdict.resolution == "agreed"
    status = intake.status(item.ref)
    assert (status.outcome, status.unscorable) == ("unscorable", ("blank", "off_topic"))
    assert [(one["outcome"], one["unscorable"]) for one in heard] == [("unscorable", ("blank", "off_topic"))]
    assert status.feedback.count(reviews.FEEDBACK) == 2


@pytest.mark.parametrize("said", [("blank", 3), (0, "unsafe")])
def test_one_who_says_so_and_one_who_scores_it_need_a_third(said):
    item = scored(*said)
    assert item.state == "disputed"
    event = item.events.get(kind=Event.Kind.DISPUTED)
    assert event.detail == "unscorable"


@pytest.mark.parametrize("resolution", ["nearest_two", "parity", "expert"])
@pytest.mark.parametrize(
    ("said", "outcome", "percent"),
    [
        (("blank", 3, "off_topic"), "unscorable", None),
        (("blank", 3, 3), "passed", 100),
        (("blank", 0, 0), "failed", 0),
    ],
)
def test_what_two_of_three_say_counts(said, outcome, percent, resolution):
    verdict = scored(*said, resolution=resolution).verdict
    assert (verdict.outcome, verdict.percent, verdict.resolution) == (outcome, percent, resolution)


@pytest.mark.parametrize(
    ("resolution", "outcome", "percent"),
    [("nearest_two", "failed", 50), ("parity", "failed", 50), ("expert", "unscorable", None)],
)
def test_a_third_who_cannot_score_it_leaves_the_mean_of_two_or_replaces_them(resolution, outcome, percent):
    verdict = scored(3, 0, "blank", resolution=resolution).verdict
    assert (verdict.outcome, verdict.percent) == (outcome, percent)


def test_levels_that_were_chosen_do_not_count_and_comments_stay():
    item = scored("blank", "blank")
    assert not Mark.objects.filter(review__assignment__item=item, level__isnull=False).exists()
    assert Mark.objects.filter(review__assignment__item=item).count() == 4


def test_feedback_is_asked_for_all_the_same():
    _, (work, _) = reviews.make_assigned()
    reviews.accept_offer(work)
    version = reviews.draft(work, 2, feedback="", unscorable="blank").version
    with pytest.raises(Incomplete) as refused:
        submit_review(assignment=work, version=version)
    assert [field for field, _ in refused.value.problems] == ["feedback"]


def test_the_chief_hears_at_once_that_an_answer_is_unsafe():
    item, (first, _) = reviews.make_assigned()
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    reviews.score(first, 2, unscorable="unsafe")
    event = item.events.get(kind=Event.Kind.FLAGGED)
    tell_of_flag(event_id=event.pk)
    (mail,) = Mail.objects.filter(to=chief.email)
    assert "somebody could come to harm" in mail.body


def test_an_answer_that_cannot_be_scored_can_be_scored_again():
    item = scored("blank", "blank")
    again = intake.rescore(item.ref, new_ref=uuid4(), reason="incident", barred=[])
    assert again != item.pk


def test_of_a_text_of_a_calibration_nobody_can_say_so():
    scored_in = reviews.make_round()
    make_anchors(scored_in)
    (work, *_) = begin(reviews.make_reviewer())
    version = reviews.draft(work, 2, unscorable="blank").version
    with pytest.raises(Incomplete) as refused:
        submit_review(assignment=work, version=version)
    assert [field for field, _ in refused.value.problems] == ["unscorable"]
    work.refresh_from_db()
    assert work.state == "accepted"


def test_figures_leave_it_out_and_the_reports_say_so(client):
    item = scored("blank", 3, 3)
    chief = reviews.make_staff(PoolRole.Role.CHIEF, item.pool)
    scores = scores_of(chief, item.round)
    assert scores.scored == []
    assert [one.totals for one in scores.unscored] == [[None, 100.0, 100.0]]
    rows = {str(why): answers for why, answers in left_out_sheet(chief, scores).rows}
    assert rows["Decided, where a review says that it cannot be scored"] == 1
    assert rows["Decided, without two complete reviews"] == 0
    client.force_login(chief)
    for name in (
        "agreement",
        "agreement_reviewers",
        "agreement_severity",
        "agreement_pairs",
        "agreement_drift",
    ):
        page = client.get(reverse(f"review_queue:{name}", args=[item.round.code])).content.decode()
        assert "Decided, where a review says that it cannot be scored" in page
        assert "What these figures leave out" in page


def test_the_desk_asks_and_the_check_page_shows_it(client):
    _, (work, _) = reviews.make_assigned()
    reviews.accept_offer(work)
    client.force_login(work.reviewer.user)
    page = client.get(work.get_absolute_url()).content.decode()
    assert "Can it be scored?" in page
    saved = client.post(
        work.get_absolute_url(),
        {"version": 0, "unscorable": "off_topic", "feedback": "Answer the question.", "check": "yes"},
    )
    checked = client.get(saved.url).content.decode()
    assert "It is about something else than was asked" in checked
    assert "cannot be handed in yet" not in checked
    assert "No mark counts" in checked
