"""One round from the first account to the last decision, with the running demo's own workers."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from association.demo.cast import Member
from association.demo.content import fixtures
from association.rehearsal import applying, deciding, refereeing, reviewing, sitting
from association.rehearsal.applicants import Applicant, invent
from association.rehearsal.browser import Browser
from association.rehearsal.clock import Timetable, wait_for
from association.rehearsal.signing import sign_in, sign_up

OFFERS_S = 300
"""Offers leave once a minute in the demo: to the pair, and where they disagree to a third."""
PASSWORD = "rehearsal-endorsement"  # noqa: S105 (of invented people, on this machine)


@dataclass
class Candidate:
    """An applicant at work."""

    who: Applicant
    browser: Browser
    application: str = ""
    file: str = ""
    outcome: str = ""


@dataclass
class Round:
    """Everyone's part in turn. `say` hears of each stage as it begins."""

    address: str
    cast: list[Member]
    say: Callable[[str], None]
    timetable: Timetable = field(default_factory=Timetable)

    def play(self, count: int, *, run: str, seed: int) -> list[str]:
        """Play it with so many applicants; what was left undone. Raises Stuck or Overdue."""
        with transcripts() as files:
            candidates = [self.apply(who, files) for who in invent(count, run, seed)]
        self.refer(candidates)
        coordinator = self.sign_in("Coordinator")
        self._review(coordinator, candidates)
        examined = [one for one in candidates if one.who.sits_exam]
        self._examine(examined)
        self._score(coordinator, examined)
        self._decide(coordinator, candidates)
        return self._left_undone(candidates)

    def apply(self, who: Applicant, files: Path) -> Candidate:
        """From the new account to the submitted application."""
        self.say(f"{who.name} applies for {who.credential}.")
        with self.timetable.stage("Sign up, verified"):
            one = Candidate(who, sign_up(self.address, who.email, PASSWORD))
        with self.timetable.stage("Application filled in"):
            one.application = applying.start(one.browser, who)
            applying.fill(one.browser, who, one.application, timezone.localdate(), files)
        with self.timetable.stage("Transcript inspected"):
            applying.await_inspection(one.browser, one.application)
        with self.timetable.stage("Application submitted"):
            applying.submit(one.browser, one.application)
        return one

    def refer(self, candidates: list[Candidate]) -> None:
        """All references arrive."""
        self.say("The referees answer.")
        for one in candidates:
            with self.timetable.stage("References received", len(applying.SLOTS)):
                refereeing.answer_all(self.address, one.who)

    def _review(self, coordinator: Browser, candidates: list[Candidate]) -> None:
        self.say("The coordinator reviews.")
        for one in candidates:
            with self.timetable.stage("Application reviewed"):
                one.file = deciding.open_file(coordinator, one.who).path
                deciding.review(coordinator, one.who)

    def _examine(self, examined: list[Candidate]) -> None:
        for one in examined:
            self.say(f"{one.who.name} sits the exam.")
            with self.timetable.stage("Exam handed in"):
                sitting.sit_exam(one.browser, one.who)

    def _score(self, coordinator: Browser, examined: list[Candidate]) -> None:
        """Clear and score until every exam has an outcome: each pass does what has arrived by then."""
        clearer = self.sign_in("Clearer")
        panel = reviewing.Panel([self._sign_in_as(one) for one in self.cast if one.opens == "/review/"])
        open_files = {one.file for one in examined}

        def all_scored() -> bool:
            self._clear(clearer)
            self._mark(panel)
            open_files.difference_update(
                [file for file in open_files if deciding.is_ready(coordinator, file)]
            )
            return not open_files

        if examined:
            self.say("The clearer clears, the reviewers score.")
            wait_for("the outcome of every exam", all_scored, patience_s=OFFERS_S + 60 * len(examined))

    def _clear(self, clearer: Browser) -> None:
        with self.timetable.stage("Exam cleared", 0):
            cleared = reviewing.clear_all(clearer)
        self.timetable.stages["Exam cleared"].count += cleared

    def _mark(self, panel: reviewing.Panel) -> None:
        with self.timetable.stage("Review handed in", 0):
            scored = panel.score_all()
        self.timetable.stages["Review handed in"].count += scored

    def _decide(self, coordinator: Browser, candidates: list[Candidate]) -> None:
        self.say("The coordinator decides.")
        for one in candidates:
            with self.timetable.stage("Decided"):
                one.outcome = deciding.decide(coordinator, one.file)

    def _left_undone(self, candidates: list[Candidate]) -> list[str]:
        """Look where the public looks: those endorsed are in the registry, the others are not."""
        with self.timetable.stage("Registry looked up", len(candidates)):
            return [problem for one in candidates if (problem := self._missing(one))]

    def _missing(self, one: Candidate) -> str:
        listed = one.who.name in Browser(self.address).get(f"/registry/?q={one.who.family_name}").text
        if one.outcome == "endorsed" and not listed:
            return f"{one.who.name} is endorsed but not in the registry"
        expected = "deferred" if one.who.sits_exam and one.who.falls_short else "endorsed"
        return "" if one.outcome == expected else f"{one.who.name} was {one.outcome}, not {expected}"

    def sign_in(self, role: str) -> Browser:
        """The first of the cast with this role, signed in."""
        return self._sign_in_as(next(member for member in self.cast if member.role == role))

    def _sign_in_as(self, member: Member) -> Browser:
        return sign_in(self.address, member.email, member.password)


@contextmanager
def transcripts() -> Iterator[Path]:
    """A folder with the demo's transcripts."""
    with tempfile.TemporaryDirectory() as folder:
        script = fixtures.FOLDER / "make_transcripts.py"
        subprocess.run([sys.executable, str(script), folder], check=True, capture_output=True)
        yield Path(folder)
