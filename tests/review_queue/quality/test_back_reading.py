"""A sample is drawn so that anybody draws it again, read again once, and what was found is kept."""

from fractions import Fraction
from typing import Any

import pytest
from django.urls import reverse

from review_queue.audit.queries.told import Told, statement_lines
from review_queue.errors import NothingToRead, WrongState
from review_queue.models import Assignment, BackReading, BackReadingSample, PoolRole
from review_queue.quality.actions.back_read import back_read
from review_queue.quality.actions.draw_sample import draw_sample
from review_queue.quality.queries.back_readings import readings_of
from review_queue.readers import back_readings_of
from review_queue.verifier.back_reading import Decided, drawn
from tests.factories import reviews
from tests.factories.scored import make_decided

pytestmark = pytest.mark.django_db

GIVEN: dict[str, Any] = {"pass_mark": Fraction(70), "near": 5, "disputed": True}


def answers(count: int) -> dict[str, Decided]:
    return {f"A{number:03}": Decided(Fraction(number), number % 10 == 3) for number in range(count)}


def test_near_the_cut_and_disputed_are_all_in_and_the_rest_is_drawn_by_lot():
    chosen = drawn(answers(100), seed=1, share=20, **GIVEN)
    near = {code for code, why in chosen.items() if why == "near"}
    assert near == {f"A{number:03}" for number in range(65, 76)}
    disputed = {code for code, why in chosen.items() if why == "disputed"}
    assert disputed == {f"A{number:03}" for number in range(3, 100, 10)} - near
    assert sum(why == "lot" for why in chosen.values()) == 16  # 20 % of 80


def test_the_same_seed_draws_the_same_and_another_does_not():
    among = answers(100)
    again = dict(reversed(among.items()))
    assert drawn(among, seed=1, share=20, **GIVEN) == drawn(again, seed=1, share=20, **GIVEN)
    assert drawn(among, seed=1, share=20, **GIVEN) != drawn(among, seed=2, share=20, **GIVEN)


def test_what_cannot_be_scored_is_near_no_mark():
    assert drawn({"A": Decided(None, False)}, seed=1, share=0, **GIVEN) == {}


@pytest.fixture
def scored_in():
    people = [reviews.make_reviewer() for _ in range(3)]
    found = reviews.make_round()
    for _ in range(4):
        make_decided(found, people[:2], [(3, 3), (3, 3)])
    make_decided(found, people, [(3, 2), (0, 2), (2, 2)])
    return found


@pytest.fixture
def chief(db):
    return reviews.make_staff(PoolRole.Role.CHIEF)


def test_a_sample_keeps_what_it_takes_to_draw_it_again(client, scored_in, chief):
    client.force_login(chief)
    there = reverse("review_queue:back_reading", args=[scored_in.code])
    assert "5 decided answers are there to draw from" in client.get(there).content.decode()
    client.post(there, {"near": "0", "disputed": "on", "share": "50"})
    sample = BackReadingSample.objects.get()
    assert (sample.answers, sample.share, sample.drawn_by) == (5, 50, chief)
    codes = {one.item.code: one.because for one in sample.readings.select_related("item")}
    among = {
        one.code: Decided(Fraction(one.verdict.percent), one.assignments.filter(slot=3).exists())
        for one in scored_in.items.all()
    }
    again = drawn(among, seed=sample.seed, pass_mark=Fraction(70), near=0, disputed=True, share=50)
    assert codes == again


def test_what_was_drawn_is_not_drawn_again_and_nothing_is_refused_in_words(client, scored_in, chief):
    draw_sample(scored_in=scored_in, by=chief, near=0, disputed=False, share=100)
    with pytest.raises(NothingToRead):
        draw_sample(scored_in=scored_in, by=chief, near=50, disputed=True, share=100)
    client.force_login(chief)
    there = reverse("review_queue:back_reading", args=[scored_in.code])
    answered = client.post(there, {"near": "50", "share": "100"})
    assert answered.status_code == 422
    assert "These criteria draw no answer" in answered.content.decode()


def test_what_was_found_is_kept_once_with_marks_and_a_note(client, scored_in, chief):
    sample = draw_sample(scored_in=scored_in, by=chief, near=50, disputed=True, share=100)
    reading = sample.readings.select_related("item")[0]
    client.force_login(chief)
    there = reverse("review_queue:reviews", args=[reading.item.code])
    refused = client.post(there, {"agrees": "no", "note": "", "level-c0": "2"})
    assert refused.status_code == 422
    assert "Write why you do not agree." in refused.content.decode()
    assert 'value="2" selected' in refused.content.decode()
    client.post(there, {"agrees": "no", "note": "The plan is missing.", "level-c0": "2"})
    reading.refresh_from_db()
    assert (reading.agrees, reading.note, reading.read_by) == (False, "The plan is missing.", chief)
    assert [(one.criterion.code, one.level.points) for one in reading.marks.all()] == [("c0", 2)]
    with pytest.raises(WrongState):
        back_read(reading=reading, by=chief, agrees=True, note="", marks={})
    alarms = client.get(reverse("review_queue:alarms", args=[scored_in.code])).content.decode()
    assert "The back-reader does not agree with the result." in alarms


def test_a_chief_who_scored_an_answer_is_not_shown_its_back_reading(scored_in, chief):
    sample = draw_sample(scored_in=scored_in, by=chief, near=50, disputed=True, share=100)
    assert sample.readings.count() == 5
    scorer = Assignment.objects.all()[0].reviewer.user
    PoolRole.objects.create(pool=reviews.make_pool(), user=scorer, role=PoolRole.Role.CHIEF)
    assert (
        back_readings_of(scorer).count()
        == BackReading.objects.exclude(item__assignments__reviewer__user=scorer).count()
    )


def test_no_moment_of_a_draw_or_a_reading_is_told_finer_than_a_day(scored_in, chief):
    sample = draw_sample(scored_in=scored_in, by=chief, near=50, disputed=True, share=100)
    back_read(reading=sample.readings.all()[0], by=chief, agrees=True, note="", marks={})
    told = [one for one in statement_lines(Told(chief, scored_in)) if '"back_reading"' in one]
    assert len(told) == 5
    assert not [one for one in told if str(sample.drawn_at.year) + "-" in one]


def test_what_is_not_read_yet_stands_first(scored_in, chief):
    sample = draw_sample(scored_in=scored_in, by=chief, near=50, disputed=True, share=100)
    first, second, *others = readings_of(chief, scored_in)
    for one in (first, second):
        back_read(reading=one, by=chief, agrees=True, note="", marks={})
    assert list(readings_of(chief, scored_in)) == [*others, second, first]
    assert sample.readings.count() == len(others) + 2
