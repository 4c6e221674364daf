"""Reminders for many: who gets one, who had one lately, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from endorsement_plugin.mail.letters import Letter, compose_for_holder
from endorsement_plugin.models import RenewalRun
from endorsement_plugin.renewals.queries.season import REMINDER
from endorsement_plugin.rules.seasons.season import REMINDABLE, REMINDED_DAYS, Stand

from .base import NAMED, ForManyView, looked_at

READ = 500
"""Rows that are held at a time."""


@dataclass
class Sorted:
    """All that were chosen, by what becomes of them; of rows as many as the page names.

    `due`: the day of each who gets a letter. `named`: the first of these. `lately`: how many had one,
    `nowhere`: who left no address, `nothing`: how many have nothing to do.
    """

    due: dict[int, date] = field(default_factory=dict)
    named: list[Any] = field(default_factory=list)
    nowhere: list[Any] = field(default_factory=list)
    nowhere_count: int = 0
    lately: int = 0
    nothing: int = 0


class RemindView(ForManyView):
    """Nobody who was reminded lately is reminded again, unless the box says so."""

    template_name = "endorsement_plugin/admin/season_remind.html"
    page_title = "Remind to renew"
    kind = RenewalRun.Kind.REMIND

    @cached_property
    def sorted(self) -> Sorted:
        """Everybody chosen, read once, some at a time."""
        done = Sorted()
        since = timezone.now() - timedelta(days=REMINDED_DAYS)
        for row in self.chosen().iterator(READ):
            if Stand(row.stand) not in REMINDABLE:
                done.nothing += 1
                continue
            if not row.person.email:
                done.nowhere_count += 1
                done.nowhere += [row][: NAMED - len(done.nowhere)]
                continue
            was_lately = row.reminded_at is not None and row.reminded_at >= since
            done.lately += was_lately
            if self.again or not was_lately:
                done.due[row.pk] = row.due
                done.named += [row][: NAMED - len(done.named)]
        return done

    @property
    def again(self) -> bool:
        """Whether those who had one lately get another."""
        return "again" in self.request.GET

    def to_do(self) -> Mapping[int, date]:
        """Those who get a letter."""
        return self.sorted.due

    def preview(self, note: str) -> Letter | None:
        """What the first of them reads."""
        named = self.sorted.named
        return compose_for_holder(REMINDER, named[0], note=note) if named else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Names, counts and the letter."""
        form = kwargs.get("form") or self.get_form()
        note = form.data.get("note", "") if form.is_bound else ""
        query = self.request.GET.copy()
        query.pop("again", None)
        count = len(self.to_do())
        return super().get_context_data(
            rows=self.sorted,
            count=count,
            more=count - len(self.sorted.named),
            more_nowhere=self.sorted.nowhere_count - len(self.sorted.nowhere),
            looked_at=looked_at(self.to_do()),
            letter=self.preview(note),
            again=self.again,
            without_again=query.urlencode(),
            days=REMINDED_DAYS,
            back=self.back(),
            **kwargs,
        )
