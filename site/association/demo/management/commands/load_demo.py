"""`manage.py load_demo`: the invented associations, pages and people."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from association.demo.content.load import load


class Command(BaseCommand):
    help = "Load the demo's associations, pages, forms and people. What exists is left as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("The demo's content is loaded with the demo settings only.")
        for line in load():
            if options["verbosity"]:
                self.stdout.write(line)
