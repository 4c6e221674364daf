"""The digital badge of what one holds."""

from django.http import Http404, HttpRequest

from endorsement_plugin.api.private import private_router
from endorsement_plugin.api.schemas.certificates import BadgeOut
from endorsement_plugin.certificates.actions.issue import issue_badge
from endorsement_plugin.certificates.queries import badge_of, is_issued
from endorsement_plugin.limits import SAVE
from endorsement_plugin.models import Endorsement
from endorsement_plugin.screens.getters import own_endorsement

router = private_router("endorsements")


@router.post("/{number:number}/badge/", response=BadgeOut, throttle=[SAVE])
def issue(request: HttpRequest, number: str) -> BadgeOut:
    """Have the badge issued, as a signed Open Badges 3.0 credential; again, it is the same as it is now."""
    row = own_endorsement(request, number)
    return _issued(request, row)


@router.get("/{number:number}/badge/", response=BadgeOut)
def read(request: HttpRequest, number: str) -> BadgeOut:
    """The badge as it is now; 404 if it was never issued, or was revoked."""
    row = own_endorsement(request, number)
    if not is_issued(row):
        raise Http404("It was not issued")
    return _issued(request, row)


def _issued(request: HttpRequest, row: Endorsement) -> BadgeOut:
    token = issue_badge(endorsement=row.pk, by=request.user)
    badge = badge_of(row)
    assert badge is not None
    return BadgeOut.of(badge, token)
