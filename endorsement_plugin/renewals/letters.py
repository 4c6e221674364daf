"""What is written to whoever renews."""

from collections.abc import Sequence

from django.urls import reverse

from endorsement_plugin.mail.actions import post_to_holder
from endorsement_plugin.mail.letters import address_of, compose_for_holder
from endorsement_plugin.models import Fee, Renewal

DRAWN = (
    "A share of all renewals is drawn by lot and looked at more closely, and this one was drawn. That says "
    "nothing about you. A coordinator writes to you if documents are needed."
)
SETTLED_FIRST = "A fee is settled first: {fees}. It is renewed once that is done."


def tell_renewed(renewals: Sequence[Renewal]) -> None:
    """The receipt of these periods of one person, in one letter. Part of an action."""
    _tell("renewed", renewals)


def tell_submitted(renewals: Sequence[Renewal], fees: Sequence[Fee]) -> None:
    """That these were received, and what they wait for. Part of an action."""
    _tell("renewal_submitted", renewals, waits=what_waits(renewals, fees))


def what_waits(renewals: Sequence[Renewal], fees: Sequence[Fee]) -> str:
    """What these wait for, in sentences: that one was drawn for the audit, and fees that come first."""
    drawn = [DRAWN] if any(one.audited for one in renewals) else []
    named = ", ".join(f"{fee.label}, {fee.price}" for fee in fees)
    settled = [SETTLED_FIRST.format(fees=named)] if fees else []
    return " ".join([*drawn, *settled])


def tell_undone(renewal: Renewal) -> None:
    """That a renewal was taken back, why, and until when it is to be made again. Part of an action."""
    _tell("renewal_undone", [renewal])


def _tell(name: str, renewals: Sequence[Renewal], **context: object) -> None:
    first = renewals[0]
    endorsement = first.endorsement
    if not endorsement.person.email:
        return
    receipt = address_of(endorsement.association, reverse("endorsement:receipt", args=[first.pk]))
    given = {"renewals": renewals, "renewal": first, "receipt": receipt, **context}
    letter = compose_for_holder(name, endorsement, **given)
    post_to_holder(endorsement, letter, event_key=f"{name}:{first.pk}:{first.revision}")


def tell_of_audit(name: str, renewal: Renewal, **context: object) -> None:
    """What becomes of a renewal that was drawn, with the page where documents are sent. Part of an action."""
    endorsement = renewal.endorsement
    if not endorsement.person.email:
        return
    page = address_of(endorsement.association, reverse("endorsement:audit", args=[renewal.pk]))
    letter = compose_for_holder(name, endorsement, renewal=renewal, link=page, **context)
    post_to_holder(endorsement, letter, event_key=f"{name}:{renewal.pk}:{renewal.revision}")
