"""Words for the coordinator's pages."""

import re
from collections.abc import Mapping
from datetime import date

from django import template
from django.contrib.auth.models import AbstractBaseUser
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from endorsement_plugin.applications.forms import LABELS
from endorsement_plugin.desk.badges import badge, exam_news
from endorsement_plugin.fees.rules import said
from endorsement_plugin.models import (
    ApplicationEvent,
    Confirmation,
    Decision,
    Endorsement,
    EndorsementEvent,
    SubmittedEntry,
    Transcript,
)
from endorsement_plugin.models.evidence import AbstractEvidence
from endorsement_plugin.portfolio.judging import Judged
from endorsement_plugin.portfolio.standings import Standings
from endorsement_plugin.requirements.explaining import day
from endorsement_plugin.requirements.wording import counted, number
from endorsement_plugin.rules import file_reasons as reasons
from endorsement_plugin.rules import history
from endorsement_plugin.rules.states import State

register = template.Library()

LINK = re.compile(r"https?://\S+")
AN_ID = re.compile(r"(: )?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


@register.filter
def desk_badge(state: State) -> SafeString:
    """The state as a small colored label."""
    return badge(state)


@register.filter
def standing_badge(endorsement: Endorsement) -> SafeString:
    """The state of an endorsement, in the association's own words as long as it is provisional."""
    return badge(endorsement.status, endorsement.standing)


register.filter("exam_news", exam_news)
register.filter("held_by", said)


@register.filter
def reason_in_words(transcript: Transcript) -> str:
    """Why a transcript was held or refused."""
    return reasons.why(transcript.reason)


@register.filter
def outcome_in_words(outcome: str) -> str:
    """What a decision does."""
    return str(Decision.Outcome(outcome).label)


@register.filter
def event_in_words(event: ApplicationEvent | EndorsementEvent) -> str:
    """What happened, with its detail where that is for reading."""
    words, detail = history.in_words(event.action), _detail(event)
    if isinstance(event, EndorsementEvent) and event.undoes:
        words = f"{words}, “{history.in_words(event.undoes.action)}”"
    return f"{words}: {detail}" if detail else words


@register.filter
def actor_in_words(event: ApplicationEvent | EndorsementEvent) -> str:
    """Who did it."""
    if event.actor and getattr(event, "from_paper", False):
        return f"entered by {named(event.actor)} from paper"
    if event.actor and event.role == "coordinator":
        return named(event.actor)
    return "the system" if event.role == "system" else event.role


@register.filter
def named(user: AbstractBaseUser | None) -> str:
    """The person's name; without one, what the account is called."""
    return (user.get_full_name() or user.get_username()) if user else ""  # type: ignore[attr-defined]


@register.filter
def confirmed_of(confirmations: Mapping[str, Confirmation], who: object) -> Confirmation | None:
    """What a coordinator has confirmed of somebody."""
    return confirmations.get(str(who))


@register.filter
def standings_of(known: Standings, who: object) -> list[str]:
    """What the registry, or the list of vetted people, says of somebody."""
    return [
        f"{standing.category} from {day(standing.since)}"
        + (f" until {day(standing.until)}" if standing.until else "")
        for standing in known.get(str(who), ())
        if standing.since
    ]


@register.filter
def slips_of(slips: Mapping[int, list[str]], entry: AbstractEvidence) -> list[str]:
    """What is likely a slip in an entry."""
    return slips.get(entry.pk, [])


@register.filter
def area_in_words(area: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    """A competency area as the applicant chose it."""
    return _said(area, labels.get("areas", {}))


@register.filter
def judged_of(judged: Mapping[str, Judged], entry: SubmittedEntry) -> Judged | None:
    """What was said of an entry, if anything was."""
    return judged.get(str(entry.origin))


@register.filter
def details_in_words(entry: AbstractEvidence, labels: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What an entry says beside its heading, as the applicant chose it; `labels` by detail and value."""
    chosen = {name: labels.get(name, {}) for name in ("areas", "field", "ages")}
    return [
        *(_said(area, chosen["areas"]) for area in entry.areas),
        *filter(
            None,
            [_said(entry.field, chosen["field"]), entry.get_basis_display() if entry.basis else ""],
        ),
        *([f"{number(entry.hours_per_week)} hours a week"] if entry.hours_per_week else []),
        *(["Served: " + ", ".join(chosen["ages"].get(age, age) for age in entry.ages)] if entry.ages else []),
        *([counted(entry.families, "family", "families")] if entry.families is not None else []),
    ]


def _said(value: str, labels: Mapping[str, str]) -> str:
    """What was chosen, in its words; of what only another credential offers, the name that is stored."""
    return labels.get(value) or value.replace("_", " ")


@register.filter
def mail_without_links(body: str) -> str:
    """A message without its addresses: a referee's link is the referee's alone."""
    return LINK.sub("[link]", body)


def _detail(event: ApplicationEvent | EndorsementEvent) -> str:
    """What the event was about, as people call it: no ids, no names of columns."""
    detail = AN_ID.sub("", event.detail)
    if event.action == "details_changed":
        return ", ".join(LABELS.get(name, name).lower() for name in detail.split(", "))
    if event.action in {"exam_scheduled", "exam_moved"}:
        day, _, reason = detail.partition(" ")
        opens = f"opens {date_format(date.fromisoformat(day), 'j F Y')}"
        return f"{opens}. {reason}" if reason else opens
    return detail.replace("reference ", "number ") if event.action.startswith("refere") else detail
