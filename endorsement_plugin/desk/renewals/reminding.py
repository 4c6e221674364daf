"""Reminders for many: who gets one, who had one lately, and what it says."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from endorsement_plugin.mail.letters import Letter, compose_for_holder
from endorsement_plugin.models import RenewalRun
from endorsement_plugin.renewals.queries.season import REMINDER
from endorsement_plugin.rules.seasons.season import REMINDABLE, REMINDED_DAYS, Stand

from .base import NAMED, ForManyView, looked_at


class RemindView(ForManyView):
    """Nobody who was reminded lately is reminded again, unless the box says so."""

    template_name = "endorsement_plugin/admin/season_remind.html"
    page_title = "Remind to renew"
    kind = RenewalRun.Kind.REMIND

    @cached_property
    def sorted_rows(self) -> dict[str, list[Any]]:
        """All that were chosen, by what becomes of them."""
        sorted_rows: dict[str, list[Any]] = {"fresh": [], "lately": [], "nowhere": [], "nothing": []}
        since = timezone.now() - timedelta(days=REMINDED_DAYS)
        for row in self.chosen():
            if Stand(row.stand) not in REMINDABLE:
                sorted_rows["nothing"].append(row)
            elif not row.person.email:
                sorted_rows["nowhere"].append(row)
            elif row.reminded_at is not None and row.reminded_at >= since:
                sorted_rows["lately"].append(row)
            else:
                sorted_rows["fresh"].append(row)
        return sorted_rows

    @property
    def again(self) -> bool:
        """Whether those who had one lately get another."""
        return "again" in self.request.GET

    def to_do(self) -> list[Any]:
        """Those who get a letter."""
        rows = self.sorted_rows
        return [*rows["fresh"], *(rows["lately"] if self.again else [])]

    def preview(self, note: str) -> Letter | None:
        """What the first of them reads."""
        rows = self.to_do()
        return compose_for_holder(REMINDER, rows[0], note=note) if rows else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Names, counts and the letter."""
        rows, todo = self.sorted_rows, self.to_do()
        form = kwargs.get("form") or self.get_form()
        note = form.data.get("note", "") if form.is_bound else ""
        query = self.request.GET.copy()
        query.pop("again", None)
        return super().get_context_data(
            rows=rows,
            todo=todo,
            named=todo[:NAMED],
            more=max(len(todo) - NAMED, 0),
            looked_at=looked_at(todo),
            letter=self.preview(note),
            again=self.again,
            without_again=query.urlencode(),
            days=REMINDED_DAYS,
            back=self.back(),
            **kwargs,
        )
