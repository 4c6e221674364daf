"""allauth's app token. Importable only where `allauth.headless` is installed."""

from allauth.headless.contrib.ninja.security import XSessionTokenAuth
from django.http import HttpRequest

from endorsement_plugin.permissions import Visitor


class SessionToken(XSessionTokenAuth):
    """`X-Session-Token`, as `/_allauth/app/v1/` hands it out after signing in."""

    openapi_in = "header"
    openapi_name = "X-Session-Token"

    def __call__(self, request: HttpRequest) -> Visitor | None:
        user: Visitor | None = super().__call__(request)
        if user is not None:
            request.user = user  # type: ignore[assignment]
        return user
