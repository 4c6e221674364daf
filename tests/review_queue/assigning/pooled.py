"""A round by a clock that the test moves, and reviewers who pool what they were shown."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from review_queue.assigning.actions.gather import gather_all
from review_queue.assigning.actions.grant_wishes import grant_wishes
from review_queue.assigning.actions.seed_alone import seed_alone
from review_queue.assigning.actions.tell_reviewers import moment_of, tell_reviewers
from review_queue.models import Assignment, Item, Mail, Reviewer, Round, Work
from review_queue.permissions import assignments_for, history_for
from review_queue.scoring.actions.end_work import end_due
from review_queue.scoring.actions.expire import expire_late
from review_queue.scoring.actions.remind import remind
from tests.factories import anchors, reviews
from tests.review_queue.conftest import signed_in

CODE = re.compile(r"\b[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}\b")
DAY = re.compile(r"\d+ \w+ \d{4}\S* ?[\d:]*")
HOURS = (0, 7, 8, 20)
MONDAY = datetime(2030, 3, 4, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """What one reviewer knows of one offer before reading a word of it."""

    reviewer: str
    code: str
    seen: datetime
    listed: str
    page: str
    posted: datetime | None
    letter: str

    @property
    def facts(self) -> dict[str, object]:
        """Everything that two reviewers can hold against each other."""
        names = ("seen", "listed", "page", "posted", "letter")
        return {name: getattr(self, name) for name in names}


class Simulated:
    """Reviewers, four unless said otherwise. `at` moves the clock, does what the clock process does, and lets
    all of them look and accept."""

    def __init__(self, monkeypatch, *, reviewers: int = 4, seeded: bool = True) -> None:
        self.now = MONDAY
        monkeypatch.setattr(timezone, "now", lambda: self.now)
        self.round: Round = reviews.make_round(anchor_every=1)
        self.pool = reviews.make_pool(self.round.code)
        if seeded:
            anchors.make_anchors(self.round, "seeded", pool=self.pool)
        self.reviewers = [reviews.make_reviewer(self.pool, may_adjudicate=True) for _ in range(reviewers)]
        self._clients = {one: signed_in(one.user) for one in self.reviewers}
        self._seen: dict[tuple[Reviewer, str], tuple[datetime, str, str]] = {}
        self._posted: dict[str, datetime] = {}
        self.gone: dict[str, datetime] = {}
        """When a code was no longer listed, nor in the history, though its reviewer had done nothing."""
        self.acted: dict[str, datetime] = {}
        """When a reviewer declined, reported or handed in, by code."""

    def at(self, day: int, hour: int, minute: int = 0) -> "Simulated":
        """Go there by way of the hours at which the clock process works, and all look, in this test."""
        target = MONDAY + timedelta(days=day, hours=hour, minutes=minute)
        while (full := self._next_hour()) < target:
            self.now = full
            if full.hour in HOURS:
                self._tick()
        self.now = target
        self._tick()
        return self

    def arrives(self, words: int = 30) -> Item:
        """An answer comes, is cleared and assigned, as by the workers."""
        text = " ".join(["I would wait and see what the child does."] * (words // 9 + 1))
        item = reviews.make_item(
            self.round, self.pool, sections=[{"code": "q1", "prompt": anchors.PROMPT, "text": text}]
        )
        reviews.clear_item(item)
        self.assign()
        return item

    def assign(self) -> None:
        reviews.assign_all()
        self._tick()

    def pooled(self) -> list[Shown]:
        """One entry for each offer that any of them has seen."""
        return [
            Shown(str(who.pk), code, *seen, posted=self._posted.get(code), letter=self._letter(code))
            for (who, code), seen in self._seen.items()
        ]

    def _next_hour(self) -> datetime:
        return self.now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

    def _tick(self) -> None:
        seed_alone()
        grant_wishes()
        gather_all()
        end_due()
        expire_late(today=timezone.localdate())
        remind()
        for work in Work.objects.filter(kind="review_queue.tell_reviewers", state="pending"):
            leaves = moment_of(work.key)
            if leaves <= self.now:
                tell_reviewers(leaves=leaves)
                Work.objects.filter(pk=work.pk).update(state="done")
        for mail in Mail.objects.filter(event_key__startswith="offer:"):
            for code in CODE.findall(mail.body):
                self._posted.setdefault(code, self.now)
        for who, client in self._clients.items():
            self._look(who, client)

    def _look(self, who: Reviewer, client: Client) -> None:
        codes = set(assignments_for(who.user).values_list("code", flat=True))
        kept = codes | set(history_for(who.user).values_list("code", flat=True)) | self.acted.keys()
        for code in {code for one, code in self._seen if one == who} - kept:
            self.gone.setdefault(code, self.now)
        if all((who, code) in self._seen for code in codes):
            return
        page = BeautifulSoup(client.get(reverse("review_queue:queue")).content, "html.parser")
        for row in page.select(".task-list li"):
            code = CODE.findall(str(row))[0]
            if (who, code) not in self._seen:
                offer = client.get(reverse("review_queue:assignment", args=[code])).content
                facts = BeautifulSoup(offer, "html.parser").select(".summary-list")[0]
                self._seen[who, code] = (self.now, _plain(row), _plain(facts))
                reviews.accept_offer(Assignment.objects.get(code=code))

    @staticmethod
    def _letter(code: str) -> str:
        """Its days. How many answers it is about is the reviewer's own, and counted by `seen`."""
        found = Mail.objects.filter(event_key__startswith="offer:", body__contains=code).first()
        lines = found.body.splitlines() if found else []
        return " ".join(day for line in lines if code in line or " by " in line for day in DAY.findall(line))


def claims(pool: list[Shown]) -> set[tuple[str, ...]]:
    """What the pool believes: two offers of two reviewers that alone share a fact are one answer, and what
    shares a fact with nobody else's is an anchor or a third reading."""
    found = set()
    for name in ("seen", "listed", "page", "posted", "letter"):
        sharing: defaultdict[object, list[Shown]] = defaultdict(list)
        for one in pool:
            sharing[one.facts[name]].append(one)
        for group in sharing.values():
            whose = {one.reviewer for one in group}
            if len(whose) == 1 or len(group) == len(whose) == 2:
                found.add(tuple(sorted(one.code for one in group)))
    return found


def forced(pool: list[Shown]) -> set[tuple[str, ...]]:
    """What a better pool believes, which takes all offers of a moment for answers in pairs: those that two
    share in every way to pair them. Nothing of what cannot be paired."""
    moments: defaultdict[datetime, list[Shown]] = defaultdict(list)
    for one in pool:
        moments[one.seen].append(one)
    found = set()
    for offers in moments.values():
        ways = [set(way) for way in _pairings(tuple(offers))]
        found |= set.intersection(*ways) if ways else set()
    return found


def _pairings(offers: tuple[Shown, ...]) -> Iterator[list[tuple[str, ...]]]:
    if not offers:
        yield []
        return
    first, *others = offers
    for one in others:
        if one.reviewer != first.reviewer:
            rest = tuple(other for other in others if other is not one)
            for way in _pairings(rest):
                yield [tuple(sorted((first.code, one.code))), *way]


def caused(round_: Simulated) -> set[tuple[str, ...]]:
    """What the pool believes of causes: after somebody acted, one other alone is offered something next, for
    the same answer."""
    found = set()
    for code, at in round_.acted.items():
        later = [one for one in round_.pooled() if one.seen > at]
        next_ones = [one for one in later if one.seen == min(other.seen for other in later)]
        if len({one.reviewer for one in next_ones}) == 1:
            found |= {tuple(sorted((code, one.code))) for one in next_ones}
    return found


def ended(round_: Simulated) -> set[tuple[str, ...]]:
    """What the pool believes of endings: two things alone that end at one time, or one when a reviewer acted,
    or two in all the time, are one answer."""
    times: defaultdict[datetime, set[str]] = defaultdict(set)
    for code, at in [*round_.gone.items(), *round_.acted.items()]:
        times[at].add(code)
    groups = [*times.values(), set(round_.gone)]
    return {tuple(sorted(group)) for group in groups if len(group) == 2}


def same_answer() -> set[tuple[str, ...]]:
    """The truth, thirds and replacements among it: two codes of one answer."""
    codes: defaultdict[object, list[str]] = defaultdict(list)
    for item, code in Assignment.objects.values_list("item", "code"):
        codes[item].append(code)
    return {tuple(sorted(two)) for found in codes.values() for two in combinations(found, 2)}


def pairs() -> set[tuple[str, ...]]:
    """The truth: the codes under which two know the same answer."""
    codes: defaultdict[object, list[str]] = defaultdict(list)
    for item, code in Assignment.objects.filter(slot__lte=2).values_list("item", "code"):
        codes[item].append(code)
    return {tuple(sorted(found)) for found in codes.values() if len(found) == 2}


def _plain(part: object) -> str:
    return CODE.sub("CODE", str(part))
