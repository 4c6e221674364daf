"""Which policy of renewal an endorsement is held to."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from endorsement_plugin.models import Credential, RenewalPolicy
from endorsement_plugin.requirements.deadlines import renewal_due


def policy_for(credential: Credential, day: date) -> RenewalPolicy | None:
    """The policy in force on a day: the credential's own, else its association's; None before the first."""
    return policies_for({credential: day}).get(credential.pk)


def policies_for(days: Mapping[Credential, date]) -> dict[int, RenewalPolicy]:
    """The same for many, each on a day of its own, by the credential's primary key. One query."""
    own_or_general = Q(credential__in=days) | Q(credential=None)
    theirs = {credential.association_id for credential in days}
    published = list(
        RenewalPolicy.objects.by(max(days.values(), default=date.min)).filter(
            own_or_general, association__in=theirs
        )
    )
    found = ((credential.pk, _in_force(published, credential, day)) for credential, day in days.items())
    return {pk: policy for pk, policy in found if policy is not None}


def _in_force(published: Iterable[RenewalPolicy], credential: Credential, day: date) -> RenewalPolicy | None:
    """The first of these, the newest first, that has come into force; one of its own before a general one."""
    begun = [policy for policy in published if policy.effective_from <= day]
    own = (policy for policy in begun if policy.credential_id == credential.pk)
    general = (
        policy
        for policy in begun
        if policy.credential_id is None and policy.association_id == credential.association_id
    )
    return next(own, None) or next(general, None)


def first_due(credential: Credential, granted_on: date) -> date:
    """When an endorsement that is granted on a day is first due: a year later where there is no policy."""
    return first_dues({credential: granted_on})[credential.pk]


def first_dues(granted: Mapping[Credential, date]) -> dict[int, date]:
    """The same for many, by the credential's primary key. One query."""
    policies = policies_for(granted)
    return {
        credential.pk: policies[credential.pk].cycle.first_due(day)
        if credential.pk in policies
        else renewal_due(day)
        for credential, day in granted.items()
    }
