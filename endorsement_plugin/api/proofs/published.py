"""What readers of badges look up: who the association is, its keys, what was achieved, what is not good now.

Open to everybody, from any page: without names and addresses of people, there is nothing here to keep.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from endorsement_plugin.associations.queries import association_for
from endorsement_plugin.certificates import statuses
from endorsement_plugin.certificates.actions.keys import key_in_use
from endorsement_plugin.certificates.badges import achievement_of, profile_of
from endorsement_plugin.certificates.keys import as_jwk, did_document, published
from endorsement_plugin.clock import keep_time_of
from endorsement_plugin.limits import READ_BADGES, too_often
from endorsement_plugin.models import Association, Credential

KEPT_S = 300
"""Seconds for which readers may keep keys and names."""

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """For programs anywhere, each so often; the view gets the association of the site."""

    @wraps(view)
    def answering(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        association = association_for(request)
        if association is None:
            raise Http404("No association here")
        if not READ_BADGES.allow_request(request):
            return too_often(request, READ_BADGES)
        keep_time_of(association)
        response = view(request, association, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response.setdefault("Cache-Control", f"public, max-age={KEPT_S}")
        return response

    return require_safe(answering)


@open_to_all
def did(request: HttpRequest, association: Association) -> HttpResponse:
    """The association's DID document, with every key whose badges are good."""
    return JsonResponse(did_document(association), content_type="application/did+json")


@open_to_all
def keys(request: HttpRequest, association: Association) -> HttpResponse:
    """The same keys as a JSON Web Key Set."""
    return JsonResponse({"keys": [as_jwk(key) for key in published(association)]})


@open_to_all
def issuer(request: HttpRequest, association: Association) -> HttpResponse:
    """The profile of the association, as it stands in its badges."""
    return JsonResponse(profile_of(association))


@open_to_all
def achievement(request: HttpRequest, association: Association, code: str) -> HttpResponse:
    """What the badges of one credential are for."""
    row = Credential.objects.filter(association=association, code=code).first()
    if row is None:
        raise Http404("No such credential")
    row.association = association
    return JsonResponse(achievement_of(row))


@open_to_all
def status(request: HttpRequest, association: Association, purpose: str, number: int) -> HttpResponse:
    """A status list as it is now, signed."""
    if purpose not in statuses.PURPOSES or not statuses.has_list(association, number):
        raise Http404("No such list")
    key = key_in_use(association)
    token = statuses.list_token(association, purpose, number, key, timezone.now())
    response = HttpResponse(token, content_type="application/vc+jwt")
    response["Cache-Control"] = f"public, max-age={int(statuses.FRESH.total_seconds())}"
    return response
