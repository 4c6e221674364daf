"""Second scorings are counted beside the first ones, never among them."""

import pytest
from django.urls import reverse

from review_queue.audit.queries.evidence import conflicts_checked
from review_queue.items.queries.rescoring import rescores
from review_queue.models import Item, Verdict
from review_queue.staff.reports.evidence_pack import archive
from review_queue.staff.reports.pdf_report import printed
from tests.factories import reviews
from tests.factories.scored import make_decided
from tests.review_queue.staff.reports.test_evidence import pack_of, tables, text_of

pytestmark = pytest.mark.django_db


def make_again(first: Item, reviewers, points, outcome: str) -> Item:
    """The answer scored again by these two, with this outcome."""
    again = make_decided(first.round, reviewers, points)
    Item.objects.filter(pk=again.pk).update(rescore_of=first, origin=first.origin)
    Verdict.objects.filter(item=again).update(outcome=outcome)
    again.refresh_from_db()
    return again


@pytest.fixture
def scored_again(scored_in):
    """Of three answers two are scored again: one verdict changes."""
    fresh = [reviews.make_reviewer() for _ in range(2)]
    one, other, _ = scored_in.items.order_by("pk")
    return [
        make_again(one, fresh, [(0, 0), (0, 0)], "failed"),
        make_again(other, fresh, [(3, 3), (3, 3)], "passed"),
    ]


def test_agreement_is_of_first_scorings_alone(chief, leader, scored_in, scored_again):
    before = tables(archive(pack_of(leader, scored_in), b""))["agreement"]
    Item.objects.filter(pk__in=[one.pk for one in scored_again]).update(state="withdrawn")
    after = tables(archive(pack_of(leader, scored_in), b""))["agreement"]
    assert before == after
    assert {row["n"] for row in before} == {"3"}
    page = chief.get(reverse("review_queue:reports")).content.decode()
    assert 'data-label="Decided answers">fewer than 5<' in page


def test_how_many_verdicts_changed(chief, leader, scored_in, scored_again):
    found = rescores(leader, scored_in)
    assert sorted(one.changed for one in found) == [False, True]
    page = chief.get(reverse("review_queue:agreement", args=[scored_in.code])).content.decode()
    assert page.count('badge--attention">Changed') == 1
    assert page.count("The same") == 1
    pack = pack_of(leader, scored_in)
    rows = tables(archive(pack, b""))["rescores"]
    assert {(row["second_outcome"], row["changed"]) for row in rows} == {("failed", "yes"), ("passed", "no")}
    text = " ".join(text_of(printed(pack)).split())
    assert "Scored again by a fresh pair: 2. Verdicts changed: 1." in text


def test_an_open_re_score_has_no_second_result(chief, leader, scored_in, scored_again):
    Verdict.objects.filter(item=scored_again[0]).delete()
    Item.objects.filter(pk=scored_again[0].pk).update(state="assigned")
    first = Item.objects.get(pk=scored_again[0].rescore_of_id)
    (found,) = [one for one in rescores(leader, scored_in) if one.code == first.code]
    assert (found.second, found.changed) == (None, False)
    assert "not yet" in chief.get(reverse("review_queue:agreement", args=[scored_in.code])).content.decode()


def test_scorers_of_second_scorings_are_listed_apart(leader, scored_in, scored_again):
    rows = tables(archive(pack_of(leader, scored_in), b""))["scorers"]
    fresh = [row for row in rows if row["rescores"] != "0"]
    assert [(row["pairs"], row["thirds"], row["rescores"]) for row in fresh] == [("0", "0", "2")] * 2


def test_whoever_scored_before_is_found_out(leader, scored_in, scored_again, people):
    assert all(one.apart_from_first for one in conflicts_checked(leader, scored_in))
    again = scored_again[0]
    again.assignments.filter(slot=1).update(reviewer=people[0])
    checked = {one.code: one for one in conflicts_checked(leader, scored_in)}
    assert not checked[again.code].apart_from_first


def test_a_chief_who_scored_one_of_the_two_sees_neither_result(leader, scored_in, scored_again):
    own = reviews.make_reviewer(user=leader)
    scored_again[0].assignments.filter(slot=1).update(reviewer=own)
    first = Item.objects.get(pk=scored_again[1].rescore_of_id)
    first.assignments.filter(slot=1).update(reviewer=own)
    assert rescores(leader, scored_in) == []


@pytest.mark.parametrize("many", [1, 12])
def test_queries_do_not_grow_with_second_scorings(leader, many, django_assert_num_queries):
    scored_in = reviews.make_round()
    pairs = [[reviews.make_reviewer() for _ in range(2)] for _ in range(2)]
    for _ in range(many):
        first = make_decided(scored_in, pairs[0], [(3, 3), (3, 3)])
        make_again(first, pairs[1], [(0, 0), (0, 0)], "failed")
    with django_assert_num_queries(2):
        assert len(rescores(leader, scored_in)) == many
    with django_assert_num_queries(6):
        assert len(list(conflicts_checked(leader, scored_in))) == 2 * many
