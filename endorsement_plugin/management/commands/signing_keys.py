"""The keys with which associations sign badges: listed, replaced, sealed anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from endorsement_plugin.certificates.actions.keys import replace_key, seal_keys_anew
from endorsement_plugin.errors import Refusal
from endorsement_plugin.models import Association, SigningKey


class Command(BaseCommand):
    help = (
        "List the keys that sign badges, replace an association's, or seal all with the present SECRET_KEY."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        chosen = parser.add_mutually_exclusive_group()
        chosen.add_argument(
            "--replace",
            metavar="CODE",
            help="Make a new key for this association. The former one stays published: its badges stay good.",
        )
        chosen.add_argument(
            "--withdraw",
            metavar="CODE",
            help="The same, when somebody else may have the key: no former one is published any longer, and "
            "every badge has to be downloaded anew.",
        )
        chosen.add_argument(
            "--seal",
            action="store_true",
            help="Seal every key with the present SECRET_KEY, so that no former one is needed for them.",
        )

    def handle(
        self, *args: Any, replace: str | None, withdraw: str | None, seal: bool, **options: Any
    ) -> None:
        try:
            if replace or withdraw:
                self._replace(replace or withdraw or "", withdraw=bool(withdraw))
            elif seal:
                self.stdout.write(f"{seal_keys_anew()} sealed.")
            else:
                self._list()
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal

    def _replace(self, code: str, *, withdraw: bool) -> None:
        association = Association.objects.filter(code=code).first()
        if association is None:
            raise CommandError(f"There is no association “{code}”.")
        key = replace_key(association=association, withdraw=withdraw)
        self.stdout.write(f"{association.short_name} signs with {key.name} from now on.")

    def _list(self) -> None:
        for key in SigningKey.objects.select_related("association"):
            state = "withdrawn" if key.withdrawn_at else "replaced" if key.replaced_at else "in use"
            self.stdout.write(f"{key.association.code}: {key.name}, made {key.made_at:%Y-%m-%d}, {state}")
