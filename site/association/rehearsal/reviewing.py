"""The blind side: a clearer clears, reviewers score. They see codes and masked text, as on the screen."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from association.rehearsal.answers import line_of, marks
from association.rehearsal.browser import Browser, Screen, Stuck

GOOD, POOR = (3, 2, 2), (1, 1, 1)
TO_CLEAR = re.compile(r"/review/staff/clearance/[^/]+/$")
"""Beside these the page leads to what was released and can be taken back."""
DIVIDED = ((3, 3, 3), (1, 1, 1), (2, 2, 3))  # the first two are two steps apart, so a third is asked


def to_clear(clearer: Browser) -> list[str]:
    """Addresses of what waits to be cleared."""
    links = clearer.get("/review/staff/clearance/").links("/review/staff/clearance/")
    return [link for link in links if TO_CLEAR.search(link)]


def clear_all(clearer: Browser) -> int:
    """Read and release everything that waits, each page of a file too; how many there were."""
    items = to_clear(clearer)
    for item in items:
        screen = clearer.get(item)
        while screen.has_form(action="/look/"):
            screen = screen.submit(action="/look/")
        while screen.has_form(control="stays"):
            screen = screen.submit(control="stays")
        screen.submit(action="/release/")
    return len(items)


def offers(reviewer: Browser) -> list[str]:
    """Addresses of what waits for this reviewer."""
    return reviewer.get("/review/").links("/review/answer/")


@dataclass
class Panel:
    """The reviewers. They judge by the text alone; we count readings to make the divided ones disagree."""

    reviewers: list[Browser]
    readings: Counter[str] = field(default_factory=Counter)

    def score_all(self) -> int:
        """Everyone scores what waits in their queue; how many reviews were handed in."""
        return sum(self._score_queue(reviewer) for reviewer in self.reviewers)

    def _score_queue(self, reviewer: Browser) -> int:
        waiting = offers(reviewer)
        for offer in waiting:
            self._score(reviewer.get(offer))
        return len(waiting)

    def _score(self, screen: Screen) -> None:
        if screen.has_form(action="/accept/"):
            screen = screen.submit(action="/accept/")
        text = _answer(screen)
        key = hashlib.sha256(text.encode()).hexdigest()
        levels = levels_for(text, self.readings[key])
        self.readings[key] += 1
        check = screen.submit(
            marks(levels, good=sum(levels) > sum(POOR)), control="feedback", button=("check", "1")
        )
        done = check.submit(control="version")
        if done.path.endswith("/submit/"):
            raise Stuck(f"A review was not taken: {done.text[:300]}")


def levels_for(text: str, earlier: int) -> tuple[int, ...]:
    """Points for each criterion; `earlier` is how many have read the same text before."""
    if line_of("dividing") in text:
        return DIVIDED[min(earlier, 2)]
    return POOR if line_of("poor") in text else GOOD


def _answer(screen: Screen) -> str:
    papers = screen.soup.select(".paper")
    if not papers:
        raise Stuck(f"{screen.path} shows no answer.")
    return " ".join(" ".join(paper.get_text(" ").split()) for paper in papers)
