"""Certificates that are really set, and what independent readers find in them."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pypdf
import pypdfium2
from django.utils import timezone

from endorsement_plugin.certificates.contents import contents_of
from endorsement_plugin.certificates.typesetting.process import Limits, set_pdf
from endorsement_plugin.models import Endorsement
from tests.factories.endorsements import make_endorsement

# The wall is far away: a busy machine may take its time.
LIMITS = Limits(memory=1024 * 1024 * 1024, cpu=60, wall=300)


def valid(**fields: Any) -> Endorsement:
    """In force for another hundred days."""
    until = timezone.localdate() + timedelta(days=100)
    return make_endorsement(**{"renewal_due": until} | fields)


def pdf_of(endorsement: Endorsement, picture: bytes = b"", limits: Limits = LIMITS, **said: Any) -> bytes:
    """Its certificate, with `said` in place of what it would say."""
    contents = contents_of(endorsement) | said
    return set_pdf(contents, day=endorsement.granted_on, logo=picture, limits=limits)


def text_of(pdf: bytes) -> str:
    """What is read aloud, without the places where lines may break."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def sides_of_signs(pdf: bytes) -> list[tuple[float, float]]:
    """Left and right end of each sign that is drawn, in points."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars())]
    return [(left, right) for left, _, right, _ in boxes if right > left]


def structure_of(pdf: bytes) -> list[tuple[str, str]]:
    """The elements of the tagged structure in reading order, each with the text that stands for it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found: list[tuple[str, str]] = []
        _walk(document.Root.StructTreeRoot.K, found)
        return found


def _walk(kids: Any, found: list[tuple[str, str]]) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found.append((str(kid.S), str(kid.get("/Alt", ""))))
            _walk(kid.get("/K", []), found)
