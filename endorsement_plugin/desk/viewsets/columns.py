"""Columns of the coordinator's lists, in Wagtail's own look."""

from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Column, TitleColumn

from endorsement_plugin.clock import local, today
from endorsement_plugin.desk.badges import badge, exam_news, stands, words_of
from endorsement_plugin.models import Application, Endorsement, Fee
from endorsement_plugin.rules.states import EndorsementState, FeeState


class ApplicantColumn(TitleColumn):
    """Who applies; with the address, because two may have one name."""

    def get_value(self, instance: Application) -> SafeString:
        """The name, and the address below it."""
        person = instance.person
        return format_html('{}<br><span class="desk-muted">{}</span>', person, person.email)


class StateColumn(Column):
    """The application's state, and what its exam asks for beside it."""

    def get_value(self, instance: Any) -> SafeString:
        """A badge, and a line below it."""
        news = exam_news(instance)
        if not news:
            return badge(instance.status)
        return format_html('{}<br><span class="desk-muted">{}</span>', badge(instance.status), news)


class StandingColumn(Column):
    """The state of an endorsement; of a provisional one until when, and in words that the day has passed."""

    def get_value(self, instance: Endorsement) -> SafeString:
        """A badge, and a line below it."""
        state = badge(instance.status, instance.standing)
        if instance.provisional_until is None or instance.status is not EndorsementState.PROVISIONAL:
            return state
        mark = ENDED if instance.has_ended(today(instance.association)) else SafeString("")
        return format_html("{}<br>until {}{}", state, day(instance.provisional_until), mark)


ENDED = SafeString(' <span class="desk-badge desk-badge--bad">ended</span>')


class DayColumn(Column):
    """A date in words."""

    def get_value(self, instance: Any) -> SafeString:
        """The day with its machine-readable form; of a moment, the day it was where the association is."""
        value = super().get_value(instance)
        return day(local(value, instance.association).date() if isinstance(value, datetime) else value)


class MoneyColumn(Column):
    """An amount, which does not break."""

    def get_value(self, instance: Fee) -> SafeString:
        """With its currency."""
        return format_html('<span class="desk-money">{}</span>', instance.price)


class FeeStateColumn(Column):
    """Whether a fee is settled, and what waits for it."""

    def get_value(self, instance: Fee) -> SafeString:
        """A badge; while it is due, the step that it holds below it."""
        words = ""
        if instance.settled_at is None and instance.may_hold_up:
            words = f"to be settled {instance.settled_before}"
        elif instance.refunded and instance.left:
            words = f"{instance.refunded_price} of it paid back"
        elif instance.status is FeeState.INVOICED:
            words = instance.payer
        if not words:
            return badge(instance.status)
        return format_html('{}<br><span class="desk-muted">{}</span>', badge(instance.status), words)


class OwedByColumn(Column):
    """Whose fee it is."""

    def get_value(self, instance: Fee) -> SafeString:
        """The name; the credential, and where the application or the endorsement stands, below it."""
        owner = instance.owner
        if isinstance(owner, Application):
            stand = stands(owner).lower()
        else:
            stand = f"{owner}, {words_of(owner.status).lower()}"
        where = f"{instance.credential.code}, {stand}"
        return format_html('{}<br><span class="desk-muted">{}</span>', instance.person, where)


class PromisedColumn(Column):
    """The promised day, with a warning once it is past."""

    def get_value(self, instance: Application) -> SafeString:
        """The day, and "late" in words, not in color alone."""
        late = getattr(instance, "is_overdue", False)
        if not late:
            return day(instance.answer_by)
        return format_html('{} <span class="desk-badge desk-badge--bad">late</span>', day(instance.answer_by))


def day(value: date | None) -> SafeString:
    """28 February 2026, or a dash."""
    if value is None:
        return format_html("<span>{}</span>", "–")
    return format_html(
        '<time datetime="{}">{}</time>', value.strftime("%Y-%m-%d"), f"{value.day} {value:%B %Y}"
    )


def references(application: Any) -> str:
    """Received of named, as in "2 of 3"."""
    if not application.references_named:
        return "–"
    return f"{application.references_received} of {application.references_named}"


def transcripts(application: Any) -> str:
    """How many a person has verified, and how many wait for that."""
    seen, waiting = application.transcripts_seen, application.transcripts_open
    parts = [f"{seen} verified"] if seen else []
    parts += [f"{waiting} to look at"] if waiting else []
    return ", ".join(parts) or "–"
