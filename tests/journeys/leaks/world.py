"""A candidate made of canaries whose answer two people score, and the four who might learn too much."""

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from endorsement_plugin.models import Sitting
from review_queue.items.queries.scorecards import rubric_of
from review_queue.models import Assignment, Item, Pool, PoolRole, Reviewer, Round
from review_queue.scoring.actions.save_draft import save_draft
from review_queue.scoring.forms.reviews import Draft
from review_queue.urls import urlpatterns
from review_queue.work.running import run_due
from tests.factories.people import make_coordinator, make_superuser, make_user
from tests.factories.reviews import (
    accept_offer,
    assign_all,
    clear_item,
    make_item,
    make_pool,
    make_reviewer,
    make_round,
    make_staff,
    score,
)
from tests.journeys import canaries

MARKS = ("Glimmerquest", "Fernwhistle", "Brackenhollow", "Tumblewick")
"""What the first and the second of the pair have written: a comment and the feedback of each."""

THEN = datetime(2019, 3, 7, 4, 5, tzinfo=UTC)
"""When the candidate handed in: a day that nothing else here has."""

ROLES = ("assigned", "unassigned", "coordinator", "superuser")


@dataclass(frozen=True)
class World:
    """`own` is scored by the assigned reviewer, `others` by a coordinator who reviews too; both have drafts.

    `past` is a review that the assigned and the unassigned reviewer have done together.
    """

    sitting: Sitting
    item: Item
    own: Assignment
    others: Assignment
    past: Assignment
    users: dict[str, User]

    @property
    def secrets(self) -> set[str]:
        """What ties the answer to its candidate or to its other reviewer."""
        return {self.item.code, self.item.ref, str(self.item.pk), str(self.sitting.pk)}

    def of(self, role: str) -> Assignment | None:
        """What this role scores of the candidate."""
        return {"assigned": self.own, "coordinator": self.others}.get(role)

    def client(self, role: str) -> Client:
        """Signed in as this role."""
        client = Client(raise_request_exception=False)
        client.force_login(self.users[role], backend="django.contrib.auth.backends.ModelBackend")
        return client


def make_world() -> World:
    """Through the candidate's screens, the plugin and the queue, up to two drafts."""
    pool = make_pool("hawaii")
    Round.objects.filter(pk=make_round().pk).update(code="spring")
    clearer = make_staff(PoolRole.Role.CLEARER, pool)
    first, second = (_reviewer(pool, f"{name}@example.org") for name in ("rosalind", "rupert"))
    past = _done_together(pool, clearer)
    sitting = canaries.plant()
    coordinator = make_coordinator(sitting.application.association)
    _enroll(pool, coordinator)
    _away(second, True)
    canaries.hand_in(sitting)
    run_due()
    sitting.refresh_from_db()
    item = clear_item(Item.objects.get(ref=sitting.review_ref), clearer)
    run_due()
    _away(second, False)
    Sitting.objects.filter(pk=sitting.pk).update(handed_in_at=THEN)
    Item.objects.filter(pk=item.pk).update(received_at=THEN)
    own, others = (item.assignments.get(reviewer__user=user) for user in (first, coordinator))
    write(accept_offer(own), 3, *MARKS[:2])
    write(accept_offer(others), 3, *MARKS[2:])
    users = dict(zip(ROLES, (first, second, coordinator, make_superuser()), strict=True))
    return World(sitting, item, own, others, past, users)


def write(assignment: Assignment, points: int, comment: str, feedback: str) -> int:
    """A draft with these marks and words; its version."""
    criteria = rubric_of(assignment.item.round.rubric)
    levels = {one: one.levels.get(points=points) for one in criteria}
    draft = Draft(levels, dict.fromkeys(criteria, comment), feedback)
    assignment.review.refresh_from_db()
    return save_draft(assignment=assignment, draft=draft, version=assignment.review.version).version


def _reviewer(pool: Pool, email: str) -> User:
    return _enroll(pool, make_user(email))


def _enroll(pool: Pool, user: User) -> User:
    make_reviewer(pool, user=user, qualifications=["IMHS"])
    return user


def _away(user: User, away: bool) -> None:
    Reviewer.objects.filter(user=user).update(active=not away)


def _done_together(pool: Pool, clearer: User) -> Assignment:
    item = clear_item(make_item(Round.objects.get(code="spring"), pool), clearer)
    for one in assign_all():
        score(one, 3)
    return item.assignments.get(reviewer__user__email="rosalind@example.org")


NEVER_ALIKE = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|nonce="[\w+/=-]+"|"csrfToken": ?"\w+"')


def read(client: Client, address: str, method: str = "get", **data: object) -> bytes:
    """Status, headers and body, without what differs at every request."""
    response = getattr(client, method)(address, data)
    body = response.getvalue() if response.streaming else response.content
    names = sorted(name for name in response.headers if name != "Content-Security-Policy")
    head = "\n".join(f"{name}: {response.headers[name]}" for name in names if name != "Expires")
    return f"{response.status_code}\n{head}\n".encode() + NEVER_ALIKE.sub(b"", body)


def desk_of(world: World, role: str) -> dict[str, bytes]:
    """All that this role gets at the addresses of the queue, by address."""
    client = world.client(role)
    addresses = [reverse(f"review_queue:{name}") for name in ("queue", "history", "staff", "clearances")]
    codes = [world.own.code, world.others.code, world.past.code, world.item.code]
    names = ("assignment", "submit", "leave", "report", "past_review", "item", "clearance")
    addresses += [reverse(f"review_queue:{name}", args=[code]) for name in names for code in codes]
    addresses += [reverse("review_queue:round", args=["spring"]), reverse("review_queue:reports")]
    return {address: read(client, address) for address in addresses}


def own_pages(world: World, role: str) -> dict[str, bytes]:
    """Every page of the queue that opens for this role, whichever there are."""
    client, opened = world.client(role), {}
    for pattern in urlpatterns:
        values = (_values(world, name, kind) for name, kind in pattern.pattern.converters.items())
        for args in product(*values):
            address = reverse(f"review_queue:{pattern.name}", args=args)
            page = read(client, address)
            if page.startswith(b"200"):
                opened[address] = page
    return opened


class Untouched:
    """What each role gets of a module's world before anything happens in it: read once, then kept.

    A test asks for it before it changes anything.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._pages: dict[tuple[str, str], dict[str, bytes]] = {}

    def desk_of(self, role: str) -> dict[str, bytes]:
        return self._once(desk_of, role)

    def own_pages(self, role: str) -> dict[str, bytes]:
        return self._once(own_pages, role)

    def _once(self, read_all: Callable[[World, str], dict[str, bytes]], role: str) -> dict[str, bytes]:
        key = (read_all.__name__, role)
        if key not in self._pages:
            self._pages[key] = read_all(deepcopy(self._world), role)
        return self._pages[key]


def _values(world: World, name: str, kind: object) -> list[Any]:
    """What to put into an address in the place of this parameter."""
    known: dict[str, list[Any]] = {
        "SlugConverter": [world.own.code, world.others.code, world.past.code, world.item.code, "spring"],
        "IntConverter": [1],
        "UUIDConverter": [world.own.plan_id],
    }
    return ["agreement"] if name == "name" else known[type(kind).__name__]
