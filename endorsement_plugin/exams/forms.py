"""By what else a reviewer could know the candidate: one form, for the page and the API."""

from datetime import date

from django import forms

from endorsement_plugin.models import MaskingDetails
from review_queue.typed.fields import Line, Paragraphs

LABELS = {
    "middle_names": "Middle names",
    "other_script": "Your name in another script",
    "birth_date": "Date of birth",
    "places": "Addresses and towns",
    "web_sites": "Web sites and profiles",
    "organizations": "Other organizations",
    "people": "Other people, and other names of people you named",
}
HINTS = {
    "middle_names": "With blanks between them, as in Leilani Mae.",
    "other_script": "As you would write it, for example in Japanese, Korean, Arabic or Cyrillic.",
    "birth_date": "Only if you would write it. It is masked with its day or month; your age is not.",
    "places": "Where you live or work; one a line, as in 98-211 Pali Momi Street, or Waiʻanae.",
    "web_sites": "One a line, as in leilani.care.",
    "organizations": "Schools, agencies and groups that are in no part of your application; one a line.",
    "people": "Supervisors who are no referees, colleagues, and nicknames of any of them; one a line.",
}
SEVERAL = ("places", "web_sites", "organizations", "people")
MOST_LINES = 40


class MaskingDetailsForm(forms.ModelForm):
    """Nothing is required. Whoever knows of nothing more leaves it empty."""

    use_required_attribute = False

    class Meta:
        model = MaskingDetails
        fields = list(LABELS)
        labels = LABELS
        help_texts = HINTS
        field_classes = {
            "middle_names": Line,
            "other_script": Line,
            **dict.fromkeys(SEVERAL, Paragraphs),
        }
        widgets = {
            "birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in SEVERAL},
        }
        error_messages = {"birth_date": {"invalid": "Enter a date, as in 1973-05-17."}}

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._today = today
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
            field.widget.attrs["autocomplete"] = "off"

    def clean_birth_date(self) -> date | None:
        """Refuses a day that is still to come."""
        born: date | None = self.cleaned_data["birth_date"]
        if born and born >= self._today:
            raise forms.ValidationError("This day has not been yet. Enter the day on which you were born.")
        return born

    def clean(self) -> dict[str, object]:
        """Refuses more lines than masking looks for in reasonable time."""
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        for name in SEVERAL:
            lines = str(cleaned.get(name, "")).splitlines()
            if len(lines) > MOST_LINES:
                self.add_error(name, f"{MOST_LINES} lines at the most, these are {len(lines)}.")
        return cleaned
