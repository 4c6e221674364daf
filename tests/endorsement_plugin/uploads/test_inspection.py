import hashlib
import io
import signal
import subprocess
from typing import Any

import pytest
from pypdf import PdfWriter

from endorsement_plugin.isolation import Unfinished
from endorsement_plugin.rules.file_reasons import WORDS, Verdict, in_words, why
from endorsement_plugin.uploads.inspection.process import Limits, inspect
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
        (pdfs.scripted_twice, Verdict("quarantine", "active_content", 1)),
        (pdfs.scripted_behind_a_comment, Verdict("quarantine", "active_content", 1)),
        (pdfs.scripted_behind_an_error, Verdict("quarantine", "active_content", 1)),
        (pdfs.opens_a_link, Verdict("quarantine", "active_content", 1)),
        (pdfs.opens_a_link_at_last, Verdict("quarantine", "active_content", 1)),
        (pdfs.opens_its_first_page, Verdict("accept", "", 1)),
        (pdfs.without_eof, Verdict("accept", "", 2)),
        (pdfs.without_eof_and_encrypted, Verdict("refuse", "password")),
        (pdfs.empty_owner_password, Verdict("refuse", "password")),
        (pdfs.only_attachments_encrypted, Verdict("accept", "", 2)),
        (pdfs.with_encrypted_attachment, Verdict("quarantine", "active_content", 2)),
        (pdfs.with_transition, Verdict("accept", "", 2)),
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


def test_the_wall_clock_says_nothing_about_the_file():
    limits = Limits(size=LIMITS.size, memory=LIMITS.memory, cpu=60, wall=0)
    with pytest.raises(Unfinished):
        look_into(pdfs.good(), limits)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_child_that_somebody_ends_says_nothing_about_the_file(monkeypatch, ending):
    start = subprocess.Popen

    def start_and_end(command, **options):
        child = start(command, **options)
        child.send_signal(ending)
        return child

    monkeypatch.setattr(subprocess, "Popen", start_and_end)
    with pytest.raises(Unfinished, match=str(-ending)):
        look_into(pdfs.good())


def test_seconds_of_the_processor_are_the_files_own():
    limits = Limits(size=LIMITS.size, memory=LIMITS.memory, cpu=1, wall=300)
    assert look_into(pdfs.endless_text(), limits) == Verdict("refuse", "too_slow")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
@pytest.mark.parametrize("owner", ["", "registrar"])
def test_a_file_that_opens_without_a_password_is_taken_whatever_its_owner_set(algorithm, owner):
    writer = PdfWriter(clone_from=io.BytesIO(pdfs.good()))
    writer.encrypt(user_password="", owner_password=owner, algorithm=algorithm)
    buffer = io.BytesIO()
    writer.write(buffer)
    assert look_into(buffer.getvalue()) == Verdict("accept", "", 2)


def test_too_little_memory_for_the_program_itself_says_nothing_about_the_file():
    limits = Limits(size=LIMITS.size, memory=24 * MEGABYTE, cpu=60, wall=300)
    with pytest.raises(Unfinished, match="exit 1"):
        look_into(pdfs.good(), limits)


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
