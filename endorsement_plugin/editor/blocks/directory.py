"""The members of an alliance, and what a license costs, as editors write it."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

from wagtail.blocks import (
    CharBlock,
    DateBlock,
    StreamBlock,
    StreamValue,
    StructBlock,
    TextBlock,
    URLBlock,
)

from review_queue.typed.folding import folded

from .faults import Fault, refuse


class MemberBlock(StructBlock):
    """An association that has licensed the credential, and where it grants it."""

    name = CharBlock(max_length=200)
    country = CharBlock(max_length=80, help_text="Members are listed by country.")
    places = TextBlock(rows=2, help_text="Where people apply to it: states or countries, one on each line.")
    website = URLBlock(required=False, help_text="Where people who live there apply.")
    licensed_from = DateBlock(required=False, label="Licensed from")
    licensed_until = DateBlock(
        required=False, label="Licensed until", help_text="The last day, if there is one."
    )

    class Meta:
        icon = "group"
        label_format = "{name} ({country})"


class MembersBlock(StreamBlock):
    """Members. A place belongs to one member at a time."""

    member = MemberBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        cleaned = super().clean(value)
        if not self.is_deferred_validation:
            refuse([*_turned_dates(cleaned), *_shared_places(cleaned)])
        return cleaned

    class Meta:
        collapsed = True


class FeeBlock(StructBlock):
    what = CharBlock(max_length=120, label="For what", help_text="“First year of a license”")
    amount = CharBlock(max_length=60, help_text="As it is charged: “$1,500” or “on request”.")
    note = CharBlock(required=False, max_length=200, help_text="When it is due, or for whom.")

    class Meta:
        icon = "tag"
        label_format = "{what}: {amount}"


class FeesBlock(StreamBlock):
    fee = FeeBlock()


def places_of(member: Any) -> list[str]:
    """The places that a member's block names, one by one."""
    return [line.strip() for line in (member["places"] or "").splitlines() if line.strip()]


def term_of(member: Any) -> tuple[date, date]:
    """From when until when the license holds."""
    return member["licensed_from"] or date.min, member["licensed_until"] or date.max


def _turned_dates(members: StreamValue) -> Iterator[Fault]:
    for index, child in enumerate(members):
        begin, end = term_of(child.value)
        if end < begin:
            yield (index, "licensed_until"), "The license ends before it begins."


def _shared_places(members: StreamValue) -> Iterator[Fault]:
    known = [({folded(place) for place in places_of(one.value)}, term_of(one.value)) for one in members]
    for (first, (places, term)), (second, (others, another)) in combinations(enumerate(known), 2):
        both = places & others
        if both and term[0] <= another[1] and another[0] <= term[1]:
            name = members[first].value["name"]
            yield (
                (second, "places"),
                f"{name} grants it there already, at the same time: {', '.join(sorted(both))}.",
            )
