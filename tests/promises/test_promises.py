"""Every promise on a screen or in a letter is in the table, still stands there, and has a test that shows it.

A check of files alone: no database, no browser, less than a second.
"""

import re
import tomllib
from functools import cache

import pytest

from tests.promises.sentences import ROOT, plain, promising, sentences

TABLE = ROOT / "tests/promises/promises.toml"
ROWS = tomllib.loads(TABLE.read_text(encoding="utf-8"))
PROMISES, OTHERS = ROWS["promise"], ROWS["no_promise"]


@cache
def text_of(place: str) -> str:
    path = ROOT / place
    if path.suffix == ".toml":
        return plain(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))
    return "\n".join(sentences(path))


@pytest.mark.parametrize("row", [*PROMISES, *OTHERS], ids=lambda row: row["said"][:60])
def test_what_the_table_names_still_stands_there(row):
    for place in row["in"]:
        assert (ROOT / place).exists(), f"{place} is gone: change or take out its row in {TABLE}."
        assert plain(row["said"]) in text_of(place), (
            f"“{row['said']}” no longer stands in {place}. If it was reworded, reword the row in {TABLE} and "
            "see that the test it names still shows the new words; if it is gone, take the row out."
        )


@pytest.mark.parametrize("row", PROMISES, ids=lambda row: row["said"][:60])
def test_each_promise_has_a_test_that_exists(row):
    file, _, name = row["kept_by"].partition("::")
    path = ROOT / file
    source = path.read_text(encoding="utf-8") if path.exists() else ""
    assert re.search(rf"^def {name}\(", source, re.MULTILINE), (
        f"The test {row['kept_by']} of “{row['said']}” is not there. Name the test that shows it in {TABLE}."
    )


def test_no_promise_is_missing_from_the_table():
    new = [f"{place}: {said}" for place, said in promising() if not _is_known(place, said)]
    assert not new, (
        f"These sentences promise something. Add each to {TABLE} with the test that shows it is kept, or, if "
        "it promises nothing, under no_promise with the reason:\n" + "\n".join(new)
    )


def test_what_is_no_promise_has_a_reason():
    assert all(row["because"].strip() for row in OTHERS)


def test_the_check_finds_a_promise_wherever_it_is_written(tmp_path):
    template, module = tmp_path / "a.html", tmp_path / "b.py"
    template.write_text("<p>Fine.</p>{# never #}<p>We {% if a %}will{% endif %} <b>never</b> call {{x}}.</p>")
    module.write_text('"""Never."""\n\ndef f(x):\n    """Never said."""\n    return f"It is kept for {x}."\n')
    assert list(sentences(template)) == ["Fine.", "We will never call …."]
    assert list(sentences(module)) == ["It is kept for …."]


def _is_known(place: str, said: str) -> bool:
    return any(
        place in row["in"] and (plain(row["said"]) in said or said in plain(row["said"]))
        for row in (*PROMISES, *OTHERS)
    )
