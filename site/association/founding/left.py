"""What is left to do for an association before people can apply, in the order in which it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.http.request import validate_host
from django.urls import reverse
from wagtail.models import Page
from wagtail.query import PageQuerySet

from endorsement_plugin.editor.page_mixins import (
    ApplicationFormPageMixin,
    CredentialPageMixin,
    ReferenceFormPageMixin,
)
from endorsement_plugin.editor.readiness.points import missing_of
from endorsement_plugin.models import Association
from review_queue.models import Item, PoolRole, Reviewer, Round

from .found import round_code


@dataclass(frozen=True)
class Left:
    """One thing to do, and where."""

    words: str
    path: str = ""
    """In this site; empty where it is done elsewhere."""


def left_to_do(association: Association) -> list[Left]:
    """Looked up each time, so that what has been done is not asked again."""
    return [*_host(association), *_people(association), *_pages(association), *_review(association)]


def _host(association: Association) -> Iterator[Left]:
    host = association.site.hostname
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield Left(f"Let {host} lead to this server, and name it in ALLOWED_HOSTS.")


def _people(association: Association) -> Iterator[Left]:
    groups = {"editors": association.editors, "coordinators": association.coordinators}
    for role, group in groups.items():
        if group is None or not group.user_set.filter(is_active=True).exists():
            yield Left(f"Name somebody among its {role}.", reverse("wagtailusers_users:index"))
    of_both = User.objects.filter(groups__in=[group for group in groups.values() if group], is_active=True)
    for user in of_both.filter(last_login=None).distinct().order_by("last_name", "first_name"):
        yield Left(f"{user.get_full_name() or user.email} has been invited and has not signed in yet.")


DRAFTS = (
    (ReferenceFormPageMixin, "Read and publish the form for referees"),
    (CredentialPageMixin, "Write what the credential demands, and publish it"),
    (ApplicationFormPageMixin, "Read and publish the application form"),
)


def _pages(association: Association) -> Iterator[Left]:
    """What is a draft; then what the editors read above each credential. Only then can people apply."""
    pages = Page.objects.descendant_of(association.site.root_page)
    drafts = [
        Left(f"{words}: {page.title}.", _edit(page))
        for kind, words in DRAFTS
        for page in pages.type(kind).filter(live=False)
    ]
    yield from drafts or _missing(association, pages.type(CredentialPageMixin))


def _missing(association: Association, credentials: PageQuerySet) -> Iterator[Left]:
    if not credentials.exists():
        home = association.site.root_page_id
        yield Left("Write its first credential.", reverse("wagtailadmin_explore", args=[home]))
    for page in credentials.specific():
        for point in missing_of(page):
            yield Left(f"{page.title}: {point.words}", point.path or _edit(page))


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _review(association: Association) -> Iterator[Left]:
    """Only for exams; a credential without one needs none of it."""
    pool, staff = association.review_pool, reverse("review_queue:staff")
    for role, name in ((PoolRole.Role.CHIEF, "a chief reviewer"), (PoolRole.Role.CLEARER, "a clearer")):
        if not PoolRole.objects.filter(pool__code=pool, role=role).exists():
            yield Left(f"Before its first exam: name {name} for the pool “{pool}”.")
    if Reviewer.objects.filter(pools__code=pool, active=True).count() < 3:
        yield Left(f"Before its first exam: enroll three reviewers in the pool “{pool}” or more.", staff)
    scored_in = Round.objects.filter(code=round_code(association)).first()
    if scored_in and not Item.objects.filter(round=scored_in).exists():
        words = "Before its first exam: read the sample rubric of the round “{}”, and write your own."
        yield Left(words.format(scored_in.code), staff)
