"""Many-facet severity where a chief reviewer reads it, and where an outsider checks it."""

import csv
import io
import random

import pypdf
import pytest
from django.urls import reverse

from review_queue.audit.queries.reliability import scores_of
from review_queue.staff.reports.pdf_report import printed
from review_queue.statistics.agreement import ENOUGH
from review_queue.templatetags.figures import apart
from review_queue.verifier import severity
from review_queue.verifier.pack import Pack
from tests.factories import reviews
from tests.factories.scored import make_decided, make_scored_round
from tests.review_queue.staff.reports.test_evidence import pack_of

pytestmark = pytest.mark.django_db


def page(chief, scored_in) -> str:
    response = chief.get(reverse("review_queue:agreement_severity", args=[scored_in.code]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def rows_of(chief, scored_in):
    response = chief.get(reverse("review_queue:agreement_csv", args=[scored_in.code, "severity"]))
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def make_round_of_three():
    """The first is often a level stricter than the answer is worth, the last often a level kinder."""
    chance = random.Random(4)
    scored_in = reviews.make_round()
    people = [reviews.make_reviewer() for _ in range(3)]
    for _ in range(45):
        worth = [chance.randint(0, 3) for _ in range(2)]
        pair = sorted(chance.sample(range(3), 2))
        marks = [[min(3, max(0, one + (who - 1) * (chance.random() < 0.7))) for one in worth] for who in pair]
        make_decided(scored_in, [people[who] for who in pair], marks)
    return scored_in, people


def test_each_reviewer_has_a_dot_a_bar_and_words(chief):
    scored_in, people = make_round_of_three()
    shown, rows = page(chief, scored_in), rows_of(chief, scored_in)
    assert shown.count("chart__dot--one") == 3
    measured = {row["code"]: row for row in rows if row["facet"] == "reviewer"}
    assert sum(float(row["measure"]) for row in measured.values()) == pytest.approx(0, abs=1e-5)
    for row in measured.values():
        assert float(row["low"]) < float(row["measure"]) < float(row["high"])
        assert f'data-label="Severity">{apart(float(row["measure"]))}<' in shown
        assert f'data-label="In words">{row["note"]}<' in shown
    strict, _, kind = (measured[f"R{one.pk}"] for one in people)
    assert strict["note"] == "more severe than the others"
    assert kind["note"] == "more lenient than the others"
    dots = [one.partition("<")[0].strip() for one in shown.split('class="meter__label">')[1:]]
    assert (dots[0], dots[2]) == (strict["name"], kind["name"])


def test_groups_that_share_no_answer_are_told_and_nothing_is_shown(chief):
    scored_in = reviews.make_round()
    people = [reviews.make_reviewer() for _ in range(4)]
    mixed = [((0, 1), (1, 1)), ((1, 2), (2, 2)), ((2, 1), (1, 2)), ((3, 2), (2, 2)), ((1, 0), (1, 2))]
    for pair in (people[:2], people[2:]):
        for marks in mixed * 2:
            make_decided(scored_in, pair, marks)
    shown = page(chief, scored_in)
    assert "No severity is shown." in shown
    assert "groups that share no answer" in shown
    assert "chart__dot--one" not in shown
    assert all(not row["measure"] and "groups" in row["note"] for row in rows_of(chief, scored_in))


def test_of_fewer_than_five_answers_nothing_is_shown(chief, scored_in):
    shown = page(chief, scored_in)
    assert "Fewer than two reviewers have five answers or more" in shown
    assert "chart__dot--one" not in shown
    assert {row["note"] for row in rows_of(chief, scored_in) if row["facet"] == "reviewer"} == {
        "fewer than five answers that can be compared"
    }
    assert ENOUGH == 5


def test_it_is_in_the_packs_table_and_its_report(leader):
    scored_in = make_scored_round(60, 4)
    pack = pack_of(leader, scored_in)
    rows = list(pack.sheets["severity"].rows)
    assert [row[0] for row in rows] == ["reviewer"] * 4 + ["criterion"] * 2
    text = " ".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(printed(pack))).pages).replace(
        "\n", " "
    )
    assert "many-facet Rasch model" in text
    assert f"{rows[0][4]:.2f} {rows[0][5]:.2f}" in text


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (lambda rows: None, None),
        (lambda rows: rows[0].update(measure="0.123456"), "is 0.123456 ±"),
        (lambda rows: rows[1].update(standard_error="0.01"), "± 0.01, and the marks give"),
        (lambda rows: rows[0].update(measure="", standard_error=""), "is empty, and the marks give"),
        (lambda rows: rows.pop(0), "is missing"),
    ],
)
def test_whoever_has_the_marks_computes_it_again(leader, chief, tmp_path, tamper, says):
    scored_in = make_scored_round(40, 4, criteria=3)
    rows = rows_of(chief, scored_in)
    tamper(rows)
    with (tmp_path / "severity.csv").open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    scores = scores_of(leader, scored_in)
    teams = [
        {
            slot: {"answer": one.code, "reviewer": review.reviewer, "marks": review.points}
            for slot, review in enumerate(one.pair, start=1)
        }
        for one in scores.scored
    ]
    rubric = {
        "criteria": [
            {"code": one.code, "levels": [[level.points] for level in one.levels.all()]}
            for one in scores.criteria
        ]
    }
    found = list(severity.check(Pack(tmp_path), teams, rubric))
    assert bool(found) == bool(says)
    assert not says or says in found[0]
