"""The evidence pack: every promised table, true to the round, and a report that reads."""

import csv
import datetime
import io
import zipfile

import pypdf
import pytest

from review_queue.audit.actions import unblind
from review_queue.audit.queries.evidence import conflicts_checked
from review_queue.audit.queries.reliability import scores_of
from review_queue.models import BarredUser, Event
from review_queue.staff.reports.evidence_pack import archive, gather
from review_queue.staff.reports.pdf_report import printed
from review_queue.staff.reports.printed_pages import plain
from review_queue.staff.reports.sheets import Sheet, in_words
from tests.factories import reviews
from tests.factories.scored import make_decided

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 3, 2)
TABLES = {
    *("agreement", "reviewers", "pairs", "scorers", "adjudications", "conflicts"),
    *(
        "left",
        "policy",
        "rubric",
        "events",
        "unblindings",
        "interventions",
        "verdicts",
        "plans",
        "seals",
        "rescores",
    ),
    *(
        "calibration",
        "drift",
        "severity",
        "marks",
        "conflicts_applied",
        "pass_rates",
        "decisions",
        "habits",
        "left_out",
    ),
    *("back_readings", "corrective_actions", "auditors", "answers", "assignments", "comparisons", "training"),
}


def pack_of(leader, scored_in):
    return gather(leader, scores_of(leader, scored_in), TODAY)


def tables(data):
    """Each CSV file's rows, as dictionaries."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(packed.read(name).decode("utf-8-sig")))
            )
            for name in packed.namelist()
            if name.endswith(".csv")
        }


def text_of(report):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(report)).pages)


def test_the_pack_holds_every_table_and_the_report(leader, scored_in):
    pack = pack_of(leader, scored_in)
    data = archive(pack, printed(pack))
    found = tables(data)
    assert set(found) == TABLES
    assert [row["compared_on"] for row in found["agreement"]] == ["c-c0", "c-c1", "total", "verdict"]
    assert found["agreement"][0]["few"] == "yes"
    assert len(found["rubric"]) == 8
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.read("report.pdf").startswith(b"%PDF")


def test_scorers_are_listed_with_what_they_hold(leader, scored_in, people):
    people[0].qualifications.create(tag="IMHM")
    people[0].languages.create(code="es")
    found = {row["reviewer"]: row for row in tables(archive(pack_of(leader, scored_in), b""))["scorers"]}
    ada, cleo = found["Ada Example"], found["Cleo Example"]
    assert (ada["qualifications"], ada["languages"]) == ("IMHM", "en es")
    assert (ada["pairs"], ada["thirds"]) == ("3", "0")
    assert (cleo["pairs"], cleo["thirds"]) == ("0", "1")


def test_adjudications_say_why_and_how_they_were_settled(leader):
    item, pair = reviews.make_assigned()
    reviews.score(pair[0], 3)
    reviews.score(pair[1], (0, 3))
    third = reviews.make_reviewer(may_adjudicate=True)
    make = reviews.assign_all()
    assert [one.reviewer for one in make] == [third]
    reviews.score(make[0], 3)
    (row,) = tables(archive(pack_of(leader, item.round), b""))["adjudications"]
    assert row["answer"] == item.code
    assert row["reasons"] == "criterion_gap:c0 total_gap verdict_split"
    assert (row["first_percent"], row["second_percent"], row["third_percent"]) == ("100.0", "50.0", "100.0")
    assert (row["rule"], row["result_percent"], row["outcome"]) == ("nearest_two", "100.0", "passed")


def test_each_verdict_comes_with_the_rules_it_was_reached_by(leader, scored_in):
    rows = tables(archive(pack_of(leader, scored_in), b""))["verdicts"]
    assert len(rows) == 3
    (first, *_) = rows
    assert (first["rubric"], first["version"], first["pass_mark"]) == ("vignette", "1", "70.0")
    assert (first["criterion_gap"], first["total_gap"], first["split_is_dispute"]) == ("2.0", "10.0", "yes")
    assert first["flag_is_dispute"] == "yes"
    assert {row["how"] for row in rows} == {"agreed", "nearest_two"}


def test_conflicts_are_checked_again(leader, scored_in, people):
    (first, *_) = scored_in.items.order_by("pk")
    assert all(
        one.distinct and one.clearer_apart and one.agencies_apart and one.at_most_one_novice and one.qualified
        for one in conflicts_checked(leader, scored_in)
    )
    first.cleared_by = people[0].user
    first.save()
    first.requirements.create(tag="IMHM")
    for one in people[:2]:
        one.agency, one.novice = "Hale  Keiki, Inc.", True
        one.save()
    found = {one.code: one for one in conflicts_checked(leader, scored_in)}[first.code]
    assert found.distinct
    assert not found.clearer_apart
    assert not found.agencies_apart
    assert not found.at_most_one_novice
    assert not found.qualified


def test_bars_and_steps_back_are_counted(leader, scored_in, people):
    """Of an open answer nothing is told of its reviewers, not even that one stepped back."""
    waiting = reviews.make_item(scored_in)
    BarredUser.objects.create(item=waiting, user=reviews.make_account())
    closed = make_decided(scored_in, people[:2], [(3, 3), (3, 3)])
    for item in (waiting, closed):
        Event.objects.create(item=item, kind=Event.Kind.RECUSED)
    rows = tables(archive(pack_of(leader, scored_in), b""))["left"]
    found = {row["what"]: row["count"] for row in rows}
    assert found["People barred from open answers"] == "1"
    assert found["The reviewer stepped back"] == "1"
    assert found["Declined by the reviewer"] == "0"


def test_the_trail_is_whole_and_says_who(leader, scored_in):
    waiting = reviews.clear_item(reviews.make_item(scored_in))
    rows = tables(archive(pack_of(leader, scored_in), b""))["events"]
    found = [(row["event"], row["by"]) for row in rows if row["answer"] == waiting.code]
    assert found == [("received", ""), ("cleared", "Pat Example")]


def test_what_the_chief_scored_or_may_not_see_is_not_in_the_pack(leader, scored_in, people):
    hidden = make_decided(scored_in, [people[0], reviews.make_reviewer(user=leader)], [(0, 0), (0, 0)])
    pack = pack_of(leader, scored_in)
    assert hidden.code not in archive(pack, printed(pack)).decode("latin-1")
    with zipfile.ZipFile(io.BytesIO(archive(pack, printed(pack)))) as packed:
        assert all(hidden.code.encode() not in packed.read(name) for name in packed.namelist())


def test_a_name_cannot_become_a_formula(leader, scored_in, people):
    people[0].user.first_name = "=HYPERLINK(1)"
    people[0].user.save()
    found = tables(archive(pack_of(leader, scored_in), b""))
    assert "'=HYPERLINK(1) Example" in {row["reviewer"] for row in found["scorers"]}


def test_the_report_reads(leader, scored_in):
    text = text_of(printed(pack_of(leader, scored_in)))
    for words in (scored_in.title, "Decided answers: fewer than 5", "Fewer than 30 answers"):
        assert words in text
    assert "All answers meet every rule today." in " ".join(text.split())
    assert "Ada Example" in text


def test_the_report_says_in_words_how_a_third_settled_and_who_unblinded(leader, scored_in):
    unblind(item=scored_in.items.all()[0], by=leader, reason="A child may be in danger.", hours=2)
    text = " ".join(text_of(printed(pack_of(leader, scored_in))).split())
    assert "nearest two" in text
    assert "nearest_two" not in text
    assert "A child may be in danger." in text


def test_line_breaks_in_a_reason_make_no_row_that_no_page_can_hold(leader, scored_in):
    unblind(item=scored_in.items.all()[0], by=leader, reason="A child\nmay be\n" + "in\n" * 300, hours=2)
    text = " ".join(text_of(printed(pack_of(leader, scored_in))).split())
    assert "A child may be in in in" in text


def test_reasons_are_read_as_words():
    sheet = Sheet(("reasons", "rule"), [["criterion_gap:c0 total_gap", "nearest_two"]])
    assert in_words(sheet).rows == [["criterion gap: c0, total gap", "nearest two"]]


def test_the_same_facts_give_the_same_bytes(leader, scored_in):
    one, other = (pack_of(leader, scored_in) for _ in range(2))
    assert archive(one, printed(one)) == archive(other, printed(other))


def test_letters_without_a_built_in_shape_lose_their_marks_only():
    assert plain("Leilani Kāne, ʻokina – “ok”, é") == 'Leilani Kane, \'okina - "ok", é'
    assert plain("李") == "?"
