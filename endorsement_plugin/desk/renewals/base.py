"""What both pages for many have in common: whom they are about, asked again when the button is pressed."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from endorsement_plugin.desk.base import CoordinatorsMixin, show
from endorsement_plugin.desk.viewsets.season_rows import SeasonFilterSet, rows_of, season_of
from endorsement_plugin.errors import Incomplete, Refusal
from endorsement_plugin.models import RenewalRun
from endorsement_plugin.renewals.actions.runs import start_run
from review_queue.typed.fields import Paragraphs
from review_queue.typed.numbers import row_number
from review_queue.typed.search import matching

SEASON = "endorsement_season"
SEASON_TITLE = "Renewal season"
UNTICKED = "unticked"
"""In the address of the list: a button was pressed that is about those ticked, and nobody was."""
NAMED = 50
"""People who are named on the page; the others are counted."""

CHANGED = (
    "The list has changed since you looked at it: it had {before} and has {now} now. Look at it once more, "
    "then press again. Nothing has happened yet."
)


class ManyForm(forms.Form):
    """A note, and which list was looked at."""

    note = Paragraphs(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)


class ForManyView(CoordinatorsMixin, WagtailAdminTemplateMixin, FormView, ABC):
    """Look at who it is about, then do it for all of them in the background."""

    form_class: type[ManyForm] = ManyForm
    header_icon = "date"
    kind: RenewalRun.Kind

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With nobody ticked, back to the list as it was, which says so beside its buttons."""
        if "all" not in request.GET and not request.GET.getlist("pk"):
            asked = self._of_list()
            asked[UNTICKED] = "1"
            return redirect(f"{reverse(f'{SEASON}:index')}?{asked.urlencode()}")
        return super().get(request, *args, **kwargs)

    def chosen(self) -> QuerySet[Any]:
        """Those ticked, or all that the list shows; never another association's."""
        asked = self.request.GET
        rows = rows_of(self.request.user, season_of(self.request))
        if "all" in asked:
            narrowed = SeasonFilterSet(asked, queryset=rows, request=self.request).qs
            found = matching(
                narrowed,
                asked.get("q", ""),
                "search",
                exact="number",
                containing=("number", "person__user__email"),
            )
        else:
            found = rows.filter(pk__in=[row_number(pk) for pk in asked.getlist("pk")])
        return found.exclude(person__user_id=self.request.user.pk).order_by("due", "search", "number")

    @abstractmethod
    def to_do(self) -> Mapping[int, date]:
        """What it is done for, as the page has been filled in: the day each is due, by its primary key."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Begun, or refused in words with the note still there."""
        rows = self.to_do()
        before, _, digest = form.cleaned_data["looked_at"].partition(":")
        if digest != digest_of(rows):
            form.add_error(None, CHANGED.format(now=len(rows), before=before or 0))
            return self.form_invalid(form)
        try:
            run = start_run(
                kind=self.kind,
                by=self.request.user,
                due=rows,
                note=form.cleaned_data["note"],
            )
        except Incomplete as refusal:
            show(form, refusal)
            return self.form_invalid(form)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        return redirect(reverse(f"{SEASON}:run", args=[run.pk]))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the season, this step."""
        above = {"url": reverse(f"{SEASON}:index"), "label": SEASON_TITLE}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def back(self) -> str:
        """The list as it was."""
        return f"{reverse(f'{SEASON}:index')}?{self._of_list().urlencode()}"

    def _of_list(self) -> QueryDict:
        query = self.request.GET.copy()
        for name in ("all", "pk", "again"):
            query.pop(name, None)
        return query


def digest_of(rows: Mapping[int, date]) -> str:
    """Which rows these are, in a few signs."""
    said = ",".join(f"{pk}:{due}" for pk, due in sorted(rows.items()))
    return sha256(said.encode()).hexdigest()[:20]


def looked_at(rows: Mapping[int, date]) -> str:
    """What the page remembers of them."""
    return f"{len(rows)}:{digest_of(rows)}"
