"""`manage.py rehearse`: a whole round through the running demo, with its real workers."""

import time
from typing import Any

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from association.demo import cast, record
from association.rehearsal import opening
from association.rehearsal.browser import Stuck
from association.rehearsal.clock import Overdue
from association.rehearsal.report import table
from association.rehearsal.round import Round


class Command(BaseCommand):
    help = "Play a round through the running demo over HTTP: apply, refer, examine, review, decide."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--applicants", type=int, default=3, metavar="N")
        parser.add_argument("--leave-work", action="store_true", help="and begin a little more, for visitors")
        parser.add_argument("--seed", type=int, default=0, help="the same seed invents the same people")

    def handle(self, *args: Any, applicants: int, seed: int, leave_work: bool, **options: Any) -> None:
        playing = Round(self._address(), cast.read(settings.BASE_DIR / "fixtures" / "cast.json"), self._say)
        run = f"{int(time.time()):x}"
        try:
            left_undone = playing.play(applicants, run=run, seed=seed)
            self._tell(playing, applicants, left_undone)
            if leave_work:
                opening.leave_work(playing, run)
        except (Stuck, Overdue, requests.RequestException) as problem:
            raise CommandError(f"The rehearsal stopped. {problem}") from problem

    def _tell(self, playing: Round, applicants: int, left_undone: list[str]) -> None:
        for line in table(playing.timetable):
            self.stdout.write(line)
        if left_undone:
            raise CommandError("Left undone: " + "; ".join(left_undone))
        self.stdout.write(f"All {applicants} were decided.")

    def _address(self) -> str:
        if not getattr(settings, "DEMO", False):
            raise CommandError("A rehearsal invents people: it runs with the demo settings only.")
        running = record.read(settings.DATA_DIR)
        if running is None:
            raise CommandError("No demo is running. Start it with: make demo")
        return running.address

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
