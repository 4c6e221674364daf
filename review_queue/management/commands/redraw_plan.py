"""Draw a plan again from what was kept of it, and say whether it is the same."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from review_queue.assigning.queries.redrawing import Redrawn, redraw
from review_queue.models import Plan


class Command(BaseCommand):
    help = (
        "Draw a plan again from what it was drawn from, whatever has changed since. Ends with 1 if it is not "
        "the same, or cannot be drawn. Nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", type=UUID, help="the plan's number, as in plans.csv")

    def handle(self, *args: Any, plan: UUID, **options: Any) -> None:
        row = Plan.objects.select_related("round").filter(pk=plan).first()
        if row is None:
            raise CommandError(f"There is no plan {plan}.")
        came = redraw(row)
        if came is not Redrawn.SAME:
            raise CommandError(came.value)
        self.stdout.write(came.value)
