"""Which events of a pack say how something stands now."""

import json
from pathlib import Path
from typing import Any

import pytest

from review_queue.verifier.chain import Told
from review_queue.verifier.pack import Pack
from review_queue.verifier.sealing import digest_of, salt_of
from review_queue.verifier.stated import read

SALT = "salt"
STATEMENT = {"answer": "(of the whole round spring)", "correction": 5, "outcome": "It was better."}


def event(number: int, kind: str, detail: str, digest: str) -> dict[str, Any]:
    about = {"event": number, "item": None, "kind": kind, "detail": detail}
    return {**about, "day": "2026-03-02", "digest": digest}


def said(folder: Path, first: str, second: str) -> list[str]:
    """Of a corrective action that was followed up, as these details have it; its row is as it is now."""
    fields = {name: {"value": value, "salt": salt_of(SALT, name)} for name, value in STATEMENT.items()}
    line = {"event": 2, "subject": "correction", "answer": STATEMENT["answer"], "fields": fields}
    (folder / "statements.jsonl").write_text(json.dumps(line))
    told = Told()
    told.events[1] = event(1, "corrected", first, "f" * 64)
    told.events[2] = event(2, "followed_up", second, digest_of(STATEMENT, SALT))
    return list(read(Pack(folder), told, {}))


@pytest.mark.parametrize("first", ["correction:5", "pool:maui,correction:5"])
def test_a_later_event_takes_the_place_of_one_that_did_not_say_its_pool(tmp_path, first):
    assert said(tmp_path, first, "pool:maui,correction:5") == []


def test_one_about_another_takes_the_place_of_none(tmp_path):
    (sentence,) = said(tmp_path, "pool:maui,correction:4", "pool:maui,correction:5")
    assert sentence.endswith("its corrective action 4 is gone since event 1, “corrected”.")
