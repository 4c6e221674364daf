"""QR codes as a phone reads them: from a picture of what was printed."""

import pypdfium2
import zxingcpp
from PIL import Image

POINTS_AN_INCH = 72


def photograph(pdf: bytes, *, dots: int = 150, turned: int = 0) -> Image.Image:
    """The first page as so many dots an inch, turned by so many degrees, in grays."""
    page = pypdfium2.PdfDocument(pdf)[0]
    picture: Image.Image = page.render(scale=dots / POINTS_AN_INCH).to_pil()
    return picture.convert("L").rotate(turned, expand=True, fillcolor=200)


def read_qr_codes(picture: Image.Image) -> list[str]:
    """What the QR codes in a picture say."""
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=only)]
