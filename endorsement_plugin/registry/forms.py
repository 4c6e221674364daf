"""What somebody lets the public registry say of them: one form, for the page and the API."""

import re
from typing import Any

from django import forms

from endorsement_plugin.models import RegistryEntry, RegistryFacet
from review_queue.typed.fields import Name
from review_queue.typed.folding import folded

LONGEST = 80
MOST_LANGUAGES = 12
_BETWEEN = re.compile(r"[,;،、\n]")
KINDS = {"county": "county", "discipline": "discipline", "languages": "language"}
"""The field of the form for each kind of facet."""


class RegistryEntryForm(forms.Form):
    """Each field with a switch of its own. What is not shown is kept for its holder, and for nobody else."""

    listed = forms.BooleanField(
        label="List me",
        required=False,
        help_text="Name, endorsement, number, dates and state. Without it nothing else is shown either.",
    )
    county = Name(label="County", max_length=LONGEST, required=False)
    shows_county = forms.BooleanField(label="Show my county", required=False)
    discipline = Name(
        label="Discipline", max_length=LONGEST, required=False, help_text="“Social work”, “Nursing”."
    )
    shows_discipline = forms.BooleanField(label="Show my discipline", required=False)
    languages = Name(
        label="Languages you work in",
        max_length=400,
        required=False,
        help_text="With commas between them: English, Spanish.",
    )
    shows_languages = forms.BooleanField(label="Show my languages", required=False)

    def clean_languages(self) -> list[str]:
        """Each once, in the order in which they were typed."""
        typed = [one.strip() for one in _BETWEEN.split(self.cleaned_data["languages"])]
        once = {folded(one): one for one in reversed(typed) if folded(one)}
        found = list(once.values())[::-1]
        if len(found) > MOST_LANGUAGES:
            raise forms.ValidationError(f"{MOST_LANGUAGES} languages at the most, these are {len(found)}.")
        if any(len(one) > LONGEST for one in found):
            raise forms.ValidationError(
                f"{LONGEST} characters for a language at the most. Is a comma missing?"
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Nothing is shown that is not there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in KINDS:
            if cleaned.get(f"shows_{name}") and name in cleaned and not cleaned[name]:
                self.add_error(
                    name, "There is nothing to show yet: write it here, or take the tick below away."
                )
        return cleaned


def typed_from(entry: RegistryEntry | None, *, listed: bool) -> dict[str, Any]:
    """What the form shows of what is kept."""
    row = entry or RegistryEntry()
    names = ("county", "discipline", "shows_county", "shows_discipline", "shows_languages")
    plain = {name: getattr(row, name) for name in names}
    return plain | {"listed": listed, "languages": ", ".join(row.languages)}


def facets_from(values: dict[str, Any]) -> list[RegistryFacet]:
    """What others see of these values: unsaved, and of what is to be shown only."""
    facets: list[RegistryFacet] = []
    for name, kind in KINDS.items():
        said = values[name] if isinstance(values[name], list) else [values[name]]
        facets += [RegistryFacet(kind=kind, label=one) for one in said if one and values[f"shows_{name}"]]
    return facets
