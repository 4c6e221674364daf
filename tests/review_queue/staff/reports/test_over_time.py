"""All rounds side by side: the figures of each are those of its own report."""

import csv
import datetime
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from review_queue.audit.queries.reliability import rounds_to_report, scores_of
from review_queue.models import Event, Item, PoolRole
from review_queue.permissions import items_led_by
from review_queue.staff.reports.agreement_rows import by_yardstick
from review_queue.staff.reports.facet_rows import by_facets
from review_queue.staff.reports.over_time import courses, over_time
from review_queue.statistics.decisions import error_of_two
from tests.factories import reviews
from tests.factories.scored import make_decided, make_scored_round
from tests.review_queue.conftest import signed_in
from tests.review_queue.counting import queries
from tests.visitors import take_over

LIST, CSV = "review_queue:reports", "review_queue:rounds_csv"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def dated(scored_in, days_ago):
    Item.objects.filter(round=scored_in).update(
        received_at=timezone.now() - datetime.timedelta(days=days_ago)
    )
    return scored_in


@pytest.fixture
def three(leader):
    """The one made last began first."""
    made = [make_scored_round(items, 4, seed=items) for items in (40, 30, 12)]
    return [dated(one, days) for one, days in zip(made, (10, 20, 30), strict=True)]


def rows_of(chief, **query):
    response = chief.get(reverse(CSV), query)
    assert response["Content-Disposition"] == 'attachment; filename="rounds.csv"'
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_rounds_stand_in_the_order_of_time(chief, three):
    shown = text(chief.get(reverse(LIST)))
    places = [shown.index(f">{one.title}<") for one in three]
    assert places == sorted(places)
    assert [row["round"] for row in rows_of(chief)] == [one.code for one in reversed(three)]


@pytest.mark.django_db
def test_each_figure_is_that_of_the_rounds_own_report(chief, leader, three):
    rows = {row["round"]: row for row in rows_of(chief)}
    for scored_in in three:
        row, scores = rows[scored_in.code], scores_of(leader, scored_in)
        of = {one.yardstick.code: one.agreement for one in by_yardstick(scores)}
        totals = [(one.pair[0].total, one.pair[1].total) for one in scores.scored]
        for name, value in (
            ("same_verdict", of["verdict"].exact.value),
            ("kappa_of_verdicts", of["verdict"].kappa.value),
            ("totals_close", of["total"].adjacent.value),
            ("icc_single_of_totals", of["total"].icc_single.value),
            ("standard_error_of_two", error_of_two(totals)),
            ("severity_spread_logits", by_facets(scores).facets.spread),
        ):
            assert (float(row[name]) if row[name] else None) == pytest.approx(value, abs=1e-6), name
        assert row["decided"] == str(len(scores.scored))
        assert float(row["passed"]) == 1
        assert 0 < float(row["passed_low"]) < float(row["passed_high"]) <= 1
        thirds = sum(one.third is not None for one in scores.scored)
        assert row["third_reviews_share"] == ("" if thirds < 5 else str(round(thirds / len(totals), 6)))


@pytest.mark.django_db
def test_of_fewer_than_five_answers_there_is_no_figure(chief, leader, scored_in):
    (row,) = rows_of(chief)
    assert row["decided"] == "fewer than 5"
    empty = {name for name, value in row.items() if not value}
    assert empty == row.keys() - {"round", "title", "rubric", "began", "decided"}
    shown = text(chief.get(reverse(LIST)))
    assert 'data-label="Decided answers">fewer than 5<' in shown
    assert 'data-label="Same verdict">–<' in shown
    assert "chart__box" not in shown


@pytest.mark.django_db
def test_a_line_breaks_at_a_round_of_few(leader, people):
    made = [make_scored_round(6, 3, seed=1), reviews.make_round(), make_scored_round(7, 3, seed=2)]
    make_decided(made[1], people[:2], [(3, 3), (3, 3)])
    for days, one in zip((30, 20, 10), made, strict=True):
        dated(one, days)
    rows = over_time(leader, list(rounds_to_report(leader)), items_led_by(leader))
    drawn = {one.name: one for one in courses(rows)}
    same = drawn["Same verdict by both"]
    assert [round(x) for x, _ in same.dots] == [17, 83]
    assert same.lines == ()
    assert "Passed" in drawn
    assert len(drawn["Passed"].bars) == 2
    assert all(0 <= y <= 40 for one in drawn.values() for _, y in one.dots)


@pytest.mark.django_db
def test_one_pool_alone(leader, chief, three):
    other = reviews.make_pool("other")
    PoolRole.objects.create(pool=other, user=leader, role=PoolRole.Role.CHIEF)
    Item.objects.filter(round=three[0]).update(pool=other)
    assert "All that you lead" in text(chief.get(reverse(LIST)))
    assert [row["round"] for row in rows_of(chief, pool="other")] == [three[0].code]
    shown = text(chief.get(reverse(LIST), {"pool": "other"}))
    assert three[0].title in shown
    assert f">{three[1].title}<" not in shown
    assert "rounds.csv?pool=other" in shown
    elsewhere = signed_in(reviews.make_staff(PoolRole.Role.CHIEF, reviews.make_pool("third")))
    for name in (LIST, CSV):
        assert elsewhere.get(reverse(name), {"pool": "other"}).status_code == 404
        assert three[0].code not in text(elsewhere.get(reverse(name)))


@pytest.mark.django_db
def test_only_a_chief_reviewer_takes_it_along_and_each_round_knows(client, chief, leader, three):
    assert signed_in(reviews.make_reviewer().user).get(reverse(CSV)).status_code == 404
    assert client.get(reverse(CSV)).status_code == 302
    rows_of(chief)
    taken = Event.objects.filter(kind="exported", detail="rounds.csv", actor=leader)
    assert {one.round for one in taken} == set(three)


@pytest.mark.django_db
def test_queries_do_not_grow_with_rounds(chief, leader):
    counted = []
    for _ in range(2):
        make_scored_round(6, 3)
        with queries() as count:
            chief.get(reverse(LIST))
        counted.append(count.own)
    assert counted[0] == counted[1]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [360, 1280])
def test_the_list_is_accessible_and_fits(page: Page, live_server, chief, width):
    for days, items in ((90, 20), (60, 25), (30, 22), (5, 3)):
        dated(make_scored_round(items, 4, seed=items), days)
    take_over(page, live_server.url, chief)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse(LIST))
    assert page.locator("svg.chart__box").count() >= 3
    assert Axe().run(page).violations_count == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
    table = page.locator(".table-wrap")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth")
