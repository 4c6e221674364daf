"""The pages on which columns and words are chosen."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView
from wagtail.admin import messages

from endorsement_plugin.desk.base import show
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.imports.actions.choose import choose_columns, choose_words
from endorsement_plugin.imports.forms import ColumnsForm, WordsForm
from endorsement_plugin.imports.queries import words_before, words_in
from endorsement_plugin.rules.states import ImportState

from .base import ImportMixin, address

SAMPLE = 3
"""Rows that are shown beside the headings."""


class ColumnsView(ImportMixin, FormView):
    """Which column is which: guessed, and to be changed."""

    template_name = "endorsement_plugin/admin/imports/columns.html"
    page_title = "Columns"
    form_class = ColumnsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Whose headings."""
        return {**super().get_form_kwargs(), "source": self.source}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """On to the words, or to the check where there is none to explain."""
        assert isinstance(form, ColumnsForm)
        try:
            row = choose_columns(source=self.source.pk, by=self.request.user, columns=form.columns())
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
            return redirect(address(self.source.pk))
        return redirect(address(row.pk, "words" if row.status is ImportState.WORDS else "one"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The first rows, as they came."""
        rows = [row.cells for row in self.source.rows.order_by("number")[:SAMPLE]]
        headings = self.source.headings
        sample = [list(zip_longest(headings, cells[: len(headings)], fillvalue="")) for cells in rows]
        return super().get_context_data(source=self.source, sample=sample, **kwargs)


class WordsView(ImportMixin, FormView):
    """What their words mean, and how dates are read."""

    template_name = "endorsement_plugin/admin/imports/words.html"
    page_title = "Words"
    form_class = WordsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """All different words of the file. One pass over its rows."""
        words, unclear = words_in(self.source)
        return {
            **super().get_form_kwargs(),
            "source": self.source,
            "words": words,
            "unclear": unclear,
            "before": words_before(self.source),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Then a worker checks it."""
        assert isinstance(form, WordsForm)
        dates = form.cleaned_data.get("dates", "")
        try:
            choose_words(source=self.source.pk, by=self.request.user, words=form.meanings(), dates=dates)
        except Refusal as refusal:
            messages.error(self.request, refusal.message)
        return redirect(address(self.source.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The way back."""
        return super().get_context_data(source=self.source, back=address(self.source.pk, "columns"), **kwargs)
