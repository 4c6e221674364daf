from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from endorsement_plugin.requirements.sets.changes import numbers_in
from endorsement_plugin.requirements.sets.words import Word, with_words
from review_queue.typed.fields import Line

from .sources import Rewording

NUMBERS = "Numbers stay as they are in a correction. To demand another one, plan a change on the page."
WHY = "For your colleagues. It may stay empty."


class WordingForm(forms.Form):
    """One control for each text of a set of requirements. Numbers are not among them."""

    def __init__(
        self, *args: Any, clauses: Sequence[Mapping[str, Any]], words: Sequence[Word], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.clauses, self.words = clauses, words
        for word in words:
            self.fields[word.path] = Line(
                label=word.label, required=word.needed, max_length=300, initial=word.text
            )
        self.fields["note"] = Line(label="Why", required=False, max_length=400, help_text=WHY)

    def clean(self) -> dict[str, Any]:
        """Words may be put right; a number among them is what people are held to."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for word in self.words:
            if numbers_in(cleaned.get(word.path, word.text)) != numbers_in(word.text):
                self.add_error(word.path, NUMBERS)
        return cleaned

    @property
    def by_sentence(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The controls, below the requirement that they are part of."""
        grouped: dict[tuple[str, str], list[forms.BoundField]] = {}
        for word in self.words:
            grouped.setdefault((word.path.partition(".")[0], word.sentence), []).append(self[word.path])
        return [(sentence, fields) for (_, sentence), fields in grouped.items()]

    def changed(self) -> dict[str, str]:
        """The texts that are others now, by path."""
        return {
            word.path: self.cleaned_data[word.path]
            for word in self.words
            if self.cleaned_data[word.path] != word.text
        }

    def reworded(self) -> list[dict[str, Any]]:
        """The clauses with these texts."""
        return with_words(self.clauses, self.changed())

    def rewordings(self) -> list[Rewording]:
        """Each change, with the part of the clause that it is made in."""
        texts = self.changed()
        return [
            Rewording(word, texts[word.path], _part(self.clauses, word.path))
            for word in self.words
            if word.path in texts
        ]


def _part(clauses: Any, path: str) -> Mapping[str, Any]:
    holder = clauses
    for step in path.split(".")[:-1]:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    return dict(holder)
