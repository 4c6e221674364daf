"""What stands on an association's page of an endorsement, from the top. One line for each panel."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from endorsement_plugin.certificates.queries import proofs_of
from endorsement_plugin.clock import named, today
from endorsement_plugin.conf import current
from endorsement_plugin.endorsements.moves import MOVES
from endorsement_plugin.endorsements.queries import open_requests, others_of, standing_of, undoable
from endorsement_plugin.joining.pairs import pairs_of
from endorsement_plugin.mail.queries import open_invitations
from endorsement_plugin.models import Endorsement
from endorsement_plugin.permissions import applications_coordinated_by, endorsements_decided_by
from endorsement_plugin.registry.details import in_full
from endorsement_plugin.registry.queries import missing_for_holder, missing_of
from endorsement_plugin.registry.rules import is_named
from endorsement_plugin.registry.verification import address_to_verify, in_groups
from endorsement_plugin.renewals.queries.clock import DAYS_AHEAD, hold_on, watched
from endorsement_plugin.renewals.queries.periods import renewed_last

Context = dict[str, Any]
FOLDER = "endorsement_plugin/admin/endorsement"


def _facts(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {"has_ended": endorsement.has_ended(today(endorsement.association))}


def _missing(request: HttpRequest, endorsement: Endorsement) -> Context:
    """Of their own nobody reads what a referee judged in confidence."""
    own = endorsement.person.user_id == request.user.pk
    return {"missing": missing_for_holder(endorsement) if own else missing_of(endorsement)}


def _origin(request: HttpRequest, endorsement: Endorsement) -> Context:
    """Nobody opens their own application here."""
    application, theirs = endorsement.application_id, applications_coordinated_by(request.user)
    return {
        "opens_application": application and theirs.filter(pk=application).exists(),
        "granted_for": endorsement.granted_for.select_related("credential"),
        "gave": endorsement.gave.select_related("credential"),
    }


def _duplicates(request: HttpRequest, endorsement: Endorsement) -> Context:
    """Other records that its holder may have."""
    person = endorsement.person
    pairs = pairs_of(request.user, person)
    return {"pairs": [(pair, pair.other if pair.one.pk == person.pk else pair.one) for pair in pairs]}


def _fees(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {"fees": list(endorsement.fees.select_related("settled_by").prefetch_related("refunds"))}


def _moves(request: HttpRequest, endorsement: Endorsement) -> Context:
    """What can be done with it now, what its holder has asked for, and what its holder has beside it."""
    standing = standing_of(endorsement, today(endorsement.association))
    possible = [move for move in MOVES if not move.refusal(endorsement, standing)]
    asked = open_requests(endorsement)
    return {
        "moves": possible,
        "asked": [
            (one, next((move for move in possible if move.answers == one.kind), None)) for one in asked
        ],
        "others": others_of(endorsement),
    }


def _certificate(request: HttpRequest, endorsement: Endorsement) -> Context:
    return proofs_of(endorsement)


def _joining(request: HttpRequest, endorsement: Endorsement) -> Context:
    """The invitation that is open, for somebody without an account."""
    if endorsement.person.user_id is not None:
        return {}
    theirs = open_invitations(endorsement.association).filter(person=endorsement.person_id)
    return {"invitation": theirs.first()}


def _history(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {
        "undoable": undoable(endorsement),
        "renewed": renewed_last(endorsement),
        "events": endorsement.events.select_related("actor", "undoes"),
        "time_zone": named(endorsement.association),
    }


def _registry(request: HttpRequest, endorsement: Endorsement) -> Context:
    association = endorsement.association
    day = today(association)
    in_full({association: day}, [endorsement])
    return {
        "is_named": is_named(endorsement, association, day),
        "code": in_groups(endorsement.verification_code),
        "code_address": address_to_verify(endorsement),
    }


def _mail(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {
        "mail": endorsement.mail.order_by("-created_at"),
        "mail_kept_days": current().MAIL_KEPT_DAYS,
    }


@dataclass(frozen=True)
class Panel:
    """A template below `admin/endorsement/`, and what it reads beside `endorsement`."""

    name: str
    reads: Callable[[HttpRequest, Endorsement], Context]

    @property
    def template(self) -> str:
        """Its path."""
        return f"{FOLDER}/{self.name}.html"


def _clock(request: HttpRequest, endorsement: Endorsement) -> Context:
    """What the clock will do about it, and what holds it for everybody."""
    day = today(endorsement.association)
    (one,) = watched([endorsement], day)
    hold = hold_on(endorsement.association, day)
    return {"coming": list(one.coming(day, DAYS_AHEAD)), "days_ahead": DAYS_AHEAD, "hold_for_all": hold}


PANELS = (
    Panel("facts", _facts),
    Panel("clock", _clock),
    Panel("joining", _joining),
    Panel("duplicates", _duplicates),
    Panel("missing", _missing),
    Panel("moves", _moves),
    Panel("origin", _origin),
    Panel("registry", _registry),
    Panel("fees", _fees),
    Panel("certificate", _certificate),
    Panel("history", _history),
    Panel("mail", _mail),
)


def context_of(request: HttpRequest, endorsement: Endorsement) -> Context:
    """All that the panels show. `decides`: whether the visitor may act; their own they only read."""
    decides = endorsements_decided_by(request.user).filter(pk=endorsement.pk).exists()
    context: Context = {"endorsement": endorsement, "decides": decides}
    for panel in PANELS:
        context |= panel.reads(request, endorsement)
    return context | {"panels": [panel.template for panel in PANELS]}
