"""`manage.py demo`: the whole site on this machine, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

from association.demo import cast, ground, preparation, record, welcome
from association.demo.lifeline import HOLDER, bound
from association.demo.programs import Places, write_configuration
from association.demo.supervision import Supervisor, wait_for_web

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Prepare the data folder, start web, worker, clock and broker, and watch them until Ctrl-C."
    requires_system_checks: list[str] = []  # `migrate` runs them when there is something to do

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--empty", action="store_true", help="without the invented people and pages")

    def handle(self, *args: Any, empty: bool, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("The demo runs with the demo settings only.")
        for number in SIGNALS:  # SIGINT too: a shell starts its background jobs with it ignored
            signal.signal(number, _as_interrupt)
        try:
            with ground.only_one(settings.DATA_DIR), ground.sockets_folder(settings.DATA_DIR) as sockets:
                ground.require_free(settings.PORT)
                places = Places(settings.BASE_DIR, settings.DATA_DIR, sockets, settings.PORT)
                first = self._prepare(empty)
                self._run(places, rehearse=first)
        except ground.Taken as problem:
            raise CommandError(str(problem)) from None
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _prepare(self, empty: bool) -> bool:
        preparation.migrate(self._say)
        first = not empty and preparation.load_once(self._say)
        preparation.collect_static(self._say)
        preparation.move_links(settings.PORT)
        return first

    def _run(self, places: Places, rehearse: bool) -> None:
        supervisor = Supervisor(write_configuration(places), places.control_socket)
        rehearsal: subprocess.Popen[bytes] | None = None
        try:
            supervisor.start(_environment(places))
            self._say("Starting the web server...")
            if not wait_for_web(supervisor, places.port, self._waiting(places)):
                raise CommandError(f"The web server ended before it answered; see {places.logs}.")
            self._announce(places, supervisor)
            if rehearse and "rehearse" in get_commands():
                rehearsal = self._start_rehearsal(places)
            self._watch(supervisor, rehearsal)
        finally:
            _ignore_further_signals()
            if rehearsal is not None:
                rehearsal.kill()
            supervisor.stop()
            record.erase(places.data_dir)

    def _announce(self, places: Places, supervisor: Supervisor) -> None:
        run = record.Run(
            address=settings.BASE_URL,
            port=places.port,
            broker_url=places.broker_url,
            control_socket=str(places.control_socket),
            pids=supervisor.pids(),
        )
        record.write(places.data_dir, run)
        people = cast.read(settings.BASE_DIR / "fixtures" / "cast.json")
        self._say(welcome.text(preparation.addresses(), people, places.data_dir))

    def _start_rehearsal(self, places: Places) -> subprocess.Popen[bytes]:
        self._say("Playing one round with three applicants, so that there is something to see...")
        manage = [sys.executable, str(places.base_dir / "manage.py")]
        return subprocess.Popen(
            bound([*manage, "rehearse", "--applicants", "3", "--leave-work"]),
            env=_environment(places),
            start_new_session=True,
        )

    def _watch(self, supervisor: Supervisor, rehearsal: subprocess.Popen[bytes] | None) -> None:
        reported = rehearsal is None
        while supervisor.alive:
            if rehearsal is not None and not reported and rehearsal.poll() is not None:
                reported = True
                if rehearsal.returncode:
                    self.stderr.write(self.style.ERROR("THE REHEARSAL FAILED: see the lines above."))
            time.sleep(0.3)
        raise CommandError("The supervisor was stopped from outside; start the demo again.")

    def _waiting(self, places: Places) -> Callable[[str], None]:
        return lambda line: self._say(f"{line} Its log: {places.logs / 'web.log'}")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _environment(places: Places) -> dict[str, str]:
    """What every process of the demo is told, whatever the shell that started us had set."""
    return {
        **os.environ,
        HOLDER: str(os.getpid()),
        "DJANGO_SETTINGS_MODULE": "association.settings.demo",
        "PYTHONPATH": f"{places.base_dir}{os.pathsep}{places.base_dir / 'site'}",
        "PYTHONUNBUFFERED": "1",
        "DATA_DIR": str(places.data_dir),
        "PORT": str(places.port),
        "BASE_URL": settings.BASE_URL,
        "BROKER_URL": places.broker_url,
    }


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ignore_further_signals() -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
