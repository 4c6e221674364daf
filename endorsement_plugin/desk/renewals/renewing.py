"""Renewals for many: what is complete, and what is missing of the rest."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

from endorsement_plugin.clock import today
from endorsement_plugin.models import RenewalRun
from endorsement_plugin.renewals.actions.runs import MOST_RENEWED
from endorsement_plugin.renewals.queries.periods import periods_of
from endorsement_plugin.renewals.queries.progress import Progress, progress_of_all
from endorsement_plugin.rules.seasons.season import TO_RENEW

from .base import ForManyView, looked_at


class RenewView(ForManyView):
    """Only what is complete is renewed here; signatures may be missing, and then a reason is given."""

    template_name = "endorsement_plugin/admin/season_renew.html"
    page_title = "Renew what is complete"
    kind = RenewalRun.Kind.RENEW

    @cached_property
    def rows(self) -> list[Any]:
        """What was chosen and can be renewed, as far as one page shows it."""
        can = self.chosen().filter(stand__in=[stand.value for stand in TO_RENEW], drawn=False)
        return list(can[: MOST_RENEWED + 1])

    @cached_property
    def measured(self) -> list[tuple[Any, Progress]]:
        """Each with what it shows; of one that is due otherwise by now nothing is said."""
        periods = periods_of(self.rows[:MOST_RENEWED])
        by_association: dict[int, list[Any]] = defaultdict(list)
        for row in self.rows[:MOST_RENEWED]:
            if periods[row.pk].due == row.due:
                by_association[row.association_id].append(row)
        return [
            pair
            for rows in by_association.values()
            for pair in zip(
                rows,
                progress_of_all([periods[row.pk] for row in rows], today(rows[0].association)),
                strict=True,
            )
        ]

    @property
    def complete(self) -> list[Any]:
        """Those of which nothing but signatures is missing."""
        return [row for row, progress in self.measured if progress.is_complete]

    def to_do(self) -> Mapping[int, date]:
        """The same, by the day each is due."""
        return {row.pk: row.due for row in self.complete}

    def unsigned(self) -> int:
        """How many of them nobody has signed for."""
        return sum(1 for _, progress in self.measured if progress.is_complete and progress.period.statements)

    def form_valid(self, form: Any) -> Any:
        """With a reason where signatures are missing."""
        if self.unsigned() and not form.cleaned_data["note"]:
            form.add_error("note", "Write why these are renewed without their holders’ signatures.")
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Names, and what is missing of whom."""
        missing = [
            (row, [one.sentence for one in progress.unmet])
            for row, progress in self.measured
            if not progress.is_complete
        ]
        return super().get_context_data(
            todo=self.complete,
            missing=missing,
            unsigned=self.unsigned(),
            looked_at=looked_at(self.to_do()),
            is_cut=len(self.rows) > MOST_RENEWED,
            most=MOST_RENEWED,
            back=self.back(),
            **kwargs,
        )
