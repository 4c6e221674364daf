"""What a signed-in person does here, for the menu and for the way in. Never an access check."""

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Permission, User
from django.db.models import Exists, OuterRef, Q
from django.urls import get_script_prefix

from endorsement_plugin.models import Application
from review_queue.models import PoolRole, Reviewer


@dataclass(frozen=True)
class Roles:
    applies: bool = False
    reviews: bool = False
    runs_queue: bool = False
    opens_admin: bool = False


def roles_of(user: AbstractBaseUser | AnonymousUser) -> Roles:
    """One query; none for a visitor."""
    if not user.is_authenticated or not user.is_active:
        return Roles()
    me = OuterRef("pk")
    admin = Permission.objects.filter(
        Q(user=me) | Q(group__user=me), content_type__app_label="wagtailadmin", codename="access_admin"
    )
    applies, reviews, runs_queue, superuser, admitted = (
        User.objects.filter(pk=user.pk)
        .values_list(
            Exists(Application.objects.filter(person__user=me)),
            Exists(Reviewer.objects.filter(user=me, active=True)),
            Exists(PoolRole.objects.filter(user=me)),
            "is_superuser",
            Exists(admin),
        )
        .get()
    )
    return Roles(applies, reviews, runs_queue, superuser or admitted)


def landing_for(user: AbstractBaseUser | AnonymousUser) -> str:
    """Where a person's work begins: the address to go to after signing in."""
    roles = roles_of(user)
    if roles.opens_admin:
        return place("admin/")
    if roles.reviews:
        return place("review/")
    if roles.runs_queue:
        return place("review/staff/")
    return place("apply/")


def place(prefix: str) -> str:
    """The address of something mounted in urls.py."""
    return f"{get_script_prefix()}{prefix}"
