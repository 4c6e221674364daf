"""Open one PDF with narrow limits, as a program that reads it for a person would. Knows nothing of Django."""

import io
from typing import Any

DECODED_MOST = 30_000_000
END = b"\n%%EOF\n"
IDENTITY = "/Identity"


class Refused(Exception):
    """The file cannot be taken; the reason is a code."""


def opened(data: bytes) -> Any:
    """A reader that can read every page.

    Raises Refused for a file that asks for a password when it is opened, and whatever the parser raises.
    """
    _limit_parser(len(data))
    # Some printers leave the last line out. Readers do without it, pypdf looks for it.
    reader = _reader(data if b"%%EOF" in data[-2048:] else data + END)
    if reader.is_encrypted:
        _decrypt(reader, data)
    return reader


def _limit_parser(size: int) -> None:
    import pypdf

    pypdf.overwrite_configuration(
        jbig2dec_binary=None,
        disable_legacy_handling=True,
        maximum_declared_stream_length=size,
        zlib_maximum_output_length=DECODED_MOST,
        lzw_maximum_output_length=DECODED_MOST,
        run_length_maximum_output_length=DECODED_MOST,
        brotli_maximum_output_length=1_000_000,
        array_based_stream_maximum_output_length=DECODED_MOST,
        stream_filters_maximum_length=6,
        stream_decoding_work_maximum_length=3 * DECODED_MOST,
        stream_parsing_work_maximum_count=1_000_000,
        array_maximum_element_count=50_000,
        dictionary_maximum_element_count=20_000,
        page_tree_maximum_entries=5_000,
        page_tree_maximum_depth=40,
        outline_maximum_entries=5_000,
        form_fields_maximum_entries=5_000,
        xform_maximum_invocations_per_extraction=500,
        xmp_maximum_input_length=500_000,
    )


def _reader(data: bytes) -> Any:
    import pypdf

    return pypdf.PdfReader(
        io.BytesIO(data),
        strict=False,
        root_object_recovery_limit=5_000,
        xref_stream_maximum_entries=300_000,
    )


def _decrypt(reader: Any, data: bytes) -> None:
    """Many schools protect a transcript against changes only: such a file opens with an empty password.

    That has to be the password for reading. An empty one for the owner opens the file here, and still asks
    everybody else for the other.
    """
    from pypdf import PasswordType

    if _pages_are_plain(reader):
        reader._override_encryption = True
        return
    kind = reader.decrypt("")
    if kind == PasswordType.NOT_DECRYPTED or (
        kind == PasswordType.OWNER_PASSWORD and not _opens_for_readers(data)
    ):
        raise Refused("password")


def _pages_are_plain(reader: Any) -> bool:
    """Whether at most attachments are encrypted: both filters for pages are left out, or say so."""
    rules = reader.trailer["/Encrypt"].get_object()
    if int(rules.get("/V", 0)) < 4:
        return False
    return all(rules.get(name, IDENTITY) == IDENTITY for name in ("/StmF", "/StrF"))


def _opens_for_readers(data: bytes) -> bool:
    """Whether the password for reading is empty. pypdf tells only the first that fits, the owner's."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data), password="") as document:
        return bool(document.user_password_matched)
