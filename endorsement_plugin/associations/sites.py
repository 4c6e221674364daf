"""Which Site a request is for: Wagtail's own rule, by a query that is written once.

Every page asks it, and the form comes first: which association, which menu, which root.
"""

from functools import wraps
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from wagtail.models import Site, sites

from endorsement_plugin.associations.prepared import Prepared


def _candidates(hostname: str, port: int) -> QuerySet[Site]:
    """Those that may answer, the best match first: as `get_site_for_hostname` has them."""
    cases = (
        When(hostname=hostname, port=port, then=sites.MATCH_HOSTNAME_PORT),
        When(hostname=hostname, is_default_site=True, then=sites.MATCH_HOSTNAME_DEFAULT),
        When(is_default_site=True, then=sites.MATCH_DEFAULT),
    )
    match = Case(*cases, default=sites.MATCH_HOSTNAME, output_field=IntegerField())
    here = Site.objects.annotate(match=match).filter(Q(hostname=hostname) | Q(is_default_site=True))
    return here.order_by("match").select_related("root_page")


_CANDIDATES = Prepared(_candidates, hostname=str, port=int)


@wraps(sites.get_site_for_hostname)
def site_for_hostname(hostname: str, port: str | int) -> Site:
    """The Site of a host and a port, else the only one of the host, else the default one; may not exist."""
    found: list[Any] = _CANDIDATES.rows(hostname=hostname, port=int(port))
    if not found:
        raise Site.DoesNotExist
    if len(found) == 1 or found[0].match in (sites.MATCH_HOSTNAME_PORT, sites.MATCH_HOSTNAME_DEFAULT):
        return found[0]
    if found[0].match == sites.MATCH_DEFAULT:
        return found[len(found) == 2]
    raise Site.DoesNotExist


def wrap() -> None:
    """From now on Wagtail asks this, too."""
    sites.get_site_for_hostname = site_for_hostname
