"""Which accounts go with an e-mail address. With allauth an account has several, each confirmed by itself."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.db.models.functions import Lower

from endorsement_plugin.models import Person


def accounts_with(addresses: Collection[str]) -> set[int]:
    """User ids of those who sign in with one of these addresses or have confirmed one, whatever its case.

    An address that was typed in and never confirmed says nothing about who owns it.
    """
    wanted = {address.lower() for address in addresses}
    found = set(_among(wanted, get_user_model()._default_manager.all()).values_list("pk", flat=True))
    for kept in _kept():
        found.update(_among(wanted, kept.filter(verified=True)).values_list("user", flat=True))
    return found


def addresses_of(person: Person) -> list[str]:
    """Every address of the person's account, confirmed or not: each may give a name away."""
    more = (address for kept in _kept() for address in kept.filter(user=person.user_id).order_by("pk"))
    return list(dict.fromkeys([person.user.email, *(address.email for address in more)]))


def _among(wanted: Collection[str], rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.annotate(in_lower_case=Lower("email")).filter(in_lower_case__in=wanted)


def _kept() -> list[QuerySet[Any]]:
    """The addresses that allauth keeps, on a site that has it."""
    if not apps.is_installed("allauth.account"):
        return []
    from allauth.account.models import EmailAddress

    return [EmailAddress.objects.all()]
