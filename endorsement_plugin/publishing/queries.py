from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import DraftStateMixin, PageLogEntry, Revision

from endorsement_plugin.models import Form


def due_to_publish(now: datetime) -> QuerySet[Revision]:
    """What is to go live by now, in the order of its times."""
    return Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def due_to_expire(now: datetime) -> Iterator[Any]:
    """Everything live whose time is over: pages, and snippets that can be scheduled."""
    page: Any = Form._meta.get_field("page").related_model  # the project's own, if it has one
    others = (kind for kind in apps.get_models() if issubclass(kind, DraftStateMixin))
    for kind in (page, *(kind for kind in others if not issubclass(kind, page))):
        yield from kind._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")


def scheduled_by(page: Any, *, publishing: bool) -> Any:
    """Whoever had this page go live by itself, or wrote when it goes; None if nobody can be written to.

    Of several the last: that one's time is what counts. Whoever may edit the page no longer reads nothing of
    it, also where they go on working for another association.
    """
    if publishing:
        noted = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.schedule")
        told = noted.order_by("-timestamp", "-pk").values_list("user", flat=True)[:1]
    else:
        told = Revision.objects.filter(pk=page.live_revision_id).values_list("user", flat=True)
    people = get_user_model()._default_manager.filter(pk__in=list(told), is_active=True)
    person = people.exclude(email="").first()
    return person if person and page.permissions_for_user(person).can_edit() else None
