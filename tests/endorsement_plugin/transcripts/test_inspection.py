import hashlib
import subprocess
from typing import Any

import pytest

from endorsement_plugin.transcripts.inspection import Limits, inspect
from endorsement_plugin.transcripts.reasons import WORDS, Verdict, in_words, why
from tests import pdfs

MEGABYTE = 1024 * 1024
# The wall is far away: a busy machine may take its time; processor time tells what takes too long.
LIMITS = Limits(size=25 * MEGABYTE, memory=768 * MEGABYTE, cpu=60, wall=300)


def look_into(data: bytes, limits: Limits = LIMITS) -> Verdict:
    return inspect(data, sha256=hashlib.sha256(data).hexdigest(), limits=limits)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (pdfs.good, Verdict("accept", "", 2)),
        (pdfs.scanned, Verdict("accept", "", 1)),
        (pdfs.protected_against_changes, Verdict("accept", "", 2)),
        (pdfs.encrypted, Verdict("refuse", "password")),
        (pdfs.truncated, Verdict("refuse", "unreadable")),
        (pdfs.disguised_html, Verdict("refuse", "not_pdf")),
        (pdfs.header_after_html, Verdict("refuse", "polyglot")),
        (pdfs.scripted, Verdict("quarantine", "active_content", 2)),
        (pdfs.with_attachment, Verdict("quarantine", "active_content", 2)),
        (pdfs.bomb, Verdict("quarantine", "hard_to_read", 1)),
        (pdfs.endless_text, Verdict("quarantine", "hard_to_read", 60)),
        (pdfs.no_pages, Verdict("refuse", "no_pages")),
        (pdfs.too_many_pages, Verdict("refuse", "too_many_pages")),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_verdict(make, expected):
    assert look_into(make()) == expected


def test_nothing_at_all():
    assert look_into(b"") == Verdict("refuse", "empty")


def test_a_byte_too_many():
    data = pdfs.good()
    limits = Limits(size=len(data) - 1, memory=LIMITS.memory, cpu=60, wall=300)
    assert look_into(data, limits) == Verdict("refuse", "too_big")


def test_a_file_that_was_replaced_after_its_upload():
    assert inspect(pdfs.good(), sha256="0" * 64, limits=LIMITS) == Verdict("refuse", "changed")


def test_the_wall_clock_ends_an_inspection():
    limits = Limits(size=LIMITS.size, memory=LIMITS.memory, cpu=60, wall=0)
    assert look_into(pdfs.good(), limits) == Verdict("refuse", "too_slow")


def test_too_little_memory_is_an_answer_too():
    limits = Limits(size=LIMITS.size, memory=24 * MEGABYTE, cpu=60, wall=300)
    assert look_into(pdfs.good(), limits).outcome == "refuse"


@pytest.mark.parametrize("at", range(5, 100, 19))
def test_a_file_cut_anywhere_gets_a_verdict_with_words(at):
    data = pdfs.good()
    verdict = look_into(data[: len(data) * at // 100])
    assert verdict.outcome == "refuse"
    assert why(verdict.reason) == WORDS[verdict.reason]
    assert in_words(verdict.reason).startswith(WORDS[verdict.reason])


def test_the_child_has_neither_environment_nor_folder(monkeypatch):
    """What a parser could be made to print or open is not there."""
    seen: dict[str, Any] = {}
    start = subprocess.Popen

    def watch(command, **options):
        seen.update(options, command=command)
        return start(command, **options)

    monkeypatch.setattr(subprocess, "Popen", watch)
    look_into(pdfs.good())
    assert seen["env"] == {}
    assert seen["command"][1] == "-I"
    assert seen["start_new_session"] is True
