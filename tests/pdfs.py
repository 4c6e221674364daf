"""Files that pretend to be transcripts and are not, or are more than that: made here, byte by byte."""

import io
import zlib

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from fixtures.make_transcripts import encrypted, good, scanned, truncated

__all__ = [
    "bomb",
    "disguised_html",
    "empty_owner_password",
    "encrypted",
    "endless_text",
    "good",
    "header_after_html",
    "no_pages",
    "only_attachments_encrypted",
    "protected_against_changes",
    "scanned",
    "scripted",
    "scripted_behind_a_comment",
    "scripted_behind_an_error",
    "scripted_twice",
    "too_many_pages",
    "truncated",
    "with_attachment",
    "with_encrypted_attachment",
    "with_transition",
    "without_eof",
    "without_eof_and_encrypted",
]


def disguised_html() -> bytes:
    """A web page named .pdf."""
    return b"<!doctype html><title>transcript</title><script>alert(1)</script>"


def header_after_html() -> bytes:
    """A web page that a PDF reader would open as well."""
    return b"<html><!-- " + good() + b" -->"


def protected_against_changes() -> bytes:
    """Encrypted, but it opens without a password: how many schools send transcripts."""
    writer = PdfWriter(clone_from=io.BytesIO(good()))
    writer.encrypt(user_password="", owner_password="registrar", algorithm="AES-256")
    return _written(writer)


def scripted() -> bytes:
    """Runs JavaScript when it is opened."""
    writer = PdfWriter(clone_from=io.BytesIO(good()))
    script = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert('hello');"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = script
    return _written(writer)


SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
HARMLESS = b"/OpenAction[3 0 R/Fit]"


def scripted_twice() -> bytes:
    """A harmless action on opening, and a script under the same key: readers take the one or the other."""
    return _catalog(HARMLESS + b"/OpenAction" + SCRIPT)


def scripted_behind_a_comment() -> bytes:
    """The same with the second key spelled in hexadecimal, behind a comment."""
    return _catalog(HARMLESS + b"% nothing to see\n/Open#41ction " + SCRIPT)


def scripted_behind_an_error() -> bytes:
    """A dictionary that no parser can read to its end, with a script after the error."""
    return _catalog(b"/Lang )/OpenAction" + SCRIPT)


LINK = b"<</S/URI/URI(https://elsewhere.example/seen)>>"


def opens_a_link() -> bytes:
    """An address that is opened with the file, so that its owner sees who reads it and when."""
    return _catalog(b"/OpenAction" + LINK)


def opens_a_link_at_last() -> bytes:
    """The same as the second of two actions, when the file is closed."""
    return _catalog(b"/AA<</WC<</S/GoTo/D[3 0 R/Fit]/Next[" + LINK + b"]>>>>")


def opens_its_first_page() -> bytes:
    """What many programs write: where to begin reading."""
    return _catalog(HARMLESS + b"/AA<</WC<</S/GoTo/D[3 0 R/Fit]>>>>")


def without_eof() -> bytes:
    """What some printers write: the last line is missing."""
    return good().replace(b"%%EOF\n", b"")


def without_eof_and_encrypted() -> bytes:
    """The same of a file that asks for a password."""
    return encrypted().replace(b"%%EOF\n", b"")


def empty_owner_password() -> bytes:
    """Asks its readers for a password; the owner's is empty."""
    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(good())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user="secret", owner="", R=6))
    return buffer.getvalue()


def only_attachments_encrypted() -> bytes:
    """Its pages are plain; attachments, of which it has none, would need a password."""
    return _attachments_encrypted(PdfWriter(clone_from=io.BytesIO(good())))


def with_encrypted_attachment() -> bytes:
    """The same, with an attachment."""
    writer = PdfWriter(clone_from=io.BytesIO(good()))
    writer.add_attachment("payload.exe", b"MZ")
    return _attachments_encrypted(writer)


def _attachments_encrypted(writer: PdfWriter) -> bytes:
    writer.encrypt(user_password="secret", owner_password="registrar", algorithm="AES-256")
    encrypted_as = writer._encrypt_entry
    writer._encryption = None  # the pages are written as they are
    assert encrypted_as is not None
    for name, filter_name in (("/StmF", "/Identity"), ("/StrF", "/Identity"), ("/EFF", "/StdCF")):
        encrypted_as[NameObject(name)] = NameObject(filter_name)
    return _written(writer)


def with_transition() -> bytes:
    """Pages that dissolve into each other, as slides do."""
    writer = PdfWriter(clone_from=io.BytesIO(good()))
    for page in writer.pages:
        page[NameObject("/Trans")] = DictionaryObject({NameObject("/S"): NameObject("/Dissolve")})
    return _written(writer)


def with_attachment() -> bytes:
    """Carries another file inside."""
    writer = PdfWriter(clone_from=io.BytesIO(good()))
    writer.add_attachment("payload.exe", b"MZ")
    return _written(writer)


def too_many_pages() -> bytes:
    """201 empty pages."""
    writer = PdfWriter()
    for _ in range(201):
        writer.add_blank_page(width=612, height=792)
    return _written(writer)


def no_pages() -> bytes:
    """A document without a page."""
    return _written(PdfWriter())


def bomb(megabytes: int = 200) -> bytes:
    """One small page whose content unpacks to this much."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return _one_page(b"".join(parts) + packer.flush())


def endless_text() -> bytes:
    """Sixty pages that share a content stream which takes long to read: a few kilobytes, minutes of work."""
    return _one_page(zlib.compress(b"BT /F1 12 Tf " + b"(a) Tj " * 300_000 + b"ET", 9), pages=60)


def _one_page(packed: bytes, pages: int = 1) -> bytes:
    """A PDF written out by hand: every page shows the same packed content stream."""
    kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font<</F1 "
    page += b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
        *[page] * pages,
    ]
    return _assembled(objects)


def _catalog(entries: bytes) -> bytes:
    """One page, and a catalog with these entries as they are."""
    return _assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R" + entries + b">>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>",
        ]
    )


def _assembled(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + tail


def _written(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
