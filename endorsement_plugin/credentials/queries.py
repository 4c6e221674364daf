"""What a credential demands, and from when.

Which of a page's languages is the one that counts.
"""

from collections.abc import Collection
from datetime import date
from typing import Protocol
from uuid import UUID

from wagtail.models import Locale

from endorsement_plugin.models import Credential, Form, RequirementSet
from endorsement_plugin.requirements import dated


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
