from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.clock import today
from endorsement_plugin.editor.blocks.directory import MembersBlock, places_of, term_of
from endorsement_plugin.editor.blocks.streamfield import StreamField
from endorsement_plugin.rules.places import find

from .base import PagePart
from .editing import AssociationPageForm

LONGEST = 100
"""Characters of a place."""


@dataclass(frozen=True)
class Member:
    """A member, as visitors meet it on one day."""

    name: str
    country: str
    places: tuple[str, ...]
    website: str
    begins: date | None
    ends: date | None
    licensed: bool


@dataclass(frozen=True)
class Country:
    name: str
    members: tuple[Member, ...]


class DirectoryPageMixin(PagePart):
    """Who grants the credential where: a list, and an answer to “where do you live?”."""

    base_form_class = AssociationPageForm

    intro = RichTextField(blank=True)
    members = StreamField(MembersBlock(), blank=True)
    elsewhere = RichTextField(
        "where there is no member",
        blank=True,
        help_text="Said to whoever lives where no member grants it: the direct pathway, with a link.",
    )

    content_panels_own = [FieldPanel("intro"), FieldPanel("elsewhere"), FieldPanel("members")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        association = association_for(request)
        day = today(association) if association else date.today()  # noqa: DTZ011 - of no association
        members = [_member(child.value, day) for child in self.members]
        served = [(place, member) for member in members for place in member.places]
        asked = " ".join(request.GET.get("place", "")[:LONGEST].split())
        found = find([place for place, _ in served], asked)
        return {
            **super().get_context(request, *args, **kwargs),
            "association": association,
            "asked": asked,
            "meant": _best([served[number] for number in found.meant]),
            "near": sorted({served[number][0] for number in found.near}),
            "places": sorted({place for place, _ in served}),
            "countries": _by_country(members),
            "count": len(members),
        }


def _member(value: Any, day: date) -> Member:
    begin, end = term_of(value)
    return Member(
        value["name"],
        value["country"],
        tuple(places_of(value)),
        value["website"] or "",
        value["licensed_from"],
        value["licensed_until"],
        begin <= day <= end,
    )


def _best(served: list[tuple[str, Member]]) -> tuple[str, Member] | None:
    """Of several members that a place has had or is to have, the one whose license holds."""
    return next(iter(sorted(served, key=lambda one: not one[1].licensed)), None)


def _by_country(members: list[Member]) -> list[Country]:
    ordered = sorted(members, key=lambda one: (one.country, one.places))
    return [Country(name, tuple(there)) for name, there in groupby(ordered, key=lambda one: one.country)]
