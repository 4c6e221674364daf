"""What stands on the holder's page of an endorsement, from the top. One line for each section."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from endorsement_plugin.certificates.queries import proofs_of
from endorsement_plugin.clock import today
from endorsement_plugin.endorsements.moves.asking import ASKINGS, cannot_retire
from endorsement_plugin.endorsements.queries import (
    TAKE_BACK_DAYS,
    open_requests,
    own_retirement,
    standing_of,
)
from endorsement_plugin.fees.providers import pays_online
from endorsement_plugin.models import Endorsement
from endorsement_plugin.registry.queries import missing_for_holder
from endorsement_plugin.registry.verification import address_to_verify, in_groups
from endorsement_plugin.renewals.queries.clock import hold_on
from endorsement_plugin.renewals.queries.periods import period_of
from endorsement_plugin.renewals.rules import Phase
from endorsement_plugin.rules.states import RenewalState

from .entry import seen_by_others

Context = dict[str, Any]
FOLDER = "endorsement_plugin/applicant/endorsement"


def _nothing_more(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {}


def _missing(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {"missing": missing_for_holder(endorsement)}


def _granted_for(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {"granted_for": endorsement.granted_for.select_related("credential")}


def _fees(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {"fees": list(endorsement.fees.prefetch_related("refunds")), "pays_online": pays_online()}


def _registry(request: HttpRequest, endorsement: Endorsement) -> Context:
    return seen_by_others(endorsement)


def _code(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {
        "code": in_groups(endorsement.verification_code),
        "code_address": address_to_verify(endorsement),
    }


def _renewal(request: HttpRequest, endorsement: Endorsement) -> Context:
    period = period_of(endorsement)
    day = today(endorsement.association)
    hold = hold_on(endorsement.association, day)
    return {
        "period": period,
        "renewal_words": period.in_words(day),
        "hold_for_all": hold,
        "not_open_yet": period.policy is not None and period.phase(day) is Phase.EARLY,
        "renewed": list(endorsement.renewals.filter(state=RenewalState.RENEWED)),
    }


def _certificate(request: HttpRequest, endorsement: Endorsement) -> Context:
    return proofs_of(endorsement)


def _asking(request: HttpRequest, endorsement: Endorsement) -> Context:
    """What its holder can ask for and has asked for, and whether they can retire it or take that back."""
    day = today(endorsement.association)
    standing, asked = standing_of(endorsement, day), open_requests(endorsement)
    kinds = {one.kind for one in asked}
    retired = own_retirement(endorsement, day)
    since = endorsement.state_since
    return {
        "asked": asked,
        "askings": [
            one
            for one in ASKINGS.values()
            if one.kind not in kinds and not one.refusal(endorsement, standing)
        ],
        "may_retire": not cannot_retire(endorsement),
        "may_take_back": retired is not None,
        "take_back_until": since + timedelta(days=TAKE_BACK_DAYS) if retired and since else None,
    }


def _audits(request: HttpRequest, endorsement: Endorsement) -> Context:
    return {"audits": endorsement.renewals.filter(state=RenewalState.IN_AUDIT)}


@dataclass(frozen=True)
class Section:
    """A template below `applicant/endorsement/`, and what it reads beside `endorsement` and `association`."""

    name: str
    reads: Callable[[HttpRequest, Endorsement], Context] = _nothing_more

    @property
    def template(self) -> str:
        """Its path."""
        return f"{FOLDER}/{self.name}.html"


SECTIONS = (
    Section("state", _missing),
    Section("facts", _granted_for),
    Section("fees", _fees),
    Section("renewal", _renewal),
    Section("audits", _audits),
    Section("registry", _registry),
    Section("code", _code),
    Section("certificate", _certificate),
    Section("asking", _asking),
)


def context_of(request: HttpRequest, endorsement: Endorsement) -> Context:
    """All that the page shows."""
    context: Context = {"endorsement": endorsement, "association": endorsement.association}
    for section in SECTIONS:
        context |= section.reads(request, endorsement)
    return context | {"sections": [section.template for section in SECTIONS]}
