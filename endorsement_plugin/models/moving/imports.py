import uuid
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from endorsement_plugin.models.associations import Association, private_storage
from endorsement_plugin.models.endorsements import Endorsement
from endorsement_plugin.rules.states import ImportState


def sheet_name(row: "Import", filename: str) -> str:
    """A random name; of the original one only the ending, which says how it is read."""
    return f"imports/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:5]}"


class Import(models.Model):
    """A spreadsheet of an association's former records, and how far it has been moved in."""

    class Kind(models.TextChoices):
        ENDORSEES = "endorsees", "Endorsees"
        RENEWALS = "renewals", "Past renewals"
        TRAININGS = "trainings", "Trainings"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ENDORSEES)
    state = models.CharField(max_length=12, choices=ImportState.choices(), default=ImportState.READING)
    refusal = models.CharField(max_length=400, blank=True, help_text="Why the file could not be read.")
    original_name = models.CharField(max_length=255)
    file = models.FileField(storage=private_storage, upload_to=sheet_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    headings = models.JSONField(default=list, blank=True, help_text="The first row, from left to right.")
    columns = models.JSONField(default=dict, blank=True, help_text="Which column is which: by our field.")
    words = models.JSONField(
        default=dict, blank=True, help_text="What their words mean: by our field, by the folded word."
    )
    dates = models.CharField(max_length=3, blank=True, help_text="How 03/04/2024 is read: mdy or dmy.")
    total = models.PositiveIntegerField(default=0, help_text="Rows below the headings.")
    done = models.PositiveIntegerField(default=0, help_text="Rows that the present step is through with.")
    invites = models.BooleanField(
        default=False, help_text="Whoever has an address and no account is invited once it is moved in."
    )
    foreseen = models.JSONField(
        default=dict, blank=True, help_text="What the dry run had counted when it was moved in."
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    step = models.PositiveIntegerField(default=1, help_text="Goes up with every step that is asked for.")
    changed_at = models.DateTimeField(auto_now=True)
    forgotten_at = models.DateTimeField(null=True, blank=True, help_text="When file and cells were removed.")

    class Meta:
        ordering = ["-uploaded_at"]
        verbose_name = "import"

    def __str__(self) -> str:
        return self.original_name

    @property
    def status(self) -> ImportState:
        """The state with its label."""
        return ImportState(self.state)


class ImportRow(models.Model):
    """One row of the spreadsheet: its cells, what is wrong with it, and what became of it."""

    class Outcome(models.TextChoices):
        UNCHECKED = "", "Not checked yet"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        THERE = "there", "There already"
        PROBLEM = "problem", "Left out"

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Of the row in the spreadsheet; the headings are row 1.")
    cells = models.JSONField(default=list, help_text="As text, from left to right.")
    key = models.CharField(max_length=80, blank=True, help_text="Folded, what may be in the file only once.")
    address = models.CharField(max_length=254, blank=True, help_text="The folded e-mail address.")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    problems = models.JSONField(default=list, blank=True, help_text="Field and sentence of each.")
    finds = models.CharField(
        max_length=8, blank=True, help_text="Whom it is about: new, account, or known to the association."
    )
    written = models.BooleanField(default=False, help_text="Whether it has been moved in.")
    made: Any = models.JSONField(default=dict, blank=True, help_text="What it made, to take it back by.")
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_rows"
    )
    stays = models.CharField(max_length=200, blank=True, help_text="Why it was not taken back.")

    class Meta:
        ordering = ["source", "number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["source", "key"], name="import_rows_by_key"),
            models.Index(fields=["source", "address"], name="import_rows_by_address"),
            models.Index(fields=["source", "outcome"], name="import_rows_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"Row {self.number}"


class ImportEvent(models.Model):
    """What happened to an import, when and by whom. Only ever added to."""

    source = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.CharField(max_length=40)
    detail = models.CharField(max_length=400, blank=True)

    WORDS: ClassVar[Mapping[str, str]] = {
        "uploaded": "Uploaded",
        "columns": "Read",
        "unreadable": "Could not be read",
        "columns_chosen": "Columns chosen",
        "words_chosen": "Words explained",
        "checked": "Checked",
        "run": "Import begun",
        "done": "Imported",
        "undo": "Taking back begun",
        "undone": "Taken back",
        "problems_downloaded": "Rows with problems downloaded",
        "forgotten": "File and cells removed",
    }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.action

    @property
    def in_words(self) -> str:
        """For the history on its page."""
        return self.WORDS.get(self.action, self.action.replace("_", " ").capitalize())
