"""The public registry: who holds what, for whoever asked to be listed. Nothing else about a person."""

from django.db.models import QuerySet

from endorsement_plugin.models import Association, Endorsement
from endorsement_plugin.rules.states import EndorsementState
from review_queue.typed.search import matching

SHOWN = {
    "active": (EndorsementState.PROVISIONAL, EndorsementState.ACTIVE),
    "inactive": (EndorsementState.INACTIVE,),
}
"""A retired endorsement is on neither list."""

PUBLIC_FIELDS = (
    "number",
    "name",
    "state",
    "granted_on",
    "renewal_due",
    "association_id",
    "credential__code",
    "credential__name",
    "credential__age_band",
)
"""All that is read from the database for a visitor."""


def registry(association: Association, *, q: str = "", state: str = "") -> QuerySet[Endorsement]:
    """The listed endorsements of one association by family name.

    `q` searches name and number, `state` narrows: it is "active", "inactive" or empty for both.
    """
    states = SHOWN.get(state) or tuple(one for several in SHOWN.values() for one in several)
    endorsements = (
        Endorsement.objects.filter(association=association, listed=True, state__in=states)
        .select_related("credential")
        .only(*PUBLIC_FIELDS)
        .order_by("search", "number")
    )
    return matching(endorsements, q, "search", exact="number")
