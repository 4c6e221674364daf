"""What is written to whoever renews."""

from collections.abc import Sequence

from django.urls import reverse

from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import address_of, compose_for_holder
from endorsement_plugin.models import Endorsement, Renewal


def tell_renewed(renewals: Sequence[Renewal]) -> None:
    """The receipt of these periods of one person, in one letter. Part of an action."""
    _tell("renewed", renewals)


def tell_submitted(renewals: Sequence[Renewal]) -> None:
    """That these were received and are looked at, because they were drawn. Part of an action."""
    _tell("renewal_submitted", renewals)


def tell_undone(renewal: Renewal, endorsement: Endorsement) -> None:
    """That a renewal was taken back, why, and until when it is to be made again. Part of an action."""
    renewal.endorsement = endorsement
    _tell("renewal_undone", [renewal])


def _tell(name: str, renewals: Sequence[Renewal]) -> None:
    first = renewals[0]
    endorsement = first.endorsement
    if not endorsement.person.email:
        return
    page = reverse("endorsement:receipt", args=[first.pk])
    letter = compose_for_holder(
        name,
        endorsement,
        renewals=renewals,
        renewal=first,
        receipt=address_of(endorsement.association, page),
    )
    post_to_holder(endorsement, letter, event_key=f"{name}:{first.pk}:{first.revision}")
