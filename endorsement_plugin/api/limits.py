"""How often one person may do what costs something. Counted in the shared cache, per window of time."""

from time import time

from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle


class AtMost(BaseThrottle):
    """`most` requests in `seconds`, for each person, or for each address where nobody is signed in.

    A cache that forgets lets through more: this keeps clients polite, while the limits that protect other
    people (uploads, mail to referees) are counted in the database.
    """

    def __init__(self, scope: str, most: int, seconds: int) -> None:
        self.scope, self.most, self.seconds = scope, most, seconds

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request."""
        who = request.user.pk or f"address-{self.get_ident(request)}"
        key = f"endorsement.api.{self.scope}.{who}.{int(time() // self.seconds)}"
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.most
        except ValueError:  # forgotten in the meantime
            return True

    def wait(self) -> float:
        """Seconds to the next window, for Retry-After."""
        return self.seconds - time() % self.seconds


START = AtMost("start", 30, 3600)
SAVE = AtMost("save", 120, 60)
UPLOAD = AtMost("upload", 30, 3600)
INVITE = AtMost("invite", 60, 3600)
SUBMIT = AtMost("submit", 20, 600)
READ_PUBLIC = AtMost("registry", 60, 60)
