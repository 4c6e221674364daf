"""Seeded anchors in the chief's reports: who drifts, in words, figures and files."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from review_queue.audit.queries.reliability import scores_of
from review_queue.models import Assignment, Round
from review_queue.staff.reports.agreement_rows import by_reviewer
from review_queue.staff.reports.rater_drift import Alarm, by_drift
from review_queue.staff.reports.yardsticks import total_of
from tests.factories import anchors, reviews
from tests.review_queue.counting import queries
from tests.review_queue.staff.reports.test_evidence import pack_of, tables
from tests.shared import shared

pytestmark = pytest.mark.django_db

WORTH = (2, 1, 2, 1, 2, 1, 2, 1)


@pytest.fixture(scope="module")
def _drifted_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Round]:
    with shared(django_db_blocker, drift) as scored_in:
        yield scored_in


@pytest.fixture
def drifting(_drifted_once: Round, db: None) -> Round:
    return deepcopy(_drifted_once)


def drift() -> Round:
    """Ada marks every anchor like its reference, Ben one level lower. Both score one answer."""
    scored_in = reviews.make_round(anchor_every=1)
    anchors.make_anchors(scored_in, "seeded", points=WORTH)
    people = [reviews.make_reviewer(user=reviews.make_account(first_name=name)) for name in ("Ada", "Ben")]
    for _ in WORTH:
        reviews.clear_item(reviews.make_item(scored_in))
    reviews.assign_all()
    for person, lower in zip(people, (0, 1), strict=True):
        for one in Assignment.objects.filter(reviewer=person, item__kind="seeded").order_by("pk"):
            worth = one.item.anchor_copy.anchor.references.all()[0].level.points
            reviews.score(one, worth - lower)
    for one in Assignment.objects.filter(item__kind="answer", state="offered").order_by("item")[:2]:
        reviews.score(one, 2)
    return scored_in


def page_of(chief, scored_in):
    return chief.get(reverse("review_queue:agreement_drift", args=[scored_in.code])).content.decode()


def test_a_steady_difference_is_said_in_words(leader, drifting):
    ada, ben = by_drift(scores_of(leader, drifting))
    assert (ada.name, len(ada.points), ada.mean, ada.alarm) == ("Ada Example", 8, 0, Alarm.WITHIN)
    assert (ben.alarm, ben.few) == (Alarm.STRICT, True)
    assert ben.mean == pytest.approx(-100 / 3)


def test_the_page_shows_names_states_and_the_warning(chief, drifting):
    page = page_of(chief, drifting)
    assert "Outside: stricter" in page
    assert "Within the limits" in page
    assert page.count("<polyline") == 6
    assert "−33.33" in page
    assert ">Few</span>" in page


def test_severity_against_anchors_stands_beside_the_thirds(leader, chief, drifting):
    scores = scores_of(leader, drifting)
    rows = {row.name: row for row in by_reviewer(scores, total_of(scores))}
    assert rows["Ben Example"].anchors.n == 8
    assert rows["Ben Example"].anchors.difference.value == pytest.approx(-100 / 3)
    page = chief.get(reverse("review_queue:agreement_reviewers", args=[drifting.code])).content.decode()
    assert "Beside anchors" in page
    assert "8 texts" in page


def test_the_same_rubric_counts_in_every_round(leader, drifting):
    other = reviews.make_round(drifting.rubric)
    reviews.make_item(other)
    assert len(by_drift(scores_of(leader, other))) == 2
    assert by_drift(scores_of(leader, reviews.make_round())) == []


def test_no_anchor_yet(chief):
    scored_in = reviews.make_item().round
    assert "About one offer in 10 brings a text" in page_of(chief, scored_in)


def test_what_the_chief_scored_or_another_pool_is_not_shown(leader, drifting):
    Assignment.objects.filter(item__kind="seeded").update(reviewer=reviews.make_reviewer(user=leader))
    assert by_drift(scores_of(leader, drifting)) == []


def test_the_pack_has_every_anchor_and_every_attempt(leader, drifting):
    anchors.make_anchors(drifting)
    attempt = anchors.calibrate(reviews.make_reviewer(user=reviews.make_account(first_name="Cleo")))
    from review_queue.staff.reports.evidence_pack import archive

    found = tables(archive(pack_of(leader, drifting), b""))
    assert len(found["drift"]) == 16
    assert {row["outside"] for row in found["drift"] if row["reviewer"] == "Ada Example"} == {"no"}
    assert found["drift"][0]["anchor"].startswith("Text ")
    (row,) = found["calibration"]
    assert (row["reviewer"], row["state"], row["exact"]) == ("Cleo Example", "passed", "6")
    assert row["valid_until"] == str(attempt.valid_until)


def test_the_csv(chief, drifting):
    url = reverse("review_queue:agreement_csv", args=[drifting.code, "drift"])
    assert len(chief.get(url).content.decode().splitlines()) == 17


@pytest.mark.parametrize("more", [0, 3])
def test_the_page_takes_the_same_queries_however_many_reviewers(chief, drifting, more):
    for _ in range(more):
        who = reviews.make_reviewer()
        reviews.make_reviewer()
        reviews.clear_item(reviews.make_item(drifting))
        reviews.assign_all()
        for one in Assignment.objects.filter(reviewer=who, item__kind="seeded"):
            reviews.score(one, 2)
    page_of(chief, drifting)
    with queries() as count:
        page_of(chief, drifting)
    assert count.own == 13
