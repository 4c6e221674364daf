"""The operator's page on the command line, for a terminal or a watchdog."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from review_queue.operations.queries.health_checks import signs, worst
from review_queue.operations.queries.snapshot import operations
from review_queue.rules.health import Level
from review_queue.work.status import failing_rows, given_up

SHOWN = 20


class Command(BaseCommand):
    help = "Say whether the machinery is at work. Ends with 1 if something must be done."

    def handle(self, *args: Any, **options: Any) -> None:
        all_signs = signs(operations(timezone.localdate()))
        for sign in all_signs:
            self.stdout.write(f"{sign.level.upper():5} {sign.name}: {sign.words} {sign.advice}".rstrip())
        for row in failing_rows()[:SHOWN]:
            self.stdout.write(f"      {row}, {row.times} times: {row.words} {row.trouble}")
        for work in given_up()[:SHOWN]:
            self.stdout.write(f"      {work} after {work.spent} attempts: {work.trouble or 'no error noted'}")
        if worst(all_signs) == Level.ACT:
            raise CommandError("Something must be done.")
