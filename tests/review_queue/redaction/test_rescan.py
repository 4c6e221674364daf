"""The second search finds a name in every disguise that bytes can wear, and no name in noise."""

import zlib

import pytest

from review_queue.anonymization.identifiers import Identifier, Kind
from review_queue.redaction.rescan import Hit, rescan
from tests.review_queue.redaction.drawing import lines

NAME = [Identifier(Kind.FAMILY_NAME, "Kahale-Quill")]


def kinds(data: bytes, *identifiers: Identifier) -> set[str]:
    return {hit.kind for hit in rescan(data, identifiers or NAME)}


@pytest.mark.parametrize(
    "data",
    [
        b"(Kahale-Quill)",
        b"(KAHALE-QUILL)",
        b"(kahale-quill)",
        "Kahale-Quill".encode("utf-16-be"),
        "Kahale-Quill".encode("utf-16-le"),
        b"<" + b"Kahale-Quill".hex().encode() + b">",
        b"<feff" + "Kahale-Quill".encode("utf-16-be").hex().encode() + b">",
        b"(\\113\\141\\150\\141\\154\\145-Quill)",
        b"stream\n" + zlib.compress(b"said Kahale-Quill") + b"\nendstream",
        b"stream\r\n" + zlib.compress("Kahale-Quill".encode("utf-16-be")) + b"\r\nendstream",
        b"stream\n" + zlib.compress(b"<" + b"Kahale-Quill".hex().encode() + b"> Tj") + b"\nendstream",
    ],
    ids=[
        "plain", "upper", "lower", "utf-16-be", "utf-16-le", "hex", "hex-utf-16", "octal", "inflated",
        "inflated-utf-16", "inflated-hex",
    ],
)  # fmt: skip
def test_found_in_bytes(data):
    assert kinds(b"%PDF-1.7\n" + data) == {"family_name"}


@pytest.mark.parametrize(
    ("text", "identifier", "kind"),
    [
        ("met kahale quill there", NAME[0], "NAME"),
        ("met Kähale-Quill's aunt", NAME[0], "NAME"),
        ("call 808.555.0142 now", Identifier(Kind.PHONE, "+1 (808) 555-0142"), "PHONE"),
        ("from Ann-Li", Identifier(Kind.NICKNAME, "Ann Li"), "NAME"),
        ("of Tidepool House", Identifier(Kind.AGENCY, "The Tidepool House, Inc."), "AGENCY"),
        ("no. HI 4471-B", Identifier(Kind.LICENSE_NUMBER, "HI4471B"), "NUMBER"),
    ],
)
def test_found_in_the_text_of_a_page(text, identifier, kind):
    assert kind in kinds(lines(text), identifier)


def test_clean_files_have_no_hits():
    assert rescan(lines("The baby looks away. Hope and grace."), NAME) == []


def test_everyday_words_are_left_to_the_person_who_clears():
    assert kinds(lines("There is hope."), Identifier(Kind.GIVEN_NAME, "Hope")) == set()


def test_short_names_are_not_sought_in_noise():
    noise = bytes(range(256)) * 40 + b"Lee"
    assert kinds(b"%PDF-1.7\n" + noise, Identifier(Kind.FAMILY_NAME, "Lee")) == set()


def test_a_hit_says_where_and_of_what_kind_but_not_what():
    assert rescan(b"%PDF-1.7\n(Kahale-Quill)", NAME) == [Hit("bytes", "family_name")]
