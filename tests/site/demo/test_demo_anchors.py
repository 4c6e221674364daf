"""The demo's reviewers are calibrated, but for one who has life on the screen to show."""

import pytest

from association.demo.content.load import load
from endorsement_plugin.exams.disclosure import sections_of
from endorsement_plugin.models import FormVersion, Response
from review_queue.assigning.queries.anchor_seeding import same_questions
from review_queue.models import AnchorSet, Calibration, Reviewer

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("content")]


def test_all_but_one_have_passed_by_their_own_marks():
    passed = Calibration.objects.filter(state="passed").values("reviewer")
    (absent,) = Reviewer.objects.exclude(pk__in=passed)
    assert absent.user.email == "rolf.reviewer@example.org"
    assert all(0 < one.exact < one.marks == one.adjacent for one in Calibration.objects.all())
    list(load())
    assert Calibration.objects.count() == Reviewer.objects.count() - 1


def test_seeded_texts_answer_the_paper_word_for_word():
    paper = next(
        one.parsed
        for one in FormVersion.objects.filter(form__kind="exam")
        if one.parsed.round == "hi-specialist"
    )
    responses = [
        Response(name=one.name, block_id=one.id, label=one.label, shared_with_reviewers=True)
        for one in paper.questions
        if one.shared
    ]
    parts = [(str(one["code"]), str(one["prompt"])) for one in sections_of(responses, paper)]
    seeded = AnchorSet.objects.get(use="seeded")
    assert seeded.anchors.count() == 2
    assert all(same_questions(one, parts) for one in seeded.anchors.all())
