"""What a signed-in person does here: for the menu, the way in, and second factors. It opens nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission, User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import get_script_prefix
from django.utils import timezone
from wagtail.models import Site

from endorsement_plugin.applications.queries.applications import open_forms
from endorsement_plugin.associations.prepared import Prepared
from endorsement_plugin.models import Application
from review_queue.models import PoolRole, Reviewer


@dataclass(frozen=True)
class Roles:
    applies: bool = False
    """Has an application here."""
    may_apply: bool = False
    """A form can be started here."""
    reviews: bool = False
    runs_queue: bool = False
    operates: bool = False
    opens_admin: bool = False

    @property
    def works_here(self) -> bool:
        """Whoever reads names: opens the admin, clears, leads or operates. A reviewer reads none."""
        return self.opens_admin or self.runs_queue or self.operates


def roles_of(user: AbstractBaseUser | AnonymousUser, site: Site | None = None) -> Roles:
    """One query; none for a visitor. `site` is where they apply."""
    if not user.is_authenticated or not user.is_active:
        return Roles()
    applies, may_apply, reviews, runs_queue, superuser, admitted, operator = _answers(
        user.pk, site.pk if site else None, timezone.localdate()
    )
    return Roles(applies, may_apply, reviews, runs_queue, superuser or operator, superuser or admitted)


def _answers(user: int, site: int | None, day: date) -> list[bool]:
    """Every page asks."""
    if site is None:
        return [bool(answer) for answer in _ANYWHERE.first(user=user, day=day)]
    return [bool(answer) for answer in _HERE.first(user=user, site=site, day=day)]


def _asked(user: int, day: date, site: int | None = None) -> QuerySet[User, Any]:
    me = OuterRef("pk")
    return User.objects.filter(pk=user).values_list(
        Exists(Application.objects.filter(person__user=me, association__site=site)),
        Exists(open_forms(site, day).order_by()),
        Exists(Reviewer.objects.filter(user=me, active=True)),
        Exists(PoolRole.objects.filter(user=me)),
        "is_superuser",
        Exists(_right("wagtailadmin", "access_admin")),
        Exists(_right("review_queue", "operate")),
    )


_HERE = Prepared(_asked, user=int, site=int, day=date)
_ANYWHERE = Prepared(_asked, user=int, day=date)


def _right(app: str, codename: str) -> QuerySet[Permission]:
    """The right, if the outer user has it directly or through a group."""
    me = OuterRef("pk")
    held = Permission.objects.filter(Q(user=me) | Q(group__user=me))
    return held.filter(content_type__app_label=app, codename=codename)


def landing_for(user: AbstractBaseUser | AnonymousUser) -> str:
    """Where a person's work begins: the address to go to after signing in."""
    roles = roles_of(user)
    if roles.opens_admin:
        return place("admin/")
    if roles.reviews:
        return place("review/")
    if roles.runs_queue:
        return place("review/staff/")
    if roles.operates:
        return place("review/staff/operations/")
    return place("apply/")


def place(prefix: str) -> str:
    """The address of something mounted in urls.py."""
    return f"{get_script_prefix()}{prefix}"
