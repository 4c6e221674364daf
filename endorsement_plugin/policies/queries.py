"""Which policy of renewal an endorsement is held to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from endorsement_plugin.models import Association, Credential, RenewalPolicy
from endorsement_plugin.requirements.deadlines import renewal_due


def policy_for(credential: Credential, day: date) -> RenewalPolicy | None:
    """The policy in force on a day: the credential's own, else its association's; None before the first."""
    return policies_for({credential: day}).get(credential.pk)


def policies_for(days: Mapping[Credential, date]) -> dict[int, RenewalPolicy]:
    """The same for many, each on a day of its own, by the credential's primary key. One query."""
    policies = Policies.of(days, until=max(days.values(), default=date.min))
    found = ((credential.pk, policies.on(credential, day)) for credential, day in days.items())
    return {pk: policy for pk, policy in found if policy is not None}


def policy_of_family(association: Association, family: UUID, day: date) -> RenewalPolicy | None:
    """The one in force on a day for the credential of a page: its own, else its association's. One query."""
    theirs = RenewalPolicy.objects.by(day).filter(association=association).select_related("association")
    rows = list(theirs.filter(Q(credential__family=family) | Q(credential=None)))
    own = (one for one in rows if one.credential_id is not None)
    return next(own, None) or next(iter(rows), None)


def with_another_fee_for_all(policy: RenewalPolicy, day: date) -> RenewalPolicy | None:
    """A policy of the same association, for other credentials, that says otherwise what is paid once for all;
    from a day on. None where all agree. One query.

    Where the draft of those credentials agrees, it is about to be published: several can only be published
    one after the other.
    """
    mine, theirs = for_all(policy), RenewalPolicy.objects.filter(association=policy.association_id)
    rows = theirs.select_related("association", "credential").order_by("-effective_from", "-number")
    others = [one for one in rows if one.credential_id != policy.credential_id]
    planned = {one.credential_id for one in others if one.published_at is None and for_all(one) == mine}
    standing = [one for one in others if one.published_at is not None and one.cancelled_at is None]
    in_force: set[int | None] = set()
    for one in standing:
        counts = one.effective_from > day or one.credential_id not in in_force
        if one.effective_from <= day:
            in_force.add(one.credential_id)
        if counts and one.credential_id not in planned and for_all(one) != mine:
            return one
    return None


def for_all(policy: RenewalPolicy) -> tuple[bool, Decimal | None, Decimal | None]:
    """Whether its fee is one for all credentials, and then how much it is and how much a late one."""
    return (True, policy.fee, policy.late_fee) if policy.one_fee else (False, None, None)


@dataclass(frozen=True)
class Policies:
    """What was published for some credentials, read once, to be asked about any day."""

    published: Sequence[RenewalPolicy]
    """The newest first."""

    @classmethod
    def of(cls, credentials: Iterable[Credential], *, until: date = date.max) -> "Policies":
        """Those of these credentials that come into force by a day. One query."""
        theirs = {credential.pk: credential.association_id for credential in credentials}
        own_or_general = Q(credential__in=theirs) | Q(credential=None)
        rows = RenewalPolicy.objects.by(until).filter(own_or_general, association__in={*theirs.values()})
        return cls(list(rows))

    def of_period(self, credential: Credential, first_day: date) -> RenewalPolicy | None:
        """The one that a period is held to: in force on its first day, or else the first there ever was.

        Whoever was granted before their association wrote a policy would else be held to none.
        """
        return self.on(credential, first_day) or self._first(credential)

    def on(self, credential: Credential, day: date) -> RenewalPolicy | None:
        """The one in force on a day: the credential's own before a general one; None before the first."""
        begun = (one for one in self._of(credential) if one.effective_from <= day)
        return next(begun, None)

    def windows(self, credential: Credential) -> set[int]:
        """So many days before it is due a period can be renewed, under each of its policies."""
        return {policy.cycle.window_days for policy in self._of(credential)}

    def _first(self, credential: Credential) -> RenewalPolicy | None:
        theirs = self._of(credential)
        own = [one for one in theirs if one.credential_id is not None]
        return next(reversed(own or theirs), None)

    def _of(self, credential: Credential) -> list[RenewalPolicy]:
        """The credential's own, the newest first, and then its association's."""
        own = [one for one in self.published if one.credential_id == credential.pk]
        mine = (one for one in self.published if one.association_id == credential.association_id)
        return [*own, *(one for one in mine if one.credential_id is None)]

    def first_due(self, credential: Credential, granted_on: date) -> date:
        """The last day of the first period: a year after granting where there is no policy."""
        policy = self.on(credential, granted_on)
        return policy.cycle.first_due(granted_on) if policy else renewal_due(granted_on)

    def next_due(self, credential: Credential, due: date) -> date:
        """The last day of the period that begins after this one, by the policy that it is held to."""
        policy = self.on(credential, due + timedelta(days=1))
        return policy.cycle.next_due(due) if policy else renewal_due(due)


def first_due(credential: Credential, granted_on: date) -> date:
    """When an endorsement that is granted on a day is first due: a year later where there is no policy."""
    return first_dues({credential: granted_on})[credential.pk]


def first_dues(granted: Mapping[Credential, date]) -> dict[int, date]:
    """The same for many, by the credential's primary key. One query."""
    policies = Policies.of(granted, until=max(granted.values(), default=date.min))
    return {credential.pk: policies.first_due(credential, day) for credential, day in granted.items()}


def next_due(credential: Credential, due: date) -> date:
    """When an endorsement whose period ended on this day is due again. One query."""
    return Policies.of([credential], until=due + timedelta(days=1)).next_due(credential, due)
