"""The settings that an association's own people change."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from endorsement_plugin.models import Association
from review_queue.typed.fields import Paragraphs
from review_queue.typed.forms import CleansWhatIsTyped

from .logos import read_logo
from .queries import uncharged_in
from .rules import COMPLAINTS, OF_EDITORS, SETTINGS
from .windows import WindowForm

MOST_MONTHS = 36
LONGEST = 1000
"""Characters of the statement."""
LABELS = {
    "email": "E-mail address",
    "statement": "Statement at the foot of every page",
    "accent": "Color",
    "logo": "Logo",
    "signed_by": "Who signs certificates",
    "signed_as": "As what they sign",
    "paper": "Paper of certificates",
    "windows": "When applications are taken up",
    "currency": "Currency",
    "how_to_pay": "How to pay",
    "about_complaints": "Complaints and sanctions, below the registry",
    "time_zone": "Time zone",
    "answer_after_months": "Months until an answer",
    "exam_after_months": "Months until the exam",
    "retake_after_months": "Months until an exam may be sat again",
    "retake_other_paper": "A second sitting is on another paper",
    "one_application_at_a_time": "One application at a time",
    "registry_shows_inactive": "The registry shows who is inactive",
    "registry_of_sanction": "What it says after a sanction",
    "registry_of_leave": "What it says on a leave",
    "registry_of_lapse": "What it says where it was not renewed",
    "registry_finds_former_names": "Former names are found",
    "registry_noindex": "Search engines leave it out",
    "registry_in_network": "In the search of the network",
}

STATEMENT = (
    "A sentence or two of plain text, between your name and your address: whose program this is, or a notice "
    "that you have to give. Letters do not carry it."
)


class Statement(Paragraphs):
    """Small print, on every page of a site or below its registry."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": LONGEST})


class SettingsForm(CleansWhatIsTyped, forms.ModelForm):
    """All of them are shown; those of the other role cannot be changed."""

    class Meta:
        model = Association
        fields = [name for name in SETTINGS if name != "windows"]
        labels = LABELS
        help_texts = {"statement": STATEMENT}
        field_classes = {"statement": Statement, "about_complaints": Statement, "logo": forms.FileField}
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 3}),
            "how_to_pay": forms.Textarea(attrs={"rows": 4}),
            "about_complaints": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, may_change: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        data, mine = self.data if self.is_bound else None, "windows" in may_change
        self.window = WindowForm(data, stored=self.instance.windows, may_change=mine)
        standard = COMPLAINTS.format(name=self.instance.short_name)
        self.fields["about_complaints"].help_text = f"Plain text. Empty: people read “{standard}”"
        for name, field in self.fields.items():
            if name.endswith("_months"):
                field.widget.attrs |= {"min": 0, "max": MOST_MONTHS}
            if name not in may_change:
                field.disabled = True
                who = "editors" if name in OF_EDITORS else "coordinators"
                field.help_text = f"{field.help_text} Changed by the association’s {who}.".strip()

    def clean_logo(self) -> Any:
        """A new one as a PNG of our own; the one that is there, or none, as it is."""
        given = self.cleaned_data["logo"]
        return read_logo(given) if isinstance(given, UploadedFile) else given

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if name.endswith("_months") and value > MOST_MONTHS:
                self.add_error(name, f"{MOST_MONTHS} months at the most.")
        if reason := uncharged_in(self.instance, cleaned.get("currency", "")):
            self.add_error("currency", reason)
        return cleaned

    def is_valid(self) -> bool:
        """Both parts, so that the faults of both are shown at once."""
        return all([super().is_valid(), self.window.is_valid()])

    def changes(self) -> dict[str, Any]:
        """What was typed otherwise than it stands."""
        written = {name: self.cleaned_data[name] for name in self.changed_data}
        if written.get("logo") is False:  # taken away
            written["logo"] = ""
        window = {"windows": self.window.stored} if self.window.has_changed() else {}
        return written | window
