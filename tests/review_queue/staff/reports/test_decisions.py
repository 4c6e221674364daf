"""Pass rates, decisions and what is left out, in the pack and in its report."""

import pytest

from review_queue.staff.reports.evidence_pack import archive
from review_queue.staff.reports.pdf_report import printed
from tests.factories import reviews
from tests.factories.scored import make_decided
from tests.review_queue.staff.reports.test_evidence import pack_of, tables, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def larger(scored_in, people):
    """Six more answers: nine in all, two of them in Spanish."""
    for number in range(6):
        item = make_decided(scored_in, people[:2], [(3, number % 4), (3, 2)])
        if number < 2:
            item.language = "es"
            item.save()
    return scored_in


def test_a_group_of_fewer_than_five_is_not_shown_nor_what_gives_it_away(leader, larger):
    total, english, spanish = tables(archive(pack_of(leader, larger), b""))["pass_rates"]
    assert (total["n"], total["passed"], total["share"]) == ("9", "9", "1.0")
    for row in (english, spanish):
        assert row["n"].startswith("fewer than 5")
        assert (row["passed"], row["share"], row["share_low"]) == ("", "", "")


def test_of_fewer_than_five_answers_no_rate_and_no_interval_is_shown(leader, scored_in):
    found = tables(archive(pack_of(leader, scored_in), b""))
    assert found["pass_rates"][0]["share"] == ""
    assert {row["value"] for row in found["decisions"]} == {""}
    assert {row["exact_low"] for row in found["agreement"]} == {""}
    assert {row["difference_low"] for row in found["reviewers"]} == {""}


def test_the_pack_says_how_many_answers_its_figures_leave_out_and_why(leader, larger, people):
    reviews.make_item(larger)
    make_decided(larger, [people[0], reviews.make_reviewer(user=leader)], [(0, 0), (0, 0)])
    rows = tables(archive(pack_of(leader, larger), b""))["left_out"]
    found = {row["why"]: row["answers"] for row in rows}
    assert found["Not decided yet"] == "1"
    assert found["Scored again: in rescores.csv only"] == "0"
    kept = "Decided, and kept from whoever made this report, who scored them or must not see them"
    assert found[kept] == "fewer than 5"


def test_the_report_says_whose_it_is_when_it_was_and_how_many_pages_it_has(leader, larger):
    report = text_of(printed(pack_of(leader, larger)))
    text = " ".join(report.split())
    assert "Association: Pool shared." in text
    assert "Period: " in text
    assert "Answers received: 9" in text
    assert "Page 1 of " in text
    assert "{nb}" not in text
    assert "100 % [70, 100]" in text
    assert "[-" in text or "[0." in text


def one_candidate_less(refs):
    """Two of the answers are of one person."""
    return len(list(refs)) - 1


def test_the_report_says_how_many_candidates_there_were(leader, larger, settings):
    """However many papers each sat. The queue asks its host, who knows; without one it does not say."""
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "CANDIDATES_AMONG": f"{__name__}.one_candidate_less"}
    text = " ".join(text_of(printed(pack_of(leader, larger))).split())
    assert "Answers received: 9, each scoring again apart. Candidates: 8, each counted once." in text
    settings.REVIEW_QUEUE = {**settings.REVIEW_QUEUE, "CANDIDATES_AMONG": ""}
    assert "Candidates:" not in text_of(printed(pack_of(leader, larger)))
