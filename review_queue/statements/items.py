"""What an item is, who may not see it, and the text that was released."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from review_queue.models import BarredAgency, BarredUser, FormerBar, Item, Requirement, Section
from review_queue.models.bars import user_digests
from review_queue.rules.transitions import CLOSED
from review_queue.verifier.conflicts import applied

Statement = dict[str, Any]

_ITEM = ("code", "kind", "ref", "language", "origin", "rescore_of_id", "round__code", "pool__code")


def items(keys: Collection[UUID], *, secret: int = 0) -> dict[UUID, Statement]:
    """Each item with the bars on it, by its id. Five queries.

    `secret` is 0 for the site's secret, 1 for the one before it, and so on: bars on open items were stated
    under the one that was in force. A bar on a person is a digest that only that person's own key opens;
    after closing it is made from what is kept of the bar. A closed item has none on agencies.
    """
    rows = list(Item.every.filter(pk__in=keys).values("pk", "state", *_ITEM))
    people, agencies, tags = _people(rows, secret), _agencies(rows), _tags(keys)
    return {
        one["pk"]: {
            "answer": one["code"],
            "kind": one["kind"],
            "round": one["round__code"],
            "pool": one["pool__code"],
            "language": one["language"],
            "ref": one["ref"],
            "origin": str(one["origin"]),
            "rescore_of": str(one["rescore_of_id"]) if one["rescore_of_id"] else None,
            "requires": sorted(tags[one["pk"]]),
            "people_barred": sorted(people[one["pk"]]),
            "agencies_barred": sorted(agencies[one["pk"]]),
        }
        for one in rows
    }


def _people(rows: list[dict[str, Any]], secret: int) -> defaultdict[UUID, list[str]]:
    codes = {one["pk"]: one["code"] for one in rows}
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for item, user in BarredUser.objects.filter(item__in=codes).values_list("item_id", "user_id"):
        found[item].append(applied(user_digests(user)[secret], codes[item]))
    for item, digest in FormerBar.objects.filter(item__in=codes).values_list("item_id", "digest"):
        found[item].append(applied(digest, codes[item]))
    return found


def _agencies(rows: list[dict[str, Any]]) -> defaultdict[UUID, list[str]]:
    codes = {one["pk"]: one["code"] for one in rows if one["state"] not in CLOSED}
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for item, digest in BarredAgency.objects.filter(item__in=codes).values_list("item_id", "digest"):
        found[item].append(applied(digest, codes[item]))
    return found


def _tags(keys: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for item, tag in Requirement.objects.filter(item__in=keys).values_list("item_id", "tag"):
        found[item].append(tag)
    return found


def releases(keys: Collection[UUID]) -> dict[UUID, Statement]:
    """Each item's text as it stands, masked, with who released it. Two queries."""
    parts: defaultdict[UUID, list[list[Any]]] = defaultdict(list)
    columns = ("position", "code", "prompt", "text", "file__sha256", "file__pages")
    for item, *part in (
        Section.objects.filter(item__in=keys).order_by("item", "position").values_list("item_id", *columns)
    ):
        parts[item].append(part)
    rows = Item.every.filter(pk__in=keys).values_list("pk", "code", "cleared_by_id")
    return {pk: {"answer": code, "cleared_by": by, "parts": parts[pk]} for pk, code, by in rows}
