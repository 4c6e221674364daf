"""Whoever rewrites the pack is found out by the program in it; and what it leaves out cannot be guessed."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from review_queue.audit.queries.seal_chain import all_events
from review_queue.models import Seal
from review_queue.verifier.chain import Told
from review_queue.verifier.main import faults
from review_queue.verifier.pack import Pack
from review_queue.verifier.sealing import committed

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def found_in(folder: Path, expect: str = "") -> list[str]:
    return list(faults(Pack(folder), Told(), expect=expect, intervals=False))


def lines_of(folder: Path, name: str) -> list[dict[str, Any]]:
    return list(Pack(folder).lines(name))


def write(folder: Path, name: str, lines: list[dict[str, Any]]) -> None:
    (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


@pytest.mark.parametrize("unsealed", [True, False])
def test_who_and_when_are_not_found_by_trying_where_no_seal_has_a_salt(unpack, unsealed):
    """Of events under no seal yet, and of those under one from before."""
    if unsealed:
        Seal.objects.all().delete()
    else:
        Seal.objects.update(salt="")
    rows = {one.pk: one for one in all_events()}
    told = [one for line in lines_of(unpack(), "chain.jsonl") for one in line["events"] if "what" in one]
    assert told
    for one in told:
        event = rows[one["what"][0]]
        assert one["who"] != committed(event.who(), "", f"{event.pk} who")
        assert one["when"] != committed(event.when(), "", f"{event.pk} when")


@pytest.mark.parametrize("number", [0, -1])
def test_a_seal_of_today_does_not_pass_for_one_from_before(unpack, number):
    """Of those a pack cannot show what they cover: events in them are taken as they are."""
    folder = unpack()
    lines = lines_of(folder, "chain.jsonl")
    kept = f"{lines[number]['number']}:{lines[number]['digest']}"
    lines[number]["former"] = True
    for one in lines[number]["events"]:
        if isinstance(one, dict):
            one["what"][-1] = ""
    write(folder, "chain.jsonl", lines)
    found = found_in(folder, expect=kept)
    assert any("changed" in sentence or "cannot come after" in sentence for sentence in found)
    assert f"The seal {kept} is of the former kind, which no pack can check: expect one made since." in found


def test_nothing_rests_on_seals_from_before(unpack):
    folder = unpack()
    write(folder, "chain.jsonl", [{**line, "former": True} for line in lines_of(folder, "chain.jsonl")])
    assert any("which none did when this seal was made" in sentence for sentence in found_in(folder))


def test_a_review_is_not_stated_a_second_time(unpack):
    """By an event that came later: what was handed in would then be what was written last."""
    folder = unpack()
    statements = lines_of(folder, "statements.jsonl")
    review = next(one for one in statements if one["subject"] == "review")
    chain = lines_of(folder, "chain.jsonl")
    events = [one["what"] for line in chain for one in line["events"] if isinstance(one, dict)]
    pk, item, scored_in, _, _, day, digest = next(one for one in events if one[0] == review["event"])
    again = [pk + 10**6, item, scored_in, "stood", "review", day, digest]
    chain.append({"number": None, "events": [{"what": again, "salt": "0", "who": "0", "when": "0"}]})
    write(folder, "chain.jsonl", chain)
    write(folder, "statements.jsonl", [*statements, {**review, "event": pk + 10**6}])
    assert f"Answer {review['answer']}: its review is stated once more by event {pk + 10**6}, “stood”." in (
        found_in(folder)
    )


@pytest.mark.parametrize(
    "file", ["agreement.csv", "reviewers.csv", "pairs.csv", "decisions.csv", "pass_rates.csv"]
)
def test_a_figure_that_was_taken_out_is_found(unpack, file):
    path = unpack() / file
    header, _, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    assert any(sentence.startswith(f"{file}: the row of") for sentence in found_in(path.parent))


@pytest.mark.parametrize(
    ("file", "says"),
    [("marks.csv", "marks.csv has a mark twice."), ("verdicts.csv", "verdicts.csv has an answer twice.")],
)
def test_a_row_that_is_there_twice_is_found(unpack, file, says):
    path = unpack() / file
    text = path.read_text("utf-8-sig")
    path.write_text(text + text.splitlines(keepends=True)[-1], "utf-8-sig")
    assert says in found_in(path.parent)
