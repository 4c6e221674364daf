"""Exam papers and reference forms are for their editors only: their titles, too, say what is being asked."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from .forms import PrivateFormPageMixin


def public(pages: PageQuerySet) -> PageQuerySet:
    """Without the pages that only their editors see."""
    return pages.not_type(PrivateFormPageMixin)


def choosable_by(user: AbstractBaseUser | AnonymousUser, pages: PageQuerySet) -> PageQuerySet:
    """All public ones, and of the others those that this person edits: page choosers show everybody's."""
    policy = policy_registry.get_by_type(pages.model)
    own = policy.instances_user_has_any_permission_for(user, {"change", "publish"})
    return pages.filter(~pages.type_q(PrivateFormPageMixin) | Q(pk__in=own.values("pk")))
