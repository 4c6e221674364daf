"""What a credential demands, and from when.

Which of a page's languages is the one that counts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Count
from wagtail.models import Locale

from endorsement_plugin.models import Credential, Form, RequirementSet
from endorsement_plugin.requirements.clauses import parse
from endorsement_plugin.requirements.sets import dated
from endorsement_plugin.requirements.sets.changes import Change, difference


def requirement_sets_of(family: UUID, day: date) -> tuple[RequirementSet | None, list[RequirementSet]]:
    """The set in force on a day, and those that come into force later, the next first. One query."""
    sets = list(RequirementSet.objects.standing().filter(credential__family=family))
    return dated.in_force(sets, day), dated.coming(sets, day)


def sets_in_force(families: Collection[UUID], day: date) -> dict[UUID, RequirementSet]:
    """For each credential that demands something on this day, the set that says so. One query."""
    sets = RequirementSet.objects.standing().filter(credential__family__in=families)
    found: dict[UUID, list[RequirementSet]] = {family: [] for family in families}
    for one in sets.select_related("credential"):
        found[one.credential.family].append(one)
    chosen = {family: dated.in_force(one, day) for family, one in found.items()}
    return {family: one for family, one in chosen.items() if one}


def granted_for_each(families: Collection[UUID]) -> dict[UUID, list[str]]:
    """The codes of what each credential is granted for holding; those that are applied for are left out.

    One query.
    """
    rows = Credential.objects.filter(family__in=families, granted_for__isnull=False)
    parts = rows.order_by("granted_for__position", "granted_for__code")
    found: dict[UUID, list[str]] = {}
    for family, code in parts.values_list("family", "granted_for__code"):
        found.setdefault(family, []).append(code)
    return found


class Translatable(Protocol):
    """A page, as far as its language goes."""

    translation_key: UUID
    locale: Locale


def is_translation(page: Translatable) -> bool:
    """Whether what counts is written on another page, which this one translates.

    That is the page in the language in which credential or form was first published; before that, the page
    that was there first. It stays so when that page is deleted: a translation never takes over.
    """
    return _language_of(page.translation_key) != page.locale.language_code


def _language_of(family: UUID) -> str:
    for kept in (Credential, Form):
        language = kept._default_manager.filter(family=family).values_list("language", flat=True).first()
        if language:
            return language
    pages = Form._meta.get_field("page").related_model._default_manager
    first = pages.filter(translation_key=family).order_by("pk")
    return str(first.values_list("locale__language_code", flat=True)[0])


@dataclass(frozen=True)
class Stop:
    """One set on the line, with its last day before the next one and what it changed from the one before."""

    row: RequirementSet
    place: dated.Place
    until: date | None
    changes: list[Change]
    applications: int

    @property
    def sentences(self) -> list[str]:
        """What it demands."""
        return [clause.sentence for clause in parse(self.row.clauses)]


def timeline_of(credential: Credential, day: date) -> list[Stop]:
    """Every set there has been and will be, the latest first. Two queries."""
    rows = credential.requirement_sets.select_related("published_by", "cancelled_by").annotate(
        held=Count("applications")
    )
    sets = list(rows.prefetch_related("corrections__corrected_by").order_by("-effective_from", "-number"))
    line = dated.line(one for one in sets if one.cancelled_at is None)
    zone = credential.association.zone
    return [_stop(one, line, dated.place_of(one, sets, day, zone)) for one in sets]


def _stop(row: RequirementSet, line: Sequence[RequirementSet], place: dated.Place) -> Stop:
    earlier = [one for one in line if (one.effective_from, one.number) < (row.effective_from, row.number)]
    after = next((one.effective_from for one in line if one.effective_from > row.effective_from), None)
    before = earlier[-1].clauses if earlier else []
    held: int = row.held  # type: ignore[attr-defined]
    until = after - timedelta(days=1) if after else None
    return Stop(row, place, until, difference(before, row.clauses), held)
