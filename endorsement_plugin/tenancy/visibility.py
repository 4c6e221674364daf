"""What a person of the admin may know of: their own, and what is public."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import F, Model, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from endorsement_plugin.editor.lists.policy import EditorPolicy
from endorsement_plugin.editor.page_mixins.private import public
from endorsement_plugin.permissions import Visitor, associations_run_by

from .visitor import current_visitor

WORK = {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
USE = {"choose", "change", "delete"}


def visible_pages(user: Visitor, pages: PageQuerySet) -> PageQuerySet:
    """Those they work on, and of all others what visitors see, under the title that visitors see."""
    policy = policy_registry.get_by_type(pages.model)
    own = policy.instances_user_has_any_permission_for(user, WORK)
    shown = public(Page.objects.live().public()).filter(draft_title=F("title"))
    return pages.filter(Q(pk__in=own.values("pk")) | Q(pk__in=shown.values("pk")) | Q(depth=1))


def sees_page(user: Visitor, pk: int) -> bool:
    """Whether they may be told that page's title."""
    return visible_pages(user, Page.objects.filter(pk=pk)).exists()


def visible_files(user: Visitor, files: QuerySet[Any]) -> QuerySet[Any]:
    """The images or documents of the collections that they use."""
    policy = policy_registry.get_by_type(files.model)
    own = policy.instances_user_has_any_permission_for(user, USE)
    return files.filter(pk__in=own.values("pk"))


def visible_people(user: Visitor, people: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the associations they work for, whoever shares a group with them, and superusers."""
    if getattr(user, "is_superuser", False):
        return people
    mine = Group.objects.filter(user=user.pk)
    works_for = associations_run_by(user)
    groups = Group.objects.filter(
        Q(pk__in=mine.values("pk"))
        | Q(pk__in=works_for.values("coordinators"))
        | Q(pk__in=works_for.values("editors"))
    )
    colleagues = get_user_model()._default_manager.filter(groups__in=groups).values("pk")
    return people.filter(Q(pk__in=colleagues) | Q(pk=user.pk) | Q(is_superuser=True))


def visible(user: Visitor, things: list[Any]) -> list[Any]:
    """Of pages, images, documents or anything else, those they may be told of, in the same order."""
    kinds: dict[type[Model], list[Any]] = {}
    for thing in things:
        kinds.setdefault(type(thing), []).append(thing.pk)
    found = {(kind, pk) for kind, pks in kinds.items() for pk in _visible_of(user, kind, pks)}
    return [thing for thing in things if (type(thing), thing.pk) in found]


def is_told(kind: type[Model], pk: Any) -> bool:
    """Whether who is looking at the admin just now may know of it; outside a request everything is told."""
    user = current_visitor()
    return user is None or bool(_visible_of(user, kind, [pk]))


def _visible_of(user: Visitor, kind: type[Model], pks: list[Any]) -> list[Any]:
    rows = kind._default_manager.filter(pk__in=pks)
    if issubclass(kind, Page):
        rows = visible_pages(user, Page.objects.filter(pk__in=pks))
    elif hasattr(kind, "collection"):
        rows = visible_files(user, rows)
    elif isinstance(policy := policy_registry.get_by_type(kind), EditorPolicy):
        rows = policy.instances_user_has_any_permission_for(user, USE).filter(pk__in=pks)
    return list(rows.values_list("pk", flat=True))
