"""The sentences made from an editor's words: read aloud, they stay sentences."""

from decimal import Decimal

import pytest

from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.findings import Finding
from endorsement_plugin.requirements.wording import fixed, isolated


def said(**clause):
    return parse([{"id": "c1"} | clause])[0].sentence


@pytest.mark.parametrize(
    "field",
    ["infant field", "the infant field", "in the infant field", "In the  infant field", "The infant field"],
)
def test_an_editor_may_write_the_field_with_or_without_its_small_words(field):
    assert said(kind="work", years="2", after=[], field=field) == (
        "2 or more years of work experience in the infant field"
    )


@pytest.mark.parametrize(
    "topic", ["infant mental health", "in infant mental health", "In infant mental health"]
)
def test_so_the_topic_of_a_training(topic):
    assert said(kind="training", hours="30", topic=topic) == (
        "At least 30 hours of specialized training (about infant mental health; a person looks at that)"
    )
    assert said(kind="training", hours="30", topic=topic, marked=True) == (
        "At least 30 hours of specialized training in infant mental health"
    )


def test_a_word_that_only_begins_alike_stays():
    assert said(kind="training", hours="1", topic="infancy", marked=True).endswith(
        "1 hour of specialized training in infancy"
    )
    assert said(kind="work", years="1", after=[], field="theory of attachment").endswith(
        "in the theory of attachment"
    )


@pytest.mark.parametrize("words", ["שעות 30", "تدريب", "30 ساعة"])
def test_words_from_right_to_left_stand_by_themselves(words):
    assert isolated(words) == f"\u2068{words}\u2069"
    assert f"about \u2068{words}\u2069" in said(kind="training", hours="30", topic=words)


@pytest.mark.parametrize("words", ["Kaʻiulani", "Ж 30", "乳幼児 3", "", "naïve"])
def test_other_words_are_left_as_they_are(words):
    assert isolated(words) == words


@pytest.mark.parametrize(
    ("value", "minimum", "unit", "words"),
    [
        ("0", "1", "hours", "0 of 1 hour"),
        ("1", "1", "hours", "1 of 1 hour"),
        ("1", "30", "hours", "1 of 30 hours"),
        ("0.5", "1", "years", "0.5 of 1 year"),
        ("1.5", "1", "years", "1.5 years, 1 needed"),
        ("1", "0.5", "years", "1 year, 0.5 needed"),
        ("1", "1", "references", "1 of 1 reference"),
        ("32", "30", "hours", "32 hours, 30 needed"),
    ],
)
def test_one_of_anything_is_said_in_the_singular(value, minimum, unit, words):
    met = Decimal(value) >= Decimal(minimum)
    assert Finding("c1", "training", "submit", "", value, minimum, met, unit=unit).progress == words


def test_where_nothing_is_counted_there_is_no_progress():
    assert Finding("c1", "exam", "exam", "A passed exam", "", "", met=False).progress == ""


def test_sentences_are_made_once_and_only_when_they_are_read() -> None:
    made: list[str] = []

    def telling() -> str:
        made.append("once")
        return "Passed."

    finding = Finding("c1", "exam", "exam", "A passed exam", "", "", True, telling)
    assert not made
    assert finding.detail == finding.detail == "Passed."
    assert made == ["once"]


def test_findings_that_say_the_same_are_equal_whoever_made_their_words() -> None:
    said = Finding("c1", "exam", "exam", "A passed exam", "", "", True, "Passed.")
    later = Finding("c1", "exam", "exam", "A passed exam", "", "", True, lambda: "Passed.")
    other = Finding("c1", "exam", "exam", "A passed exam", "", "", True, lambda: "Waived.")
    assert said == later != other
    assert {said, later} == {said}
    assert said != "Passed."


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [(3000, 2, "30"), (50, 2, "0.5"), (1309, 2, "13.09"), (0, 2, "0"), (-150, 2, "-1.5"), (37, 1, "3.7")],
)
def test_whole_numbers_of_small_parts_are_written_without_needless_zeros(value, places, words) -> None:
    assert fixed(value, places) == words


@pytest.mark.parametrize(("void_at", "words"), [(1, "with no rating"), (2, "with fewer than 2 ratings")])
def test_ratings_that_a_referee_may_leave_open(void_at, words):
    assert said(kind="references", count=2, void_at=void_at) == (
        f"2 references, {words} left open for lack of knowledge"
    )


AREAS = [{"value": name, "label": name} for name in ("Play", "Sleep")]


@pytest.mark.parametrize(
    ("subject", "count", "words"),
    [
        ("the IFS areas", 0, "the IFS areas"),
        ("the IFS areas", 1, "at least 1 of the IFS areas (there are 2)"),
        ("in IFS areas", 1, "at least 1 of the IFS areas (there are 2)"),
        ("the IFS areas", 2, "the IFS areas"),
        ("", 1, "at least 1 of the 2 areas"),
        ("", 2, "each competency area"),
    ],
)
def test_how_many_areas_are_said_where_not_all_are_needed(subject, count, words):
    assert said(kind="portfolio", areas=AREAS, subject=subject, count=count) == (
        f"A complete portfolio of training and experience in {words}"
    )


def test_an_exam_with_rules_of_its_own_is_kept_apart_from_what_comes_with_it():
    exam = {"id": "e", "kind": "exam", "attempts": 2, "valid_months": 12}
    assert said(kind="all_of", clauses=[exam, {"id": "w", "kind": "work", "years": "2"}]) == (
        "A passed exam; 2 attempts at the most; begun within 1 year of the approval to sit it, together with "
        "2 or more years of work experience"
    )
