"""Set the queue up from one file: a pool, its people, a rubric and a round."""

from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from review_queue import setup
from review_queue.setup.actions import Report, set_up
from review_queue.setup.rules import NotUsable, parse
from review_queue.sign_in.links import first_link

EXAMPLE = Path(setup.__file__).parent / "example.toml"


class Command(BaseCommand):
    help = "Set up a pool, its people, a rubric and a round from a TOML file. Used again, it changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="the TOML file")
        parser.add_argument("--example", action="store_true", help="print a file to start from")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")

    def handle(self, *args: Any, file: Path | None, example: bool, dry_run: bool, **options: Any) -> None:
        if example:
            self.stdout.write(EXAMPLE.read_text(encoding="utf-8"), ending="")
            return
        if file is None:
            raise CommandError(
                "Name the file, or print one to start from: queue_setup --example > essays.toml"
            )
        try:
            with transaction.atomic():
                report = set_up(parse(_text(file)))
                transaction.set_rollback(dry_run)
        except NotUsable as error:
            raise CommandError(f"Nothing was changed.\n{error}") from None
        self._say(report, dry_run)

    def _say(self, report: Report, dry_run: bool) -> None:
        for sentence in report.done or ["Everything was there already; nothing has changed."]:
            self.stdout.write(sentence)
        if dry_run:
            self.stdout.write("This was a dry run: nothing of it was kept.")
        else:
            self._say_links(report.without_password)
        for sentence in report.missing:
            self.stderr.write(sentence)

    def _say_links(self, people: list[AbstractBaseUser]) -> None:
        links = {user: first_link(user) for user in people}
        if not any(links.values()):
            return
        self.stdout.write("Each of these people chooses a password here. A link works once.")
        for user, link in links.items():
            self.stdout.write(f"  {user.get_username()}  {link}")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not in UTF-8. Save it as UTF-8.") from None
