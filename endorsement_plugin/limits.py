"""How often one visitor may do what costs something. Counted in the shared cache, per window of time."""

from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.throttling import BaseThrottle

UNKNOWN = "0.0.0.0"  # noqa: S104 - nobody's address, not one to listen on


class AtMost(BaseThrottle):
    """`most` requests in `seconds`, for each person, or for each address where nobody is signed in.

    A cache that forgets lets through more: this keeps clients polite, while the limits that protect other
    people (uploads, mail to referees) are counted in the database.
    """

    def __init__(self, scope: str, most: int, seconds: int) -> None:
        self.scope, self.most, self.seconds = scope, most, seconds

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this request."""
        return self.allow_from(request.user.pk or f"address-{network_of(client_address(request))}")

    def allow_from(self, who: object) -> bool:
        """Count one more from whoever this is."""
        key = f"endorsement.api.{self.scope}.{who}.{int(time() // self.seconds)}"
        cache.add(key, 0, self.seconds)
        try:
            return cache.incr(key) <= self.most
        except ValueError:  # forgotten in the meantime
            return True

    def wait(self) -> float:
        """Seconds to the next window, for Retry-After."""
        return self.seconds - time() % self.seconds


def too_often(request: HttpRequest, limit: AtMost) -> HttpResponse:
    """The page for people, with the seconds to wait for programs."""
    seconds = ceil(limit.wait())
    response = render(request, "endorsement_plugin/too_often.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def client_address(request: HttpRequest) -> str:
    """Where the request comes from: the one answer that every limit and every record uses.

    `X-Forwarded-For` is what the visitor wrote, but for the last entries, one from each proxy that is ours:
    ALLAUTH_TRUSTED_PROXY_COUNT of them, none by default. Too few entries came around the proxies.
    """
    proxies = int(getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0))
    addresses = request.headers.get("X-Forwarded-For", "").split(",")
    said = _clean(addresses[-proxies]) if 0 < proxies <= len(addresses) else ""
    return said or _clean(request.META.get("REMOTE_ADDR", "")) or UNKNOWN


def network_of(address: str) -> str:
    """What is counted together: an IPv4 address, or the 64 bits that one IPv6 household is given."""
    if ip_address(address).version == 4:
        return address
    return str(ip_network(f"{address}/64", strict=False).network_address)


def _clean(written: str) -> str:
    """The address without port, brackets, zone or IPv6 clothes; empty if it is none."""
    for bare in (written.strip(), written.strip().rpartition(":")[0]):
        with suppress(ValueError):
            address = ip_address(bare.strip("[]").partition("%")[0])
            mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
            return str(mapped or address)
    return ""


START = AtMost("start", 30, 3600)
SAVE = AtMost("save", 120, 60)
UPLOAD = AtMost("upload", 30, 3600)
ENQUIRE = AtMost("enquire", 5, 3600)
PAY = AtMost("pay", 20, 600)
INVITE = AtMost("invite", 60, 3600)
SUBMIT = AtMost("submit", 20, 600)
READ_PUBLIC = AtMost("registry", 60, 60)
VERIFY = AtMost("verify", 30, 60)
READ_BADGES = AtMost("badges", 300, 60)
