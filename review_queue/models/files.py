"""An answer that came as a PDF: the file as it was drawn anew, never the file as it was sent."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models

from review_queue.conf import Conf, conf
from review_queue.errors import FileLost
from review_queue.redaction.reasons import Reason
from review_queue.redaction.refusals import WORDS

from .items import Section

FOLDER = "answers"


def private_files() -> Storage:
    """The storage whose files no web server hands out, as `REVIEW_QUEUE["FILES"]` names it.

    Where nothing names one and STORAGES has no `private`, it is the folder `private` of BASE_DIR, which
    `startproject` writes into the settings. Raises InvalidStorageError for any other that is not there.
    """
    alias, base = conf().FILES, getattr(settings, "BASE_DIR", None)
    if alias in storages.backends or alias != Conf().FILES or base is None:
        return storages[alias]
    return FileSystemStorage(location=Path(base) / alias)


class SectionFile(models.Model):
    """A file that may be shown once it is cleared, or in `held` the reason why there is none.

    `section.text[text_start:]` is what can be read in it, masked. `version` counts how often it was drawn.
    A re-score names the same stored file as the first item.
    """

    section = models.OneToOneField(Section, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    pages = models.PositiveSmallIntegerField(default=0)
    text_start = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    held = models.CharField(max_length=20, blank=True, choices=[(code, code) for code in WORDS])

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["name"], name="rq_file_name")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(name="", pages=0, held__gt="")
                | models.Q(name__gt="", pages__gt=0, held=""),
                name="rq_file_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.pk}"

    @property
    def why_held(self) -> str:
        """Why it cannot be shown, in words; nothing for a file that can."""
        return WORDS.get(self.held, "")

    @property
    def page_numbers(self) -> range:
        return range(1, self.pages + 1)

    @property
    def part(self) -> int:
        """Which part of the answer it is, counted from 1."""
        return self.section.position + 1

    def read(self) -> bytes:
        """The bytes that were stored. Raises FileLost if they are gone, or are not those any longer."""
        try:
            with private_files().open(self.name, "rb") as stored:
                data = bytes(stored.read())
        except (FileNotFoundError, ValueError):
            raise FileLost from None
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise FileLost
        return data


class PageDoubt(models.Model):
    """Why reading the text of a page is not enough; `words` belong to the sentence that says so."""

    file = models.ForeignKey(SectionFile, on_delete=models.CASCADE, related_name="doubts")
    page = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=16, choices=[(reason.value, reason.value) for reason in Reason])
    words = models.CharField(max_length=400, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["page", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "page", "reason"], name="rq_page_doubt"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} on page {self.page}"


class PageLook(models.Model):
    """A clearer says that he or she has looked at this page as it is now. Deleted when the page changes."""

    file = models.ForeignKey(SectionFile, on_delete=models.CASCADE, related_name="looks")
    page = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "page", "by"], name="rq_page_look")]

    def __str__(self) -> str:
        return f"page {self.page}"
