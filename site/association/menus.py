"""The header's links: the site's own pages, then the places where this person has work."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from association.roles import place, roles_of
from endorsement_plugin.applications.queries.applications import open_forms
from endorsement_plugin.associations.prepared import Prepared
from endorsement_plugin.associations.queries import association_for


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: str = ""  # the value of aria-current: "page", "true" (somewhere below), or empty


@dataclass(frozen=True)
class Menu:
    links: list[Link]
    work: list[Link]
    """Those of the links where this person has something to do."""

    demo: bool


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `association` and `menu`. Nothing is read unless a template asks."""
    return {
        "association": SimpleLazyObject(lambda: association_for(request)),
        "menu": SimpleLazyObject(lambda: menu_for(request)),
    }


def menu_for(request: HttpRequest) -> Menu:
    """At most two queries: the pages in the menu, and what the person does; for a visitor, what is open."""
    pages, work = (
        [Link(label, url, _current(request.path, url)) for label, url in places]
        for places in (_pages(request), _work(request))
    )
    return Menu([*pages, *work], work, demo=settings.DEMO)


def _pages(request: HttpRequest) -> list[tuple[str, str]]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = _IN_MENU.rows(depth=site.root_page.depth + 1, path=site.root_page.path)
    return [(page.title, page.get_url(request) or "/") for page in pages]


_IN_MENU = Prepared(
    lambda depth, path: Page.objects.filter(depth=depth, path__startswith=path).live().in_menu(),
    depth=int,
    path=str,
)
"""The children of a page that are public and to be shown in menus."""


def _work(request: HttpRequest) -> list[tuple[str, str]]:
    site = Site.find_for_request(request)
    if not request.user.is_authenticated:
        # A link to a list that is empty, and stays so, leads nowhere.
        return [("Apply", place("apply/"))] if open_forms(site, timezone.localdate()).exists() else []
    roles = roles_of(request.user, site)
    works_here = roles.reviews or roles.runs_queue or roles.operates or roles.opens_admin
    links = [
        (roles.applies or (roles.may_apply and not works_here), "My applications", "apply/"),
        (roles.reviews, "My reviews", "review/"),
        (roles.runs_queue, "Review desk", "review/staff/"),
        (roles.operates, "Operations", "review/staff/operations/"),
        (roles.opens_admin, "Admin", "admin/"),
    ]
    return [(label, place(prefix)) for shown, label, prefix in links if shown]


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) and url != place("") else ""
