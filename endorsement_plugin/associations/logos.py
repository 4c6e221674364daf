"""A logo as it stands on certificates: a PNG that we have written, whatever was sent."""

import io
import warnings

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
"""Pixels: 0.8 inches high, it is then sharper than any printer."""
READ = ("PNG", "JPEG", "WEBP", "GIF")
NO_IMAGE = "This is not a picture that we can read. Save the logo as a PNG or JPEG file and choose that."


def read_logo(sent: UploadedFile) -> "ContentFile[bytes]":
    """The picture without anything else that was in the file. Raises ValidationError in words."""
    if (sent.size or 0) > MOST_BYTES:
        raise forms.ValidationError(f"A logo may have {MOST_BYTES // (1024 * 1024)} MB at the most.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return ContentFile(_png(sent), name="logo.png")
    except forms.ValidationError:
        raise
    except Exception:  # a picture's parser may raise anything at all on a file that is none
        raise forms.ValidationError(NO_IMAGE) from None


def _png(sent: UploadedFile) -> bytes:
    with Image.open(sent, formats=READ) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise forms.ValidationError("The picture has too many pixels. Save it smaller, and choose that.")
        drawn = picture.convert("RGBA")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGBA", drawn.size, "white")
    plain.alpha_composite(drawn)
    written = io.BytesIO()
    plain.convert("RGB").save(written, format="PNG", optimize=True)
    return written.getvalue()
