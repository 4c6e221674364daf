"""Prove that no sealed event was changed, inserted or taken away, and that rows are what was sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from review_queue.audit.queries.faults import faults
from review_queue.audit.queries.seal_chain import newest_seal, unsealed
from review_queue.models import Seal


class Command(BaseCommand):
    help = (
        "Check the chain of seals over the events of the review queue, and marks, verdicts, assignments and "
        "bars against what was sealed of them. Ends with 1 if something is not as it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--expect",
            metavar="NUMBER:DIGEST",
            help="a seal kept elsewhere: finds a chain that was cut short or made anew",
        )

    def handle(self, *args: Any, expect: str | None, **options: Any) -> None:
        sentences = [*faults(), *_missing(expect)]
        for sentence in sentences:
            self.stderr.write(sentence)
        if sentences:
            raise CommandError("Not everything is as it was sealed.")
        newest = newest_seal()
        self.stdout.write(
            "Every seal holds, and the rows are what was sealed. "
            f"Newest: {newest or 'none yet'}. Not sealed: {unsealed(newest)}."
        )


def _missing(expect: str | None) -> list[str]:
    if expect is None:
        return []
    number, _, digest = expect.rpartition(":")
    if not digest or (":" in expect and not number.isdecimal()):
        raise CommandError("Give the seal as NUMBER:DIGEST, as this command prints it, or its digest alone.")
    rows = Seal.objects.filter(digest=digest, **({"number": int(number)} if number else {}))
    return [] if rows.exists() else [f"The seal {expect} is not here."]
