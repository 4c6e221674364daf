"""The rows of a season that a coordinator sees, and how they are narrowed."""

from typing import Any

import django_filters
from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from endorsement_plugin.clock import keep_time_of, todays
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import Visitor, coordinated_by, endorsements_coordinated_by
from endorsement_plugin.renewals.queries.season import (
    held_by_a_coordinator,
    in_season,
    quiet,
    seasons_of,
)
from endorsement_plugin.rules.seasons.season import REMINDED_DAYS, Season, Stand, read

from .filters import CredentialFilter, OnlyFilter, own_credentials


def season_of(request: HttpRequest) -> Season:
    """The season that a page is about; the days of one association end where that is."""
    mine = coordinated_by(request.user)
    if len(mine) == 1:
        keep_time_of(mine[0])
    return read(request.GET.get("season", ""), timezone.localdate())


def rows_of(user: Visitor, season: Season) -> QuerySet[Endorsement]:
    """All of a season that a coordinator may see; what is their `own` says so."""
    theirs = endorsements_coordinated_by(user).select_related("credential", "association", "person__user")
    own = ExpressionWrapper(Q(person__user_id=user.pk or 0), output_field=BooleanField())
    return in_season(theirs.annotate(own=own), season, todays(coordinated_by(user)))


def _seasons(request: HttpRequest) -> list[tuple[str, str]]:
    theirs = endorsements_coordinated_by(request.user)
    return [(one.value, one.label) for one in seasons_of(theirs, timezone.localdate()) if one.value]


class SeasonFilterSet(WagtailFilterSet):
    """Which season, and what of it."""

    season = django_filters.ChoiceFilter(label="Due", method="unchanged", empty_label=None)
    stand = django_filters.MultipleChoiceFilter(
        label="Stands", choices=Stand.choices(), widget=forms.CheckboxSelectMultiple
    )
    credential = CredentialFilter(queryset=own_credentials, label="Credential", empty_label="All")
    held = OnlyFilter("Only what the clock leaves alone", label="Held", method="only_held")
    drawn = OnlyFilter("Only what was drawn", label="Audit", method="only_drawn")
    quiet = OnlyFilter(
        f"Only who has had no reminder in {REMINDED_DAYS} days", label="Reminded", method="only_quiet"
    )

    class Meta:
        model = Endorsement
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _seasons(self.request)
        self.filters["season"].extra |= {
            "choices": choices,
            "empty_label": "Now: three months back and ahead",
        }

    def unchanged(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The rows are the season's already."""
        return rows

    def only_held(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What a coordinator holds on this day."""
        return (
            rows.filter(held_by_a_coordinator(todays(coordinated_by(self.request.user)))) if value else rows
        )

    def only_drawn(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """What an audit looks at, or has looked at."""
        return rows.filter(drawn=True) if value else rows

    def only_quiet(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Who may be reminded without a question."""
        return rows.filter(quiet()) if value else rows
