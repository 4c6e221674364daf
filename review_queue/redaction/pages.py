"""One page of a file that `rebuild` made, as a picture for a screen."""

import io
from dataclasses import dataclass

import pikepdf
from PIL import Image


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture and its content type. It holds pixels and nothing else."""

    content_type: str
    data: bytes


def page_picture(pdf: bytes, number: int) -> Shown:
    """The pixels of a page, counted from 1, as the file shows them.

    Only for files of our own making, which have one picture a page: it parses here. Raises IndexError.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if not 1 <= number <= len(document.pages):
            raise IndexError(number)
        drawn = document.pages[number - 1].obj.Resources.XObject.Page
        if drawn.Filter == pikepdf.Name.DCTDecode:
            return Shown("image/jpeg", drawn.read_raw_bytes())
        size = (int(drawn.Width), int(drawn.Height))
        return Shown("image/png", _png(size, drawn.read_bytes()))


def _png(size: tuple[int, int], pixels: bytes) -> bytes:
    image = io.BytesIO()
    Image.frombytes("L", size, pixels).save(image, "PNG")
    return image.getvalue()
